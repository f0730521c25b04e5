"""Many ways of printing, one grid: the same tables in every layout give the same cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from parsers.grid import Grid
from parsers.layouts import find_tables
from parsers.manuscript import Manuscript
from tests.parsers.render import LAYOUTS, render

ABOVE = ["PHỤ LỤC II", "PHÂN CÔNG NHIỆM VỤ", "(Kèm theo Kế hoạch số 11/KH-UBND ngày 03/02/2022)", ""]
BELOW = ["", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Trần Văn Bình"]

NUMBERED = [
    ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành", "Ghi chú"],
    ["I", "CHUYỂN ĐỔI NHẬN THỨC"],
    ["1", "Tổ chức hội nghị quán triệt", "Sở Thông tin và Truyền thông", "Các sở, ngành", "Quý I/2023", ""],
    ["2", "Xây dựng chuyên trang,\nchuyên mục", "Đài Phát thanh - Truyền hình", "", "Thường xuyên", "Hằng tháng"],
    ["II", "PHÁT TRIỂN HẠ TẦNG SỐ"],
    ["1", "Nâng cấp mạng truyền số liệu", "VNPT Hà Nam", "Sở Tài chính", "Trước ngày 30/6/2023", ""],
    ["a", "Khảo sát, lập danh sách điểm kết nối", "UBND cấp huyện", "UBND cấp xã", "Tháng 3/2023", ""],
    ["b", "Lắp đặt thiết bị", "VNPT Hà Nam", "UBND cấp xã", "Tháng 5/2023", ""],
    ["2", "Trung tâm dữ liệu", "Sở Thông tin và Truyền thông", "Công an tỉnh", "Quý III - IV/2023", ""],
]
WITH_MONEY = [
    ["TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan thực hiện", "Thời gian", "Kinh phí (triệu đồng)"],
    ["1", "Điều tra hộ nghèo", "Báo cáo kết quả điều tra", "Phòng Lao động - TB và XH", "Tháng 9 - 11/2022", "120"],
    ["2", "Hỗ trợ nhà ở", "25 căn nhà", "UBND các xã", "Quý II/2022", "1.250"],
    ["3", "Đào tạo nghề cho lao động nông thôn", "04 lớp", "Trung tâm GDNN - GDTX", "Cả năm", "140"],
    ["4", "Tuyên truyền chính sách", "Tin, bài", "Trung tâm Văn hóa", "Hằng tháng", ""],
    ["5", "Kiểm tra, giám sát", "Kế hoạch, báo cáo", "Ban Chỉ đạo huyện", "6 tháng, năm", "10"],
]
UNNUMBERED = [
    ["Nhiệm vụ trọng tâm", "Kết quả đầu ra", "Cơ quan chủ trì", "Thời hạn"],
    ["I. Hoàn thiện thể chế"],
    ["1. Ban hành quy chế quản lý dữ liệu", "Quyết định", "Sở Khoa học và Công nghệ", "Tháng 4/2025"],
    ["2. Sửa đổi quy chế tiếp công dân", "Quyết định", "Văn phòng UBND thành phố", "Tháng 6/2025"],
    ["II. Nâng cao chất lượng dịch vụ công"],
    ["3. Rà soát, cắt giảm hồ sơ", "Báo cáo", "Các sở, ngành", "Thường xuyên"],
    ["4. Khảo sát mức độ hài lòng", "Kết quả khảo sát", "Sở Nội vụ", "Quý IV/2025"],
]
TABLES = {"numbered": NUMBERED, "with_money": WITH_MONEY, "unnumbered": UNNUMBERED}


def read(text: str, *, media_type: str = "text/plain") -> list[Grid]:
    manuscript = Manuscript("plan.txt", "0" * 64, media_type, "utf-8", text.split("\n"))
    return [region.grid for region in find_tables(manuscript) if region.grid is not None]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells if cell is not None] for row in grid.rows]


def folded(rows: list[list[str]]) -> list[list[str]]:
    return [[" ".join(cell.split()) for cell in row] for row in rows]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES.keys())
def test_same_cells_in_every_layout(rows: list[list[str]], layout: str) -> None:
    text = "\n".join([*ABOVE, render(rows, layout), *BELOW])
    grids = [grid for grid in read(text) if len(grid.rows) > 2]
    assert [grid.layout for grid in grids] == [layout]
    assert texts(grids[0]) == folded(rows)
    assert grids[0].caption == [line for line in ABOVE if line]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cells_point_at_the_lines_of_their_words(layout: str) -> None:
    lines = [*ABOVE, *render(NUMBERED, layout).split("\n"), *BELOW]
    (grid,) = (grid for grid in read("\n".join(lines)) if len(grid.rows) > 2)
    for row in grid.rows:
        assert grid.line_start <= row.line_start <= row.line_end <= grid.line_end
        for cell in row.cells:
            if cell is not None and cell.text:
                printed = "\n".join(lines[cell.line_start - 1 : cell.line_end]).replace("<br>", " ")
                assert cell.text in " ".join(printed.split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_tables_with_other_headers_are_two_grids(layout: str) -> None:
    between = ["", "PHỤ LỤC III", "DỰ TOÁN KINH PHÍ", ""]
    text = "\n".join([render(NUMBERED, layout), *between, render(WITH_MONEY, layout), *BELOW])
    grids = [grid for grid in read(text) if len(grid.rows) > 2]
    assert [texts(grid) for grid in grids] == [folded(NUMBERED), folded(WITH_MONEY)]
    assert grids[1].caption == ["PHỤ LỤC III", "DỰ TOÁN KINH PHÍ"]


WORDS = {
    "description": [
        "Xây dựng kế hoạch truyền thông",
        "Rà soát, sửa đổi quy chế làm việc của cơ quan",
        "Tổ chức tập huấn kỹ năng số cho cán bộ cấp xã",
        "Kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính tại các đơn vị",
        "Số hóa hồ sơ địa chính",
    ],
    "lead": ["Sở Y tế", "Phòng Nội vụ", "UBND các xã, phường", "Văn phòng HĐND và UBND", "Các cơ quan chuyên môn"],
    "cooperating": ["", "Các đơn vị liên quan", "Công an huyện", "Sở Tài chính; Sở Tư pháp"],
    "timeframe": ["Quý II/2024", "Trước 30/11/2024", "Thường xuyên", "Tháng 5", "Hằng quý"],
    "note": ["", "Có kế hoạch riêng"],
}
HEADER = ["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Ghi chú"]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    rows = [HEADER]
    number = 0
    for section in range(draw(st.integers(1, 3))):
        rows.append(
            [("I", "II", "III")[section], draw(st.sampled_from(["THỂ CHẾ", "CÔNG TÁC TUYÊN TRUYỀN", "BỘ MÁY"]))]
        )
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            rows.append([f"{number}.", *(draw(st.sampled_from(words)) for words in WORDS.values())])
    return rows


@settings(max_examples=25, deadline=None)
@given(rows=tables(), layout=st.sampled_from(LAYOUTS))
def test_any_table_in_any_layout(rows: list[list[str]], layout: str) -> None:
    (grid,) = read("\n".join(["", render(rows, layout), *BELOW[:1], "Nơi nhận:", "- Lưu: VT."]))
    assert texts(grid) == folded(rows)


def test_markdown_is_read_like_the_reference_reader_reads_it() -> None:
    """Where all rows are as wide as the header, cells and lines are those that markdown-it finds."""
    text = render([row for row in NUMBERED if len(row) == len(NUMBERED[0])], "markdown")
    rows: list[list[str]] = []
    starts: list[int] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open" and token.map is not None:
            rows.append([])
            starts.append(token.map[0] + 1)
        elif token.type == "inline":
            rows[-1].append(" ".join(token.content.replace("<br>", " ").split()))
    (grid,) = read(text)
    assert texts(grid) == rows
    assert [row.line_start for row in grid.rows] == starts


def test_markdown_rows_of_other_widths_are_neither_padded_nor_cut() -> None:
    (grid,) = read("| STT | Nội dung | Thời gian |\n|---|---|---|\n| 1 | a | Quý I | thừa |\n| 2 | b |")
    assert texts(grid) == [["STT", "Nội dung", "Thời gian"], ["1", "a", "Quý I", "thừa"], ["2", "b"]]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("1\\. Xây dựng", "1. Xây dựng"),
        ("[Quyết định 749/QĐ-TTg](https://vanban.chinhphu.vn)", "Quyết định 749/QĐ-TTg"),
        ("__Sở__ *Y tế* <br/> **tỉnh**", "Sở Y tế tỉnh"),
        ("a&nbsp;&amp;&nbsp;b", "a & b"),
        ("CSDL_QG_2021", "CSDL_QG_2021"),
        ("`mã` \\*", "mã"),
        ("x \\| y", "x | y"),
    ],
)
def test_mark_up_in_markdown_cells(printed: str, text: str) -> None:
    (grid,) = read(f"| STT | Nội dung |\n|---|---|\n| 1 | {printed} |")
    assert texts(grid)[1] == ["1", text]


def test_drawn_tables() -> None:
    text = """
+-----+-----------------+-----------+
| STT | Nội dung        | Thời gian |
+=====+=================+===========+
| 1   | Xây dựng kế     | Quý I     |
|     | hoạch năm       |           |
+-----+-----------------+-----------+
| 2   | Tổng kết        | Tháng     |
|     |                 | 12        |
+-----+-----------------+-----------+
"""
    (grid,) = read(text)
    assert texts(grid)[1:] == [["1", "Xây dựng kế hoạch năm", "Quý I"], ["2", "Tổng kết", "Tháng 12"]]
    assert [(cell.line_start, cell.line_end) for cell in grid.rows[1].cells if cell] == [(5, 5), (5, 6), (5, 5)]
    assert [(cell.line_start, cell.line_end) for cell in grid.rows[2].cells if cell] == [(8, 8), (8, 8), (8, 9)]


MERGED = [
    ["STT", "Nội dung", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
    ["I", "CÔNG TÁC Y TẾ"],
    ["1", "Tiêm chủng mở rộng cho trẻ dưới 5 tuổi", "Báo cáo", "Sở Y tế", "UBND cấp huyện", "Hằng tháng"],
    ["Kế hoạch của huyện", "UBND cấp huyện", "Trung tâm Y tế", "Quý I/2024"],
    ["Kế hoạch của xã", "UBND cấp xã", "Trạm Y tế", "Quý II/2024"],
    ["2", "Phòng, chống sốt xuất huyết", "Kế hoạch", "Sở Y tế", "Các sở, ngành", "Tháng 5/2024"],
    ["UBND cấp huyện", "Trung tâm Y tế", "Tháng 6/2024"],
    ["3", "Tổng kết công tác năm", "Báo cáo tổng kết", "Sở Y tế", "", "Tháng 12/2024"],
]


@pytest.mark.parametrize("layout", ["cell_per_paragraph", "pipe_lines"])
def test_merged_cells_that_are_not_printed_leave_short_rows(layout: str) -> None:
    (grid,) = read(render(MERGED, layout) + "\n\nNơi nhận:\n- Lưu: VT.")
    assert texts(grid) == MERGED


PARAGRAPHS = """STT

Nội dung

Sản phẩm

Đơn vị thực hiện

Thời gian

Kinh phí

1

Xây dựng kế hoạch:

- Của huyện;

- Của xã.

Kế hoạch

Phòng Nội vụ,

các xã

Tháng 1

5

2

Tập huấn

03 lớp

Phòng Nội vụ

Quý II

3

3

Tổng kết

Báo cáo

UBND huyện

Tháng 12"""


def test_cells_of_several_paragraphs_and_sums_that_look_like_row_numbers() -> None:
    (grid,) = read(PARAGRAPHS + "\n\nIV. TỔ CHỨC THỰC HIỆN\n\nGiao Phòng Nội vụ đôn đốc việc thực hiện Kế hoạch này.")
    assert texts(grid)[1:] == [
        ["1", "Xây dựng kế hoạch: - Của huyện; - Của xã.", "Kế hoạch", "Phòng Nội vụ, các xã", "Tháng 1", "5"],
        ["2", "Tập huấn", "03 lớp", "Phòng Nội vụ", "Quý II", "3"],
        ["3", "Tổng kết", "Báo cáo", "UBND huyện", "Tháng 12"],
    ]


def test_repeated_headers_at_page_ends_are_rows_of_one_table() -> None:
    header, *body = [row for row in NUMBERED if len(row) == len(NUMBERED[0])]
    for layout in LAYOUTS:
        gap = "\n" if layout == "pipe_lines" else "\n\n"
        text = render([header, *body[:2]], layout) + gap + render([header, *body[2:]], layout)
        grids = read(text)
        if layout == "html":
            assert len(grids) == 2  # two elements are two tables
            continue
        assert [texts(grid) for grid in grids] == [folded([header, *body[:2], header, *body[2:]])], layout
        assert [row.after_break for row in grids[0].rows] == [False] * 3 + [True, True] + [False] * (len(body) - 3)


def test_lists_indents_and_addresses_are_no_tables() -> None:
    text = """
1.\tSở Nội vụ chủ trì thực hiện
2.\tSở Tài chính bố trí kinh phí
a)\tCấp huyện
\tĐoạn văn thụt đầu dòng
-\tGạch đầu dòng
Điện thoại: 0277 | Fax: 0278 | Email: vp@gov.vn
Số liệu a | b trong câu văn.
"""
    assert read(text) == []
