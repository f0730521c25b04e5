"""Two plans compared: what was edited is reported, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explore.change_report import task_changes_json, task_changes_markdown
from explore.comparison import TaskChange, compare
from ingest.convert import convert
from schema.records import PlanRecord
from tests.explore.edited_plan import edited, printed, rows

_FIELDS = {"time": "timeframe", "money": "budget", "task": "description"}


def _plan(folder: Path, text: str, name: str) -> PlanRecord:
    path = folder / name
    path.write_text(text, "utf-8")
    return convert(path)


@pytest.fixture(scope="module", params=[2024, 2025], ids=["same year", "next year"])
def comparison(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[TaskChange], dict[str, str]]:
    folder = tmp_path_factory.mktemp("plans")
    before = _plan(folder, printed(rows(2024), number=12, year=2024), "before.md")
    table, edits = edited(request.param)
    after = _plan(folder, printed(table, number=15, year=request.param), "after.md")
    assert (len(before.tasks), len(after.tasks)) == (40, 40)
    return compare(before, after), edits


def test_the_thirty_edits_are_reported_and_nothing_else(comparison: tuple[list[TaskChange], dict[str, str]]) -> None:
    changes, edits = comparison
    reported = {}
    for change in changes:
        task = change.after or change.before
        assert task is not None
        if change.kind == "changed":
            assert len(change.cells) == 1, (task.description, change.cells)
            reported[task.description] = change.cells[0].field
        elif change.kind != "kept":
            reported[task.description] = change.kind
    expected = {task: _FIELDS.get(what, what) for task, what in edits.items()}
    years = {task.replace("2024", "2025"): what for task, what in expected.items()}
    assert {task.replace("2024", "2025"): what for task, what in reported.items()} == years


def test_reports_say_the_same_in_json_and_markdown(comparison: tuple[list[TaskChange], dict[str, str]]) -> None:
    changes, _ = comparison
    objects = json.loads(task_changes_json(changes))
    assert [o["kind"] for o in objects] == [change.kind for change in changes]
    assert task_changes_markdown(changes).count("\n") == 2 + sum(c.kind != "kept" for c in changes)


def test_a_plan_compared_with_itself_has_no_changes(tmp_path: Path) -> None:
    plan = _plan(tmp_path, printed(rows(2024), number=12, year=2024), "plan.md")
    assert {change.kind for change in compare(plan, plan)} == {"kept"}
