"""One export: which tables, in which format, to which file; a file appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from explore.connection import open_store
from explore.errors import CannotWrite
from explore.export.calendar import calendar_of
from explore.export.selection import Selection, select
from explore.export.text import write_csv, write_json_lines, write_markdown
from explore.export.workbook import write_workbook
from explore.printing import write_parquet
from explore.timeline import agency_id
from schema.errors import UsageError
from schema.tables import TABLES

_ENDINGS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".ics": "ics",
    ".md": "md",
    ".parquet": "parquet",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What to write where. `format` is one of csv, xlsx, json, ics, md, parquet; None goes by the ending."""

    target: Path
    format: str | None = None
    tables: list[str] | tuple[str, ...] = ()
    excel: bool = False
    per_agency: bool = False


def write(store: Path, request: Request, selection: Selection) -> str:
    """Write an export; returns the sentence that says what was written.

    Raises NoStore, NotFound, UsageError, and CannotWrite when the target's folder or disk refuses.
    """
    name = request.format or _ENDINGS.get(request.target.suffix.lower(), "")
    if name not in _ENDINGS.values():
        known = ", ".join(dict.fromkeys(_ENDINGS.values()))
        raise UsageError(f"{request.target}: say the format with --format or the file's ending ({known})")
    tables = list(request.tables) or (list(TABLES) if name == "xlsx" else ["tasks"])
    if name != "xlsx" and len(tables) > 1:
        raise UsageError("only a workbook (.xlsx) holds several tables; export the others one by one")
    with open_store(store) as connection:
        if selection.agency:
            selection = replace(selection, agency=agency_id(connection, selection.agency))
        if name == "ics":
            return _write_calendars(connection, request, selection)
        return _write_tables(connection, name, tables, request, selection)


def _write_tables(
    connection: duckdb.DuckDBPyConnection, name: str, tables: list[str], request: Request, selection: Selection
) -> str:
    if name == "xlsx":
        with _whole_file(request.target) as path:
            write_workbook(((table, select(connection, table, selection)) for table in tables), path)
        return f"{request.target}: {len(tables)} sheets"
    rows = select(connection, tables[0], selection)
    with _whole_file(request.target) as path:
        if name == "parquet":
            write_parquet(rows, path)
        else:
            writers: dict[str, Callable[..., None]] = {"csv": write_csv, "json": write_json_lines, "md": write_markdown}
            options = {"excel": request.excel} if name == "csv" else {}
            with path.open("w", encoding="utf-8", newline="") as out:
                writers[name](rows, out, **options)
    return f"{request.target}: {rows.num_rows} rows of {tables[0]}"


def _write_calendars(connection: duckdb.DuckDBPyConnection, request: Request, selection: Selection) -> str:
    """One calendar, or, per agency, a folder with one for each agency that leads a task."""
    tasks = select(connection, "tasks", selection).to_pylist()
    if not request.per_agency:
        with _whole_file(request.target) as path:
            path.write_bytes(calendar_of(tasks, name=selection.agency or "kế hoạch"))
        return f"{request.target}: a calendar of {len(tasks)} tasks"
    by_agency: dict[str, list[dict[str, object]]] = {}
    names: dict[str, str] = {}
    for task in tasks:
        for agency in task["lead_agencies"]:
            by_agency.setdefault(agency["agency_id"], []).append(task)
            names[agency["agency_id"]] = agency["name"]
    for agency, led in by_agency.items():
        with _whole_file(request.target / f"{agency[:120]}.ics") as path:
            path.write_bytes(calendar_of(led, name=names[agency]))
    return f"{request.target}: {len(by_agency)} calendars"


@contextmanager
def _whole_file(target: Path) -> Iterator[Path]:
    """A path beside the target that takes its name when all is written. Raises CannotWrite."""
    partial = target.with_name(f".{target.name}.part")
    try:
        if not target.parent.exists() and target.parent.name and target.parent.parent.exists():
            target.parent.mkdir()
        yield partial
        os.replace(partial, target)  # noqa: PTH105 - one atomic step, on every system
    except OSError as error:
        raise CannotWrite(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
