"""Documents per second of the whole way into the store, as ratios to the floor of the same run."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.batch import EngineName, ingest
from ingest.progress import Progress
from tests.benchmarks.floor import floor_rate


@dataclass(frozen=True)
class Rate:
    """Documents per second of one way of working, and the ratio to what it is compared with."""

    name: str
    rate: float
    ratio: float
    compared: str


def measure_speed(paths: Sequence[str], folder: Path, *, with_ray: bool) -> Iterator[Rate]:
    """One core, one worker, two workers, and Ray, all on the same documents; floors are measured before and after."""
    with one_core():
        before = floor_rate(paths, folder)
        alone = ingest_rate(paths, folder / "one-core", workers=1)
        tables = ingest_rate(paths, folder / "tables", workers=1, prose=False)
        floor = (before + floor_rate(paths, folder)) / 2
    yield Rate("floor, one core", floor, 1.0, "itself")
    yield Rate("one core, tables and ledger (--no-prose)", tables, tables / floor, "floor")
    yield Rate("one core, everything", alone, alone / floor, "floor")
    both = floor_rate(paths, folder, processes=2)
    yield Rate("floor, two processes", both, both / floor, "floor, one core")
    one = ingest_rate(paths, folder / "one", workers=1)
    two = ingest_rate(paths, folder / "two", workers=2)
    yield Rate("one worker beside the coordinator", one, one / floor, "floor")
    yield Rate("two workers", two, two / alone, "one core")
    if with_ray:
        ray = ingest_rate(paths, folder / "ray", workers=2, engine="ray")
        yield Rate("Ray with two workers, once started", ray, ray / two, "two workers")


def ingest_rate(
    paths: Sequence[str], out: Path, *, workers: int, engine: EngineName = "local", prose: bool = True
) -> float:
    """Documents per second from the first document that is done to the end, the commit included.

    What is left out is the start of processes and the loading of registers, which a batch pays once.
    """
    seen: list[float] = []

    def listen(_: Progress) -> None:
        seen.append(time.perf_counter())

    shutil.rmtree(out, ignore_errors=True)
    result = ingest(list(paths), out=out, workers=workers, engine=engine, prose=prose, on_progress=listen)
    ended = time.perf_counter()
    if result.read != len(paths):
        raise RuntimeError(f"{result.read} of {len(paths)} were read: {result.failures[:3]}")
    warm = 1 if engine == "local" else sum(moment == seen[0] for moment in seen)
    return (len(seen) - warm) / (ended - seen[warm - 1])


@contextmanager
def one_core() -> Iterator[None]:
    """This process and all that it starts, on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
