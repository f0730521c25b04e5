"""PDF files: paragraphs, columns, ruled tables over page breaks, furniture, old fonts, and what cannot be read."""

import sys

import pytest

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.read import read_content
from parsers.manuscript import Manuscript
from tests.ingest.encoders import codes
from tests.ingest.invariants import check
from tests.ingest.pdf_writer import WIDTH, Page, write_pdf

LEFT, RIGHT = 60.0, 540.0
LETTER = 10 * WIDTH
XS = [60.0, 90.0, 290.0, 420.0, 540.0]


def read(*pages: Page, fonts: tuple[str, ...] = ("Serif",)) -> Manuscript:
    manuscript = read_content(write_pdf(list(pages), fonts=fonts), name="plan.pdf")
    check(manuscript)
    return manuscript


def words(manuscript: Manuscript) -> list[str]:
    return [line for line in manuscript.lines if line]


def grids(manuscript: Manuscript) -> list[list[list[str | None]]]:
    return [[[cell and cell.text for cell in row.cells] for row in grid.rows] for grid in manuscript.grids]


def filled(text: str, x: float = LEFT) -> str:
    """Words repeated up to the right margin, so that no other would fit."""
    line = text
    while x + len(f"{line} {text}") * LETTER <= RIGHT:
        line += f" {text}"
    return line + "e" * int((RIGHT - x) / LETTER - len(line))


def draw_row(page: Page, y: float, height: float, *texts: str, xs: list[float] = XS) -> float:
    """A ruled row with its texts (lines parted by a newline); where the next one begins."""
    page.grid(xs, [y, y + height])
    for x, text in zip(xs, texts, strict=False):
        for number, line in enumerate(text.split("\n")):
            page.text(x + 4, y + 2 + 12 * number, line)
    return y + height


def test_full_lines_go_on_and_short_ones_end() -> None:
    page = Page()
    lines = [
        (96, filled("đoạn", 96)),
        (LEFT, filled("một")),
        (LEFT, "hết."),
        (96, "Đoạn hai ngắn."),
        (96, "- gạch đầu dòng"),
    ]
    for number, (x, text) in enumerate(lines):
        page.text(x, 100 + 14 * number, text)
    assert words(read(page)) == [" ".join(text for _, text in lines[:3]), "Đoạn hai ngắn.", "- gạch đầu dòng"]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    first, second = Page(), Page()
    first.text(LEFT, 780, filled("câu"))
    first.text(298, 810, "1")
    second.text(LEFT, 60, "còn lại của câu.")
    found = read(first, second)
    assert words(found) == [filled("câu") + " còn lại của câu.", "1"]
    assert [found.lines[n - 1] for n in found.furniture] == ["1"]


@pytest.mark.parametrize("broken", [("số 285/KH-", "UBND"), ("2021-", "2025"), ("ngày 12/", "5/2021"), ("12", "/2021")])
def test_words_broken_at_their_own_sign_are_whole(broken: tuple[str, str]) -> None:
    page = Page()
    begin = "e" * int((RIGHT - LEFT) / LETTER - len(broken[0]) - 1)
    page.text(LEFT, 100, f"{begin} {broken[0]}")
    page.text(LEFT, 114, f"{broken[1]} và hết.")
    assert words(read(page)) == [f"{begin} {broken[0]}{broken[1]} và hết."]


def test_combining_marks_join_their_letters() -> None:
    page = Page()
    page.text(LEFT, 100, "Kê\u0301 hoa\u0323ch")
    assert words(read(page)) == ["Kế hoạch"]


def test_letters_drawn_twice_to_look_bold_are_one() -> None:
    page = Page()
    for number, letter in enumerate("KẾ HOẠCH"):
        for shift in (0, 0.3):
            page.text(LEFT + number * 6 + shift, 100, letter)
    assert words(read(page)) == ["KẾ HOẠCH"]


def test_a_letterhead_is_read_column_by_column() -> None:
    page = Page()
    for top, left, right in ((60, "UBND TỈNH X", "CỘNG HÒA"), (74, "-----", "Độc lập"), (96, "Số: 1/KH", "X, ngày 1")):
        page.text(100, top, left)
        page.text(380, top, right)
    page.text(270, 130, "KẾ HOẠCH")
    assert words(read(page)) == ["UBND TỈNH X", "-----", "Số: 1/KH", "CỘNG HÒA", "Độc lập", "X, ngày 1", "KẾ HOẠCH"]


def test_a_title_below_the_letterhead_is_its_own() -> None:
    page = Page()
    for top, left, right in ((60, "UBND TỈNH X", "CỘNG HÒA XÃ HỘI"), (90, "Số: 1/KH", "X, ngày 1 tháng 2")):
        page.text(100, top, left)
        page.text(300, top, right)
    page.text(302, 130, "KẾ HOẠCH CỦA TỈNH VỀ RỪNG")
    assert words(read(page))[-1] == "KẾ HOẠCH CỦA TỈNH VỀ RỪNG"
    assert read(page).lines[-2] == ""


def test_columns_not_quite_on_one_height() -> None:
    page = Page()
    for number, (left, right) in enumerate((("UBND TỈNH X", "CỘNG HÒA"), ("SỞ Y", "Độc lập"))):
        page.text(100, 60 + 14 * number, left)
        page.text(380, 66 + 14 * number, right)
    assert words(read(page)) == ["UBND TỈNH X", "SỞ Y", "CỘNG HÒA", "Độc lập"]


def test_a_signature_leaves_room_for_the_pen() -> None:
    page = Page()
    page.text(LEFT, 600, "Nơi nhận:")
    page.text(380, 600, "CHỦ TỊCH")
    page.text(LEFT, 614, "- Như trên;")
    page.text(LEFT, 628, "- Lưu: VT.")
    page.text(376, 690, "Trần Văn A")
    assert words(read(page)) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Trần Văn A"]


def test_a_signature_may_begin_above_the_recipients() -> None:
    page = Page()
    page.text(380, 586, "TM. UBND TỈNH")
    for top, left, right in ((600, "Nơi nhận:", "KT. CHỦ TỊCH"), (614, "- Lưu: VT.", "PHÓ CHỦ TỊCH")):
        page.text(LEFT, top, left)
        page.text(382.5, top, right)
    assert words(read(page)) == ["Nơi nhận:", "- Lưu: VT.", "TM. UBND TỈNH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


@pytest.mark.parametrize("rules_as_boxes", [False, True])
def test_merged_cells_are_told_by_their_rules(rules_as_boxes: bool) -> None:
    page = Page(rules_as_boxes=rules_as_boxes)
    xs, ys = [60.0, 100.0, 300.0, 400.0, 500.0], [100.0, 120.0, 140.0, 160.0, 180.0]
    gone = [(60, 120, 100, 120), (100, 120, 300, 120), (400, 100, 400, 120)]  # TT, Việc down; Cơ quan across
    gone += [(x, 140, x, 160) for x in xs[1:-1]]  # a section row
    page.grid(xs, ys, without=tuple(gone))
    for x, y, text in (
        (62, 102, "TT"), (102, 102, "Việc"), (302, 102, "Cơ quan"), (302, 122, "chủ trì"), (402, 122, "phối hợp"),
        (62, 142, "I. MỤC LỚN"), (62, 162, "1"), (102, 162, "Rà soát"), (302, 162, "Sở A"),
    ):  # fmt: skip
        page.text(x, y, text)
    assert grids(read(page)) == [
        [
            ["TT", "Việc", "Cơ quan", None],
            [None, None, "chủ trì", "phối hợp"],
            ["I. MỤC LỚN", None, None, None],
            ["1", "Rà soát", "Sở A", ""],
        ]
    ]


def test_shading_behind_text_is_no_rule() -> None:
    page = Page()
    for x, y, wide in ((62, 101, 20), (92, 101, 100), (92, 113, 60), (292, 101, 90)):
        page.operators.append(f"1 1 1 rg {x} {page.height - y - 11} {wide} 11 re f 0 0 0 rg")
    y = draw_row(page, 100, 30, "1", "Rà soát\nquy định", "Sở A", "Quý I")
    draw_row(page, y, 16, "2", "Báo cáo", "Sở B", "Quý II")
    assert grids(read(page)) == [[["1", "Rà soát quy định", "Sở A", "Quý I"], ["2", "Báo cáo", "Sở B", "Quý II"]]]


def two_pages(above: tuple[str, ...], below: tuple[str, ...], *, height: float, header: bool = True) -> Manuscript:
    """A table whose page break stands between `above` (which ends at the foot of the page) and `below`."""
    first, second = Page(), Page()
    y = draw_row(first, 100, 14, "TT", "Nội dung", "Cơ quan", "Hạn")
    draw_row(first, y, height, *above)
    y = draw_row(second, 60, 14, "TT", "Nội dung", "Cơ quan", "Hạn") if header else 60
    y = draw_row(second, y, 40, *below)
    draw_row(second, y, 20, "9", "Việc cuối", "Sở Z", "Quý IV")
    second.text(LEFT, 300, "Sau bảng.")
    return read(first, second)


WIDE = "rà soát các quy định hiện hành về lĩnh"  # fills the second column


@pytest.mark.parametrize("header", [True, False])
def test_a_row_cut_by_the_page_break_is_one_row(header: bool) -> None:
    above = ("1", f"Tổ chức {WIDE[:30]}\n{WIDE}", "Sở Tài nguyên và Môi\ntrường", "Quý I")
    found = two_pages(above, ("", "vực và báo cáo.", "", ""), height=28, header=header)
    assert grids(found) == [
        [
            ["TT", "Nội dung", "Cơ quan", "Hạn"],
            ["1", f"Tổ chức {WIDE[:30].strip()} {WIDE} vực và báo cáo.", "Sở Tài nguyên và Môi trường", "Quý I"],
            ["9", "Việc cuối", "Sở Z", "Quý IV"],
        ]
    ]


def test_a_merged_cell_cut_by_the_page_break_goes_on() -> None:
    found = two_pages(("1", WIDE, "Sở A", "Quý I"), ("", "", "Sở B", "Quý II"), height=40)
    assert grids(found)[0][1:3] == [["1", WIDE, "Sở A", "Quý I"], [None, None, "Sở B", "Quý II"]]
    assert not any(row.after_break for row in found.grids[0].rows)


def test_a_new_row_after_the_page_break_is_its_own() -> None:
    found = two_pages(("1", WIDE, "Sở A", "Quý I"), ("2", "Việc hai", "Sở B", "Quý II"), height=16)
    assert [row[0] for row in grids(found)[0]] == ["TT", "1", "2", "9"]
    assert [row.after_break for row in found.grids[0].rows] == [False, False, True, False]


def test_text_between_parts_two_tables() -> None:
    first, second = Page(), Page()
    for page in (first, second):
        y = draw_row(page, 100, 16, "TT", "Nội dung", "Cơ quan", "Hạn")
        draw_row(page, y, 16, "1", "Việc", "Sở A", "Quý I")
    second.text(LEFT, 60, "Phụ lục II")
    assert len(read(first, second).grids) == 2


def test_tables_of_other_columns_are_not_joined() -> None:
    first, second = Page(), Page()
    for page, xs in ((first, XS), (second, [60.0, 150.0, 240.0, 330.0, 450.0, 540.0])):
        y = draw_row(page, 60, 16, "a", "b", "c", "d", "e", xs=xs)
        draw_row(page, y, 16, "1", "2", "3", "4", "5", xs=xs)
    assert len(read(first, second).grids) == 2


def test_words_wider_than_their_column_are_whole() -> None:
    page, xs = Page(), [60.0, 88.0, 200.0, 300.0]
    draw_row(page, 100, 30, "Kin\nh phí", "30/11/202 2", "x", xs=xs)
    draw_row(page, 130, 30, "2021\n2", "Việc", "y", xs=xs)
    assert [row[0] for row in grids(read(page))[0]] == ["Kinh phí", "20212"]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [Page() for _ in range(4)]
    for number, page in enumerate(pages, 1):
        page.text(LEFT, 30, "Công báo tỉnh X")
        page.text(LEFT, 200, f"Nội dung thứ {number} của văn bản.")
        page.text(260, 800, f"Trang {number}/4")
    found = read(*pages)
    assert {found.lines[n - 1] for n in found.furniture} == {"Công báo tỉnh X", *(f"Trang {n}/4" for n in range(1, 5))}


@pytest.mark.parametrize(("encoding", "font"), [("tcvn3", "ABCDEF+.VnTime"), ("vni", "VNI-Times")])
def test_fonts_that_draw_old_codes(encoding: str, font: str) -> None:
    page = Page()
    page.text(LEFT, 100, codes("kế hoạch ", encoding), font="F2")
    page.text(LEFT, 120, "Kế hoạch")
    assert words(read(page, fonts=("Serif", font))) == ["kế hoạch", "Kế hoạch"]


def test_turned_text_keeps_the_order_of_the_file() -> None:
    page = Page()
    page.operators.append(
        "BT /F1 10 Tf 0 1 -1 0 200 400 Tm <" + "".join(f"{ord(c):04x}" for c in "Thời gian") + "> Tj ET"
    )
    assert words(read(page)) == ["Thời gian"]


def test_pages_without_text_are_told() -> None:
    with pytest.raises(ReadError) as caught:
        read(Page(), Page())
    assert caught.value.code == "no_text_layer"


def test_letters_that_no_font_explains_are_told() -> None:
    page = Page()
    page.text(LEFT, 100, "Kế ho\ue000ch năm 2021")
    found = read(page)
    assert words(found) == ["Kế ho\ufffdch năm 2021"]
    assert [f.code for f in found.findings] == ["doubtful_encoding"]
    page = Page()
    page.text(LEFT, 100, "\ue000\ue001 \ue002\ue003 a")
    with pytest.raises(ReadError, match="do not say which letters"):
        read(page)


def test_limits() -> None:
    with pytest.raises(ReadError, match="more pages than 3 "):
        read_content(write_pdf([Page()] * 5), name="x", limits=Limits(pages=3))


def test_without_pdfplumber_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(ReadError, match=r"pip install 'kehoach\[pdf\]'") as caught:
        read(Page())
    assert caught.value.code == "missing_reader"
