"""What goes into the store comes out of it: model, Arrow, part, Parquet, DuckDB, model."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.store.columns import batches_of, counts_of
from ingest.store.part_writer import ReadPlan, write_part
from ingest.store.writer import open_writer
from schema.records import Citation, Document, Finding, Item, Ledger, PlanRecord, Record, Target, Task
from schema.tables import TABLES
from tests.ingest.any_record import plan_records
from tests.ingest.plan_records import make_record

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def store_of(folder: Path, records: list[PlanRecord]) -> Path:
    out = folder / "store"
    with open_writer(out, software="test") as writer:
        path = writer.staging / "one.part"
        write_part(path, [ReadPlan(f"/{n}", "test", record) for n, record in enumerate(records)], [], NOW)
        writer.add(path)
        writer.commit(set(), "test")
    return out


def records_of(out: Path) -> dict[str, PlanRecord]:
    """The records that the tables hold, read with DuckDB alone."""
    with duckdb.connect() as connection:
        tables = {
            table: [
                dict(zip(TABLES[table].names, row, strict=True))
                for row in connection.execute(
                    f"SELECT {', '.join(TABLES[table].names)} FROM '{out}/{table}/**/*.parquet'"
                ).fetchall()
            ]
            for table in ("tasks", "items", "targets", "citations", "lines", "findings")
        }
        names = [name for name in TABLES["documents"].names if name != "ingested_at"]
        documents = [
            dict(zip(names, row, strict=True))
            for row in connection.execute(f"SELECT {', '.join(names)} FROM '{out}/documents/**/*.parquet'").fetchall()
        ]
    return {d["document_id"]: _record(d, tables) for d in documents}


def _record(document: dict[str, Any], tables: dict[str, list[dict[str, Any]]]) -> PlanRecord:
    name = document["document_id"]

    def rows(table: str, model: type[Record]) -> list[Any]:
        wanted = set(model.model_fields)
        return [
            model(**{k: v for k, v in row.items() if k in wanted})
            for row in tables[table]
            if row["document_id"] == name
        ]

    lines = sorted((r for r in tables["lines"] if r["document_id"] == name), key=lambda r: r["line_no"])
    ledger = Ledger(text=[r["text"] for r in lines], role=[r["role"] for r in lines], ref=[r["ref"] for r in lines])
    return PlanRecord(
        document=Document(**document),
        tasks=rows("tasks", Task),
        items=rows("items", Item),
        targets=rows("targets", Target),
        citations=rows("citations", Citation),
        ledger=ledger,
        findings=rows("findings", Finding),
    )


@settings(max_examples=15, deadline=None)
@given(st.lists(plan_records, min_size=1, max_size=3, unique_by=lambda r: r.document.document_id))
def test_any_records_come_back_equal(records):
    # An empty id claims nothing, and is never made by the reader.
    records = [r for r in records if r.document.document_id]
    with tempfile.TemporaryDirectory() as folder:
        found = records_of(store_of(Path(folder), records))
    assert found == {record.document.document_id: record for record in records}


def test_a_full_and_an_empty_plan_come_back_in_both_orders_of_names_through_one_glob(tmp_path):
    for order in ((1, 2), (2, 1)):
        full, empty = make_record(order[0], year=2020), make_record(order[1], year=2022, tasks=0, lines=3)
        folder = tmp_path / str(order)
        folder.mkdir()
        out = store_of(folder, [full, empty])
        found = records_of(out)
        assert found[full.document.document_id] == full
        assert found[empty.document.document_id] == empty


def test_batches_have_the_schemas_and_the_rows_of_each_document_together():
    records = [make_record(n, tasks=n, lines=20) for n in range(4)]
    batches = batches_of(records, NOW)
    assert {name: batch.schema for name, batch in batches.items()} == TABLES
    for place, (name, batch) in enumerate(batches.items()):
        expected = [r.document.document_id for r in records for _ in range(counts_of(r)[place])]
        assert batch.column("document_id").to_pylist() == expected, name


def test_every_file_has_the_schema_of_its_table_and_is_sorted_by_document(tmp_path):
    out = store_of(tmp_path, [make_record(n, lines=40, tasks=5) for n in (3, 1, 2)])
    for table, schema in TABLES.items():
        for path in (out / table).rglob("*.parquet"):
            read = pq.ParquetFile(path).read()
            assert read.schema.equals(schema), path
            ids = read["document_id"].to_pylist()
            assert ids == sorted(ids)
