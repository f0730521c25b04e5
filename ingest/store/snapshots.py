"""Snapshots: built beside the current one, published by one rename, removed when nobody can need them any more."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.store.catalog import Catalog
from ingest.store.changes import Changes
from ingest.store.durable import sync_path, sync_tree
from ingest.store.errors import StoreError
from ingest.store.layout import ALWAYS, CURRENT, SNAPSHOTS, Group, snapshot_name
from ingest.store.manifest import FileState, GroupState, Manifest
from ingest.store.rows import LiveDocument, row_groups
from ingest.store.source_findings import source_findings
from ingest.store.table_file import Predecessor, write_table_file
from schema.tables import TABLES

_BUILDING = ".building"
# A file system that cannot link files, or not this often: then files are copied.
_CANNOT_LINK = {errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV}


class SnapshotBuilder:
    """Builds the snapshot that follows `before`, which lies at `source` (None for the first of a store)."""

    def __init__(
        self, store: Path, source: Path | None, before: Manifest, *, keep_seconds: float, threads: int
    ) -> None:
        self._store, self._source, self._before = store, source, before
        self._keep_seconds, self._threads = keep_seconds, threads
        self._now = time.time()
        self._folder = store / SNAPSHOTS / _BUILDING
        self._folders: set[Path] = set()

    def build(self, catalog: Catalog, changes: Changes, software: str) -> Manifest:
        """Write a whole snapshot, durably, where no reader looks yet. Raises OSError, StoreDamaged."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        catalog.save(self._folder)
        groups: dict[Group, GroupState] = {}
        for group, state in self._before.groups.items():
            if (
                group not in changes.groups
                and group not in changes.renamed
                and group != ALWAYS
                and self._is_kept(state)
            ):
                groups[group] = self._link_group(group, state)
        with ThreadPoolExecutor(self._threads) as pool:
            written = pool.map(self._write_group, changes.groups.items())
            groups.update(written)
        groups[ALWAYS] = self._write_always(catalog)
        manifest = Manifest(self._before.sequence + 1, self._now, software, groups)
        manifest.save(self._folder)
        sync_tree(self._folder)
        return manifest

    def publish(self, manifest: Manifest) -> Path:
        """Make the snapshot the one that readers see: one rename, for all tables at once."""
        final = self._store / SNAPSHOTS / snapshot_name(manifest.sequence)
        shutil.rmtree(final, ignore_errors=True)
        self._folder.rename(final)
        sync_path(self._store / SNAPSHOTS)
        switch = self._store / f"{CURRENT}.next"
        switch.unlink(missing_ok=True)
        switch.symlink_to(Path(SNAPSHOTS) / final.name)
        switch.rename(self._store / CURRENT)
        sync_path(self._store)
        if self._source is not None:
            os.utime(self._source)  # since when it is not the current one
        return final

    def _is_kept(self, state: GroupState) -> bool:
        """An empty group's files stay until no running query can have them in its list."""
        return state.emptied is None or self._now - state.emptied < self._keep_seconds

    def _link_group(self, group: Group, state: GroupState) -> GroupState:
        for table in state.files:
            self._link(group.path(table))
        return state

    def _link(self, name: str) -> None:
        if self._source is None:
            raise StoreError(f"{self._store} has no snapshot to take {name} from")
        target = self._place(name)
        try:
            target.hardlink_to(self._source / name)
        except OSError as error:
            if error.errno not in _CANNOT_LINK:
                raise
            shutil.copy2(self._source / name, target)

    def _place(self, name: str) -> Path:
        path = self._folder / name
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path

    def _write_group(self, change: tuple[Group, list[LiveDocument]]) -> tuple[Group, GroupState]:
        group, documents = change
        files = {table: self._write(group, table, row_groups(table, documents, self._source)) for table in TABLES}
        before = self._before.groups.get(group)
        emptied = None if documents else (before.emptied if before and before.emptied else self._now)
        return group, GroupState(files, len(documents), sum(d.entry.decoded for d in documents), emptied)

    def _write(self, group: Group, table: str, rows: Iterable[pa.Table]) -> FileState:
        predecessor = None
        known = self._before.groups.get(group)
        if known is not None and self._source is not None:
            state = known.files[table]
            old = self._now - state.written > self._keep_seconds
            predecessor = Predecessor(self._source / group.path(table), state, old)
        return write_table_file(self._place(group.path(table)), rows, TABLES[table], predecessor, self._now)

    def _write_always(self, catalog: Catalog) -> GroupState:
        """The files that every store has; only the findings about sources may have changed."""
        known = self._before.groups.get(ALWAYS)
        findings = source_findings(catalog)
        files: dict[str, FileState] = {}
        for table in TABLES:
            rows = [findings] if table == "findings" and findings.num_rows else []
            if known is not None and self._holds(table, known.files[table], rows):
                self._link(ALWAYS.path(table))
                files[table] = known.files[table]
            else:
                files[table] = self._write(ALWAYS, table, rows)
        return replace(known, files=files) if known else GroupState(files)

    def _holds(self, table: str, state: FileState, rows: list[pa.Table]) -> bool:
        """Whether the current snapshot's file for `ALWAYS` has these rows already."""
        if self._source is None or not rows or state.rows != rows[0].num_rows:
            return self._source is not None and not rows and state.rows == 0
        with pq.ParquetFile(self._source / ALWAYS.path(table)) as file:
            return bool(file.read().equals(rows[0]))


def remove_old_snapshots(store: Path, current: Path, keep_seconds: float) -> None:
    """Remove snapshots that were replaced more than `keep_seconds` ago, and those never published."""
    newest = int(current.name)
    for folder in (store / SNAPSHOTS).iterdir():
        if folder.name == current.name or folder.name == _BUILDING:
            continue
        published = folder.name.isdigit() and int(folder.name) < newest
        if not published or time.time() - folder.stat().st_mtime > keep_seconds:
            shutil.rmtree(folder, ignore_errors=True)
