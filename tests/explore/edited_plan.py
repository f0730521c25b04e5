"""A plan for a district's new rural areas, and the same edited for the next year in thirty known ways."""

from __future__ import annotations

from dataclasses import dataclass, replace

_HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH QUẢNG BÌNH

Số: {number}/KH-UBND

Quảng Bình, ngày {day} năm {issued}

KẾ HOẠCH
XÂY DỰNG NÔNG THÔN MỚI NĂM {year}

"""
_COLUMNS = ("TT", "Nội dung công việc", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kinh phí")


@dataclass(frozen=True)
class Row:
    task: str
    product: str
    lead: str
    cooperating: str
    time: str
    money: str


_SUBJECTS = (
    "Rà soát quy hoạch chung xây dựng xã",
    "Nâng cấp đường trục thôn và ngõ xóm",
    "Kiên cố hóa kênh mương nội đồng",
    "Sửa chữa trạm biến áp nông thôn",
    "Xây dựng nhà văn hóa thôn bản",
    "Chỉnh trang chợ phiên vùng cao",
    "Mở lớp dạy nghề cho lao động nông thôn",
    "Hỗ trợ hợp tác xã liên kết tiêu thụ lúa gạo",
    "Chứng nhận sản phẩm OCOP hạng bốn sao",
    "Thu gom và xử lý rác thải sinh hoạt",
    "Trồng hàng cây xanh ven lộ",
    "Khám sức khỏe định kỳ cho người cao tuổi",
    "Vận động tham gia bảo hiểm y tế hộ gia đình",
    "Phổ cập giáo dục mầm non năm tuổi",
    "Bảo tồn làn điệu hò khoan Lệ Thủy",
    "Tuyên truyền trên hệ thống loa truyền thanh",
    "Thi đua thắp sáng đường quê",
    "Kiểm tra kết quả thẩm tra tiêu chí",
    "Giám sát cộng đồng đối với công trình nhỏ",
    "Sơ kết phong trào toàn dân đoàn kết",
)
_LEADS = ("Sở Xây dựng", "Sở Tài chính", "Sở Y tế", "Sở Công Thương", "Sở Tư pháp")


def rows(year: int) -> list[Row]:
    """Forty tasks: each subject as a plan of work and as a report on it."""
    made = []
    for n, subject in enumerate(_SUBJECTS):
        lead, other = _LEADS[n % 5], _LEADS[(n + 2) % 5]
        made.append(
            Row(
                subject,
                "Kế hoạch triển khai",
                lead,
                other,
                f"Quý {['I', 'II', 'III', 'IV'][n % 4]}/{year}",
                f"{n + 5} triệu đồng",
            )
        )
        made.append(
            Row(f"Đánh giá, báo cáo: {subject.lower()} năm {year}", "Báo cáo", lead, "", f"Tháng 12/{year}", "")
        )
    return made


def edited(year: int) -> tuple[list[Row], dict[str, str]]:
    """The rows of the next plan, and the thirty edits: task to what was done to it."""
    table = rows(year)
    edits: dict[str, str] = {}

    def change(index: int, field: str, value: str) -> None:
        edits[table[index].task if field != "task" else value] = field
        table[index] = replace(table[index], **{field: value})

    for index, value in (
        (0, "Sở Nội vụ"),
        (4, "Thanh tra tỉnh"),
        (8, "Sở Tài chính; Sở Nội vụ"),
        (12, "Công an tỉnh"),
        (16, "Sở Nội vụ"),
    ):
        change(index, "lead", value)
    for index, value in (
        (2, "Sở Nội vụ"),
        (6, ""),
        (10, "Các sở, ban, ngành tỉnh"),
        (14, "UBND cấp huyện"),
        (1, "Sở Nội vụ"),
    ):
        change(index, "cooperating", value)
    for index, value in (
        (3, f"Trước 15/12/{year}"),
        (5, "Thường xuyên"),
        (7, "Hàng quý"),
        (18, f"Tháng 5/{year}"),
        (20, f"Quý I-II/{year}"),
    ):
        change(index, "time", value)
    for index, value in ((22, "500 triệu đồng"), (24, "1,2 tỷ đồng"), (26, "")):
        change(index, "money", value)
    for index, value in ((28, "Quyết định phê duyệt"), (9, "Báo cáo kèm phụ lục số liệu")):
        change(index, "product", value)
    change(30, "task", "Tuyên truyền trên hệ thống loa truyền thanh cơ sở")
    change(32, "task", "Thi đua thắp sáng đường quê, ngõ phố")
    for task in (table[34].task, table[36].task, table[38].task, table[39].task):
        edits[task] = "dropped"
    table = [row for row in table if edits.get(row.task) != "dropped"]
    for task in (
        "Số hóa hồ sơ đất nông nghiệp",
        "Diễn tập cứu hộ mùa bão lũ",
        "Lắp camera an ninh tại ngã ba",
        "Tặng quà gia đình chính sách",
    ):
        table.insert(7, Row(task, "Danh sách", "Sở Tư pháp", "", f"Quý III/{year}", ""))
        edits[task] = "new"
    assert len(edits) == 30
    return table, edits


def printed(table: list[Row], *, number: int, year: int) -> str:
    """The plan as text with a Markdown table."""
    lines = ["| " + " | ".join(_COLUMNS) + " |", "|" + " --- |" * len(_COLUMNS)]
    for n, row in enumerate(table, 1):
        cells = (str(n), row.task, row.product, row.lead, row.cooperating, row.time, row.money)
        lines.append("| " + " | ".join(cells) + " |")
    head = _HEAD.format(number=number, day="20 tháng 01", issued=year, year=year)
    return head + "\n".join(lines) + "\n"
