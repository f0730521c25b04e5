"""Site words, page marks and stamps: each entry reads its own examples; the document's own words are left alone."""

from __future__ import annotations

import pytest

from parsers.furniture import (
    furniture_anywhere,
    is_rule,
    is_site_line,
    page_numbers,
    running_heads,
    site_lines,
    stamp_length,
)
from parsers.openings import plain_lines
from parsers.registers import read_register

REGISTER = read_register("furniture")


@pytest.mark.parametrize("line", [line for entry in REGISTER["entry"] for line in entry["examples"]])
def test_examples(line: str) -> None:
    assert is_site_line(plain_lines([line])[0], line)


@pytest.mark.parametrize("line", [line for entry in REGISTER["entry"] for line in entry["never"]])
def test_never(line: str) -> None:
    assert not is_site_line(plain_lines([line])[0], line)


def test_many_lines_at_once_are_read_as_one_by_one() -> None:
    lines = [line for entry in REGISTER["entry"] for line in (*entry["examples"], *entry["never"], "")]
    plains = plain_lines(lines)
    one_by_one = [at for at, (plain, line) in enumerate(zip(plains, lines, strict=True)) if is_site_line(plain, line)]
    assert site_lines(plains, lines) == one_by_one


@pytest.mark.parametrize("line", [e for entry in REGISTER["entry"] if "anywhere" in entry for e in entry["examples"]])
def test_anywhere(line: str) -> None:
    assert furniture_anywhere(plain_lines([line])) == {0}


@pytest.mark.parametrize("line", ["Số hiệu: 285/KH-UBND", "Nội dung", "Trạng thái: đang thực hiện", "- Lĩnh vực y tế"])
def test_words_that_a_body_may_say_are_furniture_only_outside(line: str) -> None:
    assert not furniture_anywhere(plain_lines([line]))


@pytest.mark.parametrize("line", REGISTER["stamp"]["examples"])
def test_stamps_begin(line: str) -> None:
    assert stamp_length(plain_lines([line, "Ngày ký: 31.12.2020", "09:55:35 +07:00", "Nguyễn Văn A"]), 0) == 3


def test_stamp_ends_before_the_name_of_the_signer() -> None:
    lines = ["Ký bởi: Ủy ban", "Nhân dân tỉnh", "Ngày ký:", "31.12.2020", "09:55:35 +07:00", "", "Lê Văn B"]
    assert stamp_length(plain_lines(lines), 0) == 5


def test_rules() -> None:
    assert all(map(is_rule, ["-------", "___________", "* * *", "–––––", "======"]))
    assert not any(map(is_rule, ["- Bộ Nội vụ;", "--", "....", "…………", "- - ABC"]))


def test_page_numbers_count_on_inside_sentences_and_other_numbers_do_not() -> None:
    lines = ["một", "", "2", "", "hai mươi", "3", "ba", "năm", "2021", "bốn", "4", "năm", "27", "sáu"]
    found = page_numbers(lines, list(range(len(lines))))
    assert found == {2, 5, 10}


def test_running_heads_stand_at_page_ends() -> None:
    lines = ["Kế hoạch CCHC 2024", "a", "", "2", "", "Kế hoạch CCHC 2024", "b", "", "3", "", "Kế hoạch CCHC 2024", "c"]
    pages = page_numbers(lines, list(range(len(lines))))
    heads = running_heads(lines, plain_lines(lines), list(range(len(lines))), pages)
    assert heads == {0, 5, 10}


def test_repeated_labels_are_no_running_heads() -> None:
    lines = ["1. Một", "Chủ trì: Sở Nội vụ", "2. Hai", "Chủ trì: Sở Nội vụ", "3. Ba", "Chủ trì: Sở Nội vụ"]
    assert running_heads(lines, plain_lines(lines), list(range(len(lines))), set()) == set()
