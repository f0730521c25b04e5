"""The shapes that bodies of plans take, one by one, and bodies that no clerk would write."""

from __future__ import annotations

import time

import pytest

from parsers.outline.labels import read_labels
from parsers.outline.markers import read_markers
from parsers.outline.sections import read_section_role
from parsers.registers import read_register
from tests.parsers.outline_cases import leaves, outline

MARKERS = [
    ("II. NHIỆM VỤ", "II", "NHIỆM VỤ"),
    ("IV - KINH PHÍ", "IV", "KINH PHÍ"),
    ("Il. NHIỆM VỤ", "Il", "NHIỆM VỤ"),
    ("B. NỘI DUNG", "B", "NỘI DUNG"),
    ("1.Mục tiêu", "1", "Mục tiêu"),
    ("01. Mục tiêu", "01", "Mục tiêu"),
    ("3/ Mục tiêu", "3", "Mục tiêu"),
    ("4- Sở Nội vụ", "4", "Sở Nội vụ"),
    ("2) Rà soát", "2", "Rà soát"),
    ("(3) Rà soát", "3", "Rà soát"),
    ("2.1. Sở Nội vụ", "2.1", "Sở Nội vụ"),
    ("2.10 Sở Nội vụ", "2.10", "Sở Nội vụ"),
    ("I.2. Chỉ tiêu", "I.2", "Chỉ tiêu"),
    ("đ) Về nền tảng số", "đ", "Về nền tảng số"),
    ("a. Về nền tảng số", "a", "Về nền tảng số"),
    ("b.2) Hạ tầng", "b.2", "Hạ tầng"),
    ("iv) Hạ tầng", "iv", "Hạ tầng"),
    ("-Rà soát", "-", "Rà soát"),
    ("– Rà soát", "–", "Rà soát"),
    ("+ Rà soát", "+", "Rà soát"),
    ("• Rà soát", "•", "Rà soát"),
    ("o Rà soát", "o", "Rà soát"),
    ("Điều 4. Tổ chức thực hiện", "Điều 4", "Tổ chức thực hiện"),
    ("Phần thứ hai: KẾ HOẠCH", "Phần thứ hai", "KẾ HOẠCH"),
    ("2. 100% thủ tục", "2", "100% thủ tục"),
]
NO_MARKERS = [
    "25/10/2017 của Ban Chấp hành",
    "76/NQ-CP ngày 15/7/2021",
    "2.500 hộ nghèo",
    "3. 000 đồng",
    "1,5 triệu đồng",
    "30% trên tổng số",
    "2021 - 2025",
    "05 ngày làm việc",
    "4.0 trong thời kỳ mới",
    "18.2% của tỉnh",
    "12.12.2020 trở đi",
    "v.v. và các nội dung khác",
    "--------",
    "Ủy ban nhân dân tỉnh",
    "Mục III và Khoản 1 của Kế hoạch",
]


@pytest.mark.parametrize(("line", "printed", "text"), MARKERS, ids=[line for line, *_ in MARKERS])
def test_markers(line: str, printed: str, text: str) -> None:
    (marker,) = read_markers([line])
    assert marker is not None
    assert (marker.printed, line[marker.text_start :]) == (printed, text)


@pytest.mark.parametrize("line", NO_MARKERS)
def test_figures_and_words_that_are_no_markers(line: str) -> None:
    assert read_markers([line]) == [None]


SECTIONS = [
    (example, section["role"]) for section in read_register("sections")["section"] for example in section["examples"]
]


@pytest.mark.parametrize(("heading", "role"), SECTIONS, ids=[heading for heading, _ in SECTIONS])
def test_every_section_of_the_register_reads_its_examples(heading: str, role: str) -> None:
    found = read_section_role(heading)
    assert found is not None
    assert found.role == role


def test_wrapped_headings_and_paragraphs_are_joined() -> None:
    text = """I. MỤC ĐÍCH,
YÊU CẦU
1. Công
tác chỉ đạo
a) Ban hành và triển khai thực
hiện kế hoạch của huyện trong năm; xác định rõ trách nhiệm của từng tập thể và cá
nhân. Kịp thời khắc phục những tồn tại, hạn chế đã được chỉ ra trong năm trước và
những năm qua.
2. Sở
Thông tin và Truyền thông
b) Triển khai thực hiện nhiệm vụ
CNTT trong cơ quan nhà nước."""
    assert leaves(text) == [
        (
            ("I. MỤC ĐÍCH, YÊU CẦU", "1. Công tác chỉ đạo"),
            "a",
            "Ban hành và triển khai thực hiện kế hoạch của huyện trong năm; xác định rõ trách nhiệm của từng tập thể "
            "và cá nhân. Kịp thời khắc phục những tồn tại, hạn chế đã được chỉ ra trong năm trước và những năm qua.",
        ),
        (
            ("I. MỤC ĐÍCH, YÊU CẦU", "2. Sở Thông tin và Truyền thông"),
            "b",
            "Triển khai thực hiện nhiệm vụ CNTT trong cơ quan nhà nước.",
        ),
    ]


def test_a_line_of_running_text_may_begin_like_an_item() -> None:
    text = """II. NHIỆM VỤ
- Triển khai Chương trình phát triển kinh tế - xã hội của huyện giai đoạn 2021
- 2025 trên địa bàn; thực hiện chính sách lao động theo hướng dẫn của Sở Lao động
- Thương binh và Xã hội."""
    assert [item.text for item in outline(text).items] == [
        "Triển khai Chương trình phát triển kinh tế - xã hội của huyện giai đoạn 2021 - 2025 trên địa bàn; "
        "thực hiện chính sách lao động theo hướng dẫn của Sở Lao động - Thương binh và Xã hội."
    ]


def test_a_sentence_cut_by_a_page_is_one_item() -> None:
    text = """I. NHIỆM VỤ
- Quy định rõ thời hạn của từng bước trong quy trình giải quyết công việc của

TTHC; trách nhiệm của các cơ quan.

- Kiểm tra."""
    assert outline(text).items[0].text.endswith("công việc của TTHC; trách nhiệm của các cơ quan.")


def test_a_bracket_left_open_says_nothing_of_the_next_paragraph() -> None:
    wrapped = "đủ bề rộng của một dòng dài trong văn bản được trình bày như thế này\n"
    text = f"""- Rà soát văn bản {wrapped}{wrapped}{wrapped}{wrapped}bằng cách mở một ngoặc (ở cuối dòng, xem các nội dung sau đây của bản:
Chủ trì: các nội dung sau đây của văn bản này, do các phòng chuyên môn cùng thực hiện trong năm:
Xin tiếp tục một câu nữa dài đủ bề rộng của dòng trong văn bản"""
    assert [item.lines for item in outline(text).items] == [[1, 2, 3, 4, 5, 6], [7]]


def test_introductions_become_headings() -> None:
    text = """IV. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
Chủ trì thực hiện các nội dung sau:
- Xây dựng kế hoạch;
- Tập huấn.
Ngoài ra, Sở Y tế có nhiệm vụ:
- Tổng hợp báo cáo.
2. Sở Tài chính
Bố trí kinh phí."""
    top = "IV. TỔ CHỨC THỰC HIỆN"
    assert leaves(text) == [
        ((top, "1. Sở Y tế", "Chủ trì thực hiện các nội dung sau:"), "-", "Xây dựng kế hoạch;"),
        ((top, "1. Sở Y tế", "Chủ trì thực hiện các nội dung sau:"), "-", "Tập huấn."),
        ((top, "1. Sở Y tế", "Ngoài ra, Sở Y tế có nhiệm vụ:"), "-", "Tổng hợp báo cáo."),
        ((top, "2. Sở Tài chính"), "", "Bố trí kinh phí."),
    ]


def test_dashes_under_a_dash_that_announces_them() -> None:
    text = """II. NHIỆM VỤ
- Về mạng:
- Nâng cấp đường truyền;
- Về máy chủ:
- Thuê máy chủ."""
    assert leaves(text) == [
        (("II. NHIỆM VỤ", "- Về mạng:"), "-", "Nâng cấp đường truyền;"),
        (("II. NHIỆM VỤ", "- Về máy chủ:"), "-", "Thuê máy chủ."),
    ]


def test_numbers_that_begin_again_under_an_introduction_are_below_it() -> None:
    text = """I. NỘI DUNG
1. Kiểm tra các nội dung sau:
1. Hồ sơ
2. Sổ sách
2. Giám sát"""
    assert [(item.path[1:], item.marker) for item in outline(text).items] == [
        (["1. Kiểm tra các nội dung sau:"], "1"),
        (["1. Kiểm tra các nội dung sau:"], "2"),
        ([], "2"),
    ]


def test_a_heading_with_a_pointer_is_no_item_a_sentence_with_one_is() -> None:
    text = """II. NHIỆM VỤ CỤ THỂ
(Phụ lục đính kèm)
III. NỘI DUNG
- Ban hành kế hoạch.
(Chi tiết có Phụ lục kèm theo)"""
    read = outline(text)
    assert [item.text for item in read.items] == ["Ban hành kế hoạch."]
    assert read.line_roles[2] == ("heading", -1)


def test_closing_words_stand_under_the_section_and_assign() -> None:
    text = """III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
a) Theo dõi.
IV. KINH PHÍ
Do ngân sách bảo đảm.
Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở Nội vụ./."""
    last = outline(text).items[-1]
    assert (last.path, last.marker, last.role) == (["IV. KINH PHÍ"], "", "assignment")


def test_labelled_lines_are_cells_of_their_activity() -> None:
    text = """II. NỘI DUNG
1. Hội nghị tập huấn
- Thành phần: Cán bộ, công chức.
- Thời gian: Tháng 5/2022.
- Đơn vị chủ trì: Phòng Nội vụ.
2. Khảo sát
a) Xây dựng phiếu hỏi.
Thời gian thực hiện: Quý I/2022
b) Tổng hợp.
Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính."""
    training, form, summary = outline(text).items
    assert (training.text, training.line_start, training.line_end) == ("Hội nghị tập huấn", 2, 5)
    assert training.labels == {
        "Thành phần": ("Cán bộ, công chức.", 3),
        "timeframe": ("Tháng 5/2022.", 4),
        "lead": ("Phòng Nội vụ.", 5),
    }
    assert form.labels == {"timeframe": ("Quý I/2022", 8)}
    assert summary.labels == {"lead": ("Sở Nội vụ", 10), "cooperating": ("Sở Tài chính.", 10)}


def test_labels_of_a_section_are_items_of_it() -> None:
    text = """III. THỜI GIAN, ĐỊA ĐIỂM
1. Thời gian: ngày 5/6/2022.
2. Địa điểm: Nhà Văn hóa."""
    assert [item.labels for item in outline(text).items] == [{}, {}]


def test_labels_within_one_line() -> None:
    assert read_labels("Cơ quan chủ trì: Sở A; cơ quan phối hợp: Sở B. Thời gian: Quý II.") == {
        "lead": "Sở A",
        "cooperating": "Sở B",
        "timeframe": "Quý II.",
    }
    assert read_labels("Sản phẩm: Báo cáo: kết quả khảo sát") == {"product": "Báo cáo: kết quả khảo sát"}
    assert read_labels("Sở Nội vụ: chủ trì thực hiện") == {}


def test_an_items_own_label_gives_its_role() -> None:
    text = """I. MỤC TIÊU, YÊU CẦU
1. Mục tiêu: Nâng cao chất lượng.
2. Yêu cầu: Bảo đảm tiến độ.
V. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ theo dõi.
2. Kinh phí: do ngân sách tỉnh bảo đảm."""
    assert [item.role for item in outline(text).items] == ["goal", "purpose", "assignment", "funding"]


def test_markup_is_no_text() -> None:
    text = "## **I. NHIỆM VỤ**\n**1. *Thể chế***\n- Rà soát <b>văn bản</b>.\n* Ban hành.\n2\\. Thủ tục"
    assert leaves(text) == [
        (("I. NHIỆM VỤ", "1. Thể chế"), "-", "Rà soát văn bản."),
        (("I. NHIỆM VỤ", "1. Thể chế"), "*", "Ban hành."),
        (("I. NHIỆM VỤ",), "2", "Thủ tục"),
    ]


def test_words_before_the_first_section_are_no_items() -> None:
    text = "Căn cứ Luật Đất đai;\nỦy ban nhân dân huyện ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n- Nâng cao hiệu quả."
    read = outline(text)
    assert [item.path for item in read.items] == [["I. MỤC ĐÍCH"]]
    assert [read.line_roles[line][0] for line in (1, 2, 3, 4)] == ["basis", "front_matter", "heading", "item"]


def test_a_body_without_any_list_is_its_paragraphs() -> None:
    items = outline("Phòng triển khai các việc trong năm.\nTổ chức tuyên truyền.\n\nKiểm tra định kỳ.").items
    assert [(item.path, item.marker) for item in items] == [([], ""), ([], ""), ([], "")]


def test_rules_and_footnotes_are_no_items() -> None:
    read = outline("I. NHIỆM VỤ\n- Rà soát[1].\n--------\n***\n[1] Kế hoạch số 12/KH-UBND.")
    assert [item.text for item in read.items] == ["Rà soát[1]."]
    assert [read.line_roles[line][0] for line in (3, 4, 5)] == ["furniture"] * 3


def test_an_item_of_a_hundred_thousand_characters() -> None:
    words = " ".join(["Tổ chức thực hiện nhiệm vụ"] * 4000) + "."
    assert leaves(f"II. NHIỆM VỤ\n- {words}") == [(("II. NHIỆM VỤ",), "-", words)]


def test_fifty_levels_are_read_as_twelve_with_a_finding() -> None:
    read = outline("\n".join(".".join(["1"] * depth) + ". Mục" for depth in range(1, 51)))
    assert [found.code for found in read.findings] == ["deep_nesting"]
    assert "50" in read.findings[0].message
    assert max(len(item.path) for item in read.items) == 11
    assert set(read.line_roles) == set(range(1, 51))


@pytest.mark.parametrize("numbers", [(1, 2, 3, 1, 2), (9, 8, 7, 6)], ids=["restarts", "backwards"])
def test_numbers_that_do_not_rise_are_kept_as_printed(numbers: tuple[int, ...]) -> None:
    read = outline("II. NHIỆM VỤ\n" + "\n".join(f"{number}. Việc thứ {number}." for number in numbers))
    assert [item.marker for item in read.items] == [str(number) for number in numbers]
    assert [found.code for found in read.findings] == ["numbering_restarts"]


def test_a_table_inside_the_body_loses_nothing() -> None:
    read = outline("II. NHIỆM VỤ\n- Phân công:\nSTT | Nội dung | Đơn vị\n1 | Rà soát | Sở A\n- Báo cáo.")
    assert set(read.line_roles) == {1, 2, 3, 4, 5}
    assert read.items[-1].text == "Báo cáo."


HOSTILE = {
    "words": "- " + "a: b; c. " * 60_000,
    "stars": "*" * 200_000 + "\n- Việc.",
    "numbers": "1." * 100_000,
    "capitals": "TỔ CHỨC\n" * 10_000,
    "introductions": "Nội dung sau:\n- a\n" * 5_000,
    "labels": "1. Việc\n" + "- Thời gian: Quý I\n" * 10_000,
    "markers": "I.\nA.\n1.\na)\n-\n+\n•\n(1)\n" * 2_000,
    "blanks": "- a" + " " * 300_000 + "b" + "\t" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timing
def test_twice_the_text_takes_about_twice_the_time(text: str) -> None:
    def seconds(body: str) -> float:
        start = time.process_time()
        outline(body)
        return time.process_time() - start

    outline(text[:1000])
    once = min(seconds(text) for _ in range(2))
    assert seconds(text + "\n" + text) < 5 * once + 0.1
