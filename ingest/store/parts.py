"""Parts: what a worker read from a few documents, sealed in one file until it is committed.

A part is written under another name and renamed when it is whole, so a worker may die at any instant.
It holds, for each partition and table, one Arrow batch (IPC, LZ4) whose documents stand in the order of
their ids, and an index of the sources. Checksums find what a loss of power has torn.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from ingest.store.catalog import Entry
from ingest.store.columns import Counts, batches_of, counts_of
from ingest.store.errors import StoreDamaged
from ingest.store.layout import partition_of
from ingest.store.resolution import identity_of
from schema.records import PlanRecord
from schema.tables import TABLES

SUFFIX = ".part"
_MAGIC = b"KHPART01"
_TRAILER = len(_MAGIC) + 12
_NO_ROWS: Counts = (0,) * len(TABLES)


class Place(NamedTuple):
    """Where a document's rows lie in a part: the batch of its partition, and the first row in each table."""

    partition: int
    starts: Counts


class ReadPlan(NamedTuple):
    """A record with the key of the source it was read from, and what software with what settings read it."""

    key: str
    reader: str
    record: PlanRecord


def write_part(path: Path, plans: Sequence[ReadPlan], failures: Sequence[Entry], ingested_at: datetime) -> None:
    """Seal records, and entries of sources that could not be read, in a part at `path`. Raises OSError."""
    ordered = sorted(
        ((_partition(plan.record), plan) for plan in plans), key=lambda p: (p[0], p[1].record.document.document_id)
    )
    batches = batches_of([plan.record for _, plan in ordered], ingested_at)
    rows_before, entries, blobs = _NO_ROWS, [], bytearray()
    partitions: list[dict[str, Any]] = []
    for partition, members in groupby(ordered, key=lambda p: p[0]):
        group = [plan for _, plan in members]
        counts = [counts_of(plan.record) for plan in group]
        total = _add(*counts)
        slices = {t: b.slice(rows_before[i], total[i]) for i, (t, b) in enumerate(batches.items())}
        sizes = [b.nbytes / max(1, b.num_rows) for b in slices.values()]
        entries += [_entry(p, partition, c, sizes) for p, c in zip(group, counts, strict=True)]
        partitions.append({"documents": len(group), "blobs": [_append(blobs, b) for b in slices.values()]})
        rows_before = _add(rows_before, total)
    index = {"entries": [asdict(e) for e in [*entries, *failures]], "partitions": partitions}
    _write_whole(path, bytes(blobs), json.dumps(index, ensure_ascii=False).encode())


def _partition(record: PlanRecord) -> tuple[int, str]:
    document = record.document
    return partition_of(document.plan_year, document.issued_on, document.province_code)


def _entry(plan: ReadPlan, partition: tuple[int, str], counts: Counts, sizes: list[float]) -> Entry:
    document = plan.record.document
    return Entry(
        key=plan.key,
        source_file=document.source_file,
        sha256=document.source_sha256,
        reader=plan.reader,
        outcome="stored",
        stated_id=document.document_id,
        identity=identity_of(document),
        document_id=document.document_id,
        year=partition[0],
        area=partition[1],
        rows=counts,
        decoded=int(sum(rows * size for rows, size in zip(counts, sizes, strict=True))),
    )


def _add(*counts: Counts) -> Counts:
    return tuple(map(sum, zip(*counts, strict=True)))


def _append(blobs: bytearray, batch: pa.RecordBatch) -> list[int]:
    """Add a batch; gives its offset, stored and decoded size, and checksum."""
    message = batch.serialize()
    stored = pa.compress(message, "lz4", asbytes=True)
    offset = len(blobs)
    blobs += stored
    return [offset, len(stored), message.size, zlib.crc32(stored)]


def _write_whole(path: Path, blobs: bytes, index: bytes) -> None:
    building = path.with_suffix(".building")
    with building.open("wb") as file:
        file.write(blobs)
        file.write(index)
        file.write(len(blobs).to_bytes(8, "little") + zlib.crc32(index).to_bytes(4, "little") + _MAGIC)
    building.rename(path)


@dataclass(slots=True)
class Part:
    """A part opened for reading: its entries, and for those that were read where their rows lie."""

    path: Path
    entries: list[Entry]
    places: dict[str, Place]
    size: int
    _blobs: list[list[list[int]]]

    def content(self, partition: int) -> bytes:
        """All that the part holds of one partition, for `batch`. Raises OSError."""
        blobs = self._blobs[partition]
        with self.path.open("rb") as file:
            return os.pread(file.fileno(), sum(blob[_STORED] for blob in blobs), blobs[0][_OFFSET])

    def batch(self, partition: int, table: str, content: bytes) -> pa.RecordBatch:
        """The rows of one partition of a table, out of the partition's `content`. Raises StoreDamaged."""
        first = self._blobs[partition][0][_OFFSET]
        offset, stored, decoded, checksum = self._blobs[partition][_TABLE_PLACES[table]]
        blob = memoryview(content)[offset - first : offset - first + stored]
        if zlib.crc32(blob) != checksum:
            raise StoreDamaged(f"{self.path} is torn; delete it and run the same command again")
        return pa.ipc.read_record_batch(pa.decompress(blob, decoded, "lz4"), TABLES[table])


_OFFSET, _STORED = 0, 1
_TABLE_PLACES = {name: place for place, name in enumerate(TABLES)}


def open_part(path: Path, *, thorough: bool = False) -> Part:
    """Open a part; `thorough` reads all of it to see that nothing is torn. Raises StoreDamaged."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TRAILER))
        trailer = file.read()
        if trailer[12:] != _MAGIC:
            raise StoreDamaged(f"{path} is not a whole part")
        start = int.from_bytes(trailer[:8], "little")
        file.seek(start)
        content = file.read(size - _TRAILER - start)
    if zlib.crc32(content) != int.from_bytes(trailer[8:12], "little"):
        raise StoreDamaged(f"{path} is torn")
    index = json.loads(content)
    entries = [Entry(**{**values, "rows": tuple(values["rows"])}) for values in index["entries"]]
    partitions = index["partitions"]
    part = Part(path, entries, _places(entries, partitions), start, [p["blobs"] for p in partitions])
    if thorough:
        for place in range(len(partitions)):
            read = part.content(place)
            for table in TABLES:
                part.batch(place, table, read)
    return part


def _places(entries: list[Entry], partitions: list[dict[str, Any]]) -> dict[str, Place]:
    """Documents stand in the batches as they stand in the index, so their rows follow from the counts."""
    places, remaining = {}, iter(entries)
    for number, partition in enumerate(partitions):
        rows_before = _NO_ROWS
        for _ in range(partition["documents"]):
            entry = next(remaining)
            places[entry.key] = Place(number, rows_before)
            rows_before = _add(rows_before, entry.rows)
    return places
