"""Tables that no sample has, with the rows that a careful clerk would read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from parsers.table_kind import table_kind
from parsers.tasks import read_tasks
from tests.parsers.printed_grids import expected_rows, found_row, printed_grid

CORPUS = Path(__file__).parents[1] / "corpora"
TABLES: list[dict[str, Any]] = tomllib.loads((CORPUS / "task_tables.toml").read_text("utf-8"))["table"]
OTHERS: list[dict[str, Any]] = tomllib.loads((CORPUS / "other_tables.toml").read_text("utf-8"))["table"]


@pytest.mark.parametrize("trim", [False, True], ids=["as printed", "without empty ends"])
@pytest.mark.parametrize("table", TABLES, ids=[table["name"] for table in TABLES])
def test_a_table_gives_its_rows(table: dict[str, Any], trim: bool) -> None:
    merges_known = table.get("merges_known", False)
    if trim and merges_known:
        pytest.skip("a format that marks merges prints every cell")
    grid = printed_grid(table["printed"], merges_known=merges_known, trim=trim)
    expected = expected_rows(table["read"])
    assert table_kind(grid) == "tasks"
    found = read_tasks(grid, table_no=3)
    assert [found_row(task, list(expected[0])) for task in found.tasks] == expected
    assert found.total == (tuple(table["total"]) if "total" in table else None)
    assert {task.table_no for task in found.tasks} == {3}
    assert sorted(found.line_roles) == list(range(grid.line_start, grid.line_end + 1))


@pytest.mark.parametrize("table", OTHERS, ids=[table["name"] for table in OTHERS])
def test_other_tables_give_no_tasks(table: dict[str, Any]) -> None:
    grid = printed_grid(table["printed"])
    found = read_tasks(grid, table_no=1)
    assert table_kind(grid) == table["kind"]
    assert not found.is_task_table
    assert not found.tasks
    roles = {role for role, _ in found.line_roles.values()}
    assert roles == ({"table_other"} if table["kind"] == "data" else set())
