"""Time in proportion to size, for every layout and for inputs made to be slow.

Counted are the calls that Python makes, which no other load on the machine changes; a text of a megabyte in
one cell shows what the calls themselves cost.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from parsers.manuscript import Manuscript
from parsers.regions import find_regions
from tests.parsers.render import LAYOUTS, render

HEADER = ["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Ghi chú"]
ROW = ["Rà soát quy chế", "Sở Nội vụ", "Các sở, ngành", "Quý I/2024", ""]


def rows(count: int) -> list[list[str]]:
    body = [[str(number), *ROW] for number in range(1, count + 1)]
    sections = [["I", "THỂ CHẾ"], *body[: count // 2], ["II", "BỘ MÁY"], *body[count // 2 :]]
    return [HEADER, *sections]


def unnumbered(count: int) -> list[list[str]]:
    return [HEADER[1:], *([f"{number}. Rà soát", *ROW[1:]] for number in range(1, count + 1))]


def manuscript(text: str) -> Manuscript:
    return Manuscript("plan.txt", "0" * 64, "text/plain", "utf-8", text.split("\n"))


def calls(text: str) -> int:
    """How many calls reading the regions makes."""
    source = manuscript(text)
    find_regions(source)
    count = 0

    def one_more(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(one_more)
    try:
        find_regions(source)
    finally:
        sys.setprofile(None)
    return count


SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    **{layout: (30, lambda n, layout=layout: render(rows(n), layout)) for layout in LAYOUTS},
    "unnumbered paragraphs": (30, lambda n: render(unnumbered(n), "cell_per_paragraph")),
    "unnumbered bars": (30, lambda n: render(unnumbered(n), "pipe_lines")),
    "headings only": (20, lambda n: "\n\n".join(HEADER * n)),
    "numbers only": (150, lambda n: "\n\n".join([*HEADER, *map(str, range(n))])),
    "many small tables": (20, lambda n: "\n\n".join([*HEADER, "1", *ROW, "PHỤ LỤC"] * n)),
    "tables without an end": (20, lambda n: "\n\n".join([*HEADER, "1", *ROW] * n)),
    "bars alone": (400, lambda n: "|\n" * n),
    "bars and words": (300, lambda n: "\n|\n".join(["a"] * n)),
    "one line of bars": (3000, lambda n: "|" * n + "\n" + "|" * n),
    "many columns": (1500, lambda n: "\n".join(["\t".join([word] * n) for word in ("Nội dung", "x", "y")])),
    "open quotes": (150, lambda n: "\n".join(['a\t"b'] * n)),
    "headers in turn": (
        40,
        lambda n: "\n".join(["STT\tNội dung\tThời gian\n1\ta\tQuý I", "TT\tNhiệm vụ\tThời hạn\n1\ta\tQuý I"] * n),
    ),
    "open tables": (300, lambda n: "<table><tr><td>" * n),
    "spans": (100, lambda n: "<table>" + "<tr><td colspan=1000 rowspan=60000>x</td></tr>" * n + "</table>"),
    "letterheads": (200, lambda n: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\n" * n),
    "decisions": (100, lambda n: "Căn cứ A;\nQUYẾT ĐỊNH:\nĐiều 1. Kế hoạch sau:\n1. A\n" * n),
    "signatures": (100, lambda n: "Nơi nhận:\n- A;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n" * n),
    "stamps": (200, lambda n: "Ký bởi: A\n" * n),
    "pages": (200, lambda n: "\n\n".join(f"{number}\n\nĐầu trang" for number in range(n))),
    "open brackets": (200, lambda n: "PHỤ LỤC\n" + "(Kèm theo Quyết định\n" * n),
    "site": (200, lambda n: "x./.\n" + "Số hiệu: 1\nabc def ghi\n" * n),
}


@pytest.mark.parametrize(("size", "shape"), SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_size_is_twice_the_work(size: int, shape: Callable[[int], str]) -> None:
    assert calls(shape(2 * size)) <= 2.3 * calls(shape(size))


BOMBS = {
    "words": "xây dựng " * 110_000,
    "letters": "a" * 1_000_000,
    "capitals": "XÂY " * 250_000,
    "spaces": "a" + " " * 1_000_000 + "b",
    "numbers": "1." * 500_000,
    "dashes": "- " * 500_000,
    "brackets": "(" * 1_000_000,
    "angles": "<" * 1_000_000,
    "tags": "<b>" * 330_000,
    "stars": "*" * 1_000_000,
    "entities": "&nbsp;" * 160_000,
    "escapes": "\\|" * 500_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.timing
def test_a_megabyte_in_a_cell(layout: str, bomb: str) -> None:
    text = render([HEADER, ["1", bomb, *ROW[1:]], ["2", *ROW]], layout)
    start = time.process_time()
    regions = find_regions(manuscript(text))
    assert time.process_time() - start < 3
    assert regions.tables
