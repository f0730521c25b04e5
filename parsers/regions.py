"""Lines into regions: front matter, legal bases, articles, body, tables, recipients, signature, furniture."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.grid import Grid


@dataclass(slots=True)
class TableRegion:
    """A run of lines that holds one table. `layout` is the text layout's name, `grid` a ready-made one."""

    line_start: int
    line_end: int
    layout: str
    grid: Grid | None = None


@dataclass(slots=True)
class Regions:
    """The first role of every line, and where the parts are.

    `roles[n - 1]` is the ledger role of line `n`: already final for front_matter, basis, article,
    recipients, signature, furniture and blank; "" for lines of the body and of tables, which the outline
    and the task reader fill. `bodies` are (first, last) line runs of prose, in order; `tables` the tables.
    """

    roles: list[str]
    bodies: list[tuple[int, int]] = field(default_factory=list)
    tables: list[TableRegion] = field(default_factory=list)
