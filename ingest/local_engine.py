"""Chunks read by worker processes on this machine, each watched: a document can cost itself, never the batch."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path

from ingest.chunks import Chunk, Job, Outcome, Report, Settings, failed_entry, key_of
from ingest.errors import ReadError
from ingest.local_worker import Task, Worker
from ingest.sources import load
from ingest.store.part_writer import write_part
from ingest.store.parts import SUFFIX
from schema.errors import KehoachError

_TICK_SECONDS = 0.2
# A reader that looks at the clock itself ends first, and says better what was too long.
_SLACK_SECONDS = 5.0
# How long a worker may take to end the document at hand when the run is stopped.
_STOP_SECONDS = 10.0

OutcomeListener = Callable[[Outcome], None]


class EngineError(KehoachError):
    """The processes that read documents do not start."""


class LocalEngine:
    """A pool of workers. `run` may be called again; `close` ends the workers."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings, self.workers = settings, workers
        self._workers: list[Worker] = []
        self._retries: deque[Task] = deque()

    def run(
        self, chunks: Iterable[Chunk], on_outcome: OutcomeListener, is_stopped: Callable[[], bool]
    ) -> Iterator[Report]:
        """Read every source of every chunk, giving reports as they come; once stopped, what is at hand is ended.

        Raises OSError when a part cannot be written, EngineError when workers do not start.
        """
        coming, deadline = iter(chunks), 0.0
        while True:
            if not is_stopped():
                self._hand_out(coming)
            elif not deadline:
                deadline = time.monotonic() + _STOP_SECONDS
                self._retries.clear()
                self._ask_to_stop()
            busy = [worker for worker in self._workers if worker.task]
            if not busy or (deadline and time.monotonic() > deadline):
                return
            for report in self._listen(busy, on_outcome):
                # Taking in a report may mean a commit: the worker goes on meanwhile.
                if not is_stopped():
                    self._hand_out(coming)
                yield report

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _hand_out(self, coming: Iterator[Chunk]) -> None:
        """Give every idle worker a task; workers are started one by one as there is work for them."""
        idle = [worker for worker in self._workers if not worker.task]
        while idle or len(self._workers) < self.workers:
            task = self._retries.popleft() if self._retries else Task(next(coming, []))
            if not task.chunk:
                return
            if not idle:
                idle.append(Worker(self._settings))
                self._workers += idle
            idle.pop().start(task)

    def _ask_to_stop(self) -> None:
        for worker in self._workers:
            if worker.task:
                worker.ask_to_stop()

    def _listen(self, busy: list[Worker], on_outcome: OutcomeListener) -> Iterator[Report]:
        """Take in what workers send, at least once per tick, and look after those that are silent."""
        ready = wait([worker.connection for worker in busy], timeout=_TICK_SECONDS)
        most = self._settings.limits.seconds
        for worker in busy:
            if worker.connection in ready:
                yield from self._receive(worker, on_outcome)
            elif worker.seconds > most + _SLACK_SECONDS:
                reason = f"reading it takes longer than {most:,} seconds (raise it with --limit seconds=N)"
                yield from self._replace(worker, ("limit_exceeded", reason), on_outcome)

    def _receive(self, worker: Worker, on_outcome: OutcomeListener) -> Iterator[Report]:
        try:
            message = worker.connection.recv()
        except (EOFError, ConnectionError):
            yield from self._replace(worker, None, on_outcome)
            return
        if isinstance(message, Outcome):
            worker.advance()
            if worker.task and not worker.task.quiet:
                on_outcome(message)
        elif isinstance(message, Report):
            worker.task = None
            yield message
        elif isinstance(message, OSError):
            raise message
        else:
            worker.get_ready()

    def _replace(self, worker: Worker, fault: tuple[str, str] | None, on_outcome: OutcomeListener) -> Iterator[Report]:
        """End a worker that died or hangs. Without a `fault` known its document is tried once more, alone."""
        self._workers.remove(worker)
        how = worker.end()
        if not worker.is_ready:
            raise EngineError(f"the process that reads documents does not start: {how}")
        job, others = worker.split_task()
        self._retries += others
        was_alone, quiet = (worker.task.alone, worker.task.quiet) if worker.task else (False, False)
        if job is None:
            return
        if fault is None and not was_alone:
            self._retries.append(Task([job], alone=True, quiet=quiet))
            return
        report = self._give_up(job, *(fault or ("reading_stopped", how)))
        if not quiet:
            on_outcome(report.outcomes[0])
        yield report

    def _give_up(self, job: Job, code: str, reason: str) -> Report:
        """Store a document as one that could not be read."""
        entry = failed_entry(job.source, _content_hash(job, self._settings), self._settings, code, reason)
        path = Path(self._settings.staging) / f"{uuid.uuid4().hex}{SUFFIX}"
        write_part(path, [], [entry], self._settings.ingested_at)
        report = Report(str(path), [Outcome(key_of(job.source), job.source.name, "failed", entry.message)])
        report.findings[code] += 1
        return report


def _content_hash(job: Job, settings: Settings) -> str:
    """So that the file is not tried again before it changes; opening an archive may be what went wrong."""
    if job.source.members:
        return ""
    try:
        return hashlib.sha256(load(job.source, settings.limits)).hexdigest()
    except ReadError:
        return ""
