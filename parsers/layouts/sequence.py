"""A table whose cells are printed one after another: its header's width, then rows from the alignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.furniture import is_site_line
from parsers.grid import Cell, Grid, Row
from parsers.layouts.alignment import Unit, rows_of_units
from parsers.layouts.columns import columns_of
from parsers.layouts.header_rows import heading_of, is_column_numbers
from parsers.layouts.ordinals import leading_ordinals, read_ordinals
from parsers.layouts.row_starts import row_starts, usual_distance
from parsers.openings import plain_lines

# Headings that stand below a heading of their group: at most so many columns of one group.
_MOST_GROUPED = 4
_MOST_UNPRINTED = 1
# The last row's cells may be of several paragraphs, and rows without a number may follow it.
_MOST_ROW_LENGTHS = 3
# Headings behind the last known one.
_MOST_UNNAMED, _LONGEST_UNNAMED = 2, 40
_SECTION_KINDS = frozenset({"roman_upper", "letter_upper"})
# One cell may read like a word of a site's navigation, three of four neighbours do not.
_SITE_WINDOW, _FEWEST_SITE_LINES = 4, 3


@dataclass(slots=True)
class PrintedCells:
    """A table's cells in print order: its header's, those below it, and where the header comes again.

    `repeats` maps an index of `body` to the header's cells printed again in front of it, at a page's end.
    """

    header: list[Unit]
    body: list[Unit]
    repeats: dict[int, list[Unit]] = field(default_factory=dict)


def read_sequence(layout: str, cells: PrintedCells, *, paragraphs: bool, closed: bool) -> Grid | None:
    """The table of these cells; None when no row follows the header.

    `paragraphs` allows cells of several units; `closed` says that the table's end is known to be the last unit.
    """
    header, body = cells.header, cells.body
    numbered = bool(header) and _field(header[0].text) == "ordinal"
    starts = row_starts(body, len(header)) if numbered else []
    if unnamed := 0 if cells.repeats else _unnamed_headings(header, body, usual_distance(starts)):
        header, body = [*header, *body[:unnamed]], body[unnamed:]
        starts = row_starts(body, len(header))
    rows_of_header, fields = _header_rows(header, usual_distance(starts) if numbered else 0)
    columns = columns_of(fields, paragraphs)
    numbers = _column_numbers(body, len(fields))
    if numbered and (numbers or len(fields) != len(header)):
        starts = [numbers + start for start in row_starts(body[numbers:], len(fields))]
    if numbered and not starts:
        return None
    end = len(body) if closed else _end(body, starts[-1] if starts else 0, len(fields), cells.repeats)
    parts = sorted({*starts, *(index for index in cells.repeats if numbers < index < end)})
    units = body[numbers:end]
    rows = [*rows_of_header, *([row_of_cells(body[:numbers])] if numbers else [])]
    bounded = end == len(body)
    for first, below in rows_of_units(units, [start - numbers for start in parts], columns, closed, bounded):
        again = cells.repeats.get(numbers + first) if below else None
        if again:
            rows.append(row_of_cells(again, after_break=True))
        rows += [row_of_cells(row, after_break=bool(again) and row is below[0]) for row in below]
    if len(rows) <= len(rows_of_header):
        return None
    return Grid(layout, rows, rows[0].line_start, rows[-1].line_end)


def _end(units: Sequence[Unit], last_start: int, width: int, repeats: Mapping[int, object]) -> int:
    """How many of the units can be the table's: not far below its last number, and above a site's own lines."""
    first = max(last_start, max(repeats, default=0))
    end = min(len(units), first + _MOST_ROW_LENGTHS * width) if last_start else len(units)
    return first + len(_without_site(units[first:end]))


def _without_site(units: Sequence[Unit]) -> Sequence[Unit]:
    """The units up to where a site's own lines begin below a table, which may be as short as cells."""
    plains = plain_lines([unit.text for unit in units])
    site = [
        is_site_line(plain, unit.text) and heading_of(unit.text) is None
        for plain, unit in zip(plains, units, strict=True)
    ]
    for index in range(len(site)):
        if site[index] and sum(site[index : index + _SITE_WINDOW]) >= min(_FEWEST_SITE_LINES, len(site) - index):
            return units[:index]
    return units


def row_of_cells(cells: Sequence[Cell], *, after_break: bool = False) -> Row:
    """A row of these cells."""
    return Row(list(cells), cells[0].line_start, cells[-1].line_end, after_break)


def _field(text: str) -> str:
    heading = heading_of(text)
    return heading.fields[0] if heading is not None else ""


def _unnamed_headings(header: list[Unit], body: list[Unit], distance: int) -> int:
    """How many units below the known headings are headings too, since rows of `distance` units have cells for them."""
    more = distance - len(header) if distance else _before_first_section(body)
    if not 0 < more <= _MOST_UNNAMED or len(body) <= more:
        return 0
    first = body[more].text
    if not (read_ordinals(first) or leading_ordinals(first)):
        return 0
    short = all(0 < len(u.text) <= _LONGEST_UNNAMED and not leading_ordinals(u.text) for u in body[:more])
    return more if short and not any(read_ordinals(unit.text) for unit in body[:more]) else 0


def _before_first_section(body: Sequence[Unit]) -> int:
    """How many units stand above the title of a first section ("I. …", "A. …")."""
    for place, unit in enumerate(body[: _MOST_UNNAMED + 1]):
        if any(one.value == 1 and one.kind in _SECTION_KINDS for one in leading_ordinals(unit.text)):
            return place
    return 0


def _column_numbers(body: Sequence[Unit], width: int) -> int:
    """How many units below the header number its columns: all of them or none."""
    texts = [unit.text for unit in body[:width]]
    return width if len(texts) == width and is_column_numbers(texts) else 0


def _header_rows(header: list[Unit], distance: int) -> tuple[list[Row], tuple[str, ...]]:
    """The header as printed, and the field of each column. `distance` is the usual length of rows, 0 for unknown.

    Where rows have fewer cells than the header, the last headings stand below a heading of their group
    ("Cơ quan thực hiện" above "Chủ trì" and "Phối hợp"), which is no column of its own.
    """
    names = [_field(unit.text) for unit in header]
    # A number behind the first column is a document's or a code, not the row's.
    fields = tuple("more" if name == "ordinal" and place else name for place, name in enumerate(names))
    # Rows may be shorter still: an empty last cell is often not printed.
    if len(header) - 1 - _MOST_UNPRINTED <= distance < len(header):
        for grouped in range(2, min(_MOST_GROUPED, len(header) - 2) + 1):
            top = len(header) - grouped
            parent = _parent(fields[:top], fields[top:])
            if parent >= 0:
                rows = [row_of_cells(header[:top]), row_of_cells(header[top:])]
                return rows, fields[:parent] + fields[top:] + fields[parent + 1 : top]
    return [row_of_cells(header)], fields


def _parent(top: Sequence[str], below: Sequence[str]) -> int:
    """Which of the upper headings the lower ones share as their group: the one for the same kind of thing."""
    kinds = {"lead": "who", "cooperating": "who", "timeframe": "when", "budget": "money", "source": "money"}
    found = {kinds.get(field, field) for field in below}
    if len(found) != 1:
        return -1
    kind = found.pop()
    same = [index for index, field in enumerate(top) if kinds.get(field, field) == kind and kind]
    return same[0] if len(same) == 1 else -1
