"""Front pages of provinces, ministries, departments, districts, communes and the Party become identities."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.front_matter import Identity, read_identity
from normalize.front_matter.dates import find_date, place_of
from normalize.front_matter.people import signer_title_name
from normalize.front_matter.totals import read_total
from normalize.front_matter.years import term_of
from normalize.registers import read_register
from parsers.document_text import DocumentText
from parsers.front_matter import read_front_matter

TESTS = Path(__file__).parents[1]
PAGES = tomllib.loads((TESTS / "corpora" / "front_pages.toml").read_text("utf-8"))["page"]


def identity_of(text: str) -> Identity:
    """The way a document goes: lines to raw front matter to identity."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    raw = asdict(read_front_matter(DocumentText.of(lines)))
    raw.pop("lines")
    return read_identity(**raw)


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_front_pages(page: dict[str, Any]) -> None:
    identity = identity_of(page["text"])
    assert {name: _plain(getattr(identity, name)) for name in page["expect"]} == page["expect"]


@pytest.mark.parametrize("path", sorted((TESTS / "gold").glob("*.gold.json")), ids=lambda path: path.name[:3])
def test_front_pages_of_the_annotated_plans(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    fields = identity_of((TESTS.parent / "data" / "raw" / gold["file"]).read_text("utf-8")).fields()
    want = {name: value for name, value in gold["document"].items() if name != "layouts"}
    assert {name: _plain(fields[name]) or None for name in want} == {n: v or None for n, v in want.items()}


def test_figures_and_words_of_a_total_are_both_read() -> None:
    assert read_total("Tổng kinh phí: 200.000.000đ (Bằng chữ: Một trăm triệu đồng)") == (200_000_000, 100_000_000)
    assert read_total("Tổng kinh phí thực hiện Kế hoạch là 1,2 tỷ đồng") == (1_200_000_000, None)
    assert read_total("") == (None, None)


TERMS = {
    "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2021": (2021, "2021-01-01", "2021-12-31"),
    "Kế hoạch cải cách hành chính giai đoạn 2021-2025": (2021, "2021-01-01", "2025-12-31"),
    "Kế hoạch giai đoạn 2021 - 2025, định hướng đến năm 2030": (2021, "2021-01-01", "2025-12-31"),
    "Kế hoạch năm 2022 và những năm tiếp theo": (2022, "2022-01-01", None),
    "Kế hoạch công tác 6 tháng đầu năm 2024": (2024, "2024-01-01", "2024-06-30"),
    "Kế hoạch 06 tháng cuối năm 2023": (2023, "2023-07-01", "2023-12-31"),
    "Kế hoạch kiểm tra quý I/2024": (2024, "2024-01-01", "2024-03-31"),
    "Kế hoạch Quý III, IV năm 2022": (2022, "2022-07-01", "2022-12-31"),
    "Kế hoạch tháng cao điểm tháng 10 năm 2022": (2022, "2022-10-01", "2022-10-31"),
    "Kế hoạch thực hiện nhiệm vụ năm học 2023-2024": (2023, "2023-09-01", "2024-08-31"),
    "Kế hoạch năm 2023 thực hiện Chương trình giai đoạn 2021-2030": (2023, "2023-01-01", "2023-12-31"),
    "Kế hoạch thực hiện Nghị quyết số 19/2021/NQ-HĐND ngày 15 tháng 7 năm 2021": None,
    "Kế hoạch chuyển đổi số đến năm 2025": None,
    "Kế hoạch hành động": None,
}


@pytest.mark.parametrize("title", TERMS)
def test_terms_of_titles(title: str) -> None:
    term = term_of(title)
    assert (term and (term.year, _plain(term.start) or None, _plain(term.end) or None)) == TERMS[title]


def test_dates_through_slips() -> None:
    day = date(2020, 12, 5)
    for words in (
        "ngày 05 tháng 12 năm 2020",
        "ngày05tháng12năm2020",
        "ngày O5 tháng 12 năm 202 0",
        "05/12/2020",
        "5.12.2020",
    ):
        assert find_date(words) == day
    assert find_date("ngày     tháng 12 năm 2020") is None
    assert find_date("ngày 31 tháng 02 năm 2020") is None
    assert place_of("Cao Lãnh, ngày 05 tháng 12 năm 2020") == "Cao Lãnh"
    assert place_of("ngày 05 tháng 12 năm 2020") == ""


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("CHỦ TỊCH", "Chủ tịch"),
        ("Q. GIÁM ĐỐC", "Quyền Giám đốc"),
        ("CHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
        ("THỨ TRƯỞNG", "Thứ trưởng"),
        ("PHÓ TRƯỞNG BAN", "Phó Trưởng ban"),
        ("", ""),
    ],
)
def test_titles_of_signers(printed: str, name: str) -> None:
    assert signer_title_name(printed) == name


@pytest.mark.parametrize(("words", "name"), read_register("issuers")["heads"]["examples"].items())
def test_heads_of_bodies_in_decisions(words: str, name: str) -> None:
    assert read_identity(kind="Quyết định", authority=words).issuer == name


def test_nothing_known_is_nothing_said() -> None:
    assert read_identity().fields() == {**Identity().fields()}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_words_are_read_without_an_error(text: str) -> None:
    read_identity(number=text, title=text, issuer_lines=[text], authority=text, place_date=text, stated_total=text)
