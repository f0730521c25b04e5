"""Parts: what a worker read from a few documents, sealed in one file until it is committed.

A part is written under another name and renamed when it is whole, so a worker may die at any instant.
It holds blocks of a few documents of one partition, in the order of partitions and ids: for each table one
Arrow batch (IPC, LZ4). An index of the sources ends it. Checksums find what a loss of power has torn.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa

from ingest.store.catalog import Entry, entry_of
from ingest.store.columns import Counts
from ingest.store.errors import StoreDamaged
from schema.tables import TABLES

SUFFIX = ".part"
MAGIC = b"KHPART03"
NO_ROWS: Counts = (0,) * len(TABLES)
_TRAILER = len(MAGIC) + 12
_TABLE_PLACES = {name: place for place, name in enumerate(TABLES)}


class Place(NamedTuple):
    """Where a document's rows lie in a part: its block, and the first row in each table of the block."""

    block: int
    starts: Counts


@dataclass(slots=True)
class Part:
    """A part open for reading: its entries, and for those that were read where their rows lie.

    `decoded` is the bytes of the rows in memory.
    """

    path: Path
    entries: list[Entry]
    places: dict[str, Place]
    decoded: int
    _blobs: list[list[list[int]]]
    _file: BinaryIO

    def batch(self, block: int, table: str) -> pa.RecordBatch:
        """The rows of one block of a table. Raises StoreDamaged, OSError."""
        offset, stored, decoded, checksum = self._blobs[block][_TABLE_PLACES[table]]
        content = os.pread(self._file.fileno(), stored, offset)
        if zlib.crc32(content) != checksum:
            raise StoreDamaged(f"{self.path} is torn; delete it and run the same command again")
        return pa.ipc.read_record_batch(pa.decompress(content, decoded, "lz4"), TABLES[table])

    def check(self) -> None:
        """Read everything. Raises StoreDamaged when something is torn."""
        for block in range(len(self._blobs)):
            for table in TABLES:
                self.batch(block, table)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def remove(self) -> None:
        """Remove a part that is committed."""
        self.close()
        self.path.unlink(missing_ok=True)


def open_part(path: Path) -> Part:
    """Open a part. Raises StoreDamaged, OSError."""
    file = path.open("rb")
    try:
        index = _read_index(file, path)
    except BaseException:
        file.close()
        raise
    entries = [entry_of(values) for values in index["entries"]]
    blocks = index["blocks"]
    decoded = sum(entry.decoded for entry in entries)
    return Part(path, entries, _places(entries, blocks), decoded, [block["blobs"] for block in blocks], file)


def _read_index(file: BinaryIO, path: Path) -> dict[str, Any]:
    """The index at the end of a part."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TRAILER))
    trailer = file.read()
    if trailer[12:] != MAGIC:
        raise StoreDamaged(f"{path} is not a whole part")
    start = int.from_bytes(trailer[:8], "little")
    file.seek(start)
    content = file.read(size - _TRAILER - start)
    if zlib.crc32(content) != int.from_bytes(trailer[8:12], "little"):
        raise StoreDamaged(f"{path} is torn")
    index: dict[str, Any] = json.loads(content)
    return index


def _places(entries: list[Entry], blocks: list[dict[str, Any]]) -> dict[str, Place]:
    """Documents stand in the blocks as they stand in the index, so their rows follow from the counts."""
    places, remaining = {}, iter(entries)
    for number, block in enumerate(blocks):
        rows_before = NO_ROWS
        for _ in range(block["documents"]):
            entry = next(remaining)
            places[entry.key] = Place(number, rows_before)
            rows_before = add_counts(rows_before, entry.rows)
    return places


def add_counts(one: Counts, other: Counts) -> Counts:
    """Rows of two documents together."""
    return tuple(a + b for a, b in zip(one, other, strict=True))
