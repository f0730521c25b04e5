"""Cells printed one after another, without row ends: which of them make a row.

Numbers that count on are where rows begin; between two of them a small search gives every unit its column,
by what its words look like and by the headings. Costs are counted in points: a cell whose words fit its column
earns some, whatever needs an assumption (a dropped cell, a second paragraph in a cell) costs some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from parsers.layouts.ordinals import leading_ordinals, read_ordinals
from parsers.openings import is_capitals
from parsers.tasks.shapes import is_total, looks_like_agency, looks_like_money, looks_like_time
from schema.folding import plain_key

# A month, a quarter, a year or a date anywhere in a short cell: "- Ban hành tháng 01/2018".
_TIME = re.compile(
    r"thang \d|quy (?:[ivx]+|\d)\b|nam (?:19|20)\d\d|\d ?/ ?(?:19|20)\d\d|hang (?:nam|quy|thang|tuan)|hoc ky"
)


class Unit(NamedTuple):
    """One printed paragraph or cell: folded words and 1-based source lines. `fresh` units begin a line of their own."""

    text: str
    line_start: int
    line_end: int
    after_break: bool = False


class Placed(NamedTuple):
    """A unit's place: the row it belongs to (counted from 0), its column; -1 for units outside the table."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Columns:
    """What the header says: per column the field (`ordinal`, `description`, `lead`, …, "" for unknown)."""

    fields: tuple[str, ...]
    # Cells may hold several units (paragraphs); else every unit is a cell.
    paragraphs: bool

    @property
    def numbered(self) -> bool:
        """Does the first column hold the rows' numbers?"""
        return self.fields[:1] == ("ordinal",)


_SKIPPED = -2.0  # a cell in the middle of a row that was not printed
_DROPPED = {"note": -0.3, "budget": -0.5, "source": -0.5, "cooperating": -1.0, "more": -0.8, "": -0.8, "product": -1.0}
_DROPPED_OTHER = -1.6
_SUB_ROW = -1.6  # a row whose leading cells are merged with the row above
_UNNUMBERED_ROW = -1.2  # a new row in a numbered table without a number
_NEVER = -99.0
_LONG = 140
_SECTION_LONGEST = 250
_AGENCY_FIELDS = frozenset({"lead", "cooperating"})
_TEXT_FIELDS = frozenset({"description", "section"})


@lru_cache(maxsize=16384)
def fit(field: str, text: str) -> float:
    """How well a text looks in a column of this field, in points."""
    if field == "ordinal":
        return 2.5 if read_ordinals(text) else 0.0 if not text else -4.0
    if not text:
        return -1.0 if field in _TEXT_FIELDS else 0.1
    if field in _AGENCY_FIELDS:
        return _fit_agency(text)
    if field == "timeframe":
        if looks_like_time(text):
            return 2.0
        return -1.0 if looks_like_agency(text) or len(text) > _LONG else 1.5 if _names_time(text) else -0.4
    if field in ("budget", "source"):
        return 1.5 if looks_like_money(text) else -1.0 if looks_like_agency(text) else -0.4
    if read_ordinals(text) and not text.isdigit():
        return -2.0
    if field in _TEXT_FIELDS:
        return _fit_description(text)
    if field == "product":
        return -1.0 if looks_like_time(text) else -0.6 if looks_like_agency(text) else 0.3
    return -0.5 if len(text) > _LONG else 0.0


def _fit_agency(text: str) -> float:
    if looks_like_agency(text):
        return 2.0
    elsewhere = looks_like_time(text) or looks_like_money(text) or len(text) > _LONG or _names_time(text)
    return -1.6 if elsewhere else -0.5


def _names_time(text: str) -> bool:
    return len(text) <= _LONG and _TIME.search(plain_key(text)) is not None


def _fit_description(text: str) -> float:
    if looks_like_time(text) and len(text) < 60:
        return -1.5
    if text.isdigit():
        return -2.0
    short = -0.8 if looks_like_agency(text) and len(text) < 60 else 0.3
    return short + (0.7 if len(text) > 50 else 0.0) - (1.0 if text[0].islower() else 0.0)


def place_units(units: Sequence[Unit], starts: Sequence[int], columns: Columns, *, closed: bool) -> list[Placed]:
    """Every unit's place. `starts` are the units known to begin rows; `closed` says that all units are the table's.

    Between two starts as many units as the table has columns are a row without further question.
    """
    placed: list[Placed] = []
    row = 0
    bounds = [0, *(start for start in starts if start), len(units)]
    for number, (first, last) in enumerate(pairwise(bounds)):
        if first == last:
            continue
        part = units[first:last]
        is_last = number == len(bounds) - 2
        if len(part) == len(columns.fields) and (closed or not is_last) and _plain_row(part, columns):
            found = [Placed(0, column) for column in range(len(part))]
        else:
            found = _search(part, columns, free=closed or not is_last)
        if is_last and not closed:
            found = _without_headings_below(part, found)
        placed += [Placed(row + one.row if one.row >= 0 else -1, one.column) for one in found]
        row += max((one.row for one in found), default=-1) + 1
    return placed


def _without_headings_below(part: Sequence[Unit], found: list[Placed]) -> list[Placed]:
    """The placing without rows of one cell at its end: the headings and paragraphs of the text below the table."""
    counts = Counter(place.row for place in found)
    kept = max((place.row for place in found if counts[place.row] > 1), default=-1)
    return [
        place if place.row <= kept or is_total(unit.text) else Placed(-1, -1)
        for unit, place in zip(part, found, strict=True)
    ]


def _plain_row(part: Sequence[Unit], columns: Columns) -> bool:
    """Is each unit at home in its column, so that no search is needed?"""
    return all(fit(field, unit.text) > -1.0 for field, unit in zip(columns.fields, part, strict=True))


class _State(NamedTuple):
    score: float
    row: int
    column: int
    before: _State | None


def _search(part: Sequence[Unit], columns: Columns, *, free: bool) -> list[Placed]:
    """The best placing of units of which the first begins a row; the table may end inside unless all are its own."""
    width = len(columns.fields)
    states: dict[int, _State] = {0: _State(fit(columns.fields[0], part[0].text), 0, 0, None)}
    if not columns.numbered or not read_ordinals(part[0].text):
        states = {column: _State(_row_start(part[0], column, columns), 0, column, None) for column in range(width)}
    ends: list[tuple[float, int, _State]] = []
    for index in range(1, len(part)):
        if not free:
            best = max(states.values(), key=lambda state: state.score + _row_end(state, part[index - 1], columns))
            ends.append((best.score + _row_end(best, part[index - 1], columns), index, best))
        states = _step(states, part[index - 1], part[index], columns)
    best = max(states.values(), key=lambda state: state.score + _row_end(state, part[-1], columns))
    ends.append((best.score + _row_end(best, part[-1], columns), len(part), best))
    _, count, state = max(ends, key=lambda end: (end[0], end[1]))
    return [*_path(state), *([Placed(-1, -1)] * (len(part) - count))]


def _path(state: _State | None) -> list[Placed]:
    path = []
    while state is not None:
        path.append(Placed(state.row, state.column))
        state = state.before
    return path[::-1]


def _step(states: dict[int, _State], before: Unit, unit: Unit, columns: Columns) -> dict[int, _State]:
    """All best ways to place `unit` after `before`, one per column."""
    width = len(columns.fields)
    fits = [fit(field, unit.text) for field in columns.fields]
    same = _continues(before.text, unit.text) if columns.paragraphs else _NEVER
    # A row of totals has its label across all columns up to its sum.
    skip = 0.0 if is_total(before.text) else _SKIPPED
    ended = max(states.values(), key=lambda state: state.score + _row_end(state, before, columns))
    ended_score = ended.score + _row_end(ended, before, columns)
    found: dict[int, _State] = {}
    for column in range(width):
        best = _State(ended_score + _row_start(unit, column, columns), ended.row + 1, column, ended)
        for earlier in states.values():
            skipped = column - earlier.column - 1
            if skipped < -1:
                continue
            score = earlier.score + (same if skipped < 0 else fits[column] + skipped * skip)
            if skipped < 0:
                score += min(fits[column], 0.0) / 2
            if score >= best.score:
                best = _State(score, earlier.row, column, earlier)
        found[column] = best
    return found


def _row_start(unit: Unit, column: int, columns: Columns) -> float:
    """Points for beginning a row with this unit in this column."""
    points = fit(columns.fields[column], unit.text)
    if not column and is_total(unit.text):
        return 0.5
    if not columns.numbered:
        numbered = bool(leading_ordinals(unit.text)) and columns.fields[column] in _TEXT_FIELDS
        return points + (1.5 if numbered else 0.0) + (_SUB_ROW * column if column else 0.0)
    if column:
        return points + _SUB_ROW - (0.4 if column > 1 else 0.0)
    if not unit.text:
        return _UNNUMBERED_ROW / 2
    if leading_ordinals(unit.text) or _is_title(unit.text):
        return 0.5  # a section's number and title in one cell across the table
    return _UNNUMBERED_ROW + (points if points < 0 else -1.0)


def _row_end(state: _State, unit: Unit, columns: Columns) -> float:
    """Points lost when the row ends in this column: what its other cells would have held."""
    missing = columns.fields[state.column + 1 :]
    if not missing:
        return 0.0
    section = state.column == (1 if columns.numbered and not leading_ordinals(unit.text) else 0)
    if is_total(unit.text):
        return 0.0
    if section and (_is_title(unit.text) or leading_ordinals(unit.text)):
        return -0.5
    return sum(_DROPPED.get(field, _DROPPED_OTHER) for field in missing)


@lru_cache(maxsize=4096)
def _is_title(text: str) -> bool:
    return bool(text) and len(text) <= _SECTION_LONGEST and is_capitals(text)


def _continues(before: str, text: str) -> float:
    """Points for `text` being a further paragraph of the cell that `before` is in."""
    if not text or not before:
        return -4.0
    if read_ordinals(text):
        return -4.0
    if text[0].islower():
        return 0.4
    bullet = text[0] in "-+•–*"
    if bullet and before[0] in "-+•–*":
        return 0.6
    if before[-1] in ":;,/&-" or before.endswith((" và", " của")):
        return 0.2
    return -1.6 if bullet else -2.4
