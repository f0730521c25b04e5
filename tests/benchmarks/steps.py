"""Where the time of one document goes, step by step."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest import convert as conversion
from ingest.chunks import LARGEST_CHUNK
from ingest.store.part_writer import ReadPlan, write_part
from ingest.store.writer import open_writer

# Functions of `ingest.convert`, in the order of the flow, with the name of the step they belong to.
STEPS = {
    "read": "read: bytes to numbered lines",
    "find_regions": "regions and tables found",
    "read_front_matter": "front matter",
    "read_identity": "front matter",
    "read_tasks": "rows of tables",
    "read_outline": "outline of the body",
    "normalise_tasks": "values of tables",
    "normalise_items": "items",
    "normalise_prose_tasks": "tasks told in prose",
    "normalise_targets": "targets",
    "_ledger": "ledger",
    "read_citations": "citations",
    "check": "checks",
}
PROSE = ("tasks told in prose",)


def measure_steps(paths: Sequence[str], folder: Path) -> dict[str, float]:
    """Milliseconds per document of each step, in one process, in the order of the flow."""
    spent: dict[str, float] = defaultdict(float)
    originals = {name: getattr(conversion, name) for name in STEPS}
    conversion.convert(paths[0])  # registers are loaded
    for name, original in originals.items():
        setattr(conversion, name, _timed(original, spent, STEPS[name]))
    # As in a worker.
    gc.disable()
    try:
        started = time.perf_counter()
        records = [conversion.convert(path) for path in paths]
        total = time.perf_counter() - started
    finally:
        gc.enable()
        for name, original in originals.items():
            setattr(conversion, name, original)
    spent["all else of the conversion"] = total - sum(spent.values())
    _measure_store(paths, records, folder, spent)
    return {name: seconds / len(paths) * 1000 for name, seconds in spent.items()}


def _measure_store(paths: Sequence[str], records: list[Any], folder: Path, spent: dict[str, float]) -> None:
    now = datetime.now(UTC)
    with open_writer(folder / "steps", software="benchmark") as writer:
        started = time.perf_counter()
        for first in range(0, len(records), LARGEST_CHUNK):
            chunk = zip(paths[first : first + LARGEST_CHUNK], records[first : first + LARGEST_CHUNK], strict=True)
            part = writer.staging / f"{first}.part"
            write_part(part, [ReadPlan(path, "benchmark", record) for path, record in chunk], [], now)
            writer.add(part)
        spent["records to Arrow, sealed in parts"] = time.perf_counter() - started
        started = time.perf_counter()
        writer.commit(set(), "benchmark")
        spent["commit: Parquet, made durable"] = time.perf_counter() - started


def _timed(function: Callable[..., Any], spent: dict[str, float], step: str) -> Callable[..., Any]:
    def run(*arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            spent[step] += time.perf_counter() - started

    return run
