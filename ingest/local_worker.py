"""One watched worker process, as the local engine sees it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.chunks import Chunk, Job, Settings


@dataclass(slots=True)
class Task:
    """A chunk to read. `alone`: one document that a worker has died of. `quiet`: its outcomes were told before."""

    chunk: Chunk
    alone: bool = False
    quiet: bool = False


class Worker:
    """A process and the task it is at; `task` is None while it has none."""

    def __init__(self, settings: Settings) -> None:
        ours, theirs = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the worker is
        # -P: a folder called `schema` where the user stands must not take the place of ours.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            start_new_session=True,
        )
        theirs.close()
        self.connection = Connection(ours.detach())
        self.is_ready = False
        self.task: Task | None = None
        self.done = 0
        self._since = 0.0
        self.connection.send(settings)

    def start(self, task: Task) -> None:
        """Hand a task over."""
        self.task, self.done, self._since = task, 0, time.monotonic()
        with suppress(ConnectionError):  # a worker that has died meanwhile is found when it is listened to
            self.connection.send(task.chunk)

    def ask_to_stop(self) -> None:
        """Ask the worker to end after the document at hand and to report what it has."""
        with suppress(ConnectionError):
            self.connection.send(None)

    def get_ready(self) -> None:
        """Note that the process has started; only now time begins to count."""
        self.is_ready, self._since = True, time.monotonic()

    def advance(self) -> None:
        """Note that the worker goes on to its next document."""
        self.done, self._since = self.done + 1, time.monotonic()

    @property
    def seconds(self) -> float:
        """How long the worker is at its document."""
        return time.monotonic() - self._since if self.is_ready else 0.0

    def split_task(self) -> tuple[Job | None, list[Task]]:
        """The document that the worker is at, and tasks for the others of its chunk; None while it seals the part."""
        task = self.task
        if task is None:
            return None, []
        if self.done < len(task.chunk):
            before, job, after = task.chunk[: self.done], task.chunk[self.done], task.chunk[self.done + 1 :]
            others = [Task(before, quiet=True), Task(after, quiet=task.quiet)]
            return job, [other for other in others if other.chunk]
        half = (len(task.chunk) + 1) // 2
        halves = [Task(chunk, quiet=True) for chunk in (task.chunk[:half], task.chunk[half:]) if chunk]
        return None, halves

    def end(self) -> str:
        """End the process and whatever it started; gives how it had ended already, or "killed"."""
        self.connection.close()
        status: int | None
        try:
            status = self._process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            status = None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._errors.seek(0)
        last = self._errors.read().decode(errors="replace").strip().rpartition("\n")[2]
        self._errors.close()
        if status is None:
            return "killed"
        cause = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        return f"{cause}, {last}" if last else cause


def _environment() -> dict[str, str]:
    """Ours, with this software to be found first and one thread for each worker."""
    path = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **single, "PYTHONPATH": path}
