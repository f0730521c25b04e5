"""Tables whose cells are paragraphs parted by blank lines; a lone no-break space is an empty cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from parsers.grid import Grid
from parsers.layouts.alignment import Unit
from parsers.layouts.cells import cell_text
from parsers.layouts.header_rows import heading_of, is_header
from parsers.layouts.ordinals import FIGURES, read_ordinals
from parsers.layouts.sequence import PrintedCells, read_sequence
from parsers.layouts.table_region import untaken
from parsers.openings import BOUNDARIES, is_capitals, openings, plain_lines
from parsers.page_marks import page_number

_LONGEST_HEADING = 90
_MOST_HEADING_LINES = 4
_MOST_HEADINGS = 40
_LONGEST_NUMBER_HEADING = 12
# Headings in one header that the register may not know ("Địa bàn", "Quy mô").
_MOST_UNKNOWN = 2
_FEWEST_HEADINGS = 3
_MOST_CAPTIONS = 3
_ENDS = BOUNDARIES | {"note"}


def find_tables(lines: list[str], taken: bytearray, *, spaced: bool) -> list[Grid]:
    """The tables of paragraphs among the lines (0-based in `taken`) that no other table has taken.

    `spaced` says that there are no-break spaces, which stand in empty cells.
    """
    places = _paragraphs(lines, taken, spaced=spaced)
    ends: list[int] | None = None
    grids: list[Grid] = []
    read_up_to = 0
    for index, place in enumerate(places):
        if place[0] < read_up_to or not _may_be_heading(lines, place) or heading_of(_text(lines, place)) is None:
            continue
        header = _header(lines, places, index)
        if not header:
            continue
        first = index + len(header)
        if ends is None:
            ends = _ends_of_tables(lines, places, first)
        end = ends[bisect_left(ends, first)]
        printed = _printed(lines, places, header, first, end)
        grid = read_sequence("cell_per_paragraph", printed, paragraphs=True, closed=False)
        if grid is not None:
            grids.append(grid)
            read_up_to = grid.line_end
    return grids


def _printed(
    lines: list[str], places: Sequence[tuple[int, int]], header: list[Unit], first: int, end: int
) -> PrintedCells:
    """The cells below a header up to the next table's, its own repetitions at the ends of pages set apart."""
    printed = PrintedCells(header, [])
    texts = [unit.text for unit in header]
    numbered = _is_number_heading(texts[0])
    index = first
    while index < end:
        unit = _unit(lines, places[index])
        if unit.text == texts[0] or (len(unit.text) <= _LONGEST_NUMBER_HEADING and _is_number_heading(unit.text)):
            again = _header(lines, places, index)
            if [one.text for one in again] == texts:
                # What numbers no row, right above a header, is the page's number.
                if printed.body and page_number(printed.body[-1].text) is not None:
                    printed.body.pop()
                printed.repeats[len(printed.body)] = again
                index += len(again)
                continue
            if again and numbered:
                break
        printed.body.append(unit)
        index += 1
    return printed


def _is_number_heading(text: str) -> bool:
    heading = heading_of(text) if not text[:1].isdigit() else None
    return heading is not None and heading.fields == ("ordinal",) and not heading.rank


def _paragraphs(lines: list[str], taken: bytearray, *, spaced: bool) -> list[tuple[int, int]]:
    """Runs of lines with words, as indexes (first, after the last).

    A line of spaces alone is an empty cell, `(i, i)`, when a no-break space is among them.
    """
    places: list[tuple[int, int]] = []
    start = end = 0
    for index in range(len(lines)) if spaced else untaken(taken):
        line = lines[index]
        if line and not taken[index] and not line.isspace():
            if index > end or start == end:
                if start < end:
                    places.append((start, end))
                start = index
            end = index + 1
        elif spaced and "\u00a0" in line and (start == end or index > end) and not (index and lines[index - 1] == line):
            if start < end:
                places.append((start, end))
                start = end
            places.append((index, index))
    if start < end:
        places.append((start, end))
    return places


def _text(lines: list[str], place: tuple[int, int]) -> str:
    first, end = place
    return cell_text(lines[first] if end - first == 1 else "\n".join(lines[first:end]))


def _unit(lines: list[str], place: tuple[int, int]) -> Unit:
    first, end = place
    return Unit(_text(lines, place), first + 1, end) if first < end else Unit("", end + 1, end + 1)


def _may_be_heading(lines: list[str], place: tuple[int, int]) -> bool:
    """Is this paragraph short enough to name a column, known or not?"""
    first, end = place
    return first < end <= first + _MOST_HEADING_LINES and len(lines[first]) <= _LONGEST_HEADING


def _header(lines: list[str], places: Sequence[tuple[int, int]], index: int) -> list[Unit]:
    """The paragraphs from here on that name columns, as the first one does; none when they are no header."""
    units: list[Unit] = []
    unknown = last = 0
    for place in places[index : index + _MOST_HEADINGS]:
        if not _may_be_heading(lines, place):
            break
        unit = _unit(lines, place)
        known = heading_of(unit.text) is not None
        if not known and (unknown == _MOST_UNKNOWN or len(unit.text) > _LONGEST_HEADING):
            break
        if read_ordinals(unit.text):
            break  # the first section's number; its title may read like a heading
        unknown += not known
        units.append(unit)
        last = len(units) if known else last
    del units[last:]
    if len(units) < _FEWEST_HEADINGS or any(_is_number_heading(unit.text) for unit in units[1:]):
        # A caption may read like a heading; the column of the rows' numbers is the first.
        return []
    return units if is_header([unit.text for unit in units]) and not _begins_with_caption(units) else []


def _begins_with_caption(units: list[Unit]) -> bool:
    """Are the first lines the table's caption, which may read like a heading ("NHIỆM VỤ NĂM 2022", "(Kèm theo …)")?"""
    texts = [unit.text for unit in units]
    first = max((place + 1 for place, text in enumerate(texts[:_MOST_CAPTIONS]) if text.startswith("(")), default=0)
    if not is_capitals(" ".join(texts[first + _MOST_CAPTIONS :])):
        while first < min(len(texts), _MOST_CAPTIONS) and is_capitals(texts[first]) and len(texts[first].split()) > 1:
            first += 1
    return bool(first) and _describes(texts[first : first + 2])


def _describes(texts: list[str]) -> bool:
    """Is one of these the heading of the tasks, or of what stands in front of them?"""
    headings = [heading for text in texts if (heading := heading_of(text)) is not None]
    return any(heading.fields[0] in {"ordinal", "section", "description"} for heading in headings)


def _ends_of_tables(lines: list[str], places: Sequence[tuple[int, int]], after: int) -> list[int]:
    """The paragraphs from `after` on that surely are no cells (recipients, a signature), and the end of all."""
    starts = [lines[first] if first < end else "" for first, end in places[after:]]
    # Cells come again and again, and no part of a document begins with a number.
    different = [start for start in dict.fromkeys(starts) if start[:1] not in FIGURES]
    ending = {
        different[index]
        for index, kind in openings(plain_lines(different), different).items()
        # "Tổng kinh phí: 200.000.000 đồng" is a sentence below a table, "Tổng cộng" a row of it.
        if kind in _ENDS or (kind == "total" and ":" in different[index])
    }
    return [*(index for index, start in enumerate(starts, after) if start in ending), len(places)]
