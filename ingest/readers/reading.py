"""What every reader returns."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.grid import Grid
from schema.records import Finding


@dataclass(slots=True)
class Reading:
    """Lines and what is known of them, as in Manuscript; `encoding` is "" for formats that have none of their own."""

    lines: list[str]
    grids: list[Grid] = field(default_factory=list)
    encoding: str = ""
    findings: list[Finding] = field(default_factory=list)
    furniture: set[int] = field(default_factory=set)
