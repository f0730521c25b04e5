"""Rows by field: each printed row with its cells under field names, its number, and what kind of row it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from parsers.grid import Cell, Grid, Row
from parsers.tasks.columns import Header, numbers_columns
from parsers.tasks.double_columns import split_fields
from parsers.tasks.fields import ColumnMap, compose
from parsers.tasks.ordinals import ARABIC, ROMAN, UPPER, Ordinal, read_ordinal, split_ordinal
from parsers.tasks.placing import Placement, place
from parsers.tasks.shapes import is_page_number, is_total, look

RowKind = Literal["header", "furniture", "total", "blank", "content"]
# Cells that make a row a task of its own; sums and notes stand in section rows too.
WORK = ("product", "lead", "cooperating", "timeframe")
# A mark in every column is no title over all of them.
_SHORTEST_TITLE = 5
_FEWEST_COPIES = 3
# A title across the table that is printed this often is the head of pages.
_RUNNING_HEAD = 3
# "2 (tiếp)": the number of a row that a page break cut in two.
_CONTINUED = re.compile(r"\s*\(\s*tiếp(?: theo)?\s*\)\s*$", re.IGNORECASE)
_BULLETS = frozenset("-–+*•")


@dataclass(slots=True)
class Words:
    """The text of a field in one row, and its lines."""

    text: str
    line_start: int
    line_end: int


@dataclass(slots=True)
class TableRow:
    """One printed row. `own` has its filled fields (`more` columns as `more:<index>`), the number cut off.

    `covered` has, where the format marks merges, the text of the cells merged down from rows above.
    `spanning` is true where one text takes the place of all cells.
    """

    source: Row
    kind: RowKind
    own: dict[str, Words] = field(default_factory=dict)
    covered: dict[str, str] = field(default_factory=dict)
    ordinal: Ordinal | None = None
    after_break: bool = False
    spanning: bool = False
    placement: Placement | None = None

    @property
    def text(self) -> str:
        """The description, "" if the row has none of its own."""
        words = self.own.get("description")
        return words.text if words is not None else ""

    @property
    def works(self) -> bool:
        """Has the row a product, a body or a time of its own?"""
        return any(name in self.own for name in WORK)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line of the row's own words, the section column's aside."""
        words = [words for name, words in self.own.items() if name != "section"]
        return min([w.line_start for w in words]), max([w.line_end for w in words])


class RowReader:
    """Reads the rows below one header, in order: the place of the row above helps to place the next.

    `merges_marked` is true where the format marks cells as merged down. A format that could, but marks none in the
    whole table, has lost its marks on the way, or there are none: both are read like a format without marks.
    """

    def __init__(self, grid: Grid, rows: list[Row], header: Header | None, columns: ColumnMap) -> None:
        self._grid = grid
        self.merges_marked = grid.merges_known and any(c is not None and c.rowspan > 1 for r in rows for c in r.cells)
        self._header = header
        self._columns = columns
        self._offset = 0
        self._broken = False
        # Merges still open below the row just read: column to (cell, rows left).
        self._open: dict[int, tuple[Cell, int]] = {}

    def read(self, row: Row) -> TableRow:
        """The next row."""
        texts = [cell.text for cell in row.cells if cell is not None and cell.text]
        merged = self._merged(row)
        kind = self._kind(texts, row)
        if kind != "content":
            # What stands between two pages: the row after it may go on with the row before.
            self._broken = self._broken or kind in {"header", "furniture"}
            return TableRow(row, kind)
        found = TableRow(row, kind, after_break=row.after_break or self._broken)
        self._broken = False
        self._fill(found, merged, texts)
        if is_total(found.text or texts[0]) and _only_sums(found):
            found.kind = "total"
        return found

    def _kind(self, texts: list[str], row: Row) -> RowKind:
        if not texts:
            return "blank"
        if self._header is not None and self._header.repeats(texts):
            return "header"
        if len(texts) == 1 and is_page_number(texts[0]) and not self._numbers_a_row(row):
            return "furniture"
        if len(texts) * 2 > len(row.cells) and numbers_columns(texts):
            return "header"
        return "content"

    def _numbers_a_row(self, row: Row) -> bool:
        """A lone number in the ordinal column of a full-width row may be a row whose other cells are merged."""
        first = row.cells[0] if row.cells else None
        return self.merges_marked and first is not None and bool(first.text) and len(row.cells) > 1

    def _merged(self, row: Row) -> dict[int, Cell]:
        """The cells of rows above that reach into this one, by column."""
        if not self.merges_marked:
            return {}
        merged: dict[int, Cell] = {}
        for column, (cell, left) in list(self._open.items()):
            if column < len(row.cells) and row.cells[column] is None:
                merged[column] = cell
            if left > 1:
                self._open[column] = (cell, left - 1)
            else:
                del self._open[column]
        for column, own in enumerate(row.cells):
            if own is not None and own.rowspan > 1:
                self._open[column] = (own, own.rowspan - 1)
        return merged

    def _fill(self, found: TableRow, merged: dict[int, Cell], texts: list[str]) -> None:
        row = found.source
        if self.merges_marked:
            cells = [(index, cell) for index, cell in enumerate(row.cells) if cell is not None and cell.text]
            found.placement = Placement(cells, ragged=len(row.cells) > self._columns.width)
        else:
            found.placement = place(row, self._columns, self._offset, exact=self._grid.merges_known)
            if len(texts) > 1:
                self._offset = found.placement.offset
        found.spanning = self._is_spanning(row, texts)
        if found.spanning or self._is_titled(texts):
            titles = [cell for cell in row.cells if cell is not None and cell.text]
            names = ("description",) if found.spanning else ("ordinal", "description")
            for name, cell in zip(names, titles, strict=False):
                found.own[name] = Words(cell.text, cell.line_start, cell.line_end)
        else:
            self._collect(found, found.placement.cells)
        found.covered = self._covered(merged)
        self._number(found)

    def _is_spanning(self, row: Row, texts: list[str]) -> bool:
        if self._columns.width < 3 or (len(texts) > 1 and texts[0] != texts[1]) or len(set(texts)) > 1:
            return False
        cell = next(cell for cell in row.cells if cell is not None and cell.text)
        if len(row.cells) == 1 or cell.colspan * 2 > self._columns.width:
            return True
        # Converters repeat the text of a merged cell in each position it covers.
        return len(texts) * 2 > self._columns.width and len(cell.text) >= _SHORTEST_TITLE

    def _is_titled(self, texts: list[str]) -> bool:
        """A section's number and then its title in every cell that it covers."""
        if len(texts) < _FEWEST_COPIES + 1 or texts[1] != texts[2] or len(set(texts[1:])) > 1:
            return False
        if len(texts[1]) < _SHORTEST_TITLE:
            return False
        return len(texts) * 2 > self._columns.width and read_ordinal(texts[0]) is not None

    def _collect(self, found: TableRow, cells: list[tuple[int, Cell]]) -> None:
        columns = self._columns
        own = found.own
        composed: dict[str, list[tuple[int, Cell]]] = {}
        before = -1
        for index, cell in cells:
            known = index < columns.width
            name = columns.names[index] if known else f"more:{index}"
            if index == before or not known or not columns.simple[index]:
                composed.setdefault(name, []).append((index, cell))
            else:
                own[name] = Words(cell.text, cell.line_start, cell.line_end)
            before = index
        for name, filled in composed.items():
            self._compose(own, name, filled)

    def _compose(self, own: dict[str, Words], name: str, filled: list[tuple[int, Cell]]) -> None:
        """A field from several cells, after what it has already; or two fields from one cell."""
        first = own.get(name)
        if first is not None:
            filled = [(filled[0][0], Cell(first.text, first.line_start, first.line_end)), *filled]
        start, end = min(c.line_start for _, c in filled), max(c.line_end for _, c in filled)
        text = compose(name, self._columns.columns, filled)
        fields = self._columns.double.get(filled[0][0], (name,))
        for part, words in (split_fields(text, fields) if len(fields) > 1 else {name: text}).items():
            own[part] = Words(words, start, end)

    def _covered(self, merged: dict[int, Cell]) -> dict[str, str]:
        covered = {}
        for index, cell in merged.items():
            name = self._columns.names[index] if index < self._columns.width else f"more:{index}"
            covered[name] = cell.text
            if index in self._columns.double:
                covered.update(split_fields(cell.text, self._columns.double[index]))
        return covered

    def _number(self, found: TableRow) -> None:
        """The row's number: from its own column (the last of several), else from the front of its text."""
        numbers = found.own.pop("ordinal", None)
        described = found.own.get("description")
        if numbers is not None and "(" in numbers.text and _CONTINUED.search(numbers.text):
            found.after_break = True
        elif numbers is not None:
            printed = numbers.text.split()
            found.ordinal = read_ordinal(numbers.text)
            if found.ordinal is None and printed and all(read_ordinal(word) for word in printed):
                found.ordinal = read_ordinal(printed[-1])
            if found.ordinal is None and not _is_bullet(numbers.text):
                found.ordinal = _number_and_title(found, numbers)
            elif described is not None:
                _stretch(described, numbers)
                described.text = _without(described.text, found.ordinal)
                if found.ordinal is not None and found.ordinal.kind == ARABIC and len(found.own) == 1:
                    _drop_page_number(found, described)
            else:
                found.own["number"] = numbers
        if found.ordinal is None and described is not None:
            found.ordinal, described.text = split_ordinal(described.text)


def _number_and_title(found: TableRow, numbers: Words) -> Ordinal | None:
    """Words in the column of numbers: `I. CẢI CÁCH …` printed from the first cell on, or a text moved there."""
    ordinal, text = split_ordinal(numbers.text)
    described = found.own.get("description")
    if described is None:
        found.own["description"] = Words(text, numbers.line_start, numbers.line_end)
    else:
        _stretch(described, numbers)
        described.text = f"{text} {described.text}".strip()
    return ordinal


def _stretch(words: Words, other: Words) -> None:
    words.line_start = min(words.line_start, other.line_start)
    words.line_end = max(words.line_end, other.line_end)


def _without(text: str, ordinal: Ordinal | None) -> str:
    """The text without the number that its own column printed already."""
    if ordinal is None:
        return text
    repeated, rest = split_ordinal(text)
    return rest if repeated is not None and repeated.text == ordinal.text and rest else text


def _drop_page_number(found: TableRow, described: Words) -> None:
    """`2` in front of `III. TUYÊN TRUYỀN`, nothing behind it, is the number of the page that ended there."""
    ordinal, text = split_ordinal(described.text)
    if ordinal is not None and ordinal.kind in {ROMAN, UPPER} and text:
        found.ordinal, described.text = ordinal, text


def _is_bullet(text: str) -> bool:
    return all(c in _BULLETS for c in text)


def _only_sums(row: TableRow) -> bool:
    others = [words.text for name, words in row.own.items() if name not in {"description", "number", "section"}]
    return all(look(text).amount or is_total(text) for text in others)


def set_running_heads_apart(rows: list[TableRow]) -> None:
    """Titles that pages print again and again across the table are furniture, and what follows them a new page."""
    seen = Counter(row.text for row in rows if _is_across(row))
    for index, row in enumerate(rows):
        if _is_across(row) and seen[row.text] >= _RUNNING_HEAD:
            row.kind = "furniture"
            if index + 1 < len(rows):
                rows[index + 1].after_break = True


def _is_across(row: TableRow) -> bool:
    return row.kind == "content" and row.spanning and row.ordinal is None
