"""Where a table is in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, count

from parsers.grid import Grid

_TURNED = bytes([1, 0]) + bytes(254)


@dataclass(slots=True)
class TableRegion:
    """A run of lines that holds one table. `layout` is the text layout's name, `grid` a ready-made one."""

    line_start: int
    line_end: int
    layout: str
    grid: Grid | None = None


def untaken(taken: bytearray) -> Iterator[int]:
    """The indexes of the lines that no table has taken."""
    return compress(count(), taken.translate(_TURNED))
