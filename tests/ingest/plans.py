"""One plan as data, to be printed in every format: a letterhead, a body, a table with merges, a signature."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Box:
    """A printed cell. `down` and `across` are the rows and columns it covers."""

    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class Plan:
    """Rows list the cells that begin in them, as HTML does."""

    letterhead: tuple[tuple[str, str], ...]
    title: tuple[str, ...]
    body: tuple[str, ...]
    appendix: tuple[str, ...]
    rows: tuple[tuple[Box, ...], ...]
    signature: tuple[str, str]
    columns: int = 7
    header_rows: int = 2
    widths: tuple[int, ...] = field(default=(6, 34, 14, 14, 14, 10, 8))  # per cent

    def grid(self) -> list[list[str | None]]:
        """The table as positions: the text where a cell begins, None where one covers."""
        grid: list[list[str | None]] = [[""] * self.columns for _ in self.rows]
        taken: set[tuple[int, int]] = set()
        for top, row in enumerate(self.rows):
            left = 0
            for box in row:
                while (top, left) in taken:
                    left += 1
                area = [(r, c) for r in range(top, top + box.down) for c in range(left, left + box.across)]
                taken.update(area)
                for r, c in area:
                    grid[r][c] = None
                grid[top][left] = box.text.replace("\n", " ")
                left += box.across
        return grid


def _row(*cells: str) -> tuple[Box, ...]:
    return tuple(Box(cell) for cell in cells)


FOREST_PLAN = Plan(
    letterhead=(
        ("ỦY BAN NHÂN DÂN\nTỈNH LÂM SƠN\n-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------"),
        ("Số: 58/KH-UBND", "Lâm Sơn, ngày 14 tháng 3 năm 2022"),
    ),
    title=("KẾ HOẠCH", "Bảo vệ và phát triển rừng năm 2022"),
    body=(
        "Thực hiện Nghị quyết số 09/NQ-HĐND ngày 10 tháng 12 năm 2021 của Hội đồng nhân dân tỉnh về nhiệm vụ phát triển "
        "kinh tế - xã hội năm 2022, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "- Nâng cao trách nhiệm của các cấp, các ngành và chủ rừng trong công tác bảo vệ rừng, phòng cháy, chữa cháy rừng.",
        "- Trồng mới 1.250 ha rừng tập trung; tỷ lệ che phủ rừng đạt từ 42,5% trở lên.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nông nghiệp và Phát triển nông thôn chủ trì, theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân tỉnh.",
        "2. Ủy ban nhân dân các huyện căn cứ Kế hoạch này xây dựng kế hoạch của địa phương trước ngày 31 tháng 3 năm 2022.",
    ),
    appendix=("PHỤ LỤC", "DANH MỤC NHIỆM VỤ"),
    rows=(
        (
            Box("STT", down=2),
            Box("Nội dung nhiệm vụ", down=2),
            Box("Sản phẩm", down=2),
            Box("Cơ quan thực hiện", across=2),
            Box("Thời gian", down=2),
            Box("Kinh phí\n(triệu đồng)", down=2),
        ),
        _row("Chủ trì", "Phối hợp"),
        (Box("I"), Box("BẢO VỆ RỪNG", across=6)),
        _row(
            "1", "Rà soát, cắm mốc ranh giới ba loại rừng", "Bản đồ;\nhồ sơ mốc giới",
            "Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài nguyên và Môi trường", "Quý II/2022", "450",
        ),
        (
            Box("2", down=2), Box("Tuần tra, truy quét các điểm nóng phá rừng", down=2), Box("Báo cáo", down=2),
            Box("Chi cục Kiểm lâm"), Box("Công an tỉnh"), Box("Thường xuyên"), Box("1.200"),
        ),
        _row("Ủy ban nhân dân các huyện", "Các chủ rừng", "Hằng tháng", ""),
        (Box("II"), Box("PHÁT TRIỂN RỪNG", across=6)),
        _row("3", "Trồng rừng thay thế", "Biên bản nghiệm thu", "Ban Quản lý rừng phòng hộ", "", "Trước 30/11/2022", "3.750"),
        _row("4", "Sơ kết, tổng kết", "Báo cáo", "Chi cục Kiểm lâm", "Các sở, ngành", "Tháng 12/2022", "20"),
    ),
    signature=("Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Lâm"),
)  # fmt: skip


def long_plan(tasks: int) -> Plan:
    """The same with a table of many rows, so that it takes several pages; each fourth task has two sub-rows."""
    rows = list(FOREST_PLAN.rows[:3])
    for number in range(1, tasks + 1):
        text = f"Nhiệm vụ thứ {number}: kiểm tra, đánh giá hiện trạng rừng tại tiểu khu {100 + number} và lập hồ sơ quản lý"
        down = 2 if number % 4 == 0 else 1
        rows.append(
            (
                Box(str(number), down), Box(text, down), Box(f"Hồ sơ số {number}", down), Box(f"Hạt Kiểm lâm số {number}"),
                Box("Ủy ban nhân dân cấp xã"), Box(f"Tháng {number % 12 + 1}/2022"), Box(str(number * 10)),
            )
        )  # fmt: skip
        if down == 2:
            rows.append(
                _row(
                    f"Trạm Kiểm lâm số {number}", "Các chủ rừng", f"Quý {('I', 'II', 'III', 'IV')[number % 4]}/2022", ""
                )
            )
    return Plan(
        FOREST_PLAN.letterhead,
        FOREST_PLAN.title,
        FOREST_PLAN.body,
        FOREST_PLAN.appendix,
        tuple(rows),
        FOREST_PLAN.signature,
    )
