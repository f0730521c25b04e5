"""Cells into columns: rows that lost columns, gained a cell, or whose cells have moved."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from parsers.grid import Cell, Row
from parsers.tasks.fields import ColumnMap
from parsers.tasks.ordinals import ARABIC, read_ordinal, split_ordinal
from parsers.tasks.shapes import look, marks

# Wider rows are not put right: they are no rows of a plan.
_WIDEST = 40
# No shape depends on more of a cell than this.
_LOOKED_AT = 240
# What the steps of an alignment cost, in the unit of `_fit`: a cell set apart from its neighbour, two cells
# joined into one, a first cell away from where the row above had it.
_APART, _JOINED, _ELSEWHERE = 1.5, 2.0, 1.0
# Cells as many as columns are moved only where that is clearly better.
_CLEARLY = 3.0
_WORSE = 1.5
# A first cell that fits like this stands where it belongs.
_ANCHORED = 2.0
_CONTRADICTION = -2.0


class Placement(NamedTuple):
    """`cells[c]` is what stands in column `c`; `moved` says that cells were put right, `offset` by how much at first.

    `ragged` is true where the row's width is not the header's and the difference is not just empty cells.
    """

    cells: list[list[Cell]]
    offset: int
    moved: bool
    ragged: bool


def place(row: Row, columns: ColumnMap, offset: int, *, exact: bool = False) -> Placement:
    """The cells of a row (without merges of the format's own) in their columns.

    `offset` is where the row above began; with `exact` the format itself places the cells of a row that has all of
    them. Nothing is padded or cut: two cells may share a column.
    """
    cells = [cell if cell is not None else Cell("", row.line_start, row.line_start) for cell in row.cells]
    while len(cells) > columns.width and not cells[-1].text:
        cells.pop()
    wide = len(cells) != columns.width
    filled = sum(bool(cell.text) for cell in cells)
    if max(len(cells), columns.width) > _WIDEST:
        return _straight(cells, columns, wide and filled > 1)
    if wide and filled <= 1:
        begin = offset if 0 < offset <= columns.width - len(cells) and not cells[0].text else 0
        return Placement(
            _spread(cells, [min(begin + i, columns.width - 1) for i in range(len(cells))], columns.width),
            offset,
            False,
            False,
        )
    if not wide:
        fits = [_fit(cell.text, index, columns) for index, cell in enumerate(cells) if cell.text]
        if exact or not fits or min(fits) > _CONTRADICTION:
            return Placement([[cell] for cell in cells], 0, False, False)
        places, score = _best(cells, columns, 0)
        if score < sum(fits) + _CLEARLY:
            return Placement([[cell] for cell in cells], 0, False, False)
        return Placement(_spread(cells, places, columns.width), 0, True, False)
    places, score = _best(cells, columns, offset)
    # Rows that lost cells at one end only stay together unless that fits clearly worse.
    last = columns.width - len(cells)
    unbroken = [list(range(begin, begin + len(cells))) for begin in (offset, 0) if begin <= last]
    together = max(unbroken, key=lambda places: _sum(cells, places, columns), default=places)
    anchored = _fit(cells[0].text, 0, columns) >= _ANCHORED
    if _sum(cells, together, columns) + (_CLEARLY if anchored else _WORSE) >= score:
        places = together
    straight = places[0] == 0 and places == list(range(len(cells)))
    return Placement(_spread(cells, places, columns.width), places[0], not straight, straight)


def _sum(cells: list[Cell], places: list[int], columns: ColumnMap) -> float:
    return sum(_fit(cell.text, place, columns) for cell, place in zip(cells, places, strict=True))


def _straight(cells: list[Cell], columns: ColumnMap, ragged: bool) -> Placement:
    places = [min(index, columns.width - 1) for index in range(len(cells))]
    return Placement(_spread(cells, places, columns.width), 0, False, ragged)


def _spread(cells: list[Cell], places: list[int], width: int) -> list[list[Cell]]:
    spread: list[list[Cell]] = [[] for _ in range(width)]
    for cell, place in zip(cells, places, strict=True):
        spread[place].append(cell)
    return spread


def _best(cells: list[Cell], columns: ColumnMap, offset: int) -> tuple[list[int], float]:
    """The alignment of best fit: places never decrease, neighbours stay together where nothing speaks against it.

    Dynamic programming over cells and columns, in time of their product.
    """
    width = columns.width
    scores: list[list[float]] = []
    origins: list[list[int]] = []
    for index, cell in enumerate(cells):
        row: list[float] = []
        origin: list[int] = []
        best, best_at = float("-inf"), -1
        for place in range(width):
            fit = _fit(cell.text, place, columns)
            if index == 0:
                row.append(fit - (0.0 if place in {0, offset} else _ELSEWHERE * place))
                origin.append(-1)
                continue
            above = scores[-1]
            options = [(best - _APART, best_at)]
            if place:
                options.append((above[place - 1], place - 1))
            shared = _JOINED if cell.text and cells[index - 1].text else 0.0
            options.append((above[place] - _APART - shared, place))
            score, at = max(options)
            row.append(score + fit)
            origin.append(at)
            if place and above[place - 1] > best:
                best, best_at = above[place - 1], place - 1
        scores.append(row)
        origins.append(origin)
    place = max(range(width), key=lambda p: (scores[-1][p], -p))
    total = scores[-1][place]
    places = [place]
    for origin in reversed(origins[1:]):
        places.append(origin[places[-1]])
    return places[::-1], total


def _fit(text: str, index: int, columns: ColumnMap) -> float:
    """How well a cell goes with a column: from 3 (certainly) to -3 (certainly not)."""
    if not text:
        return 0.0
    return _fit_kind(text if len(text) <= _LOOKED_AT else text[:_LOOKED_AT], columns.kinds[index], columns.numbered)


@lru_cache(maxsize=16384)
def _fit_kind(text: str, kind: str, numbered: bool) -> float:
    if text in marks() and kind != "ordinal":
        return 0.0
    if kind == "ordinal":
        return 3.0 if read_ordinal(text) is not None else -1.0
    if kind in {"description", "product", "section"}:
        return _fit_text(text, kind, numbered)
    looks = look(text)
    if kind in {"lead", "cooperating"}:
        return 3.0 if looks.agency else -3.0 if looks.time or looks.money else -1.0
    if kind == "timeframe":
        return 3.0 if looks.time else 1.0 if looks.mentions_time else -3.0 if looks.agency else -1.0
    if kind in {"budget", "source"}:
        return 2.0 if looks.money else 1.0 if looks.reference else -3.0 if looks.agency or looks.time else -1.0
    return -1.0 if not kind else 0.0


def _fit_text(text: str, kind: str, numbered: bool) -> float:
    looks = look(text)
    if looks.number or read_ordinal(text) is not None or (looks.time and len(text) < 30):
        return -3.0
    ordinal = split_ordinal(text)[0]
    if kind == "section":
        return 0.0 if ordinal is None else -3.0 if ordinal.kind == ARABIC else 2.0
    if kind == "description":
        if numbered:
            return 2.0 if ordinal is not None else 0.0
        return 1.0 if len(text) > 25 and not looks.agency else 0.0
    return -1.0 if looks.agency and len(text) < 60 else -0.5 if numbered and ordinal is not None else 0.5
