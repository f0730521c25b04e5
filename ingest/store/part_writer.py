"""Collecting what is read from a few documents, and sealing it in one part."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyarrow as pa

from ingest.store.catalog import Entry, values_of
from ingest.store.columns import Counts, batches_of, counts_of
from ingest.store.layout import partition_of
from ingest.store.parts import MAGIC, NO_ROWS, add_counts
from ingest.store.resolution import identity_of
from schema.records import PlanRecord
from schema.tables import TABLES

# Records are some times larger than their columns; so many at most are held.
_HELD_RECORDS = 32
# A commit decodes one block of each part at a time: some four plans.
_BLOCK_BYTES = 1 << 20


class ReadPlan(NamedTuple):
    """A record with the key of the source it was read from, and what software with what settings read it."""

    key: str
    reader: str
    record: PlanRecord


@dataclass(frozen=True, slots=True)
class _Converted:
    """A document as columns: its rows in each of `batches` begin at `starts`."""

    entry: Entry
    batches: dict[str, pa.RecordBatch]
    starts: Counts

    def rows(self, place: int, table: str) -> pa.RecordBatch:
        return self.batches[table].slice(self.starts[place], self.entry.rows[place])


class PartWriter:
    """Takes records one by one; `seal` writes them all."""

    def __init__(self, ingested_at: datetime) -> None:
        self._ingested_at = ingested_at
        self._held: list[ReadPlan] = []
        self._converted: list[_Converted] = []
        self._failures: list[Entry] = []

    def add(self, plan: ReadPlan) -> None:
        """Take what was read from a source."""
        self._held.append(plan)
        if len(self._held) >= _HELD_RECORDS:
            self._convert()

    def add_failure(self, entry: Entry) -> None:
        """Take the entry of a source that could not be read."""
        self._failures.append(entry)

    def __len__(self) -> int:
        return len(self._held) + len(self._converted) + len(self._failures)

    def seal(self, path: Path) -> None:
        """Write everything to a part at `path`, under another name until it is whole. Raises OSError."""
        self._convert()
        ordered = sorted(self._converted, key=lambda c: (c.entry.year, c.entry.area, c.entry.document_id))
        building = path.with_suffix(".building")
        with building.open("wb") as file:
            blocks = [
                {"documents": len(block), "blobs": [_write_blob(file, block, table) for table in enumerate(TABLES)]}
                for block in _blocks(ordered)
            ]
            start = file.tell()
            entries = [values_of(entry) for entry in (*(c.entry for c in ordered), *self._failures)]
            index = json.dumps({"entries": entries, "blocks": blocks}, ensure_ascii=False).encode()
            file.write(index + start.to_bytes(8, "little") + zlib.crc32(index).to_bytes(4, "little") + MAGIC)
        building.rename(path)

    def _convert(self) -> None:
        if not self._held:
            return
        batches = batches_of([plan.record for plan in self._held], self._ingested_at)
        sizes = [batch.nbytes / max(1, batch.num_rows) for batch in batches.values()]
        starts = NO_ROWS
        for plan in self._held:
            counts = counts_of(plan.record)
            self._converted.append(_Converted(_entry(plan, counts, sizes), batches, starts))
            starts = add_counts(starts, counts)
        self._held = []


def write_part(path: Path, plans: Sequence[ReadPlan], failures: Sequence[Entry], ingested_at: datetime) -> None:
    """Seal records, and entries of sources that could not be read, in a part. Raises OSError."""
    writer = PartWriter(ingested_at)
    for plan in plans:
        writer.add(plan)
    for entry in failures:
        writer.add_failure(entry)
    writer.seal(path)


def _entry(plan: ReadPlan, counts: Counts, sizes: list[float]) -> Entry:
    document = plan.record.document
    year, area = partition_of(document.plan_year, document.issued_on, document.province_code)
    return Entry(
        key=plan.key,
        source_file=document.source_file,
        sha256=document.source_sha256,
        reader=plan.reader,
        outcome="stored",
        stated_id=document.document_id,
        identity=identity_of(document),
        document_id=document.document_id,
        year=year,
        area=area,
        rows=counts,
        decoded=int(sum(rows * size for rows, size in zip(counts, sizes, strict=True))),
    )


def _blocks(ordered: list[_Converted]) -> Iterator[list[_Converted]]:
    """Documents of one partition, a few at a time."""
    for _, members in groupby(ordered, key=lambda c: (c.entry.year, c.entry.area)):
        block: list[_Converted] = []
        size = 0
        for document in members:
            block.append(document)
            size += document.entry.decoded
            if size >= _BLOCK_BYTES:
                yield block
                block, size = [], 0
        if block:
            yield block


def _write_blob(file: BinaryIO, block: list[_Converted], numbered: tuple[int, str]) -> list[int]:
    """Write a block's rows of one table; gives offset, stored and decoded size, and checksum."""
    place, table = numbered
    slices = [document.rows(place, table) for document in block]
    message = pa.concat_batches(slices).serialize()
    stored = pa.compress(message, "lz4", asbytes=True)
    offset = file.tell()
    file.write(stored)
    return [offset, len(stored), message.size, zlib.crc32(stored)]
