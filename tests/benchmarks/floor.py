"""The floor: what reading plan texts into Parquet costs at the least, in Python, on this machine and at this moment.

Each document is read, decoded, brought to NFC and split; one regular expression is tried on each line; fifty rows
of ten columns are cut out of it; all rows go into one zstd Parquet file. Whatever understands a plan does more.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 50
WIDTHS = (30, 4, 160, 50, 40, 40, 20, 10)
NAMES = ("document", "row", "section", "marker", "description", "product", "lead", "support", "timeframe", "budget")
_LIST_MARKER = re.compile(
    r"[ \t\u00a0]*(?:"
    r"(?P<roman>[IVXLC]{1,6})[.)]?(?=\s|$)"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})[.)](?=\s|$)"
    r"|(?P<letter>[a-zđ])[.)](?=\s|$)"
    r"|(?P<dash>[-+*•–])(?=\s)"
    r"|(?P<bar>\|)\s*$"
    r"|(?P<heading>(?:Điều|Phần|Mục|Chương|Phụ lục|PHỤ LỤC|Số TT|STT)\b))"
)


def floor(paths: Sequence[str], target: str) -> int:
    """Do the least for every path and write one Parquet file; gives the number of rows."""
    columns: list[list[str]] = [[] for _ in NAMES]
    for path in paths:
        text = unicodedata.normalize("NFC", Path(path).read_bytes().decode("utf-8"))
        sum(1 for line in text.splitlines() if _LIST_MARKER.match(line))
        _cut_rows(path, text, columns)
    table = pa.table({name: pa.array(values, pa.string()) for name, values in zip(NAMES, columns, strict=True)})
    pq.write_table(table, target, compression="zstd")
    return table.num_rows


def _cut_rows(path: str, text: str, columns: list[list[str]]) -> None:
    """Fifty rows from the second half of the text, where the tables are."""
    half = len(text) // 2
    step = max(1, (len(text) - half - sum(WIDTHS)) // ROWS)
    for row in range(ROWS):
        start = half + row * step
        columns[0].append(path)
        columns[1].append(str(row))
        for column, width in zip(columns[2:], WIDTHS, strict=True):
            column.append(text[start : start + width])
            start += width


def floor_rate(paths: Sequence[str], folder: Path, *, processes: int = 1, repeat: int = 3) -> float:
    """Documents per second of the floor: the median of `repeat` runs."""
    if processes == 1:
        return len(paths) / _median(lambda: floor(paths, str(folder / "floor.parquet")), repeat)
    shares = [paths[n::processes] for n in range(processes)]
    targets = [str(folder / f"floor-{n}.parquet") for n in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(floor, [share[:1] for share in shares], targets))  # started and warm
        return len(paths) / _median(lambda: list(pool.map(floor, shares, targets)), repeat)


def _median(work: Callable[[], object], repeat: int) -> float:
    seconds = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return sorted(seconds)[repeat // 2]
