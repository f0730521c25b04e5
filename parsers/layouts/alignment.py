"""Cells printed one after another, without row ends: which of them make a row.

Numbers that count on are where rows begin; between two of them a small search gives every unit its column,
by what its words look like and by the headings. Costs are counted in points: a cell whose words fit its column
earns some, whatever needs an assumption (a dropped cell, a second paragraph in a cell) costs some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from parsers.layouts.fitting import fit, is_title
from parsers.layouts.ordinals import leading_ordinals, read_ordinals
from parsers.tasks.shapes import is_total, look


class Unit(NamedTuple):
    """One printed paragraph or cell: folded words and 1-based source lines."""

    text: str
    line_start: int
    line_end: int


class Placed(NamedTuple):
    """A unit's place: the row it belongs to (counted from 0), its column; -1 for units outside the table."""

    row: int
    column: int


_SKIPPED = -2.0  # a cell in the middle of a row that was not printed
_MOST_SKIPPED = 2
_DROPPED = {"note": -0.3, "budget": -0.5, "source": -0.5, "cooperating": -1.0, "more": -0.8, "": -0.8, "product": -1.0}
_DROPPED_OTHER = -1.6
_SECTION_ENDS = -0.5
_INNER = 2.0  # times what a row loses for cells not printed, when another row without a number follows
_SUB_ROW = -1.6  # a row whose leading cells are merged with the row above
_GROUPED_ROW = -0.4
_UNNUMBERED_ROW = -1.2  # a new row in a numbered table without a number
_UNNUMBERED_CELL = -2.5
_NOT_COUNTED = -3.0
_NEVER = -99.0
_LISTED = 1.4  # one body below another in a column of bodies
_BODIES = frozenset({"lead", "cooperating"})
_LONG = 140
# "Chủ trì: Sở Tư pháp" and below it "- Cơ quan phối hợp: Công an tỉnh" in one cell.
_ROLE = re.compile(r"\W{0,3}(?:(?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp)[^:]{0,20}:", re.IGNORECASE)


@dataclass(slots=True)
class Columns:
    """What the header says: per column the field (`ordinal`, `description`, `lead`, …, "" for unknown).

    `paragraphs` says that a cell may hold several units; else every unit is a cell. `numbered` that the first
    column holds the rows' numbers; `missing` what a row loses that ends in a column, cells of the others not printed;
    `missing_inside` the same for a row without a number behind which another follows.
    """

    fields: tuple[str, ...]
    paragraphs: bool
    numbered: bool = field(init=False)
    missing: list[float] = field(init=False)
    missing_inside: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.numbered = self.fields[:1] == ("ordinal",)
        costs = [_DROPPED.get(name, _DROPPED_OTHER) for name in self.fields]
        self.missing = [sum(costs[column + 1 :]) for column in range(len(costs))]
        self.missing_inside = [_INNER * cost for cost in self.missing]


def place_units(
    units: Sequence[Unit], starts: Sequence[int], columns: Columns, *, closed: bool, bounded: bool
) -> list[Placed]:
    """Every unit's place. `starts` are the units known to begin rows.

    `closed` says that all units are the table's, `bounded` that another part of the document begins below the last.

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
        whole = closed or not is_last
        found = _without_search(part, columns) if whole else []
        if not found:
            found = _search(part, columns, free=whole or (bounded and _fits_one_row(part, columns)))
        if is_last and not closed:
            found = _without_headings_below(part, found)
        placed += [Placed(row + one.row if one.row >= 0 else -1, one.column) for one in found]
        row += max((one.row for one in found), default=-1) + 1
    return placed


def _without_search(part: Sequence[Unit], columns: Columns) -> list[Placed]:
    """The placing of the ways to print a row that most rows have; none for another."""
    width = len(columns.fields)
    if len(part) == 2 and columns.numbered:
        return [Placed(0, 0), Placed(0, 1)]  # a section's number and title
    # Behind a full row the next section's title may stand in a cell of its own.
    titled = len(part) == width + 1 and columns.numbered and is_title(part[-1].text) and leading_ordinals(part[-1].text)
    if (len(part) == width or titled) and _plain_row(part[:width], columns):
        row = [Placed(0, column) for column in range(width)]
        return [*row, Placed(1, 0)] if titled else row
    return []


def _without_headings_below(part: Sequence[Unit], found: list[Placed]) -> list[Placed]:
    """The placing without rows of one cell at its end: the headings and paragraphs of the text below the table."""
    counts = Counter(place.row for place in found)
    kept = max((place.row for place in found if counts[place.row] > 1), default=-1)
    return [
        place if place.row <= kept or is_total(unit.text) else Placed(-1, -1)
        for unit, place in zip(part, found, strict=True)
    ]


def _fits_one_row(part: Sequence[Unit], columns: Columns) -> bool:
    """Are these few and short enough to be the cells of a last row, and no text below it?"""
    if len(part) > len(columns.fields):
        return False
    return all(len(unit.text) <= _LONG and not leading_ordinals(unit.text) for unit in part[2:])


def _plain_row(part: Sequence[Unit], columns: Columns) -> bool:
    """Is each unit at home in its column, so that no search is needed?"""
    return all(fit(field, unit.text) > -1.0 for field, unit in zip(columns.fields, part, strict=True))


class _Step(NamedTuple):
    """Per column: the best score with the last unit there, the column of the unit before, and whether a row began."""

    scores: list[float]
    before: list[int]
    begins: list[bool]


def _search(part: Sequence[Unit], columns: Columns, *, free: bool) -> list[Placed]:
    """The best placing of units of which the first begins a row; the table may end inside unless all are its own."""
    width = len(columns.fields)
    first = part[0]
    starts = [_row_start(first, n, fit(name, first.text), columns) for n, name in enumerate(columns.fields)]
    if columns.numbered and read_ordinals(first.text):
        starts = [fit(columns.fields[0], first.text), *([_NEVER] * (width - 1))]
    steps = [_Step(starts, [-1] * width, [True] * width)]
    ends: list[tuple[float, int, int]] = []
    for index in range(1, len(part) + 1):
        above = part[index - 2].text if index > 1 else ""
        if not free or index == len(part):
            score, column = _best_end(steps[-1].scores, part[index - 1].text, above, columns.missing, columns)
            ends.append((score, index, column))
        if index < len(part):
            inner = _best_end(steps[-1].scores, part[index - 1].text, above, columns.missing_inside, columns)
            step = _step(steps[-1].scores, inner, part[index - 1].text, part[index], columns)
            if not free and columns.numbered and step.begins[0] and _is_heading(part[index].text):
                # Nothing numbered follows: what looks like a section's title is the text's below the table.
                step.scores[0] = _NEVER
            steps.append(step)
    _, count, column = max(ends)
    return [*_path(steps[:count], column), *([Placed(-1, -1)] * (len(part) - count))]


def _path(steps: Sequence[_Step], column: int) -> list[Placed]:
    """The places that led to the last step's column, rows counted from 0."""
    path = []
    for step in reversed(steps):
        path.append((column, step.begins[column]))
        column = step.before[column]
    placed = []
    row = -1
    for place, begins in reversed(path):
        row += begins
        placed.append(Placed(row, place))
    return placed


def _best_end(
    scores: Sequence[float], text: str, above: str, missing: list[float], columns: Columns
) -> tuple[float, int]:
    """The best score, and its column, when a row ends with this unit, which `above` precedes.

    `missing` are the costs of the cells not printed, those of `columns` for the last row or for one inside.
    """
    if is_total(text) or is_total(above):
        missing = [0.0] * len(missing)
    elif leading_ordinals(text) or is_title(text):
        # A section: its number and title in one cell, or in two of a numbered table.
        section = 1 if columns.numbered and not leading_ordinals(text) else 0
        missing = [max(cost, _SECTION_ENDS) if column == section else cost for column, cost in enumerate(missing)]
    column = max(range(len(scores)), key=lambda column: scores[column] + missing[column])
    return scores[column] + missing[column], column


def _step(scores: Sequence[float], ended: tuple[float, int], before: str, unit: Unit, columns: Columns) -> _Step:
    """All best ways to place `unit` after a unit with these scores, of which `ended` is the best that ends its row."""
    same = _continues(before, unit.text) if columns.paragraphs else _NEVER
    # A row of totals has its label across all columns up to its sum.
    total = is_total(before)
    # A row of a numbered table that has words for its number is a section's, and has no other cell.
    alone = columns.numbered and bool(before) and not total and not read_ordinals(before)
    found = _Step([], [], [])
    listed = _LISTED if same > _NEVER and look(before).agency and look(unit.text).agency else 0.0
    for column, name in enumerate(columns.fields):
        points = fit(name, unit.text)
        best, earlier, begins = ended[0] + _row_start(unit, column, points, columns), ended[1], True
        more = same + (listed if name in _BODIES else 0.0)
        if (score := scores[column] + more + min(points, 0.0) / 2) >= best:
            best, earlier, begins = score, column, False
        for previous in range(0 if total else max(column - 1 - _MOST_SKIPPED, 0), column):
            skipped = 0.0 if total else (column - 1 - previous) * _SKIPPED
            if alone and not previous:
                skipped += _UNNUMBERED_CELL
            if (score := scores[previous] + points + skipped) >= best:
                best, earlier, begins = score, previous, False
        found.scores.append(best)
        found.before.append(earlier)
        found.begins.append(begins)
    return found


def _row_start(unit: Unit, column: int, points: float, columns: Columns) -> float:
    """Points for beginning a row with this unit in this column, which it fits by so many `points`."""
    if not column and is_total(unit.text):
        return 0.5
    if not columns.numbered:
        if column:
            # A group's cell is merged over its tasks more often than not.
            return points + (_GROUPED_ROW if columns.fields[:column] == ("section",) else _SUB_ROW * column)
        return points + (1.5 if leading_ordinals(unit.text) else 0.0)
    if column:
        # Where cells are merged over sub-rows, the task is, not only its number.
        return points + _SUB_ROW + (0.2 if column == 2 else -0.3 if column == 1 else 0.0)
    if not unit.text:
        return _UNNUMBERED_ROW / 2
    if read_ordinals(unit.text):
        return _NOT_COUNTED  # the rows' numbers are known; this one is a sum or a count
    if leading_ordinals(unit.text) or is_title(unit.text):
        return 0.5  # a section's number and title in one cell across the table
    return _UNNUMBERED_ROW + (points if points < 0 else -1.0)


def _is_heading(text: str) -> bool:
    return bool(text) and not read_ordinals(text) and not is_total(text)


def _continues(before: str, text: str) -> float:
    """Points for `text` being a further paragraph of the cell that `before` is in."""
    if not text or not before:
        return -4.0
    if read_ordinals(text):
        return -4.0
    if leading_ordinals(text):
        # The points of a list inside a cell follow each other.
        return 0.0 if leading_ordinals(before) or before[-1] == ":" else -1.6
    if text[0].islower():
        return 0.4
    if _ROLE.match(text) and _ROLE.match(before):
        return 0.6
    bullet = text[0] in "-+•–*"
    if bullet and before[0] in "-+•–*":
        return 0.6
    if before[-1] in ":;,/&-" or before.endswith((" và", " của")):
        return 0.2
    return -1.6 if bullet else -2.4
