"""Time and memory as the number of documents grows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The peak is that of VmHWM: what getrusage says begins with the memory of the process that started this one.
_RUN = """
import json, re, sys, time
from pathlib import Path
from ingest.batch import ingest
started = time.perf_counter()
result = ingest([sys.argv[1]], out=sys.argv[2], workers=int(sys.argv[3]))
peak = int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
print(json.dumps([time.perf_counter() - started, result.documents, peak]))
"""


@dataclass(frozen=True)
class Growth:
    """One size: seconds of the run, and the most memory (bytes) of the coordinator and of all processes together."""

    documents: int
    seconds: float
    coordinator: int
    together: int


def measure_growth(raw: Path, documents: int, folder: Path, *, workers: int = 2) -> Growth:
    """Ingest the folder `raw` of so many documents in a process of its own."""
    out = folder / f"growth-{documents}"
    command = [sys.executable, "-c", _RUN, str(raw), str(out), str(workers)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    watch = _MemoryWatch(process.pid)
    watch.start()
    answer, _ = process.communicate()
    watch.ended.set()
    watch.join()
    if process.returncode:
        raise RuntimeError("the run failed")
    seconds, stored, peak = json.loads(answer)
    if stored != documents:
        raise RuntimeError(f"{stored} of {documents} documents were stored")
    shutil.rmtree(out)
    return Growth(documents, seconds, peak, watch.most)


class _MemoryWatch(threading.Thread):
    """Adds up the memory of a process and its descendants, ten times a second (proportional set size)."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self.most = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            self.most = max(self.most, sum(map(_memory, _family(self._root))))


def _family(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    family, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        family.append(pid)
        waiting += parents.get(pid, [])
    return family


def _memory(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
