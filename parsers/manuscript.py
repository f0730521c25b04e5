"""What a reader hands over, whatever the format: numbered lines, and tables where the format has real ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.grid import Grid
from schema.records import Finding


@dataclass(slots=True)
class Manuscript:
    """A document as text.

    `lines` are NFC, without line ends, else as the source prints them (tabs and no-break spaces kept);
    line `n` everywhere in kehoach is `lines[n - 1]`. `grids` are the tables that the format itself
    marks (HTML, Word, PDF), in document order; their cells point at lines of `lines`, and each grid's
    lines are one contiguous run that holds nothing else. `furniture` are the line numbers that the format
    marks as not the author's: site navigation, running headers and footers, page numbers.
    """

    source_file: str
    source_sha256: str
    media_type: str
    encoding: str
    lines: list[str]
    grids: list[Grid] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    furniture: set[int] = field(default_factory=set)
