"""Cells into columns: rows that lost columns, gained a cell, or whose cells have moved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.grid import Cell, Row
from parsers.tasks.fields import ColumnMap
from parsers.tasks.ordinals import ARABIC, read_ordinal, split_ordinal
from parsers.tasks.shapes import is_number, look, marks

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
# No longer text contradicts a column of texts, but for figures.
_LONGEST_VALUE = 40


class Placement(NamedTuple):
    """Where the cells of a row belong that is not printed as its columns say.

    `cells` are the filled cells with their columns, in order; neighbours of one column are one cell cut in two.

    `offset` is the column of the row's first cell, `moved` says that cells were put right. `ragged` is true where the
    row's width is not the header's and the difference is not just empty cells.
    """

    cells: list[tuple[int, Cell]]
    offset: int = 0
    moved: bool = False
    ragged: bool = False


def place(
    row: Row, filled: list[tuple[int, Cell]], columns: ColumnMap, offset: int, *, exact: bool = False
) -> Placement | None:
    """The `filled` cells of a row (without merges of the format's own) in their columns; None for "as printed".

    `offset` is where the row above began; with `exact` the format itself places the cells of a row that has all of
    them. Nothing is padded or cut: two cells may share a column.
    """
    width = columns.width
    size = len(row.cells)
    if size > width:
        size = max(width, filled[-1][0] + 1 if filled else 0)
    if size == width:
        if exact or width > _WIDEST or not is_contradicted(row.cells, columns):
            return None
        return _place_contradicted(row, filled, columns)
    if max(size, width) > _WIDEST:
        return Placement([(min(index, width - 1), cell) for index, cell in filled], ragged=len(filled) > 1)
    if len(filled) <= 1:
        begin = offset if 0 < offset <= width - size and not (filled and filled[0][0] == 0) else 0
        return Placement([(min(begin + index, width - 1), cell) for index, cell in filled], offset)
    texts = [cell.text if cell is not None else "" for cell in row.cells[:size]]
    fits = [_fits(text, columns) for text in texts]
    # Rows that lost cells at one end only stay together unless that fits clearly worse.
    ends = (0, width - size) if columns.kinds[:1] == ["ordinal"] and read_ordinal(texts[0]) is None else (0,)
    unbroken = [list(range(begin, begin + size)) for begin in (offset, *ends) if begin <= width - size]
    places = max(unbroken, key=lambda places: _sum(fits, places), default=[])
    enough = _sum(fits, places) + (_CLEARLY if fits[0][0] >= _ANCHORED else _WORSE) if places else float("-inf")
    if _most(fits) > enough:
        best, score = _best(texts, fits, offset)
        places = best if score > enough else places
    straight = places == list(range(size))
    return Placement([(places[index], cell) for index, cell in filled], places[0], not straight, straight)


def is_contradicted(cells: Sequence[Cell | None], columns: ColumnMap) -> bool:
    """Is one of as many cells as columns certainly not what its column holds?"""
    numbered = columns.numbered
    for index, kind, of_texts in columns.judged:
        cell = cells[index]
        if cell is None:
            continue
        text = cell.text
        if of_texts and len(text) > _LONGEST_VALUE:
            if text[0].isdecimal() and is_number(text):
                return True
        elif text and _fit(text[:_LOOKED_AT], kind, numbered) <= _CONTRADICTION:
            return True
    return False


def _place_contradicted(row: Row, filled: list[tuple[int, Cell]], columns: ColumnMap) -> Placement | None:
    """As many cells as columns, one of them in the wrong place: moved only where that fits clearly better."""
    texts = [cell.text if cell is not None else "" for cell in row.cells[: columns.width]]
    fits = [_fits(text, columns) for text in texts]
    needed = _sum(fits, range(columns.width)) + _CLEARLY
    if _most(fits) < needed:
        return None
    places, score = _best(texts, fits, 0)
    if score < needed:
        return None
    return Placement([(places[index], cell) for index, cell in filled], moved=True)


def _sum(fits: list[list[float]], places: Sequence[int]) -> float:
    return sum(fit[place] for fit, place in zip(fits, places, strict=True))


def _most(fits: list[list[float]]) -> float:
    """Each cell where it fits best, in whatever order: no alignment is better than that."""
    return sum(map(max, fits))


def _best(texts: list[str], fits: list[list[float]], offset: int) -> tuple[list[int], float]:
    """The alignment of best fit: places never decrease, neighbours stay together where nothing speaks against it.

    Dynamic programming over cells and columns, in time of their product.
    """
    scores = [fit - (0.0 if place in {0, offset} else _ELSEWHERE * place) for place, fit in enumerate(fits[0])]
    origins: list[list[int]] = []
    for index in range(1, len(texts)):
        above, scores = scores, []
        origin: list[int] = []
        in_one_cell = _APART + (_JOINED if texts[index] and texts[index - 1] else 0.0)
        best, best_at = float("-inf"), -1
        for place, fit in enumerate(fits[index]):
            # Of equals the origin nearest to this place.
            score, at = best - _APART, best_at
            if place:
                left = above[place - 1]
                if left >= score:
                    score, at = left, place - 1
                if left > best:
                    best, best_at = left, place - 1
            if above[place] - in_one_cell >= score:
                score, at = above[place] - in_one_cell, place
            scores.append(score + fit)
            origin.append(at)
        origins.append(origin)
    total = max(scores)
    places = [scores.index(total)]
    for origin in reversed(origins):
        places.append(origin[places[-1]])
    return places[::-1], total


def _fits(text: str, columns: ColumnMap) -> list[float]:
    """How well a cell goes with each column."""
    if not text:
        return [0.0] * columns.width
    return [_fit(text[:_LOOKED_AT], kind, columns.numbered) for kind in columns.kinds]


@lru_cache(maxsize=16384)
def _fit(text: str, kind: str, numbered: bool) -> float:
    """How well a cell goes with a column of this field: from 3 (certainly) to -3 (certainly not)."""
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
