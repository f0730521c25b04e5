"""Cells printed one after another, without row ends: which of them make a row.

Numbers that count on are where rows begin; between two of them a small search gives every unit its column,
by what its words look like and by the headings. Costs are counted in points: a cell whose words fit its column
earns some, whatever needs an assumption (a dropped cell, a second paragraph in a cell) costs some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from operator import add
from typing import NamedTuple

from parsers.grid import Cell
from parsers.layouts.columns import Columns, Missing
from parsers.layouts.fitting import fits_of, is_at_home, is_title
from parsers.layouts.ordinals import leading_ordinals, read_ordinals
from parsers.tasks.shapes import is_total, look

# A printed paragraph: a cell, or one of the paragraphs of a cell.
Unit = Cell

_UNNUMBERED_ROW = -1.2  # a new row in a numbered table without a number
_NOT_COUNTED = -3.0
_NEVER = -99.0
_LISTED = 1.4  # one body below another in a column of bodies
_LONG = 140
# "Chủ trì: Sở Tư pháp" and below it "- Cơ quan phối hợp: Công an tỉnh" in one cell.
_ROLE = re.compile(r"\W{0,3}(?:(?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp)[^:]{0,20}:", re.IGNORECASE)


def rows_of_units(
    units: list[Unit], starts: Sequence[int], columns: Columns, closed: bool, bounded: bool
) -> Iterator[tuple[int, list[list[Cell]]]]:
    """The rows that begin at each of the `starts`, the units known to begin one (and at the first unit), in order.

    `closed` says that all units are the table's, `bounded` that another part of the document begins below the last.

    Between two starts as many units as the table has columns are a row without further question.
    """
    bounds = [0, *(start for start in starts if start), len(units)]
    for number, (first, end) in enumerate(pairwise(bounds)):
        if first == end:
            continue
        part = units[first:end]
        whole = closed or number < len(bounds) - 2
        plain = _plain_rows(part, columns) if whole else []
        if plain:
            yield first, plain
            continue
        found = _search(part, columns, free=whole or (bounded and _fits_one_row(part, columns)))
        if not whole:
            found = _without_headings_below(found)
        yield first, [[_joined(cell) for cell in row] for row in found]


def _joined(units: Sequence[Unit]) -> Cell:
    if len(units) == 1:
        return units[0]
    return Cell(" ".join([unit.text for unit in units]), units[0].line_start, units[-1].line_end)


def _plain_rows(part: list[Unit], columns: Columns) -> list[list[Cell]]:
    """The rows of units printed as most rows are; none for others, which need a search."""
    width = len(columns.fields)
    if len(part) == 2 and columns.numbered:
        return [part]  # a section's number and title
    if len(part) == width and _is_plain(part, columns):
        return [part]
    # Behind a full row the next section's title may stand in a cell of its own.
    if len(part) == width + 1 and columns.numbered and is_title(part[-1].text) and leading_ordinals(part[-1].text):
        row = part[:-1]
        return [row, [part[-1]]] if _is_plain(row, columns) else []
    return []


def _is_plain(part: Sequence[Unit], columns: Columns) -> bool:
    """Is each unit at home in its column, so that no search is needed?"""
    return all(map(is_at_home, columns.fields, [unit.text for unit in part]))


def _without_headings_below(rows: list[list[list[Unit]]]) -> list[list[list[Unit]]]:
    """The rows without those of one unit at their end: the headings and paragraphs of the text below the table."""
    end = len(rows)
    while end and sum(map(len, rows[end - 1])) == 1:
        end -= 1
    while end < len(rows) and is_total(rows[end][0][0].text):
        end += 1
    return rows[:end]


def _fits_one_row(part: Sequence[Unit], columns: Columns) -> bool:
    """Are these few and short enough to be the cells of a last row, and no text below it?"""
    if len(part) > len(columns.fields):
        return False
    return all(len(unit.text) <= _LONG and not leading_ordinals(unit.text) for unit in part[2:])


class _Step(NamedTuple):
    """Per column: the best score with the last unit there, and the column before it (`~column`: of a row above)."""

    scores: list[float]
    before: list[int]


def _search(part: Sequence[Unit], columns: Columns, *, free: bool) -> list[list[list[Unit]]]:
    """The best rows of units of which the first begins one; the table may end inside unless all are its own."""
    steps = [_first_step(part[0].text, columns)]
    ends: list[tuple[float, int, int]] = []
    missing = columns.missing
    above = ""
    for index, unit in enumerate(part):
        text = unit.text
        if index:
            ended = _best_end(steps[-1].scores, missing.inside)
            step = _step(steps[-1].scores, ended, above, text, columns)
            if not free and columns.numbered and step.before[0] < 0 and _is_heading(text):
                # Nothing numbered follows: what looks like a section's title is the text's below the table.
                step.scores[0] = _NEVER
            steps.append(step)
        missing = _missing(text, above, columns)
        if not free or index == len(part) - 1:
            score, column = _best_end(steps[-1].scores, missing.last)
            ends.append((score, index + 1, column))
        above = text
    _, length, column = max(ends)
    return _path(part, steps[:length], column)


def _first_step(text: str, columns: Columns) -> _Step:
    fits = fits_of(columns.fields, text)
    if columns.numbered and read_ordinals(text):
        scores = [fits[0], *([_NEVER] * (len(fits) - 1))]
    else:
        scores = [points + cost + more for points, (cost, more) in zip(fits, columns.sub_rows, strict=True)]
        scores[0] = _row_start(text, fits[0], columns)
    return _Step(scores, [-1] * len(fits))


def _path(part: Sequence[Unit], steps: Sequence[_Step], column: int) -> list[list[list[Unit]]]:
    """The rows that led to the last step's column, each a list of cells, each a list of units."""
    path = []
    for step in reversed(steps):
        before = step.before[column]
        path.append((column, before < 0))
        column = before if before >= 0 else ~before
    rows: list[list[list[Unit]]] = []
    before = -1
    for unit, (place, begins) in zip(part, reversed(path), strict=False):
        if begins:
            rows.append([[unit]])
        elif place == before:
            rows[-1][-1].append(unit)
        else:
            rows[-1].append([unit])
        before = place
    return rows


def _missing(text: str, above: str, columns: Columns) -> Missing:
    """What a row loses that ends with this unit, which `above` precedes."""
    if is_total(text) or is_total(above):
        return columns.missing_in_total
    if leading_ordinals(text):
        return columns.missing_in_section[0]
    if is_title(text):
        # A section: its number and title in one cell, or in two of a numbered table.
        return columns.missing_in_section[columns.numbered]
    return columns.missing


def _best_end(scores: Sequence[float], missing: Sequence[float]) -> tuple[float, int]:
    """The best score, and its column, when a row ends here."""
    ended = list(map(add, scores, missing))
    best = max(ended)
    return best, ended.index(best)


def _step(scores: list[float], ended: tuple[float, int], before: str, text: str, columns: Columns) -> _Step:
    """All best ways to place a unit behind that of `before` with these scores, of which `ended` ends its row."""
    same = _continues(before, text) if columns.paragraphs else _NEVER
    listed = same + _LISTED if same > _NEVER and look(before).agency and look(text).agency else same
    # A row of totals has its label across all columns up to its sum.
    total = is_total(before)
    # A row of a numbered table that has words for its number is a section's, and has no other cell.
    alone = columns.numbered and bool(before) and not total and not read_ordinals(before)
    skipped = columns.skipped_in_total if total else columns.skipped_alone if alone else columns.skipped
    fits = fits_of(columns.fields, text)
    begun, row_end = ended
    row_above = ~row_end
    found: list[float] = []
    sources: list[int] = []
    for column, points, (cost, more), body, left in zip(
        count(), fits, columns.sub_rows, columns.bodies, skipped, strict=False
    ):
        best = begun + (points + cost + more if column else _row_start(text, points, columns))
        earlier = row_above
        score = scores[column] + (listed if body else same) + (points / 2 if points < 0.0 else 0.0)
        if score >= best:
            best, earlier = score, column
        for previous, lost in left:
            score = scores[previous] + points + lost
            if score >= best:
                best, earlier = score, previous
        found.append(best)
        sources.append(earlier)
    return _Step(found, sources)


def _row_start(text: str, points: float, columns: Columns) -> float:
    """Points for beginning a row with this text in the first column, which it fits by so many points."""
    if is_total(text):
        return 0.5
    if not columns.numbered:
        return points + (1.5 if leading_ordinals(text) else 0.0)
    if not text:
        return _UNNUMBERED_ROW / 2
    if read_ordinals(text):
        return _NOT_COUNTED  # the rows' numbers are known; this one is a sum or a count
    if leading_ordinals(text) or is_title(text):
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
