"""Reading money, goals and citations takes time in proportion to the text, whatever the text repeats."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from normalize.citations import find_citations
from normalize.domains import read_domain
from normalize.money import find_money, read_money
from normalize.targets import read_targets

HOSTILE = [
    "5 triệu đồng ",
    "Ngân sách tỉnh, ",
    "một tỷ ",
    "2 x 3 x ",
    "50 - ",
    "100% ",
    "ít nhất 5 ",
    "Nghị định số 12, ",
    "Luật A và Luật ",
    "12/2020/NĐ-",
    "((((",
    "của Hội nghị lần thứ ",
]


def _cost(read: Callable[[str], object], text: str) -> float:
    begun = time.perf_counter()
    read(text)
    return time.perf_counter() - begun


@pytest.mark.parametrize("read", [read_money, find_money, read_targets, find_citations, read_domain])
@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.timing
def test_eight_times_the_text_is_no_more_than_that(read: Callable[[str], object], unit: str) -> None:
    read(unit)
    short, long = unit * 500, unit * 4000
    once = min(_cost(read, short + str(n)) for n in range(2))
    assert _cost(read, long) < 24 * max(once, 0.005)
