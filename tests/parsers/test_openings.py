"""Every opening of the register reads its own examples, and no entry reads what it must not."""

from __future__ import annotations

import pytest

from parsers.openings import line_kinds, plain_lines
from parsers.registers import read_register

ENTRIES = read_register("line_openings")["opening"]


@pytest.mark.parametrize(
    ("line", "kind"), [(line, entry["kind"]) for entry in ENTRIES for line in entry["examples"]], ids=str
)
def test_examples(line: str, kind: str) -> None:
    assert line_kinds([line]) == [kind]


@pytest.mark.parametrize(
    ("line", "kind"), [(line, entry["kind"]) for entry in ENTRIES for line in entry.get("never", ())], ids=str
)
def test_never(line: str, kind: str) -> None:
    assert line_kinds([line]) != [kind]


def test_decomposed_and_old_tones_read_alike() -> None:
    lines = ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TM. UỶ BAN NHÂN DÂN", "Nơi nhận:"]
    assert line_kinds(lines) == ["motto", "signature", "recipients"]


def test_plain_lines_keeps_the_number_of_lines() -> None:
    lines = ["", " \u00a0 ", "a\u2028b", "**x**", "<b>y</b>", "\f"]
    assert len(plain_lines(lines)) == len(lines)
    assert plain_lines([]) == []
