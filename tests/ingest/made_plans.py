"""Files that stand for plans in tests of batches, and the function by which workers read them.

Such a file is a JSON object with the arguments of `make_record`, and perhaps an `act`: what goes wrong.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import time
from pathlib import Path
from typing import Any

from ingest.chunks import Settings
from ingest.errors import ReadError
from ingest.sources import Source
from schema.records import PlanRecord
from tests.ingest.plan_records import make_record

READ_PLAN = "tests.ingest.made_plans:read_plan"


def write_plan(folder: Path, number: int, *, name: str = "", **values: Any) -> Path:
    """Write the file of a small plan."""
    path = folder / (name or f"plan-{number:05d}.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"number": number, "tasks": 3, "lines": 12, **values}), "utf-8")
    return path


def read_plan(source: Source, content: bytes, settings: Settings) -> PlanRecord:
    """What a worker calls in place of the real reader."""
    values = json.loads(content)
    _ACTS[values.pop("act", "read")](values.pop("seconds", 0))
    record = make_record(**values)
    sha256 = hashlib.sha256(content).hexdigest()
    document = record.document.model_copy(update={"source_file": source.name, "source_sha256": sha256})
    return record.model_copy(update={"document": document})


def _crash(_: float) -> None:
    ctypes.string_at(0)


def _eat_memory(_: float) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 << 20))


def _refuse(_: float) -> None:
    raise ReadError("unreadable_file", "it is refused")


def _fail(_: float) -> None:
    raise ZeroDivisionError("a defect")


_ACTS = {"read": time.sleep, "hang": time.sleep, "crash": _crash, "eat": _eat_memory, "refuse": _refuse, "fail": _fail}
