"""Every line in one place: the samples against the gold annotation, the plans of the tests against their records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.manuscript import Manuscript
from parsers.regions import Regions, find_regions
from tests.parsers.region_record import PLANS, dump, read_plan, record

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "data" / "raw").glob("*.txt"))
RECORDS = sorted(PLANS.glob("*.regions.json"))
ROLES = {
    *("", "blank", "furniture", "front_matter", "basis", "article", "heading", "recipients", "signature", "total_row"),
}


def manuscript(text: str) -> Manuscript:
    return Manuscript("plan.txt", "0" * 64, "text/plain", "utf-8", text.split("\n"))


def gold(sample: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "tests" / "gold" / f"{sample.stem}.gold.json").read_text("utf-8"))
    return found


def check_places(source: Manuscript, regions: Regions) -> None:
    """Each line has one role of those that regions give, and the lines without one are a body's or a table's."""
    assert len(regions.roles) == len(source.lines)
    assert set(regions.roles) <= ROLES
    places = [0] * (len(source.lines) + 2)
    for first, last in [*regions.bodies, *((table.line_start, table.line_end) for table in regions.tables)]:
        assert 1 <= first <= last <= len(source.lines)
        for line in range(first, last + 1):
            places[line] += 1
    for line, role in enumerate(regions.roles, 1):
        words = bool(source.lines[line - 1].strip())
        assert (role == "blank") == (not words)
        assert places[line] <= 1
        if words and not role:
            assert places[line] == 1
        if role not in ("", "blank", "furniture"):
            assert places[line] == 0
    assert regions.bodies == sorted(regions.bodies)
    for table in regions.tables:
        assert table.grid is not None
        assert table.grid.rows
        for row in table.grid.rows:
            assert table.line_start <= row.line_start <= row.line_end <= table.line_end
            assert row.cells


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem[:3])
def test_gold_tasks_lie_in_tables_and_gold_items_in_bodies(sample: Path) -> None:
    source = read_plan(sample)
    regions = find_regions(source)
    check_places(source, regions)
    expected = gold(sample)
    for task in expected["tasks"]:
        inside = [t for t in regions.tables if t.line_start <= task["line_start"] <= task["line_end"] <= t.line_end]
        assert len(inside) == 1, task["description"]
    for item in expected["prose"]:
        inside = [b for b in regions.bodies if b[0] <= item["line_start"] <= item["line_end"] <= b[1]]
        assert len(inside) == 1, item["text"]
        roles = {regions.roles[line - 1] for line in range(item["line_start"], item["line_end"] + 1)}
        assert roles <= {"", "blank"}, item["text"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem[:3])
def test_layouts_are_those_of_the_gold(sample: Path) -> None:
    layouts = {table.layout for table in find_regions(read_plan(sample)).tables}
    assert layouts == set(gold(sample)["document"]["layouts"]) - {"prose_list"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem[:3])
def test_gold_cells_are_cells_of_the_grid(sample: Path) -> None:
    """Where a gold cell stands on the row's own lines, one cell of the grid holds its words."""
    (table,) = find_regions(read_plan(sample)).tables
    assert table.grid is not None
    cells = {cell.text for row in table.grid.rows for cell in row.cells if cell is not None}
    joined = " ".join(cells)
    for task in gold(sample)["tasks"]:
        for name in ("product", "lead", "cooperating", "timeframe", "budget", "note"):
            # A cell broken by a page break is two cells of the grid; each of its words is still there.
            assert task[name] in cells or all(word in joined for word in task[name].split()), (name, task[name])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem[:3])
def test_no_line_of_a_sample_is_left_over(sample: Path) -> None:
    """Lines without a role are exactly the gold's items, headings above them, pointers, and the tables."""
    source = read_plan(sample)
    regions = find_regions(source)
    expected = gold(sample)
    first = min((item["line_start"] for item in expected["prose"]), default=0)
    last = max((item["line_end"] for item in expected["prose"]), default=0)
    in_tables = {line for t in regions.tables for line in range(t.line_start, t.line_end + 1)}
    for line, role in enumerate(regions.roles, 1):
        if not role and line not in in_tables:
            # Above the first item stand its headings, two at most.
            assert first - 6 <= line <= last, source.lines[line - 1]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name[: -len(".regions.json")])
def test_plans_are_as_recorded(path: Path) -> None:
    (plan,) = [p for p in PLANS.glob(path.name[: -len(".regions.json")] + ".*") if p.suffix != ".json"]
    source = read_plan(plan)
    check_places(source, find_regions(source))
    assert dump(record(source)) == path.read_text("utf-8")


def test_empty_and_blank_texts() -> None:
    for text in ("", "\n", "\u00a0\n\t\n \f", "\ufeff"):
        regions = find_regions(manuscript(text))
        assert not regions.tables
        assert not regions.bodies or text == "\ufeff"


# One line of a plan, a table or a site each; \t and \f stand for a tab and a page's end.
_PRINTED = r"""
|
| a | b |
|---|---|
a\tb\tc
\t\t
STT
Nội dung
Cơ quan chủ trì
Thời gian
1
2.
I
a)
12
I. MỤC TIÊU
1. Sở Nội vụ
- Xây dựng kế hoạch;
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
PHỤ LỤC
KẾ HOẠCH
(Kèm theo Quyết định số 1/QĐ-UBND
Căn cứ Luật Đầu tư;
QUYẾT ĐỊNH:
Điều 1. Phê duyệt Kế hoạch với nội dung sau:
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
<table>
<tr><td>1<td colspan=3>x</tr>
</table>
Tải văn bản
Số hiệu: 1/KH
\f
Ký bởi: A
Tổng cộng\t5
STT | Nội dung | Thời gian |
1 | Rà soát | Quý I |
STT\tNội dung\tThời gian
1\tRà soát\tQuý I
Quý I/2021
Sở Y tế
-----
Tổng kinh phí: 5 triệu
* * *
…
"""
PIECES = [*_PRINTED.replace(r"\t", "\t").replace(r"\f", "\f").split("\n"), "\u00a0", "x" * 400]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_mix_of_lines_has_every_line_in_one_place(lines: list[str]) -> None:
    source = manuscript("\n".join(lines))
    check_places(source, find_regions(source))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_taken(text: str) -> None:
    source = manuscript(text.replace("\r", "\n"))
    check_places(source, find_regions(source))


def test_lines_that_the_format_marks_are_furniture() -> None:
    source = manuscript("Trang chủ\nKẾ HOẠCH\nI. MỤC TIÊU\nPhát triển bền vững\n\nTin đọc nhiều")
    source.furniture = {1, 6}
    assert find_regions(source).roles == ["furniture", "front_matter", "", "", "blank", "furniture"]
