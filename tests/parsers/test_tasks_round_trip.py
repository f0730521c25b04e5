"""Any list of tasks, printed as a table in some way, is read back equal."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.grid import Cell, Grid, Row
from parsers.tasks import read_tasks

HEADINGS = {
    "section": ["Lĩnh vực", "Nhóm nhiệm vụ"],
    "ordinal": ["STT", "TT", "Số TT"],
    "description": ["Nhiệm vụ", "Nội dung công việc"],
    "product": ["Sản phẩm", "Kết quả đầu ra"],
    "lead": ["Cơ quan chủ trì", "Đơn vị thực hiện"],
    "cooperating": ["Cơ quan phối hợp"],
    "timeframe": ["Thời gian", "Thời hạn hoàn thành"],
}
VERBS = ["Xây dựng", "Ban hành", "Rà soát", "Tổ chức", "Kiểm tra", "Hoàn thiện", "Triển khai"]
NOUNS = ["đề án cấp nước", "quy chế làm việc", "danh mục dự án", "lớp tập huấn", "bản đồ số", "hồ sơ đất đai"]
TAILS = ["trên địa bàn huyện", "theo chỉ đạo của bộ", "giai đoạn tới", "tại các trường học", "của ngành y tế"]
PRODUCTS = ["Kế hoạch", "Báo cáo", "Quyết định", "Tờ trình", "Văn bản hướng dẫn"]
BODIES = ["Sở Y tế", "UBND cấp huyện", "Công an tỉnh", "Văn phòng UBND tỉnh", "Ban Dân tộc", "Cục Thuế"]
TIMES = ["Quý I/2022", "Tháng 6/2022", "Thường xuyên", "Trước 30/9/2022", "2022"]
TITLES = ["Cải cách thể chế", "PHÁT TRIỂN HẠ TẦNG", "Công tác tuyên truyền"]
ROMAN = ["I", "II", "III", "IV"]


@dataclass
class Leaf:
    product: str
    lead: str
    cooperating: str
    timeframe: str


@dataclass
class Work:
    description: str
    leaves: list[Leaf]


leaves = st.builds(
    Leaf, st.sampled_from(PRODUCTS), st.sampled_from(BODIES), st.sampled_from(["", *BODIES]), st.sampled_from(TIMES)
)
works = st.builds(
    Work,
    st.tuples(st.sampled_from(VERBS), st.sampled_from(NOUNS), st.sampled_from(TAILS)).map(" ".join),
    st.lists(leaves, min_size=1, max_size=3),
)


@st.composite
def works_with_merges(draw: st.DrawFn) -> Work:
    """A task whose later rows may leave the product and the time to the row above."""
    work = draw(works)
    for leaf in work.leaves[1:]:
        if draw(st.booleans()):
            leaf.product = ""
        elif draw(st.booleans()):
            leaf.timeframe = ""
    return work


@st.composite
def printings(draw: st.DrawFn) -> tuple[Grid, list[dict[str, str]]]:
    """A table as some office or converter prints it, and the rows in it."""
    names = draw(st.permutations(["product", "lead", "cooperating", "timeframe"]))
    own_column = draw(st.booleans())
    order = ["ordinal", "description", *names] if own_column else ["description", *names]
    grouped = not own_column and draw(st.booleans())
    if grouped:
        order.insert(0, "section")
    merges = draw(st.booleans())
    header = [draw(st.sampled_from(HEADINGS[name])) for name in order]
    printer = Printer(order, header, merges, draw(st.booleans()))
    number = 0
    plans = st.lists(
        st.tuples(st.sampled_from(TITLES), st.lists(works_with_merges(), min_size=1, max_size=4)),
        min_size=1,
        max_size=4,
    )
    for position, (title, tasks) in enumerate(draw(plans)):
        if not grouped:
            printer.section(ROMAN[position], title)
        for task in tasks:
            number += 1
            printer.task(ROMAN[position], title, str(number), task)
            if not merges and not grouped and draw(st.booleans()):
                printer.page_break(repeated=draw(st.booleans()), cut=draw(st.booleans()))
    return printer.grid(), printer.expected


class Printer:
    def __init__(self, order: list[str], header: list[str], merges: bool, wide_sections: bool) -> None:
        self.order, self.header, self.merges, self.wide_sections = order, header, merges, wide_sections
        self.rows: list[Row] = []
        self.expected: list[dict[str, str]] = []
        self.broken = False
        self.owners: dict[int, Cell | None] = {}
        self._row(header)

    def grid(self) -> Grid:
        return Grid("printed", self.rows, 1, len(self.rows), self.merges)

    def section(self, ordinal: str, title: str) -> None:
        cells = [ordinal, title] if self.order[0] == "ordinal" else [f"{ordinal}. {title}"]
        if not self.wide_sections and not self.merges:
            self._row([f"{ordinal}. {title}"])
        else:
            self._row(cells + [""] * (len(self.order) - len(cells)))

    def task(self, section: str, title: str, ordinal: str, task: Work) -> None:
        for index, leaf in enumerate(task.leaves):
            text = task.description if "ordinal" in self.order else f"{ordinal}. {task.description}"
            values = {"ordinal": ordinal, "description": text, "section": "", **vars(leaf)}
            if index:
                values["ordinal"] = values["description"] = ""
            elif not self.expected or self.expected[-1]["section_ordinal"] != section:
                values["section"] = f"{section}. {title}"
            self._row([values[name] for name in self.order])
            if self.merges:
                self._merge(values)
            names = {"section_ordinal": section, "section": title, "ordinal": ordinal, "description": task.description}
            above = self.expected[-1] if index else {}
            own = {name: text or above.get(name, "") * (name != "cooperating") for name, text in vars(leaf).items()}
            self.expected.append({**names, **own})

    def _merge(self, values: dict[str, str]) -> None:
        """Empty cells that stand for the cell above are marked as merged with it."""
        for column, name in enumerate(self.order):
            if values[name]:
                self.owners[column] = self.rows[-1].cells[column]
            elif name != "cooperating" and (owner := self.owners.get(column)) is not None:
                owner.rowspan += 1
                self.rows[-1].cells[column] = None

    def page_break(self, *, repeated: bool, cut: bool) -> None:
        """The next row stands on a new page; with `cut`, the last one is parted in two inside its description."""
        last = self.rows[-1]
        column = self.order.index("description")
        printed = last.cells[column]
        head, _, tail = printed.text.rpartition(" ") if printed is not None else ("", "", "")
        self.broken = True
        if repeated:
            self._row(self.header)
        if cut and printed is not None and tail and tail[0].islower():
            printed.text = head
            self._row([tail if name == "description" else "" for name in self.order])

    def _row(self, texts: list[str]) -> None:
        line = len(self.rows) + 1
        self.rows.append(Row([Cell(text, line, line) for text in texts], line, line, self.broken))
        self.broken = False


@settings(max_examples=150, deadline=None)
@given(printings())
def test_what_is_printed_is_read_back(printing: tuple[Grid, list[dict[str, str]]]) -> None:
    grid, expected = printing
    table = read_tasks(grid, table_no=1)
    assert [
        {name: getattr(task, name) for name in row} for task, row in zip(table.tasks, expected, strict=True)
    ] == expected
    assert not table.findings
    assert sorted(table.line_roles) == list(range(1, len(grid.rows) + 1))
