"""Many documents: what is new or changed is read by an engine, what was read is committed to the store."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Literal, Protocol

from ingest.chunks import Chunk, Job, Outcome, Report, Settings, key_of
from ingest.limits import Limits
from ingest.local_engine import LocalEngine
from ingest.progress import ProgressListener, ProgressMeter
from ingest.selection import chunks_of, jobs_for, select, source_of
from ingest.software import reader_of, software_digest
from ingest.sources import Source
from ingest.store.errors import explained
from ingest.store.writer import KEEP_SECONDS, StoreOptions, StoreWriter, open_writer

EngineName = Literal["local", "ray"]
_DEFAULT_LIMITS = Limits()


class Engine(Protocol):
    """What reads chunks, `workers` at a time."""

    workers: int

    def run(
        self, chunks: Iterator[Chunk], on_outcome: Callable[[Outcome], None], is_stopped: Callable[[], bool]
    ) -> Iterator[Report]:
        """Read every source of every chunk; reports come in any order."""
        ...

    def close(self) -> None:
        """Free what the engine holds."""
        ...


@dataclass(slots=True)
class BatchResult:
    """What a run did. `vanished` sources are gone from the folders, but their documents still stored (see `prune`).

    `replaced` are those of `read` that the store had before; `tasks` and `findings` are those of what was read.
    `documents` is how many the store holds now. `failures` are (file, reason).
    """

    sources: int = 0
    read: int = 0
    unchanged: int = 0
    replaced: int = 0
    removed: int = 0
    vanished: int = 0
    failed: int = 0
    tasks: int = 0
    documents: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    findings: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def count(self, report: Report, known: set[str]) -> None:
        """Add what one chunk gave; `known` are the keys of documents that the store had before."""
        for outcome in report.outcomes:
            self.tasks += outcome.tasks
            if outcome.status == "read":
                self.read += 1
                self.replaced += outcome.key in known
            elif outcome.status == "unchanged":
                self.unchanged += 1
            else:
                self.failed += 1
                self.failures.append((outcome.source_file, outcome.message))
        self.findings.update(report.findings)


def ingest(
    paths: Sequence[str | Path],
    *,
    out: str | Path = "data/curated",
    workers: int | None = None,
    engine: EngineName = "local",
    address: str | None = None,
    encoding: str | None = None,
    prose: bool = True,
    prune: bool = False,
    force: bool = False,
    limits: Limits = _DEFAULT_LIMITS,
    on_progress: ProgressListener | None = None,
    on_wait: Callable[[], None] | None = None,
    wait_seconds: float = 3600.0,
    keep_seconds: float = KEEP_SECONDS,
    read_plan: str = "ingest.chunks:read_plan",
) -> BatchResult:
    """Bring the store at `out` up to date with the documents under `paths`.

    What the store has already, from the same bytes and the same software, is not read again, unless `force`.
    `prune` removes documents whose source is no longer under `paths`. Ctrl-C (or SIGTERM) ends the documents at
    hand, commits them and sets `interrupted`; the next call goes on from there, as after a process was killed.
    `engine="ray"` reads on the Ray cluster at `address`. `on_wait` is called when another process writes to the
    store. `read_plan` names the function that reads one document.
    Raises StoreError when the store cannot be written or is not whole, EngineError when nothing can be read.
    """
    started, out = time.monotonic(), Path(out)
    reader = reader_of(encoding=encoding, prose=prose, limits=limits)
    writing = StoreOptions(wait_seconds=wait_seconds, on_wait=on_wait, keep_seconds=keep_seconds, threads=_cores())
    with _interruptible() as is_stopped, open_writer(out, software=software_digest(), options=writing) as writer:
        settings = Settings(
            staging=str(writer.staging.resolve()),
            reader=reader,
            ingested_at=datetime.now(UTC),
            encoding=encoding,
            prose=prose,
            limits=limits,
            read_plan=read_plan,
        )
        pool = _engine(engine, settings, workers, address)
        run = _Run(writer, pool, settings, is_stopped, on_progress)
        try:
            with explained(out):
                run.ingest([str(path) for path in paths], force=force, prune=prune)
        finally:
            pool.close()
    run.result.seconds = time.monotonic() - started
    return run.result


def _engine(name: EngineName, settings: Settings, workers: int | None, address: str | None) -> Engine:
    if name == "ray":
        from ingest.ray_engine import RayEngine  # an extra, and slow to import

        return RayEngine(settings, workers, address)
    return LocalEngine(settings, workers or _cores())


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """A function that tells whether the run is to stop. A second signal takes its usual course."""
    received: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return

    def note(number: int, _: FrameType | None) -> None:
        received.append(number)
        signal.signal(number, before[signal.Signals(number)])

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(received)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Run:
    """One call of `ingest`."""

    def __init__(
        self,
        writer: StoreWriter,
        engine: Engine,
        settings: Settings,
        is_stopped: Callable[[], bool],
        listener: ProgressListener | None,
    ) -> None:
        self._writer, self._engine, self._settings = writer, engine, settings
        self._is_stopped, self._listener = is_stopped, listener
        self.result = BatchResult()

    def ingest(self, paths: list[str], *, force: bool, prune: bool) -> None:
        """List, read, commit; then read what turned out to be wanted after all."""
        catalog, result = self._writer.catalog, self.result
        selection = select(paths, catalog, prune=prune, limits=self._settings.limits)
        jobs = jobs_for(selection, catalog, reader=self._settings.reader, force=force)
        result.sources = len(selection.sources) + len(selection.absent)
        result.removed = sum(catalog.entries[key].outcome != "failed" for key in selection.gone)
        result.vanished = len(selection.vanished)
        meter = ProgressMeter(len(jobs) + len(selection.absent), self._listener)
        self._report_absent(selection.absent, meter)
        self._read(jobs, meter)
        missing = self._commit(set() if self._is_stopped() else selection.gone)
        if missing and not self._is_stopped():
            jobs = [Job(selection.sources.get(key) or source_of(catalog.entries[key])) for key in sorted(missing)]
            meter.expect(len(jobs))
            self._read(jobs, meter)
            self._commit(set())
        result.interrupted = self._is_stopped()
        result.documents = sum(state.documents for state in self._writer.manifest.groups.values())
        outcomes = Counter(catalog.entries[key].outcome for key in selection.sources if key in catalog.entries)
        if outcomes["duplicate"]:
            result.findings["duplicate_document"] = outcomes["duplicate"]

    def _report_absent(self, absent: list[Source], meter: ProgressMeter) -> None:
        """Paths that do not exist are told, and not stored: most are typing errors."""
        for source in absent:
            reason = source.problem[1] if source.problem else "it does not exist"
            outcome = Outcome(key_of(source), source.name, "failed", reason)
            self.result.count(Report(outcomes=[outcome]), set())
            meter.count(outcome)

    def _read(self, jobs: list[Job], meter: ProgressMeter) -> None:
        stored = {key for key, entry in self._writer.catalog.entries.items() if entry.outcome != "failed"}
        chunks = chunks_of(jobs, self._engine.workers)
        for report in self._engine.run(chunks, lambda o: meter.count(self._as_known(o)), self._is_stopped):
            report.outcomes = [self._as_known(outcome) for outcome in report.outcomes]
            self.result.count(report, stored)
            if report.part:
                self._writer.add(Path(report.part))
            if self._writer.is_commit_due():
                self._commit(set())

    def _as_known(self, outcome: Outcome) -> Outcome:
        """A file that could not be read and has not changed is not tried again, and told as failed again."""
        entry = self._writer.catalog.entries.get(outcome.key)
        if outcome.status == "unchanged" and entry is not None and entry.outcome == "failed":
            return replace(outcome, status="failed", message=entry.message)
        return outcome

    def _commit(self, gone: set[str]) -> set[str]:
        return self._writer.commit(gone, software_digest())
