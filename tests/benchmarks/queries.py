"""Questions over a store of many plans, by plain glob and through the views."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from explore.connection import open_store
from ingest.convert import convert
from ingest.store.columns import batches_of
from ingest.store.layout import Group
from ingest.store.rows import renamed
from ingest.store.table_file import write_table_file
from schema.records import Document
from schema.tables import TABLES
from tests.benchmarks.copies import SAMPLES

YEARS = range(2005, 2025)
AREAS = [f"{code:02d}" for code in range(1, 64)]

Sample = tuple[Document, dict[str, pa.RecordBatch]]

# Asked twice: of `{tasks}` and so on as plain globs, and of the views.
BY_GLOB = {
    "tasks per lead agency": """
        SELECT agency.name, count(*) AS tasks FROM (SELECT unnest(lead_agencies) AS agency FROM {tasks})
        GROUP BY ALL ORDER BY tasks DESC LIMIT 20
    """,
    "what falls due in a quarter": """
        SELECT document_id, task_id, deadline.text FROM (SELECT *, unnest(deadlines) AS deadline FROM {tasks})
        WHERE deadline."end" BETWEEN DATE '2021-04-01' AND DATE '2021-06-30' ORDER BY deadline."end", task_id LIMIT 100
    """,
    "money per source and domain": """
        SELECT money.source, domain, count(*), sum(money.amount_vnd)
        FROM (SELECT domain, unnest(money) AS money FROM {tasks}) GROUP BY ALL ORDER BY ALL
    """,
    "tasks without a lead, by year": """
        SELECT plan_year, count(*) FILTER (len(lead_agencies) = 0), count(*)
        FROM {tasks} JOIN {documents} USING (document_id) GROUP BY ALL ORDER BY ALL
    """,
    "one province in one year (pruned by folder)": """
        SELECT domain, count(*) FROM {tasks} WHERE year = 2020 AND area = 'p33' GROUP BY ALL ORDER BY ALL
    """,
    "all lines of one plan": """
        SELECT line_no, text FROM {lines} SEMI JOIN (
            SELECT document_id FROM {documents} WHERE year = 2020 AND area = 'p33' ORDER BY ALL LIMIT 1
        ) USING (document_id) WHERE year = 2020 AND area = 'p33' ORDER BY line_no
    """,
}
BY_VIEW = {
    "tasks per lead agency": "SELECT name, lead_tasks FROM agencies ORDER BY lead_tasks DESC LIMIT 20",
    "what falls due in a quarter": """
        SELECT document_id, task_id, text FROM task_deadlines
        WHERE "end" BETWEEN DATE '2021-04-01' AND DATE '2021-06-30' ORDER BY "end", task_id LIMIT 100
    """,
    "money per source and domain": """
        SELECT source, domain, count(*), sum(amount_vnd) FROM task_money JOIN tasks USING (document_id, task_id)
        GROUP BY ALL ORDER BY ALL
    """,
    "tasks without a lead, by year": """
        SELECT plan_year, count(*) FILTER (without_lead), count(*)
        FROM unassigned_tasks JOIN documents USING (document_id) GROUP BY ALL ORDER BY ALL
    """,
}


@dataclass(frozen=True)
class Answer:
    """Seconds of one question: the first time it is asked in a connection, and the median of the next ones."""

    question: str
    way: str
    first: float
    usual: float


def make_store(plans: int, folder: Path) -> tuple[Path, int]:
    """Tables of so many plans made of the samples' table rows, over 20 years and 63 provinces; gives the tasks."""
    store = folder / f"plans-{plans}"
    now = datetime.now(UTC)
    records = [convert(path, prose=False) for path in sorted(SAMPLES.glob("*.txt"))]
    samples = [(r.document, batches_of([r], now)) for r in records]
    partitions: dict[tuple[int, str], list[int]] = {}
    for plan in range(plans):
        key = (YEARS[plan % len(YEARS)], AREAS[plan // len(YEARS) % len(AREAS)])
        partitions.setdefault(key, []).append(plan)
    tasks = 0
    for (year, code), numbers in partitions.items():
        group = Group(year, f"p{code}", 1)
        chosen = [samples[number // len(YEARS) % len(samples)] for number in numbers]
        for table, schema in TABLES.items():
            batches = [_plan(s, table, n, year, code) for s, n in zip(chosen, numbers, strict=True)]
            path = store / group.path(table)
            path.parent.mkdir(parents=True, exist_ok=True)
            rows = pa.Table.from_batches(batches, schema).combine_chunks()
            write_table_file(path, [rows] if rows.num_rows else [], schema, None, 0.0)
            tasks += rows.num_rows if table == "tasks" else 0
    return store, tasks


def _plan(sample: Sample, table: str, number: int, year: int, code: str) -> pa.RecordBatch:
    """A sample's rows under another id; documents with another year and province, tasks with other deadlines."""
    document, batches = sample
    batch = renamed(batches[table], document.document_id, f"{code}-{year}-{number:06d}-kh-ubnd")
    if table == "documents":
        batch = _replaced(batch, "plan_year", pa.array([year], pa.int16()))
        batch = _replaced(batch, "province_code", pa.array([code]))
    if table == "tasks":
        batch = _replaced(batch, "deadlines", _moved(batch["deadlines"], 365 * (year - (document.plan_year or year))))
    return batch


def _replaced(batch: pa.RecordBatch, column: str, values: pa.Array) -> pa.RecordBatch:
    place = batch.schema.get_field_index(column)
    return batch.set_column(place, batch.schema.field(place), values)


def _moved(deadlines: pa.ListArray, days: int) -> pa.ListArray:
    """Deadlines so many days later."""
    structs = deadlines.values
    by = pa.scalar(days * 86400, pa.duration("s"))
    fields = {field.name: structs.field(field.name) for field in structs.type}
    for name in ("start", "end"):
        fields[name] = pc.add(fields[name].cast(pa.timestamp("s")), by).cast(pa.date32())
    moved = pa.StructArray.from_arrays(list(fields.values()), fields=list(structs.type))
    return pa.ListArray.from_arrays(deadlines.offsets, moved, deadlines.type)


def measure_queries(store: Path, repeat: int = 3) -> Iterator[Answer]:
    """Ask every question by plain glob, then through the views."""
    globs = {table: f"'{store}/{table}/**/*.parquet'" for table in TABLES}
    for question, sql in BY_GLOB.items():
        with duckdb.connect() as connection:
            yield _ask(connection, question, "plain glob", sql.format(**globs), repeat)
    for question, sql in BY_VIEW.items():
        with open_store(store) as connection:
            yield _ask(connection, question, "views", sql, repeat)


def _ask(connection: duckdb.DuckDBPyConnection, question: str, way: str, sql: str, repeat: int) -> Answer:
    seconds = []
    for _ in range(repeat + 1):
        started = time.perf_counter()
        rows = connection.execute(sql).fetchall()
        seconds.append(time.perf_counter() - started)
    if not rows:
        raise RuntimeError(f"no answer to {question!r}")
    return Answer(question, way, seconds[0], sorted(seconds[1:])[repeat // 2])
