"""The one door for writing: locks the store, finishes what was interrupted, collects parts, commits."""

from __future__ import annotations

import errno
import logging
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from ingest.store.catalog import Catalog, load_catalog
from ingest.store.changes import apply_changes
from ingest.store.errors import NotWritable, StoreBusy, StoreDamaged, StoreError, explained
from ingest.store.grouping import LARGEST_GROUP, Grouping
from ingest.store.layout import ALWAYS, CURRENT, LOCK, SNAPSHOTS, STAGING, current_snapshot
from ingest.store.manifest import Manifest, load_manifest
from ingest.store.parts import SUFFIX, Part, open_part
from ingest.store.snapshots import SnapshotBuilder, remove_old_snapshots
from schema.tables import TABLES

KEEP_SECONDS = 900.0
"""How long a replaced snapshot stays for queries that have begun to read it."""

SMALLEST_COMMIT = 320 << 20
"""Decoded bytes of parts below which nothing is committed before the end: more than a thousand plans."""

MOST_PENDING = 500
"""Parts after which there is a commit in any case: each is an open file."""

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How a store is written.

    Another process that writes is waited for at most `wait_seconds`; `on_wait` is called once. Replaced
    snapshots are kept for `keep_seconds`. `largest_group` is bytes in memory of a group that is full.
    """

    wait_seconds: float = 3600.0
    on_wait: Callable[[], None] | None = None
    keep_seconds: float = KEEP_SECONDS
    threads: int = 1
    largest_group: int = LARGEST_GROUP
    smallest_commit: int = SMALLEST_COMMIT


class StoreWriter:
    """A store open for writing by this process alone; made by `open_writer`."""

    def __init__(self, store: Path, options: StoreOptions) -> None:
        self._store, self._options = store, options
        self._snapshot = current_snapshot(store)
        self._manifest = load_manifest(self._snapshot) if self._snapshot else Manifest()
        self.catalog = load_catalog(self._snapshot) if self._snapshot else Catalog()
        self.staging = store / STAGING / uuid.uuid4().hex
        self._pending: list[Part] = []

    @property
    def manifest(self) -> Manifest:
        """The manifest of the snapshot that readers see now."""
        return self._manifest

    def add(self, path: Path) -> Part:
        """Take a part that lies in `staging`; its documents are stored by the next commit."""
        part = open_part(path)
        self._pending.append(part)
        return part

    def is_commit_due(self) -> bool:
        """Whether as much is pending as a commit would have to write anew: then work grows with the input alone."""
        if len(self._pending) >= MOST_PENDING:
            return True
        pending = sum(part.decoded for part in self._pending)
        return pending >= self._options.smallest_commit and pending >= self._cost()

    def _cost(self) -> int:
        """Decoded bytes of what a commit would write anew: the groups that take few more documents."""
        arriving: Counter[tuple[int, str]] = Counter()
        for part in self._pending:
            for entry in part.entries:
                arriving[entry.year, entry.area] += entry.decoded
        grouping = Grouping(self._manifest, self._options.largest_group)
        few = {partition for partition, decoded in arriving.items() if not grouping.is_group_of_its_own(decoded)}
        groups, full = self._manifest.groups.items(), self._options.largest_group
        return sum(s.decoded for g, s in groups if (g.year, g.area) in few and s.decoded < full)

    def commit(self, gone: set[str], software: str) -> set[str]:
        """Store what is pending and drop the sources `gone`; gives keys of sources that are to be read again.

        Readers see all of it or nothing, whenever this process ends. Raises StoreError.
        """
        if self._snapshot is not None and not self._pending and not gone:
            return set()
        with explained(self._store):
            grouping = Grouping(self._manifest, self._options.largest_group)
            changes = apply_changes(self.catalog, self._manifest, self._pending, gone, grouping)
            builder = SnapshotBuilder(
                self._store,
                self._snapshot,
                self._manifest,
                keep_seconds=self._options.keep_seconds,
                threads=self._options.threads,
            )
            manifest = builder.build(self.catalog, changes, software)
            self._snapshot, self._manifest = builder.publish(manifest), manifest
            for part in self._pending:
                part.remove()
            self._pending = []
            remove_old_snapshots(self._store, self._snapshot, self._options.keep_seconds)
        pa.default_memory_pool().release_unused()
        return changes.missing

    def adopt(self, software: str) -> int:
        """Store the whole parts that an interrupted run left; gives their number."""
        paths = sorted((self._store / STAGING).glob(f"*/*{SUFFIX}"))
        for path in paths:
            try:
                self.add(path).check()
            except StoreDamaged as error:
                _log.info("left out: %s", error)
                self._pending = [part for part in self._pending if part.path != path]
            if len(self._pending) >= MOST_PENDING:
                self.commit(set(), software)
        if self._pending:
            self.commit(set(), software)
        return len(paths)

    def clear_staging(self) -> None:
        """Remove what runs before this one left, once it is committed."""
        for folder in (self._store / STAGING).iterdir():
            if folder != self.staging:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def open_writer(store: Path, *, software: str, options: StoreOptions | None = None) -> Iterator[StoreWriter]:
    """Open a store for writing, making it where there is none, and finish what an interrupted run began.

    Raises StoreBusy when another process goes on writing, StoreError where the store cannot be written or is
    not whole.
    """
    options = options or StoreOptions()
    with explained(store):
        store.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(store)
        lock = FileLock(store / LOCK)
        _acquire(lock, store, options)
    try:
        with _frugal_memory():
            with explained(store):
                writer = _recovered(store, software, options)
            yield writer
        # What could not be committed stays for the next run.
        with suppress(OSError):
            writer.staging.rmdir()
    finally:
        lock.release()


@contextmanager
def _frugal_memory() -> Iterator[None]:
    """Have Arrow use the system's allocator also where it was loaded before the store."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


def _acquire(lock: FileLock, store: Path, options: StoreOptions) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if options.on_wait is not None:
            options.on_wait()
        try:
            lock.acquire(timeout=options.wait_seconds, poll_interval=0.1)
        except Timeout:
            raise StoreBusy(f"another kehoach is writing to {store}; run the command again when it is done") from None
    except NotImplementedError as error:
        raise NotWritable(
            f"the file system of {store} has no locks, which a store needs; choose another folder"
        ) from error


def _recovered(store: Path, software: str, options: StoreOptions) -> StoreWriter:
    (store / SNAPSHOTS).mkdir(exist_ok=True)
    (store / STAGING).mkdir(exist_ok=True)
    _link_tables(store)
    _refuse_other_columns(store)
    writer = StoreWriter(store, options)
    started = time.perf_counter()
    if adopted := writer.adopt(software):
        _log.info("finished an interrupted run: %d parts in %.1f s", adopted, time.perf_counter() - started)
    writer.clear_staging()
    writer.staging.mkdir()
    return writer


def _link_tables(store: Path) -> None:
    """Make the names that users read; they lead nowhere until the first snapshot is published."""
    for table in TABLES:
        link = store / table
        if not link.is_symlink():
            try:
                link.symlink_to(Path(CURRENT) / table)
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                raise NotWritable(
                    f"the file system of {store} has no symbolic links, which a store needs; choose another folder"
                ) from error


def _refuse_foreign(store: Path) -> None:
    for table in TABLES:
        if (path := store / table).exists() and not path.is_symlink():
            raise StoreError(f"{path} was not made by this software; choose another folder with --out, or move it away")


def _refuse_other_columns(store: Path) -> None:
    """All files of a table must have one schema: readers of a glob take that of the first file for all."""
    snapshot = current_snapshot(store)
    if snapshot is None:
        return
    for table, schema in TABLES.items():
        # A file that is missing or torn is for others to find.
        with suppress(OSError, pa.ArrowInvalid):
            if not pq.read_schema(snapshot / ALWAYS.path(table)).equals(schema):
                raise StoreError(
                    f"{store} was written by another version of the software, with other columns in {table}; "
                    "make a new store with --out, or move this one away"
                )
