"""Which sources a run has to look at, and which documents have lost theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.chunks import LARGEST_CHUNK, SMALLEST_CHUNK, Chunk, Job, key_of, path_key
from ingest.limits import Limits
from ingest.sources import Source, find_sources, is_missing
from ingest.store.catalog import MEMBER_MARK, Catalog, Entry
from ingest.store.resolution import settle


@dataclass(slots=True)
class Selection:
    """Sources by key, as listed now; `gone` and `vanished` are keys of known sources that are no longer there.

    Those in `gone` are to be removed, those in `vanished` keep their documents. `absent` are paths that the
    user named and that do not exist.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    absent: list[Source] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    vanished: set[str] = field(default_factory=set)


def select(paths: list[str], catalog: Catalog, *, prune: bool, limits: Limits) -> Selection:
    """List what is under `paths` and compare it with what the store knows.

    A folder that does not exist is taken for one that is not mounted: nothing below it is gone.
    """
    selection = Selection()
    for source in find_sources(paths, limits=limits):
        if source.path in paths and is_missing(source):
            selection.absent.append(source)
        else:
            selection.sources[key_of(source)] = source
    roots = {path_key(path) for path in paths}
    missing = {path_key(source.path) for source in selection.absent}
    lost = (catalog.below(roots - missing) | catalog.at(missing)) - selection.sources.keys()
    # A file that could not be read and is no longer there has left nothing to keep.
    selection.gone = {key for key in lost if prune or catalog.entries[key].outcome == "failed"}
    selection.vanished = lost - selection.gone
    return selection


def jobs_for(selection: Selection, catalog: Catalog, *, reader: str, force: bool) -> list[Job]:
    """A job for each source listed, and for each that an interrupted run should have read."""
    wanted = unsettled(catalog)
    jobs = [
        Job(source, "" if force or key in wanted else _known_hash(catalog.entries.get(key), reader))
        for key, source in selection.sources.items()
    ]
    others = sorted(wanted - selection.sources.keys() - selection.gone)
    return jobs + [Job(source_of(catalog.entries[key])) for key in others]


def _known_hash(entry: Entry | None, reader: str) -> str:
    """The hash by which a worker sees that a source need not be read; "" where it must be."""
    if entry is None or entry.reader != reader:
        return ""
    could_not_be_opened = entry.outcome != "failed" and entry.code
    return "" if could_not_be_opened else entry.sha256


def unsettled(catalog: Catalog) -> set[str]:
    """Keys of sources that ought to be stored in place of others, because a run was ended between the two."""
    wanted: set[str] = set()
    for stated_id in catalog.claims:
        claimants = catalog.claimants(stated_id)
        if len(claimants) > 1 or claimants[0].outcome == "duplicate":
            wanted.update(settle(claimants, lambda entry: entry.outcome == "stored").missing)
        wanted.update(entry.key for entry in claimants if entry.is_unsettled)
    return wanted


def source_of(entry: Entry) -> Source:
    """The source that an entry was made of."""
    path, *members = entry.key.split(MEMBER_MARK)
    return Source(entry.source_file, path, tuple(members))


def chunks_of(jobs: list[Job], workers: int) -> Iterator[Chunk]:
    """Jobs in chunks; of several workers' they become smaller, so that all workers end at about the same time."""
    start = 0
    while start < len(jobs):
        share = (len(jobs) - start) // (4 * workers) if workers > 1 else LARGEST_CHUNK
        size = max(SMALLEST_CHUNK, min(LARGEST_CHUNK, share))
        yield jobs[start : start + size]
        start += size
