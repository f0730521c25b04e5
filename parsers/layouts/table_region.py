"""Where a table is in the text."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.grid import Grid


@dataclass(slots=True)
class TableRegion:
    """A run of lines that holds one table. `layout` is the text layout's name, `grid` a ready-made one."""

    line_start: int
    line_end: int
    layout: str
    grid: Grid | None = None
