"""Stores in tests: made without worker processes, and read as any user would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from ingest import batch
from ingest.batch import BatchResult
from ingest.chunks import Chunk, ChunkReader, Outcome, Report, Settings
from schema.tables import TABLES
from tests.ingest.made_plans import READ_PLAN


class InlineEngine:
    """Reads in this process: quick to start, and nothing to watch."""

    workers = 1

    def __init__(self, settings: Settings) -> None:
        self._reader = ChunkReader(settings)

    def run(
        self, chunks: Iterator[Chunk], on_outcome: Callable[[Outcome], None], is_stopped: Callable[[], bool]
    ) -> Iterator[Report]:
        for chunk in chunks:
            for answer in self._reader.read(chunk):
                if isinstance(answer, Report):
                    yield answer
                else:
                    on_outcome(answer)

    def close(self) -> None:
        pass


def ingest_inline(*paths: Path, out: Path, **options: Any) -> BatchResult:
    """`ingest` of made plans without worker processes."""
    engine, batch._engine = batch._engine, lambda name, settings, workers, address: InlineEngine(settings)
    try:
        return batch.ingest(list(paths), out=out, workers=1, read_plan=READ_PLAN, **options)
    finally:
        batch._engine = engine


def ask(out: Path, question: str) -> list[tuple[Any, ...]]:
    """The answer to SQL in which `{tasks}` and so on stand for the plain glob of a table."""
    globs = {table: f"'{out}/{table}/**/*.parquet'" for table in TABLES}
    with duckdb.connect() as connection:
        return connection.execute(question.format(**globs)).fetchall()


def contents(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables in a fixed order, but for the time of ingestion."""
    leave_out = {"documents": "EXCLUDE (ingested_at)"}
    return {t: ask(out, f"SELECT * {leave_out.get(t, '')} FROM {{{t}}} ORDER BY ALL") for t in TABLES}
