"""Which numbers among printed cells begin rows: those that count on, at about a row's distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.layouts.alignment import Unit
from parsers.layouts.fitting import is_title
from parsers.layouts.ordinals import Ordinal, counts_on, read_ordinals
from parsers.tasks.shapes import look

# How many numbers back a row may have begun: sums and counts in other cells look like numbers too.
_LOOKED_BACK = 8
_COUNTS_ON = 3.0
_BREAKS_OFF = -2.5
_FULL_ROW = 3.0
_SECTION = 2.0
_PER_UNIT = 0.5
# More than any number adds to a chain.
_MOST_POINTS = _COUNTS_ON + _FULL_ROW + _PER_UNIT
_NOTHING_SEEN: dict[str, int] = {}
_LONGEST_NUMBER = 24
_NO_TASK = -3.0
_LONGEST_VALUE = 40


class _Chain(NamedTuple):
    """The best way to number rows up to this unit; `seen` is the last number of each kind on that way."""

    score: float
    unit: int
    seen: dict[str, int]
    before: _Chain | None


def row_starts(units: Sequence[Unit], width: int) -> list[int]:
    """Indexes of the units that number the rows of a table of `width` columns, in order."""
    chains: list[_Chain] = []
    best: _Chain | None = None
    for index, unit in enumerate(units):
        if len(unit.text) <= _LONGEST_NUMBER and (readings := read_ordinals(unit.text)):
            chain = _chain(index, readings, chains, best, width)
            if index + 1 < len(units) and not _may_be_task(units[index + 1].text):
                chain = chain._replace(score=chain.score + _NO_TASK)
            chains.append(chain)
            if best is None or chain.score > best.score:
                best = chain
    # A number with hardly a cell below it numbers no row: a sum in the last row.
    if best is not None and len(units) - best.unit < min(3, width) and best.before is not None:
        whole = [chain for chain in chains if len(units) - chain.unit >= min(3, width)]
        best = max(whole, key=lambda chain: chain.score, default=best)
    found: list[int] = []
    while best is not None:
        found.append(best.unit)
        best = best.before
    return found[::-1]


def _chain(index: int, readings: Sequence[Ordinal], chains: list[_Chain], best: _Chain | None, width: int) -> _Chain:
    first = counts_on(_NOTHING_SEEN, readings)
    # A chain may begin anywhere; what it leaves out at the top must be worth it.
    score = (1.0 if first else -1.0) - 0.2 * index
    before: _Chain | None = None
    counted = first or readings[0]
    for chain in chains[: -_LOOKED_BACK - 1 : -1]:
        if chain.score + _MOST_POINTS <= score:
            continue
        following = counts_on(chain.seen, readings)
        distance = index - chain.unit
        points = chain.score + (_COUNTS_ON if following else _BREAKS_OFF) + _distance(distance, width)
        if points > score:
            score, before, counted = points, chain, following or readings[0]
            # The next number just a full row below the best chain's end: nothing further up can be better.
            if following and chain is best and distance == width:
                break
    seen = before.seen if before is not None else {}
    return _Chain(score, index, {**seen, counted.kind: counted.value}, before)


def _may_be_task(text: str) -> bool:
    """Can a text stand behind a row's number? A time, a sum or nothing stands behind a sum."""
    if len(text) > _LONGEST_VALUE:
        return True
    if not text or read_ordinals(text):
        return False
    looks = look(text)
    return not (looks.time or looks.amount) or is_title(text)  # "NHIỆM VỤ THƯỜNG XUYÊN"


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
