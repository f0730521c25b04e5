"""The five annotated samples, as grids, give every annotated row and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.raw import RawTask
from parsers.tasks import read_tasks
from schema.folding import fold_space
from tests.parsers.sample_grids import GOLD, gold_rows, sample_grid

FIELDS = ["section_ordinal", "section", "ordinal", "description", "product"]
FIELDS += ["lead", "cooperating", "timeframe", "budget", "note"]


def compared(text: str) -> str:
    return fold_space(text).casefold().strip(" .;:")


@pytest.mark.parametrize("path", GOLD, ids=[path.name[:3] for path in GOLD])
def test_every_annotated_row_is_read(path: Path) -> None:
    rows = gold_rows(path)
    table = read_tasks(sample_grid(path), table_no=1)
    assert [(task.line_start, task.line_end) for task in table.tasks] == [
        (r["line_start"], r["line_end"]) for r in rows
    ]
    for task, row in zip(table.tasks, rows, strict=True):
        assert {name: compared(getattr(task, name)) for name in FIELDS} == {
            name: compared(row[name]) for name in FIELDS
        }


@pytest.mark.parametrize("path", GOLD, ids=[path.name[:3] for path in GOLD])
def test_every_line_has_a_role_and_points_at_its_task(path: Path) -> None:
    grid = sample_grid(path)
    table = read_tasks(grid, table_no=1)
    assert sorted(table.line_roles) == list(range(grid.line_start, grid.line_end + 1))
    for role, index in table.line_roles.values():
        assert (role == "task_row") == (index >= 0)
    for index, task in enumerate(table.tasks):
        assert task.lines
        assert all(table.line_roles[line][0] == "task_row" for line in task.lines)
        assert (task.line_start, task.line_end) == (task.lines[0], task.lines[-1])
        assert table.line_roles[task.line_start] == ("task_row", index)


def test_what_was_put_right_is_told() -> None:
    by_name = {path.name[:3]: read_tasks(sample_grid(path), table_no=1) for path in GOLD}
    shifted = {
        name: {f.line_start for f in table.findings if f.code == "shifted_cells"} for name, table in by_name.items()
    }
    assert {52, 89, 95} <= shifted["003"]
    assert {372, 408, 409} <= shifted["004"]
    assert not shifted["000"] | shifted["001"] | shifted["002"]
    assert by_name["003"].total == ("200", 99)


def test_filled_cells_are_named() -> None:
    path = next(path for path in GOLD if path.name.startswith("003"))
    by_line: dict[int, RawTask] = {task.line_start: task for task in read_tasks(sample_grid(path), table_no=1).tasks}
    assert by_line[48].filled == frozenset()
    assert by_line[66].filled == {"description", "ordinal", "lead"}
    assert by_line[74].filled == {"description", "ordinal", "lead", "cooperating", "timeframe", "budget"}
    assert by_line[96].budget == ""
    assert by_line[48].headings["budget"] == "Kinh phí dự kiến (triệu đồng)"
