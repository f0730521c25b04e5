"""Lines into regions: front matter, legal bases, articles, body, tables, recipients, signature, furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import compress, count

from parsers.document_text import DocumentText
from parsers.furniture import PAGE_MARK, furniture_pattern, is_site_line, page_numbers, running_heads, stamps
from parsers.grid import Grid
from parsers.layouts import find_tables
from parsers.layouts.captions import caption_lines
from parsers.layouts.table_region import TableRegion
from parsers.line_roles import LineRoles
from parsers.manuscript import Manuscript
from parsers.openings import plain_lines
from parsers.table_kind import is_layout

__all__ = ["Regions", "TableRegion", "find_regions"]

# A line without a letter or figure up to here has none.
_DRAWN = 400
_DRAWING = " \t|-_=*."
_KEY_AND_VALUE = 2
_WORDLESS = re.compile(r"\n[^a-z0-9\n]*(?![^\n])")
_TAG = re.compile(r"<[^<>]{1,200}>")
_INVERTED = bytes.maketrans(b"\0\x01", b"\x01\0")


@dataclass(slots=True)
class Regions:
    """The first role of every line, and where the parts are.

    `roles[n - 1]` is the ledger role of line `n`: already final for front_matter, basis, article, recipients,
    signature, furniture and blank, for heading (an appendix's title) and total_row (the total stated below a
    table); "" for lines of the body and of tables, which the outline and the task reader fill. `bodies` are
    (first, last) line runs of prose, in order; `tables` the tables; `text` the lines outside them.
    """

    roles: list[str]
    bodies: list[tuple[int, int]] = field(default_factory=list)
    tables: list[TableRegion] = field(default_factory=list)
    text: DocumentText = field(default_factory=lambda: DocumentText([], []))


def find_regions(manuscript: Manuscript) -> Regions:
    """The regions of a manuscript. Tables of tasks or data are kept; the lines of letterheads and the like are text."""
    lines = manuscript.lines
    tables = [region for region in find_tables(manuscript) if region.grid and _is_kept(region.grid, lines)]
    in_table = bytearray(len(lines))
    for region in tables:
        in_table[region.line_start - 1 : region.line_end] = b"\x01" * (region.line_end - region.line_start + 1)
    page_ends = {index for region in tables for index in _page_ends(lines, region)}
    with_words = list(compress(count(), map(str.strip, lines)))
    roles = ["blank"] * len(lines)
    for index in with_words:
        roles[index] = ""
    outside = [index for index in with_words if not in_table[index]]
    text = DocumentText(lines, outside)
    marked = {line - 1 for line in manuscript.furniture}
    _mark_furniture(text, roles, page_ends, marked)
    captions = {index for region in tables for index in caption_lines(lines, region.line_start - 1, in_table)}
    LineRoles(text, roles, captions, [region.line_end - 1 for region in tables]).walk()
    for index in page_ends:
        roles[index] = "furniture"
    return Regions(roles, _bodies(roles, outside, in_table), tables, text)


def _is_kept(grid: Grid, lines: list[str]) -> bool:
    """Is this a table to be read as one?

    A single row, like a letterhead's, is only a way of printing; keys and values ("Số hiệu", "Ngày ban hành") are
    what a site says about the document.
    """
    if len(grid.rows) < 2:
        return False
    if max(len(row.cells) for row in grid.rows) == _KEY_AND_VALUE:
        printed = [lines[row.line_start - 1] for row in grid.rows]
        if 2 * sum(map(is_site_line, plain_lines(printed), printed)) > len(printed):
            return False
    return not is_layout(grid)


def _mark_furniture(text: DocumentText, roles: list[str], page_ends: set[int], marked: set[int]) -> None:
    """Page numbers, rules, running heads and stamps: furniture wherever they stand.

    `page_ends` are such lines inside tables: a running head found there is one outside as well. `marked` are those
    that the format itself says are furniture.
    """
    lines, todo = text.lines, text.todo
    found = page_numbers(lines, text.matching(PAGE_MARK))
    found |= running_heads(lines, text.plains, todo, found)
    found |= marked | stamps(text)
    found.update(text.matching(furniture_pattern()))
    heads = {lines[index].strip() for index in page_ends}
    if heads:
        found.update(index for index in todo if lines[index].strip() in heads)
    # Lines without words: rules, bars, and tags alone.
    found.update(index for index in text.matching(_WORDLESS) if _is_drawn(lines[index]))
    for index in found.intersection(todo):
        roles[index] = "furniture"
    text.drop(found)


def _is_drawn(line: str) -> bool:
    """Is there nothing on this line but signs and mark-up?"""
    signs = line[:_DRAWN].strip(_DRAWING)
    return not signs or not any(letter.isalnum() for letter in _TAG.sub("", signs))


def _page_ends(lines: list[str], region: TableRegion) -> list[int]:
    """The indexes of a table's lines with words or signs that are in none of its rows: what a page or a rule prints."""
    in_row = bytearray(region.line_end - region.line_start + 1)
    for row in region.grid.rows if region.grid else ():
        first, last = max(row.line_start, region.line_start), min(row.line_end, region.line_end)
        in_row[first - region.line_start : last + 1 - region.line_start] = b"\x01" * (last + 1 - first)
    between = compress(range(region.line_start - 1, region.line_end), in_row.translate(_INVERTED))
    return [index for index in between if lines[index].strip()]


def _bodies(roles: list[str], outside: list[int], in_table: bytearray) -> list[tuple[int, int]]:
    """Runs of lines without a role, page ends and blank lines inside them included; `outside` are those to look at."""
    bodies: list[tuple[int, int]] = []
    first = last = -1
    for index in outside:
        role = roles[index]
        if role == "furniture":
            continue
        if first >= 0 and (role or in_table.find(1, last, index) >= 0):
            bodies.append((first + 1, last + 1))
            first = -1
        if not role:
            first = index if first < 0 else first
            last = index
    if first >= 0:
        bodies.append((first + 1, last + 1))
    return bodies
