"""The parser finds the front page's words and their lines, in every layout of letterheads and signatures."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document_text import DocumentText
from parsers.front_matter import read_front_matter
from parsers.front_matter.fragments import fragments
from parsers.front_matter.signature import person_name
from parsers.front_matter.titles import find_headings
from parsers.raw import RawFrontMatter
from parsers.registers import read_register

REGISTER = read_register("front_matter")
LETTERHEAD = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Hà Giang, ngày 10 tháng 01 năm 2022
"""


def front_of(text: str) -> RawFrontMatter:
    return read_front_matter(DocumentText.of(text.split("\n")))


def test_lines_point_at_the_words() -> None:
    text = LETTERHEAD + "KẾ HOẠCH\nCải cách hành chính năm 2022\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Sơn"
    front = front_of(text)
    assert front.lines == {"number": 6, "place_date": 7, "kind": 8, "title": 8, "signer": 14}
    assert (front.signer, front.signer_title) == ("Nguyễn Văn Sơn", "CHỦ TỊCH")
    assert front.issuer_lines == ["ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG"]


@pytest.mark.parametrize("line", REGISTER["kinds"]["examples"])
def test_kinds_of_the_register(line: str) -> None:
    assert [heading.line for heading in find_headings(DocumentText.of([line]))] == [0]


@pytest.mark.parametrize("line", REGISTER["properties"]["examples"])
def test_properties_of_the_register(line: str) -> None:
    assert len(front_of(line).properties) == 1


@pytest.mark.parametrize("line", REGISTER["total"]["examples"])
def test_totals_of_the_register(line: str) -> None:
    assert front_of(LETTERHEAD + "KẾ HOẠCH\nNăm 2022\n\n" + line).lines["stated_total"] == 11


@pytest.mark.parametrize("title", REGISTER["signature"]["examples"])
def test_signatures_of_the_register(title: str) -> None:
    follow = "" if "PHÓ" in title or title.startswith("Q.") else "PHÓ CHỦ TỊCH\n"
    assert front_of(f"{LETTERHEAD}KẾ HOẠCH\nNăm 2022\n\n{title}\n{follow}\nTrần Thị Hoa").signer == "Trần Thị Hoa"


# Titles, with the line that must not be taken into them.
TITLES = {
    "KẾ HOẠCH\nCải cách hành chính năm 2022\n\nThực hiện Quyết định số 1/QĐ-TTg, UBND tỉnh ban hành như sau:": (
        "KẾ HOẠCH Cải cách hành chính năm 2022"
    ),
    "KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH\nTỈNH HÀ GIANG NĂM 2022\nCăn cứ Luật": (
        "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH TỈNH HÀ GIANG NĂM 2022"
    ),
    "KẾ HOẠCH\nVề việc kiểm tra cải cách hành chính\ntrên địa bàn tỉnh\n(Kèm theo Quyết định số 5/QĐ-UBND)": (
        "KẾ HOẠCH Về việc kiểm tra cải cách hành chính trên địa bàn tỉnh"
    ),
    "KẾ HOẠCH\n\nCải cách hành chính nhà nước\n\ntỉnh Hà Giang năm 2022\n\nI. MỤC TIÊU": (
        "KẾ HOẠCH Cải cách hành chính nhà nước tỉnh Hà Giang năm 2022"
    ),
    "# KẾ HOẠCH\n## Chuyển đổi số năm 2022\n---\nNhằm thực hiện": "KẾ HOẠCH Chuyển đổi số năm 2022",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG\nThực hiện Nghị quyết số 02/NQ-CP năm 2022\n_____\nI. MỤC TIÊU": (
        "CHƯƠNG TRÌNH HÀNH ĐỘNG Thực hiện Nghị quyết số 02/NQ-CP năm 2022"
    ),
}


@pytest.mark.parametrize("text", TITLES)
def test_titles_end_where_the_body_begins(text: str) -> None:
    assert front_of(LETTERHEAD + text).title == TITLES[text]


def test_a_decision_and_the_plan_it_encloses() -> None:
    front = front_of(
        LETTERHEAD.replace("KH-", "QĐ-")
        + "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\nCăn cứ Luật;\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1.\n\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nHoàng Gia Long\n\nKẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH NĂM 2022\n"
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 10/01/2022 của\nChủ tịch UBND tỉnh)\n"
    )
    assert (front.kind, front.carrier_title) == ("Quyết định", "Về việc ban hành Kế hoạch")
    assert front.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"
    assert front.title == "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2022"
    assert front.annex_number == "12/QĐ-UBND"
    assert front.signer == "Hoàng Gia Long"


NAMES = [
    "Nguyễn Văn Dương",
    "TS. Lê Thị B",
    "Đại tá Phạm Văn C",
    "NGUYỄN THỊ D",
    "Y Bier Niê",
    "H'Yim Kđoh",
    "Lò Minh Hùng",
    "Tòng Thị E",
]
NO_NAMES = [
    "Ủy ban Nhân dân tỉnh",
    "SỞ NỘI VỤ",
    "Như trên",
    "- Lưu: VT",
    "Độc lập - Tự do",
    "(Đã ký)",
    "Kế hoạch",
]


@pytest.mark.parametrize("text", NAMES)
def test_names_of_persons(text: str) -> None:
    assert person_name(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name(text: str) -> None:
    assert person_name(text) == ""


def test_a_total_row_of_a_table_is_no_statement() -> None:
    assert front_of(LETTERHEAD + "KẾ HOẠCH\nNăm 2022\nTổng cộng\t\t200 triệu đồng\t").stated_total == ""
    assert front_of(LETTERHEAD + "KẾ HOẠCH\nNăm 2022\n| Tổng cộng | | 200 triệu đồng |").stated_total == ""


def test_blanks_left_for_the_pen_are_not_columns() -> None:
    line = "Số:        /KH-UBND          Hà Nội, ngày      tháng     năm 2022"
    pieces = [piece.text for piece in fragments(DocumentText.of([line]), [0])]
    assert pieces == ["Số: /KH-UBND", "Hà Nội, ngày tháng năm 2022"]


def test_every_sample_has_a_signer_and_a_number() -> None:
    for path in sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.txt")):
        front = front_of(path.read_text("utf-8"))
        assert front.number
        assert front.signer


@pytest.mark.parametrize(
    "line", ["KẾ HOẠCH ", "TM. ỦY BAN\n", "CHỦ TỊCH\n", "Số hiệu\n", "Tổng kinh phí \n", "(Kèm theo số ", "| "]
)
@pytest.mark.timing
def test_time_grows_with_the_length(line: str) -> None:
    def seconds(times: int) -> float:
        begun = time.perf_counter()
        front_of(LETTERHEAD + line * times)
        return time.perf_counter() - begun

    seconds(10)
    assert seconds(8000) < 16 * max(seconds(1000), 0.01)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    front_of(text)
