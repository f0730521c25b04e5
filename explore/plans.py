"""One plan out of a store, as the record that `convert` once returned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from rapidfuzz import fuzz, process

from explore.connection import open_store
from explore.errors import NotFound
from schema.records import Citation, Document, Finding, Item, Ledger, PlanRecord, Target, Task


def load_plan(store: Path, document_id: str) -> PlanRecord:
    """The plan with this id. Raises NoStore, NotFound (which names the ids that come near)."""
    with open_store(store) as connection:
        return fetch_plan(connection, document_id)


def fetch_plan(connection: duckdb.DuckDBPyConnection, document_id: str) -> PlanRecord:
    """The same in a connection that is open already."""
    documents = _rows(connection, "documents", document_id, Document)
    if not documents:
        raise NotFound(f"the store has no document {document_id!r}{_near(connection, document_id)}")
    lines = _fetch(connection, "FROM lines WHERE document_id = ? ORDER BY line_no", document_id)
    return PlanRecord(
        document=documents[0],
        tasks=_rows(connection, "tasks", document_id, Task, "seq"),
        items=_rows(connection, "items", document_id, Item, "seq"),
        targets=_rows(connection, "targets", document_id, Target, "line_start"),
        citations=_rows(connection, "citations", document_id, Citation, "line_start"),
        ledger=Ledger(
            text=[row["text"] for row in lines],
            role=[row["role"] for row in lines],
            ref=[row["ref"] for row in lines],
        ),
        findings=_rows(connection, "findings", document_id, Finding, "line_start"),
    )


def _fetch(connection: duckdb.DuckDBPyConnection, sql: str, document_id: str) -> list[dict[str, Any]]:
    rows = connection.sql(sql, params=[document_id]).to_arrow_table()
    return list(rows.to_pylist()) if rows is not None else []


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, document_id: str, model: type[Any], order: str = "document_id"
) -> list[Any]:
    """The document's rows of a table as records; columns that only the store has are left out."""
    rows = _fetch(connection, f"FROM {table} WHERE document_id = ? ORDER BY {order}", document_id)
    return [model(**{k: _value(k, v) for k, v in row.items() if k in model.model_fields}) for row in rows]


def _value(name: str, value: Any) -> Any:
    return dict(value) if name == "more" else value


def _near(connection: duckdb.DuckDBPyConnection, document_id: str) -> str:
    known = [row[0] for row in connection.execute("SELECT document_id FROM documents").fetchall()]
    near = [name for name, _, _ in process.extract(document_id, known, scorer=fuzz.WRatio, limit=3, score_cutoff=70)]
    return f"; near it: {', '.join(near)}" if near else ""
