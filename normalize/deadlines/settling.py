"""Years for units that name none: from the next in their list, from the one before, or from a heading year."""

from __future__ import annotations

import re
from itertools import pairwise

from normalize.deadlines.tokens import Item, Line
from normalize.deadlines.units import Unit, span_of

_UNITS = "123456"
# What may stand between two members of one list or run.
_BETWEEN = frozenset(",;v&t-fiBLDKkslFEGo<>H")
_RUN = frozenset("t-L")
# `Năm 2022: quý I, quý III`: the year heads what follows, up to the next semicolon or year.
_HEADING = re.compile(r"6 [:<] [^;6]*? [1-5]".replace(" ", ""))


def settle_years(line: Line, year: int) -> Line:
    """The line with every year filled in that a neighbour gives; what is left belongs to the plan's `year`."""
    if len(line.code) < 2 or sum(map(line.code.count, _UNITS)) < 2:
        return line
    items = list(line.items)
    _from_headings(line.code, items)
    places = [place for place, item in enumerate(items) if item.symbol in _UNITS]
    pairs = list(pairwise(places))
    for here, following in reversed(pairs):
        if _joined(items, here, following):
            _take_from_next(items, here, following)
    for before, here in pairs:
        if _joined(items, before, here):
            _take_from_previous(items, before, here, year)
    return Line(line.text, items, line.code)


def _joined(items: list[Item], a: int, b: int) -> bool:
    return all(item.symbol in _BETWEEN for item in items[a + 1 : b])


def _from_headings(code: str, items: list[Item]) -> None:
    for heading in _HEADING.finditer(code):
        head: Unit = items[heading.start()].value
        stop = min((p for p in (code.find(c, heading.start() + 1) for c in ";6") if p > 0), default=len(code))
        for place in range(heading.start() + 1, stop):
            if items[place].symbol in "12345" and head.year is not None and head.length == 1:
                _give(items, place, head.year)


def _give(items: list[Item], place: int, year: int) -> None:
    unit: Unit = items[place].value
    if unit.year is None and unit.shift is None and unit.grain != "year":
        items[place] = items[place]._replace(value=unit._replace(year=year))


def _earlier(a: Unit, b: Unit) -> bool:
    """Whether `a` begins before `b` in one and the same year."""
    first, second = span_of(a, 2000), span_of(b, 2000)
    same = span_of(a._replace(year=2000), 2000), span_of(b._replace(year=2000), 2000)
    if None in same or first is None or second is None:
        return True
    return same[0].first < same[1].first  # type: ignore[union-attr]


def _take_from_next(items: list[Item], here: int, following: int) -> None:
    """`Quý II, IV/2021`: both of 2021. `Quý IV, quý I/2022`: the fourth quarter is that of the year before."""
    unit, giver = items[here].value, items[following].value
    if giver.year is not None and giver.grain != "year":
        _give(items, here, giver.year if _earlier(unit, giver) else giver.year - 1)


def _take_from_previous(items: list[Item], before: int, here: int, year: int) -> None:
    """`Quý III/2023 và quý IV`: both of 2023. `từ tháng 10/2021 đến tháng 3`: March of 2022."""
    giver, unit = items[before].value, items[here].value
    if giver.year is None or giver.grain == "year" or unit.year is not None:
        return
    if _earlier(giver, unit):
        _give(items, here, giver.year)
    elif any(item.symbol in _RUN for item in items[before + 1 : here]):
        _give(items, here, max(giver.year + 1, year) if giver.year + 1 >= year else giver.year + 1)
