"""Chunks read on a Ray cluster, by Ray Data; the only module that knows Ray.

Each Ray actor watches one worker process, as the local engine does, so a document can cost itself alone on
any node too; Ray starts actors anew whose node is gone, and hands their chunks to others. Parts are written
to the store's staging folder, which all nodes must see under the same path; only short reports travel to
the coordinator, which alone commits.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from ingest.chunks import Chunk, Outcome, Report, Settings
from ingest.local_engine import EngineError, LocalEngine

try:
    # Before the import: nothing is sent to anybody.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray
    import ray.data
except ImportError as error:
    raise EngineError("the engine ray needs Ray; install it with `pip install 'kehoach[ray]'`") from error


class RayEngine:
    """Reads chunks on the cluster at `address`, or on a Ray of its own on this machine. `close` leaves the cluster.

    Without a number of `workers` there are as many as cores.
    """

    def __init__(self, settings: Settings, workers: int | None, address: str | None = None) -> None:
        self._settings = settings
        self._is_ours = not ray.is_initialized()
        if self._is_ours:
            local: dict[str, Any] = {} if address else {"include_dashboard": False}
            try:
                ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False, **local)
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise EngineError(f"there is no Ray cluster at {address}: {error}") from error
        cores: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        self.workers = workers or max(1, int(cores.get("CPU", 1)))
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False

    def run(
        self, chunks: Iterable[Chunk], on_outcome: Callable[[Outcome], None], is_stopped: Callable[[], bool]
    ) -> Iterator[Report]:
        """Read every source of every chunk, giving reports as they come; parts of a run that is stopped stay staged."""
        tasks = [{"chunk": pickle.dumps(chunk)} for chunk in chunks]
        if not tasks:
            return
        pool = ray.data.ActorPoolStrategy(min_size=1, max_size=self.workers, initial_size=self.workers)
        reports = ray.data.from_items(tasks, override_num_blocks=len(tasks)).map_batches(
            ChunkActor,
            fn_constructor_args=(self._settings,),
            compute=pool,
            batch_size=1,
            batch_format="pyarrow",
            num_cpus=1,
        )
        for row in reports.iter_rows():
            report: Report = pickle.loads(row["report"])  # noqa: S301 - written by our own actors
            for outcome in report.outcomes:
                on_outcome(outcome)
            yield report
            if is_stopped():
                return

    def close(self) -> None:
        """Disconnect, and end the Ray that was started for this run."""
        if self._is_ours:
            ray.shutdown()


class ChunkActor:
    """Reads chunks on one node."""

    def __init__(self, settings: Settings) -> None:
        self._engine = LocalEngine(settings, workers=1)

    def __call__(self, tasks: pa.Table) -> pa.Table:
        """Reports of the chunks in a batch. Raises OSError when the part cannot be written."""
        reports: list[Any] = []
        for content in tasks["chunk"].to_pylist():
            chunk: Chunk = pickle.loads(content)  # noqa: S301 - written by our own coordinator
            reports += self._engine.run([chunk], lambda _: None, lambda: False)
        return pa.table({"report": pa.array([pickle.dumps(report) for report in reports], pa.binary())})
