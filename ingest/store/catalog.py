"""Every source that the store knows, with what became of it; kept beside the tables as one Parquet file."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.store.columns import Counts
from ingest.store.errors import StoreDamaged
from ingest.store.layout import SOURCES, Group

Outcome = Literal["stored", "duplicate", "failed"]

# Between a file's path and the names of archive members below it; no tool that makes names prints it.
MEMBER_MARK = "\x1f"


@dataclass(frozen=True, slots=True)
class Entry:
    """One source and its outcome.

    `key` is the absolute path (and archive members), `source_file` the name as stored in the tables. `reader`
    says which software with which settings read it, "" where the rows are those of another source of the document
    that is gone. `stated_id` is the id that the document asks for,
    `document_id` the one it has in the store; `identity` tells apart documents that ask for the same.
    `code` and `message` say why nothing could be read. `decoded` is bytes in memory.
    """

    key: str
    source_file: str
    sha256: str
    reader: str
    outcome: Outcome
    code: str = ""
    message: str = ""
    stated_id: str = ""
    identity: str = ""
    document_id: str = ""
    year: int = 0
    area: str = ""
    number: int = 0
    rows: Counts = ()
    decoded: int = 0

    @property
    def group(self) -> Group:
        """The group whose files hold the document's rows (of a stored entry)."""
        return Group(self.year, self.area, self.number)

    @property
    def is_unsettled(self) -> bool:
        """Whether the document's rows are, for now, those that were read from another source."""
        return self.outcome == "stored" and not self.reader

    @property
    def path(self) -> str:
        """The file on disk that holds the source."""
        return self.key.partition(MEMBER_MARK)[0]

    def change(self, **changes: object) -> Entry:
        """The same entry with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


_SCHEMA = pa.schema(
    [
        (
            f.name,
            {"rows": pa.list_(pa.int32()), "year": pa.int16(), "number": pa.int32(), "decoded": pa.int64()}.get(
                f.name, pa.string()
            ),
        )
        for f in fields(Entry)
    ]
)


# Entries that are written or read at once.
_BATCH = 4096

values_of = attrgetter(*_SCHEMA.names)
"""An entry's fields, in the order of the class, as files keep them."""


def entry_of(values: Iterable[Any]) -> Entry:
    """The entry with these fields. Texts that most entries share are kept once."""
    named = dict(zip(_SCHEMA.names, values, strict=True))
    for name in ("reader", "outcome", "code", "area"):
        named[name] = sys.intern(named[name])
    if named["document_id"] == named["stated_id"]:
        named["document_id"] = named["stated_id"]
    return Entry(**{**named, "rows": tuple(named["rows"])})


@dataclass(slots=True)
class Catalog:
    """Entries by key, and the keys of those that ask for the same id."""

    entries: dict[str, Entry] = field(default_factory=dict)
    claims: dict[str, set[str]] = field(default_factory=dict)

    def put(self, entry: Entry) -> None:
        """Add an entry or replace the one of the same source."""
        self.remove(entry.key)
        self.entries[entry.key] = entry
        if entry.stated_id:
            self.claims.setdefault(entry.stated_id, set()).add(entry.key)

    def remove(self, key: str) -> None:
        """Forget a source, if it is known."""
        entry = self.entries.pop(key, None)
        if entry is not None and entry.stated_id:
            claimants = self.claims[entry.stated_id]
            claimants.discard(key)
            if not claimants:
                del self.claims[entry.stated_id]

    def claimants(self, stated_id: str) -> list[Entry]:
        """Every entry that asks for an id."""
        return [self.entries[key] for key in self.claims.get(stated_id, ())]

    def at(self, paths: Collection[str]) -> set[str]:
        """Keys of the sources that are one of `paths` (absolute), or members of an archive that is."""
        members = tuple(path + MEMBER_MARK for path in paths)
        return {key for key in self.entries if key in paths or key.startswith(members)}

    def below(self, roots: Collection[str]) -> set[str]:
        """Keys of the sources that are at one of `roots` (absolute paths), or in a folder below one."""
        folders = tuple(root.rstrip(os.sep) + os.sep for root in roots)
        return self.at(roots) | {key for key in self.entries if key.startswith(folders)}

    def save(self, snapshot: Path) -> None:
        """Write the catalog into a snapshot that is being built."""
        keys = sorted(self.entries)
        with pq.ParquetWriter(snapshot / SOURCES, _SCHEMA, compression="zstd") as writer:
            for start in range(0, len(keys), _BATCH):
                columns = zip(*(values_of(self.entries[key]) for key in keys[start : start + _BATCH]), strict=True)
                arrays = [pa.array(column, f.type) for column, f in zip(columns, _SCHEMA, strict=True)]
                writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA))


def load_catalog(snapshot: Path) -> Catalog:
    """The catalog of a snapshot. Raises StoreDamaged where it cannot be read."""
    catalog = Catalog()
    try:
        with pq.ParquetFile(snapshot / SOURCES) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                columns = [column.to_pylist() for column in batch.columns]
                for values in zip(*columns, strict=True):
                    catalog.put(entry_of(values))
    except (OSError, ValueError, TypeError) as error:
        raise StoreDamaged(f"the list of sources in {snapshot} cannot be read: {error}") from error
    return catalog
