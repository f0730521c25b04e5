"""Numbers of rows, looks of cells, texts that go on, and columns of two fields."""

from __future__ import annotations

import pytest

from parsers.registers import read_register
from parsers.tasks.continuing import continues, is_capitals, is_unfinished
from parsers.tasks.double_columns import split_fields
from parsers.tasks.ordinals import is_first, read_ordinal, split_ordinal
from parsers.tasks.shapes import (
    is_breakdown,
    is_grand_total,
    is_letterhead,
    is_page_number,
    is_period,
    is_remark,
    is_total,
    look,
)

SHAPES = read_register("shapes")
LOOKS = [
    (name, text, field == "examples")
    for name in ("agency", "time", "money")
    for field in ("examples", "counterexamples")
    for text in SHAPES[name][field]
]


@pytest.mark.parametrize(("name", "text", "expected"), LOOKS, ids=[f"{name}: {text}" for name, text, _ in LOOKS])
def test_each_example_of_a_shape_has_it(name: str, text: str, expected: bool) -> None:
    assert getattr(look(text), name) is expected


LABELS = {
    "total": is_total,
    "grand_total": is_grand_total,
    "letterhead": is_letterhead,
    "remark": is_remark,
    "breakdown": is_breakdown,
}
LABELLED = [
    (name, text, field == "examples")
    for name in LABELS
    for field in ("examples", "counterexamples")
    for text in SHAPES[name][field]
]


@pytest.mark.parametrize(("name", "text", "expected"), LABELLED, ids=[f"{name}: {text}" for name, text, _ in LABELLED])
def test_each_example_of_a_label_is_one(name: str, text: str, expected: bool) -> None:
    assert LABELS[name](text) is expected


@pytest.mark.parametrize("text", ["Uỷ ban nhân dân tỉnh", "ỦY BAN NHÂN DÂN TỈNH", "Toà án nhân dân", "Tòa án nhân dân"])
def test_old_and_new_tone_placement_look_alike(text: str) -> None:
    assert look(text).agency


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("1.", "1", "arabic"),
        ("01", "01", "arabic"),
        ("(3)", "3", "arabic"),
        ("a)", "a", "letter"),
        ("đ/", "đ", "letter"),
        ("IV.", "IV", "roman"),
        ("Il", "Il", "roman"),
        ("A.", "A", "upper"),
        ("Phần I", "Phần I", "group"),
        ("1.1.", "1.1", "dotted"),
        ("I.2", "I.2", "dotted"),
        ("8.a", "8.a", "dotted"),
        ("2a", "2a", "dotted"),
    ],
)
def test_a_cell_that_is_a_number(text: str, number: str, kind: str) -> None:
    ordinal = read_ordinal(text)
    assert ordinal is not None
    assert (ordinal.text, ordinal.kind) == (number, kind)


@pytest.mark.parametrize("text", ["", "2024", "Sở Y tế", "-", "Quý I", "12/2022", "1.200.000", "x x"])
def test_a_cell_that_is_no_number_of_a_row(text: str) -> None:
    assert read_ordinal(text) is None


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. Xây dựng đề án", "1", "Xây dựng đề án"),
        ("1.Xây dựng", "1", "Xây dựng"),
        ("a) Rà soát", "a", "Rà soát"),
        ("IV. CẢI CÁCH", "IV", "CẢI CÁCH"),
        ("I - CẢI CÁCH", "I", "CẢI CÁCH"),
        ("V Cải cách", "V", "Cải cách"),
        ("1.1 Hoàn thiện", "1.1", "Hoàn thiện"),
        ("(2) Ban hành", "2", "Ban hành"),
        ("Phần II: NHIỆM VỤ", "Phần II", "NHIỆM VỤ"),
        ("3/ Tổ chức", "3", "Tổ chức"),
    ],
)
def test_a_number_in_front_of_a_text(text: str, number: str, rest: str) -> None:
    ordinal, behind = split_ordinal(text)
    assert ordinal is not None
    assert (ordinal.text, behind) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.200 cán bộ",
        "30/6/2022",
        "2.5 triệu đồng",
        "02 lớp tập huấn",
        "- Xây dựng",
        "Nhiệm vụ 1",
        "UBND tỉnh",
        "X quang",
        "a b c",
        "12",
        "1,5 tỷ",
    ],
)
def test_a_text_without_a_number(text: str) -> None:
    assert split_ordinal(text) == (None, text)


def test_where_counting_starts() -> None:
    first = [read_ordinal(text) for text in ("1", "a)", "I.", "01", "2.1", "A")]
    later = [read_ordinal(text) for text in ("2", "b)", "IV", "10", "2.3", "C")]
    assert all(ordinal is not None and is_first(ordinal) for ordinal in first)
    assert not any(ordinal is not None and is_first(ordinal) for ordinal in later)


@pytest.mark.parametrize("text", ["Quý I", "Tháng 9/2023", "Năm 2024", "T12", "2025", "Học kỳ II", "QUÝ IV/2022"])
def test_a_period_and_nothing_else(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["7", "- 7 -", "Trang 3", "Trang 3/12", "4/10"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


def test_texts_that_go_on() -> None:
    assert continues("Quyết định số 2376/QĐ-UBND và Quyết", "định số 2290/QĐ-UBND")
    assert continues("Các sở, ngành,", "địa phương")
    assert continues("Chỉ số cải cách hành chính (PAR", "INDEX) của tỉnh")
    assert not continues("Báo cáo kết quả", "Kế hoạch kiểm tra")
    assert not continues("Sở Nội vụ", "các sở, ngành", strict=True)
    assert not continues("", "định")
    assert is_unfinished("phối hợp với")
    assert not is_unfinished("Sở Nội vụ")
    assert is_capitals("CẢI CÁCH THỂ CHẾ (một phần)")
    assert not is_capitals("Cải cách thể chế")


@pytest.mark.parametrize(
    ("text", "lead", "cooperating"),
    [
        ("Sở A chủ trì; phối hợp: Sở B", "Sở A", "Sở B"),
        ("Sở A chủ trì, phối hợp với Sở B và Sở C", "Sở A", "Sở B và Sở C"),
        ("Chủ trì: Sở A; Phối hợp: Sở B", "Sở A", "Sở B"),
        ("- Cơ quan chủ trì: Sở A. - Cơ quan phối hợp: Sở B.", "Sở A", "Sở B"),
        ("Sở A (chủ trì), Sở B, Sở C (phối hợp)", "Sở A", "Sở B, Sở C"),
        ("Sở A; phối hợp: các đơn vị liên quan", "Sở A", "các đơn vị liên quan"),
        ("Sở A", "Sở A", ""),
    ],
)
def test_lead_and_cooperating_in_one_cell(text: str, lead: str, cooperating: str) -> None:
    found = split_fields(text, ("lead", "cooperating"))
    assert (found.get("lead", ""), found.get("cooperating", "")) == (lead, cooperating)


@pytest.mark.parametrize(
    ("text", "product", "timeframe"),
    [
        ("Kế hoạch; tháng 2/2022", "Kế hoạch", "tháng 2/2022"),
        ("Quý I/2022: Quyết định", "Quyết định", "Quý I/2022"),
        ("Báo cáo, trước ngày 15/12/2022", "Báo cáo", "trước ngày 15/12/2022"),
        ("Thường xuyên", "", "Thường xuyên"),
        ("Báo cáo tổng hợp", "Báo cáo tổng hợp", ""),
    ],
)
def test_product_and_time_in_one_cell(text: str, product: str, timeframe: str) -> None:
    found = split_fields(text, ("product", "timeframe"))
    assert (found.get("product", ""), found.get("timeframe", "")) == (product, timeframe)
