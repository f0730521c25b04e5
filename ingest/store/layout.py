"""Where everything in a store lies.

    <store>/tasks -> current/tasks                     what users read; one such link per table
    <store>/current -> snapshots/00000042              replaced by one atomic rename
    <store>/snapshots/00000042/tasks/year=2021/area=p87/plans-0001.parquet
    <store>/snapshots/00000042/manifest.json           every file with its rows and hash
    <store>/snapshots/00000042/sources.parquet         every source with what became of it
    <store>/staging/                                   what was read and not yet committed
    <store>/.lock

A file that did not change is the same file in the next snapshot (a hard link). The directory keys are no
columns of any table; `year` is a number in every engine, and `area` a word (`p` and the province's code in
force when the plan was issued), so that a code such as 01 is not cast to 1.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

CURRENT = "current"
SNAPSHOTS = "snapshots"
STAGING = "staging"
LOCK = ".lock"
MANIFEST = "manifest.json"
SOURCES = "sources.parquet"

UNKNOWN_YEAR = 0
UNKNOWN_AREA = "p00"


class Group(NamedTuple):
    """The documents that share one file per table. A document stays in its group while its partition is the same."""

    year: int
    area: str
    number: int

    def path(self, table: str) -> str:
        """The group's file of a table, relative to the snapshot."""
        return f"{table}/year={self.year}/area={self.area}/plans-{self.number:04d}.parquet"


ALWAYS = Group(UNKNOWN_YEAR, UNKNOWN_AREA, 0)
"""The group that every store has: no documents, and the findings about sources as such. It keeps globs from failing."""

_NOT_A_CODE = re.compile(r"[^0-9A-Za-z]+")


def partition_of(plan_year: int | None, issued_on: date | None, province_code: str) -> tuple[int, str]:
    """Year and area of a document's partition: the year planned for, else of issue, else 0."""
    year = plan_year or (issued_on.year if issued_on else UNKNOWN_YEAR)
    code = _NOT_A_CODE.sub("", province_code)
    return year, f"p{code}" if code else UNKNOWN_AREA


def snapshot_name(sequence: int) -> str:
    """The folder of a snapshot below `snapshots`."""
    return f"{sequence:08d}"


def current_snapshot(store: Path) -> Path | None:
    """The folder that readers see now, with no link left in it; None where there is no store.

    A reader that keeps this path sees one state of all tables, whatever is committed meanwhile.
    """
    try:
        target = (store / CURRENT).readlink()
    except FileNotFoundError:
        return None
    return store.resolve() / target
