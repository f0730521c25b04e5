"""Tables that are cut off, ragged, huge or empty: a sane result, a finding, and time linear in the size."""

from __future__ import annotations

import time

import pytest

from parsers.grid import Cell, Grid, Row
from parsers.tasks import read_tasks
from tests.parsers.printed_grids import printed_grid

HEADER = "STT | Nhiệm vụ | Sản phẩm | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"
TASK = "{n} | Xây dựng kế hoạch số {n} | Kế hoạch | Sở Nội vụ | Sở Tài chính | Quý I/2022\n"


def codes(printed: str) -> list[str]:
    return [found.code for found in read_tasks(printed_grid(printed), table_no=1).findings]


def test_an_empty_grid_has_no_tasks() -> None:
    assert not read_tasks(Grid("printed", [], 1, 1), table_no=1).is_task_table
    assert not read_tasks(printed_grid("|"), table_no=1).is_task_table


def test_a_header_without_rows_is_a_task_table_without_tasks() -> None:
    table = read_tasks(printed_grid(HEADER), table_no=1)
    assert (table.is_task_table, table.tasks) == (True, [])
    assert table.line_roles == {1: ("table_header", -1)}


def test_a_table_cut_off_in_a_row_says_so() -> None:
    printed = HEADER + TASK.format(n=1) + "2 | Xây dựng kế hoạch số 2 | Kế hoạch | Sở Nội"
    table = read_tasks(printed_grid(printed), table_no=1)
    assert [task.lead for task in table.tasks] == ["Sở Nội vụ", "Sở Nội"]
    assert {"ragged_row", "truncated_table"} <= {found.code for found in table.findings}


def test_a_wide_row_loses_nothing() -> None:
    printed = (
        HEADER
        + TASK.format(n=1)
        + "2 | Ban hành quy chế | Quy chế | Sở Tư pháp | Sở Nội vụ | Quý II | Việc mới | Thêm nữa"
    )
    table = read_tasks(printed_grid(printed), table_no=1)
    row = table.tasks[1]
    assert (row.lead, row.cooperating, row.timeframe) == ("Sở Tư pháp", "Sở Nội vụ", "Quý II Việc mới Thêm nữa")
    assert {found.code for found in table.findings} & {"ragged_row", "shifted_cells"}


def test_a_narrow_row_without_its_last_cells_is_kept_and_told() -> None:
    table = read_tasks(printed_grid(HEADER + "1 | Ban hành quy chế | Quy chế\n" + TASK.format(n=2)), table_no=1)
    assert [(task.description, task.product, task.lead) for task in table.tasks] == [
        ("Ban hành quy chế", "Quy chế", ""),
        ("Xây dựng kế hoạch số 2", "Kế hoạch", "Sở Nội vụ"),
    ]
    assert [found.code for found in table.findings] == ["ragged_row"]


def test_an_unknown_heading_is_told_and_its_cells_kept() -> None:
    table = read_tasks(
        printed_grid("STT | Nhiệm vụ | Xyzt | Cơ quan chủ trì\n1 | Lập sổ | abc | Sở Y tế\n"), table_no=1
    )
    assert table.tasks[0].more == {"Xyzt": "abc"}
    assert [found.code for found in table.findings] == ["unknown_heading"]


def test_rows_of_ten_thousand_columns_are_told_and_nothing_is_lost() -> None:
    wide = Row([Cell("a", 2, 2) for _ in range(10_000)], 2, 2)
    grid = printed_grid(HEADER + TASK.format(n=1))
    grid.rows.insert(1, wide)
    table = read_tasks(grid, table_no=1)
    assert "ragged_row" in {found.code for found in table.findings}
    text = " ".join(
        getattr(task, name)
        for task in table.tasks
        for name in ("description", "product", "lead", "cooperating", "timeframe")
    )
    assert text.split().count("a") + [task.ordinal for task in table.tasks].count("a") >= 9_999


def test_a_header_of_ten_thousand_columns_is_read() -> None:
    cells = ["Nhiệm vụ", "Cơ quan chủ trì", *(f"Cột {n}" for n in range(9_998))]
    grid = Grid("printed", [Row([Cell(text, line, line) for text in cells], line, line) for line in (1, 2)], 1, 2)
    assert read_tasks(grid, table_no=1).line_roles.keys() == {1, 2}


def seconds(grid: Grid) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        read_tasks(grid, table_no=1)
        best = min(best, time.process_time() - start)
    return best


def many_rows(size: int) -> Grid:
    return printed_grid(HEADER + "".join(TASK.format(n=n) for n in range(1, size)))


def many_subrows(size: int) -> Grid:
    return printed_grid(HEADER + TASK.format(n=1) + " | | Báo cáo | | |\n" * size)


def many_rests(size: int) -> Grid:
    return printed_grid(HEADER + TASK.format(n=1) + "~ | và các đơn vị | | | |\n" * size)


def many_columns(size: int) -> Grid:
    header = Row(
        [Cell(text, 1, 1) for text in ["Nhiệm vụ", "Cơ quan chủ trì", *(f"Cột {n}" for n in range(size))]], 1, 1
    )
    return Grid("printed", [header, Row([Cell("x", 2, 2) for _ in range(size)], 2, 2)], 1, 2)


def long_cells(size: int) -> Grid:
    text = "Sở Nội vụ, (1.1. a) - Quý I/2022; " * size
    return Grid("printed", [*printed_grid(HEADER).rows, Row([Cell(text, 2, 2) for _ in range(6)], 2, 2)], 1, 2)


def long_words(size: int) -> Grid:
    rows = [Row([Cell(letter * size * 10, 2, 2) for letter in "I1a(.A"], 2, 2)]
    return Grid("printed", [*printed_grid(HEADER).rows, *rows], 1, 2)


def deep_headings(size: int) -> Grid:
    return printed_grid(HEADER + "".join(f"{'1.' * (n % 9 + 1)} | Mục {n} | | | |\n" for n in range(size)))


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (many_rows, 300),
        (many_subrows, 300),
        (many_rests, 600),
        (many_columns, 3000),
        (long_cells, 15_000),
        (long_words, 50_000),
        (deep_headings, 400),
    ],
)
@pytest.mark.timing
def test_time_grows_with_the_size(make: object, size: int) -> None:
    assert callable(make)
    small, large = make(size), make(4 * size)
    seconds(small)
    # Four times the size in four times the time, sixteen times if it grew with the square; machines are noisy.
    assert seconds(large) < 10 * max(seconds(small), 0.002)
