"""Golden files: what a document gave when somebody last looked, and every row that has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schema.errors import UsageError
from schema.records import PlanRecord

# The form of the files; a file of another form is refused with the way out, never guessed at.
FORM = 1
_TABLES = {"tasks": "task_id", "items": "item_id", "targets": "", "citations": ""}
# These change with every release or every copy, and say nothing about the reading.
_NOT_COMPARED = {"source_file", "source_sha256", "software_version"}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row gained, lost or altered since the golden file; `cells` is column to (before, now)."""

    table: str
    row: str
    kind: str
    line: int
    cells: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def golden_of(plan: PlanRecord) -> dict[str, Any]:
    """What a golden file of the plan holds: every value, no line of the ledger but the count of each role."""
    dumped = plan.model_dump(mode="json")
    document = {k: v for k, v in dumped["document"].items() if k not in _NOT_COMPARED}
    roles: dict[str, int] = {}
    for role in plan.ledger.role:
        roles[role] = roles.get(role, 0) + 1
    tables = {table: dumped[table] for table in _TABLES}
    return {"form": FORM, "document": document, **tables, "line_roles": roles, "findings": dumped["findings"]}


def write_golden(plan: PlanRecord, path: Path) -> None:
    """Write a golden file, one row a line so that a change reads well in a diff."""
    golden = golden_of(plan)
    parts = []
    for name, value in golden.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f'"{name}": [\n  {rows}\n]')
        else:
            parts.append(f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def load_golden(path: Path) -> dict[str, Any]:
    """A golden file. Raises UsageError with one sentence when it is none, or of another form."""
    try:
        golden = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"{path}: not a golden file: {error}") from error
    if not isinstance(golden, dict) or golden.get("form") != FORM:
        raise UsageError(f"{path}: a golden file of another form; review the rows and write it anew with --update")
    return golden


def changes(golden: dict[str, Any], plan: PlanRecord) -> list[RowChange]:
    """What the plan gives now against its golden file, cell by cell; empty when nothing changed."""
    now = golden_of(plan)
    found = [*_row_changes("document", [golden["document"]], [now["document"]], "")]
    for table, key in _TABLES.items():
        found += _row_changes(table, golden[table], now[table], key)
    found += _row_changes("line_roles", [golden["line_roles"]], [now["line_roles"]], "")
    return found + list(_row_changes("findings", golden["findings"], now["findings"], ""))


def _row_changes(table: str, before: list[Any], now: list[Any], key: str) -> Iterator[RowChange]:
    """Rows are the same row when their id is, or, without an id, their place among rows of the same line."""
    old, new = _by_name(before, key), _by_name(now, key)
    for name, row in old.items():
        if name not in new:
            yield RowChange(table, name, "lost", _line(row), {k: (v, None) for k, v in row.items() if v})
        elif row != new[name]:
            columns = dict.fromkeys([*row, *new[name]])
            cells = {c: (row.get(c), new[name].get(c)) for c in columns if row.get(c) != new[name].get(c)}
            yield RowChange(table, name, "altered", _line(new[name]), cells)
    for name, row in new.items():
        if name not in old:
            yield RowChange(table, name, "gained", _line(row), {k: (None, v) for k, v in row.items() if v})


def _by_name(rows: list[Any], key: str) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for row in rows:
        name = row[key] if key else f"{row.get('code', '')} line {_line(row)}".strip()
        while name in named:
            name += "+"
        named[name] = row
    return named


def _line(row: dict[str, Any]) -> int:
    return int(row.get("line_start") or 0)
