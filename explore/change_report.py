"""What changed, for people: golden regressions and comparisons of plans, in colour or as Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.text import Text

from explore.comparison import CellChange, TaskChange
from explore.golden import RowChange
from schema.errors import UsageError

_STYLES = {"gained": "green", "lost": "red", "altered": "yellow", "new": "green", "dropped": "red", "changed": "yellow"}


def print_row_changes(file: str, changes: list[RowChange], console: Console) -> None:
    """Write what a document gained, lost and altered, cell by cell."""
    counts = Counter(change.kind for change in changes)
    summary = ", ".join(f"{counts[kind]} {kind}" for kind in ("gained", "lost", "altered") if counts[kind])
    console.print(Text(f"{file}: {summary or 'unchanged'}", style="bold" if changes else "dim"))
    for change in changes:
        place = f" (line {change.line})" if change.line else ""
        console.print(Text(f"  {change.kind} {change.table} {change.row}{place}", style=_STYLES[change.kind]))
        for column, (before, now) in change.cells.items():
            console.print(Text(f"      {column}: {_short(before)} → {_short(now)}"))


def row_changes_markdown(file: str, changes: list[RowChange]) -> str:
    """The same as a section of a change request."""
    lines = [f"## {file}: {len(changes)} changes", ""]
    if changes:
        lines += ["| change | row | line | cell | before | now |", "| --- | --- | --- | --- | --- | --- |"]
    for change in changes:
        for column, (before, now) in change.cells.items():
            cells = (change.kind, f"{change.table} {change.row}", change.line, column, _short(before), _short(now))
            lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _short(value: Any) -> str:
    if value is None:
        return "∅"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:197]}…"


def print_task_changes(changes: list[TaskChange], console: Console, *, format_name: str = "table") -> None:
    """Write what became of each task: as text (the kept ones only as a count), JSON or Markdown.

    Raises UsageError for another format.
    """
    texts = {"json": task_changes_json, "markdown": task_changes_markdown}
    if format_name in texts:
        console.print(texts[format_name](changes), markup=False, highlight=False, soft_wrap=True)
    elif format_name == "table":
        _print_tasks(changes, console)
    else:
        raise UsageError(f"there is no format {format_name!r}; choose table, json or markdown")


def _print_tasks(changes: list[TaskChange], console: Console) -> None:
    counts: Counter[str] = Counter(change.kind for change in changes)
    kinds = ("kept", "changed", "dropped", "new")
    console.print(Text(", ".join(f"{counts[kind]} {kind}" for kind in kinds), style="bold"))
    for change in changes:
        task = change.after or change.before
        if change.kind == "kept" or task is None:
            continue
        console.print(Text(f"{change.kind}: {task.ordinal} {task.description}", style=_STYLES[change.kind]))
        for cell in change.cells:
            console.print(Text(f"    {cell.field}: {cell.before or '∅'} → {cell.after or '∅'}"))


def task_changes_json(changes: Iterable[TaskChange]) -> str:
    """The changes as a JSON array, one object per task."""
    return json.dumps([_as_object(change) for change in changes], ensure_ascii=False, indent=1)


def _as_object(change: TaskChange) -> dict[str, Any]:
    task = change.after or change.before
    return {
        "kind": change.kind,
        "before": change.before.task_id if change.before else None,
        "after": change.after.task_id if change.after else None,
        "description": task.description if task else "",
        "cells": [cell._asdict() for cell in change.cells],
    }


def task_changes_markdown(changes: Iterable[TaskChange]) -> str:
    """The changes as a Markdown table, the kept tasks left out."""
    lines = ["| change | task | cell | before | after |", "| --- | --- | --- | --- | --- |"]
    for change in changes:
        task = change.after or change.before
        if change.kind == "kept" or task is None:
            continue
        for cell in change.cells or [CellChange("", "", "")]:
            parts = (cell.field, cell.before, cell.after)
            row = (change.kind, f"{task.ordinal} {task.description}".strip(), *parts)
            lines.append("| " + " | ".join(part.replace("|", "\\|") for part in row) + " |")
    return "\n".join(lines) + "\n"
