"""Which rows to export: by plan, province, year, agency and due date, for every format alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from explore.errors import NotFound
from schema.folding import slug
from schema.tables import TABLES


@dataclass(frozen=True, slots=True)
class Selection:
    """What to leave out; None leaves nothing out.

    `agency` is a name or an id and means tasks in which the agency leads or cooperates. `province` is a
    name as it was or as it is since 1 July 2025. `due_before` keeps tasks with something due before that day.
    """

    document_id: str | None = None
    province: str | None = None
    year: int | None = None
    agency: str | None = None
    due_before: date | None = None


def select(connection: duckdb.DuckDBPyConnection, table: str, selection: Selection) -> pa.Table:
    """The table's rows that the selection keeps, in a fixed order. Raises NotFound for an unknown table."""
    if table not in TABLES:
        raise NotFound(f"there is no table {table!r}; the tables are {', '.join(TABLES)}")
    conditions, values = conditions_of(table, selection)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    names = ", ".join(f'"{name}"' for name in TABLES[table].names if name != "search_key")
    rows = connection.sql(f"SELECT {names} FROM {table} t{where} ORDER BY {_ORDER[table]}", params=values)
    return rows.to_arrow_table()


_ORDER = {
    "documents": "document_id",
    "tasks": "document_id, seq",
    "items": "document_id, seq",
    "targets": "document_id, line_start, text",
    "citations": "document_id, line_start, text",
    "lines": "document_id, line_no",
    "findings": "document_id, source_file, line_start, code",
}


def conditions_of(table: str, selection: Selection) -> tuple[list[str], list[Any]]:
    """SQL conditions on `table AS t`, and their values."""
    conditions: list[str] = []
    values: list[Any] = []

    def add(condition: str, *used: Any) -> None:
        conditions.append(condition)
        values.extend(used)

    if selection.document_id:
        add("t.document_id = ?", selection.document_id)
    if selection.province:
        province = "t.document_id IN (SELECT document_id FROM documents WHERE ? IN (province, province_now))"
        add(province, selection.province)
    if selection.year is not None:
        add("t.document_id IN (SELECT document_id FROM documents WHERE plan_year = ?)", selection.year)
    if table == "tasks" and selection.agency:
        named = (
            "list_contains(list_transform(list_concat(lead_agencies, cooperating_agencies), lambda a: a.agency_id), ?)"
        )
        add(named, slug(selection.agency))
    if table == "tasks" and selection.due_before:
        add('len(list_filter(deadlines, lambda d: d."end" < ?)) > 0', selection.due_before)
    return conditions, values
