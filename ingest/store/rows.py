"""Rows of documents from wherever they are now: a part that is not committed, or a file of the current snapshot."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.store.catalog import Entry
from ingest.store.columns import Counts
from ingest.store.errors import StoreDamaged
from ingest.store.layout import Group
from ingest.store.parts import Part, Place
from schema.tables import TABLES


@dataclass(frozen=True, slots=True)
class Staged:
    """Rows in a part."""

    part: Part
    place: Place


@dataclass(frozen=True, slots=True)
class Committed:
    """Rows in the files of a group of the current snapshot, from the row `starts` of each table."""

    group: Group
    starts: Counts


@dataclass(frozen=True, slots=True)
class LiveDocument:
    """A document as it is to be stored, and where its rows are now, under the id `written_id`."""

    entry: Entry
    origin: Staged | Committed
    written_id: str


def committed_origins(members: Iterable[Entry]) -> dict[str, Committed]:
    """Where the documents of one group lie in its files: in the order of their ids, so the counts tell."""
    ordered = sorted(members, key=lambda entry: entry.document_id)
    starts: Counts = (0,) * len(TABLES)
    origins = {}
    for entry in ordered:
        origins[entry.document_id] = Committed(entry.group, starts)
        starts = tuple(map(sum, zip(starts, entry.rows, strict=True)))
    return origins


ROW_GROUP_BYTES = 4 << 20
"""Decoded bytes of a row group: small beside a worker's memory, large enough for compression and for scans."""


# A slice costs some kilobytes whatever it holds, which is more than the rows of a document in the small tables.
_MOST_SLICES = 64


def row_groups(table: str, documents: list[LiveDocument], snapshot: Path | None) -> Iterator[pa.Table]:
    """The documents' rows of a table, in the order given; a document is never cut by the end of a row group.

    In memory are one row group, one block of each part, and one row group of the file before. Raises
    StoreDamaged, OSError.
    """
    place = list(TABLES).index(table)
    reader = _TableReader(table, snapshot)
    joined: list[pa.RecordBatch] = []
    slices: list[pa.RecordBatch] = []
    size = 0.0
    for document in documents:
        if count := document.entry.rows[place]:
            batch, row_size = reader.read(document.origin, place, count)
            slices.append(renamed(batch, document.written_id, document.entry.document_id))
            size += count * row_size
        if len(slices) >= _MOST_SLICES:
            joined.append(pa.concat_batches(slices))
            slices = []
        if size >= ROW_GROUP_BYTES:
            rows = _row_group(table, joined + slices)
            # What it was made of is let go before it is written.
            joined, slices, size = [], [], 0.0
            yield rows
    if joined or slices:
        yield _row_group(table, joined + slices)


def _row_group(table: str, batches: list[pa.RecordBatch]) -> pa.Table:
    return pa.Table.from_batches(batches, TABLES[table]).combine_chunks()


class _TableReader:
    """Reads slices of one table, keeping the block and the row group that it decoded last of each origin."""

    def __init__(self, table: str, snapshot: Path | None) -> None:
        self._table, self._snapshot = table, snapshot
        self._blocks: dict[Path, tuple[int, pa.RecordBatch, float]] = {}
        self._files: dict[Group, _CommittedTable] = {}

    def read(self, origin: Staged | Committed, place: int, count: int) -> tuple[pa.RecordBatch, float]:
        """The `count` rows of one document, and about how many bytes one of them has."""
        if isinstance(origin, Staged):
            batch, row_size = self._block(origin.part, origin.place.block)
            return batch.slice(origin.place.starts[place], count), row_size
        if origin.group not in self._files:
            if self._snapshot is None:
                raise StoreDamaged(f"{origin.group} is in the list of sources, but there is no snapshot")
            self._files[origin.group] = _CommittedTable(self._snapshot / origin.group.path(self._table))
        return self._files[origin.group].read(origin.starts[place], count)

    def _block(self, part: Part, number: int) -> tuple[pa.RecordBatch, float]:
        known = self._blocks.get(part.path)
        if known is None or known[0] != number:
            batch = part.batch(number, self._table)
            self._blocks[part.path] = known = (number, batch, batch.nbytes / max(1, batch.num_rows))
        return known[1:]


class _CommittedTable:
    """A Parquet file read one row group at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = pq.ParquetFile(path)
        except (OSError, ValueError) as error:
            raise self._damaged() from error
        metadata = self._file.metadata
        sizes = [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]
        self._starts = list(accumulate(sizes, initial=0))
        self._number, self._rows, self._row_size = -1, pa.table({}), 0.0

    def read(self, start: int, count: int) -> tuple[pa.RecordBatch, float]:
        number = bisect_right(self._starts, start) - 1
        if start + count > self._starts[-1] or start + count > self._starts[number + 1]:
            raise self._damaged()
        if number != self._number:
            try:
                self._rows = self._file.read_row_group(number, use_threads=False).combine_chunks()
            except (OSError, ValueError) as error:
                raise self._damaged() from error
            self._number, self._row_size = number, self._rows.nbytes / self._rows.num_rows
        return self._rows.slice(start - self._starts[number], count).to_batches()[0], self._row_size

    def _damaged(self) -> StoreDamaged:
        return StoreDamaged(f"{self._path} is damaged; `kehoach verify` says what to do")


# Columns that begin with the document's id, and `#` behind it.
_DERIVED_IDS = ("task_id", "item_id", "ref")


def renamed(batch: pa.RecordBatch, old: str, new: str) -> pa.RecordBatch:
    """The rows of a document under another id."""
    if old == new:
        return batch
    ids = batch.schema.get_field_index("document_id")
    batch = batch.set_column(ids, batch.schema.field(ids), pa.array([new] * batch.num_rows, pa.string()))
    for name in _DERIVED_IDS:
        if (place := batch.schema.get_field_index(name)) >= 0:
            column = batch.column(place)
            changed = pc.binary_replace_slice(column, 0, len(old.encode()), new)
            column = pc.if_else(pc.starts_with(column, f"{old}#"), changed, column)
            batch = batch.set_column(place, batch.schema.field(place), column)
    return batch
