"""Parquet files that may be replaced while they are read.

Engines open a file more than once in one query: DuckDB reads the footer through one handle and the rows
through others. A query that is running when a file's name comes to mean a new file would look for old
rows at places where new ones lie. Therefore a new file carries the rows of its predecessor at the very
places where they were, and its own rows elsewhere: whoever has the old footer goes on reading the old rows.

A third version need not carry the first. Its rows go where the first's were, once no query can be
that old; until then behind the second's, and what lies before becomes a hole that takes no space on the disk.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.store.footer import MAGIC, ending, moved_footer, split_footer
from ingest.store.manifest import FileState

_Bytes: TypeAlias = "bytes | memoryview | pa.Buffer"
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The file that a new one replaces under the same name; `old` where nobody can still be reading the one before."""

    path: Path
    state: FileState
    old: bool


def write_table_file(
    path: Path, row_groups: Iterable[pa.Table], schema: pa.Schema, predecessor: Predecessor | None, now: float
) -> FileState:
    """Write one table of one group. Raises OSError."""
    content, rows = _parquet(row_groups, schema)
    if predecessor is None:
        return _write(path, [(0, content)], rows, 0, len(content), now)
    kept_start, kept_end = predecessor.state.start, predecessor.state.end
    data, footer = split_footer(memoryview(content).cast("B"))
    pieces: Iterable[tuple[int, _Bytes]]
    if predecessor.old and len(content) <= kept_start:
        pieces = chain([(0, content)], _kept(predecessor), [(kept_end, ending(footer))])
        return _write(path, pieces, rows, 0, len(content), now)
    footer = ending(moved_footer(footer, kept_end))
    beginning = [(0, MAGIC)] if kept_start else []
    pieces = chain(beginning, _kept(predecessor), [(kept_end, data), (kept_end + len(data), footer)])
    return _write(path, pieces, rows, kept_end, kept_end + len(data) + len(footer), now)


def _kept(predecessor: Predecessor) -> Iterator[tuple[int, bytes]]:
    """The rows of the file before with their places, a few at a time."""
    with predecessor.path.open("rb") as file:
        for start in range(predecessor.state.start, predecessor.state.end, _AT_ONCE):
            size = min(_AT_ONCE, predecessor.state.end - start)
            yield start, os.pread(file.fileno(), size, start)


def _parquet(row_groups: Iterable[pa.Table], schema: pa.Schema) -> tuple[_Bytes, int]:
    coming = iter(row_groups)
    first = next(coming, None)
    if first is None:
        return _empty_parquet(schema), 0
    sink, rows = pa.BufferOutputStream(), 0
    with pq.ParquetWriter(sink, schema, compression="zstd", sorting_columns=_BY_DOCUMENT) as writer:
        for table in chain([first], coming):
            writer.write_table(table, row_group_size=table.num_rows)
            rows += table.num_rows
    return sink.getvalue(), rows


@cache
def _empty_parquet(schema: pa.Schema) -> bytes:
    sink = pa.BufferOutputStream()
    pq.ParquetWriter(sink, schema, compression="zstd", sorting_columns=_BY_DOCUMENT).close()
    # No memory of Arrow's is kept for good: the pool that it came from may go before it does.
    content: bytes = sink.getvalue().to_pybytes()
    return content


_BY_DOCUMENT = [pq.SortingColumn(0)]


def _write(path: Path, pieces: Iterable[tuple[int, _Bytes]], rows: int, start: int, end: int, now: float) -> FileState:
    """Write pieces at their offsets, in order; what lies between them reads as zeros."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for offset, piece in pieces:
            digest.update(bytes(offset - size))
            digest.update(piece)
            file.seek(offset)
            file.write(piece)
            size = offset + len(piece)
    return FileState(rows, size, start, end, digest.hexdigest(), now)
