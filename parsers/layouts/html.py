"""HTML tables inside a text: merged cells as the mark-up says, cells pointing at the source lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from lxml import etree

from parsers.grid import Cell, Grid, Row
from parsers.layouts.cells import cell_text

_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_LAST_TAG = re.compile(r"</(?:tr|td|th|tbody)\s*>", re.IGNORECASE)
_PARTS = frozenset({"br", "p", "div", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "hr"})
_UNREAD = frozenset({"script", "style"})
# A table that claims to cover more positions than this per printed cell is wrong about its spans.
_MOST_AREA_PER_CELL = 60
_MOST_AREA = 20_000


@dataclass(slots=True)
class _Printed:
    """A cell as marked up, before it has a place."""

    cell: Cell
    rowspan: int
    colspan: int


def has_table(text: str) -> bool:
    """Is there a `<table>` anywhere?"""
    return "<" in text and _TABLE_TAG.search(text) is not None


def find_tables(lines: list[str], taken: bytearray) -> list[Grid]:
    """The innermost `<table>` elements among the lines (0-based in `taken`) that no other table has taken."""
    text = "\n".join(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    grids = []
    for start, end in _innermost(text):
        first = bisect_right(starts, start) - 1
        grid = None if taken[first] else _read(text[start:end], first + 1)
        if grid is not None:
            grids.append(grid)
    return grids


def _innermost(text: str) -> list[tuple[int, int]]:
    """Where the tables without tables in them begin and end; one that is cut off ends with its last row."""
    spans: list[tuple[int, int]] = []
    opened = -1
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            opened = tag.start()
        elif opened >= 0:
            end = text.find(">", tag.end())
            spans.append((opened, end + 1 if end >= 0 else len(text)))
            opened = -1
    if opened >= 0:
        last = max((tag.end() for tag in _LAST_TAG.finditer(text, opened)), default=-1)
        if last > opened:
            spans.append((opened, last))
    return spans


def _read(markup: str, first_line: int) -> Grid | None:
    root = etree.HTML(markup, etree.HTMLParser(recover=True, huge_tree=True, remove_comments=False))
    table = root.find(".//table") if root is not None else None
    if table is None:
        return None
    printed = [(_line(row, first_line), _cells(row, first_line)) for row in table.iter("tr")]
    printed = [(line, cells) for line, cells in printed if cells]
    if not printed:
        return None
    rows = _placed([cells for _, cells in printed])
    last_line = first_line + markup.count("\n")
    tops = [first_line, *(line for line, _ in printed[1:]), last_line + 1]
    grid_rows = [
        Row(cells, top, max(top, following - 1)) for cells, top, following in zip(rows, tops, tops[1:], strict=False)
    ]
    return Grid("html", grid_rows, first_line, last_line, merges_known=True)


def _line(element: Any, first_line: int) -> int:
    return first_line - 1 + max(int(element.sourceline or 1), 1)


def _cells(row: Any, first_line: int) -> list[_Printed]:
    return [
        _Printed(_cell(cell, first_line), _span(cell.get("rowspan")), _span(cell.get("colspan")))
        for cell in row
        if cell.tag in ("td", "th")
    ]


def _cell(element: Any, first_line: int) -> Cell:
    """The words of a cell and the lines of the first and last of them."""
    line = _line(element, first_line)
    words: list[str] = []
    word_lines: list[int] = []

    def take(text: str | None, *, read: bool) -> None:
        nonlocal line
        for number, part in enumerate((text or "").split("\n")):
            line += 1 if number else 0
            words.append("\n" if number else "")
            if read and part.strip():
                words.append(part)
                word_lines.append(line)
            elif part:
                words.append(" ")

    for event, child in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        inside = isinstance(child.tag, str) and child.tag not in _UNREAD
        if event == "start":
            line = max(line, _line(child, first_line))
            words.append(" " if child.tag in _PARTS else "")
            take(child.text, read=inside)
        elif child is not element:
            if event != "end":
                take(child.text, read=False)
            words.append(" " if child.tag in _PARTS else "")
            take(child.tail, read=True)
    top = word_lines[0] if word_lines else _line(element, first_line)
    return Cell(cell_text("".join(words)), top, max(word_lines[-1] if word_lines else top, top))


def _span(value: str | None) -> int:
    return min(int(value), 1000) if value and value.strip().isdecimal() and value.strip() != "0" else 1


def _placed(printed: list[list[_Printed]]) -> list[list[Cell | None]]:
    """Rows of positions: None where a merged cell covers one."""
    count = sum(len(cells) for cells in printed)
    area = sum(one.colspan * min(one.rowspan, len(printed)) for cells in printed for one in cells)
    believed = area <= _MOST_AREA + _MOST_AREA_PER_CELL * count
    rows: list[list[Cell | None]] = []
    covered: dict[int, int] = {}
    for number, cells in enumerate(printed):
        row: list[Cell | None] = []
        following = dict(covered)
        for one in cells:
            while covered.get(len(row), 0):
                row.append(None)
            rowspan = min(one.rowspan, len(printed) - number) if believed else 1
            colspan = one.colspan if believed else 1
            one.cell.rowspan, one.cell.colspan = rowspan, colspan
            for column in range(len(row), len(row) + colspan):
                following[column] = rowspan
            row += [one.cell, *([None] * (colspan - 1))]
        while covered.get(len(row), 0):
            row.append(None)
        rows.append(row)
        covered = {column: left - 1 for column, left in following.items() if left > 1}
    return rows
