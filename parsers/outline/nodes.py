"""A paragraph of the body and its place in the outline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from parsers.outline.lines import is_ended
from parsers.outline.markers import RANKS, UNNUMBERED, Marker

Kind = Literal["marked", "lead_in", "title", "plain", "closing", "label", "pointer", "footnote"]

# Longer texts are sentences, whatever they begin with.
_LONGEST_HEADING = {"part": 400, "chapter": 400, "upper": 400, "roman": 400, "section": 400, "article": 300}
_LONGEST_NUMBERED_HEADING = 200
_LONGEST_LETTERED_HEADING = 110
LONGEST_BULLET_HEADING = 60
_LOWEST_NUMBERED = RANKS["1)"]


@dataclass(slots=True, eq=False)
class Node:
    """A run of lines that reads as one. `full` has the marker as printed, `text` does not.

    The rest is its place, which the tree gives it: `rank` is its marker's; an introduction stands just above what
    it introduces.
    """

    marker: Marker | None
    full: str
    text: str
    lines: list[int]
    kind: Kind = "plain"
    level: str = ""
    rank: float = 99
    parent: Node | None = None
    depth: int = 0
    introduces: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Would words that follow without a marker stand under this, rather than beside it?"""
        marker = self.marker
        if marker is None or self.kind != "marked":
            return self.kind in ("lead_in", "title")
        if self.introduces:
            return True
        text = self.text
        if is_ended(text):
            return False
        if marker.style in _LONGEST_HEADING:
            return len(text) <= _LONGEST_HEADING[marker.style]
        if marker.rank <= _LOWEST_NUMBERED:
            return len(text) <= _LONGEST_NUMBERED_HEADING
        if marker.style in UNNUMBERED:
            return len(text) <= LONGEST_BULLET_HEADING
        return len(text) <= _LONGEST_LETTERED_HEADING
