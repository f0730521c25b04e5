"""Which numbers among printed cells begin rows: those that count on, at about a row's distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.layouts.alignment import Unit
from parsers.layouts.ordinals import Numbering, read_ordinals

# How many numbers back a row may have begun: sums and counts in other cells look like numbers too.
_LOOKED_BACK = 8
_COUNTS_ON = 3.0
_BREAKS_OFF = -2.5
_FULL_ROW = 3.0
_SECTION = 2.0
_PER_UNIT = 0.5


class _Chain(NamedTuple):
    score: float
    unit: int
    numbering: Numbering
    before: _Chain | None


def row_starts(units: Sequence[Unit], width: int) -> list[int]:
    """Indexes of the units that number the rows of a table of `width` columns, in order."""
    numbers = [(index, readings) for index, unit in enumerate(units) if (readings := read_ordinals(unit.text))]
    chains: list[_Chain] = []
    for index, readings in numbers:
        first = Numbering().continued_by(readings)
        reading = first or readings[0]
        # A chain may begin anywhere; what it leaves out at the top must be worth it.
        best = _Chain((1.0 if first else -1.0) - 0.2 * index, index, Numbering().after(reading), None)
        for chain in chains[-_LOOKED_BACK:]:
            counted = chain.numbering.continued_by(readings)
            score = chain.score + (_COUNTS_ON if counted else _BREAKS_OFF) + _distance(index - chain.unit, width)
            if score > best.score:
                best = _Chain(score, index, chain.numbering.after(counted or readings[0]), chain)
        chains.append(best)
    if not chains:
        return []
    found: list[int] = []
    link: _Chain | None = max(chains, key=lambda chain: chain.score)
    while link is not None:
        found.append(link.unit)
        link = link.before
    return found[::-1]


def usual_distance(starts: Sequence[int]) -> int:
    """The most frequent distance between neighbouring row starts, 0 when there are too few to tell."""
    distances = Counter(after - before for before, after in pairwise(starts) if after - before > 2)
    if not distances or max(distances.values()) < 2:
        return 0
    return max(distances, key=lambda distance: (distances[distance], -distance))


def _distance(units: int, width: int) -> float:
    """Points for a row of this many units: a full one, a section's number and title, one with dropped cells."""
    if units == width:
        return _FULL_ROW
    if units == 2 and width > 3:
        return _SECTION
    if units < width:
        return _FULL_ROW - 1.0 - _PER_UNIT * 2 * (width - units) if units > 2 else _BREAKS_OFF
    extra = units - width
    return max(_FULL_ROW - _PER_UNIT * extra, -1.0)
