"""Rows by field: each printed row with its cells under field names, its number, and what kind of row it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from parsers.grid import Cell, Grid, Row
from parsers.tasks.columns import Header, numbers_columns
from parsers.tasks.double_columns import split_fields
from parsers.tasks.fields import ColumnMap, compose
from parsers.tasks.ordinals import ARABIC, ROMAN, UPPER, Ordinal, read_ordinal, split_ordinal
from parsers.tasks.placing import Placement, is_contradicted, place
from parsers.tasks.shapes import LONGEST_COLUMN_NUMBER, is_page_number, is_total, look

RowKind = Literal["header", "furniture", "total", "blank", "content"]
# Cells that make a row a task of its own; sums and notes stand in section rows too.
WORK = frozenset({"product", "lead", "cooperating", "timeframe"})
# A mark in every column is no title over all of them.
_SHORTEST_TITLE = 5
_FEWEST_COPIES = 3
# "2 (tiếp)": the number of a row that a page break cut in two.
_CONTINUED = re.compile(r"\s*\(\s*tiếp(?: theo)?\s*\)\s*$", re.IGNORECASE)
_BULLETS = frozenset("-–+*•")


@dataclass(slots=True)
class TableRow:
    """One printed row. `own` has its filled fields (`more` columns as `more:<index>`), the number cut off.

    The cells of `own` may be the grid's: nobody changes them. `covered` has, where the format marks merges, the text
    of the cells merged down from rows above. `spanning` is true where one text takes the place of all cells.
    `placement` is None for a row printed as its columns say.
    """

    source: Row
    kind: RowKind
    own: dict[str, Cell] = field(default_factory=dict)
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
        return not WORK.isdisjoint(self.own)


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
        self._counts = columns.plain and columns.kinds[:2] == ["ordinal", "description"] and columns.width > 2
        self._offset = 0
        self._broken = False
        # Merges still open below the row just read: column to (cell, rows left).
        self._open: dict[int, tuple[Cell, int]] = {}

    def read(self, row: Row) -> TableRow:
        """The next row."""
        merged = self._merged(row) if self.merges_marked else {}
        counted = self._is_counted(row.cells)
        texts = [] if counted else [cell.text for cell in row.cells if cell is not None and cell.text]
        kind = "content" if counted else self._kind(texts, row)
        if kind != "content":
            # What stands between two pages: the row after it may go on with the row before.
            self._broken = self._broken or kind in {"header", "furniture"}
            return TableRow(row, kind)
        found = TableRow(row, kind, after_break=row.after_break or self._broken)
        self._broken = False
        if counted or self._is_plain(row, texts):
            names = self._columns.names
            found.own = {names[i]: cell for i, cell in enumerate(row.cells) if cell is not None and cell.text}
            self._offset = 0
        else:
            self._fill(found, texts)
        _take_number(found)
        if merged:
            found.covered = self._covered(merged)
        if is_total(found.text or texts[0]) and _only_sums(found):
            found.kind = "total"
        return found

    def _is_counted(self, cells: list[Cell | None]) -> bool:
        """Does the row begin with its number and two texts, every cell in its column, as most rows do?"""
        if not self._counts or len(cells) != self._columns.width:
            return False
        number, text, following = cells[:3]
        if number is None or text is None or following is None or following.text in ("", text.text):
            return False
        if len(text.text) <= LONGEST_COLUMN_NUMBER or read_ordinal(number.text) is None:
            return False
        return self._grid.merges_known or not is_contradicted(cells, self._columns)

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

    def _is_plain(self, row: Row, texts: list[str]) -> bool:
        """Has each column its one cell, and is no cell a copy of its neighbour or out of place?"""
        columns = self._columns
        if not columns.plain or len(row.cells) != columns.width or len(texts) < 2 or texts[0] == texts[1]:
            return False
        if len(texts) > _FEWEST_COPIES and texts[1] == texts[2]:
            return False
        return self._grid.merges_known or not is_contradicted(row.cells, columns)

    def _fill(self, found: TableRow, texts: list[str]) -> None:
        row, placement = found.source, None
        filled = [(index, cell) for index, cell in enumerate(row.cells) if cell is not None and cell.text]
        if not self.merges_marked:
            placement = place(row, filled, self._columns, self._offset, exact=self._grid.merges_known)
            if len(texts) > 1:
                self._offset = placement.offset if placement is not None else 0
        elif len(row.cells) > self._columns.width:
            placement = Placement(filled, ragged=True)
        found.placement = placement
        found.spanning = self._is_spanning(row, texts)
        if found.spanning:
            found.own["description"] = filled[0][1]
        elif self._is_titled(texts):
            found.own["ordinal"], found.own["description"] = filled[0][1], filled[1][1]
        else:
            self._collect(found.own, placement.cells if placement is not None else filled)

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

    def _collect(self, own: dict[str, Cell], cells: list[tuple[int, Cell]]) -> None:
        width, names, simple = self._columns.width, self._columns.names, self._columns.simple
        composed: dict[str, list[tuple[int, Cell]]] = {}
        before = -1
        for index, cell in cells:
            if index != before and index < width and simple[index]:
                own[names[index]] = cell
            else:
                name = names[index] if index < width else f"more:{index}"
                composed.setdefault(name, []).append((index, cell))
            before = index
        for name, filled in composed.items():
            self._compose(own, name, filled)

    def _compose(self, own: dict[str, Cell], name: str, filled: list[tuple[int, Cell]]) -> None:
        """A field from several cells, after what it has already; or two fields from one cell."""
        first = own.get(name)
        if first is not None:
            filled = [(filled[0][0], first), *filled]
        start, end = min(c.line_start for _, c in filled), max(c.line_end for _, c in filled)
        text = compose(name, self._columns.columns, filled)
        fields = self._columns.double.get(filled[0][0], (name,))
        for part, words in (split_fields(text, fields) if len(fields) > 1 else {name: text}).items():
            own[part] = Cell(words, start, end)

    def _covered(self, merged: dict[int, Cell]) -> dict[str, str]:
        covered = {}
        for index, cell in merged.items():
            name = self._columns.names[index] if index < self._columns.width else f"more:{index}"
            covered[name] = cell.text
            if index in self._columns.double:
                covered.update(split_fields(cell.text, self._columns.double[index]))
        return covered


def _take_number(found: TableRow) -> None:
    """The row's number: from its own column (the last of several), else from the front of its text."""
    own = found.own
    numbers, described = own.pop("ordinal", None), own.get("description")
    if numbers is not None and "(" in numbers.text and _CONTINUED.search(numbers.text):
        found.after_break = True
    elif numbers is not None:
        found.ordinal = _last_number(numbers.text)
        if found.ordinal is None and not _is_bullet(numbers.text):
            found.ordinal, described = _number_and_title(numbers, described)
        elif described is not None:
            described = _reaching(_without(described.text, found.ordinal), described, numbers)
            if found.ordinal is not None and found.ordinal.kind == ARABIC and len(own) == 1:
                found.ordinal, described = _without_page_number(found.ordinal, described)
        else:
            own["number"] = numbers
    if described is None:
        return
    if found.ordinal is None:
        found.ordinal, text = split_ordinal(described.text)
        if text is not described.text:
            described = Cell(text, described.line_start, described.line_end)
    own["description"] = described


def _last_number(text: str) -> Ordinal | None:
    ordinal = read_ordinal(text)
    if ordinal is not None:
        return ordinal
    printed = [read_ordinal(word) for word in text.split()]
    return printed[-1] if printed and all(printed) else None


def _number_and_title(numbers: Cell, described: Cell | None) -> tuple[Ordinal | None, Cell]:
    """Words in the column of numbers: `I. CẢI CÁCH …` printed from the first cell on, or a text moved there."""
    ordinal, text = split_ordinal(numbers.text)
    if described is None:
        return ordinal, Cell(text, numbers.line_start, numbers.line_end)
    return ordinal, _reaching(f"{text} {described.text}".strip(), described, numbers)


def _reaching(text: str, one: Cell, other: Cell) -> Cell:
    """A text over the lines of two cells."""
    start = one.line_start if one.line_start < other.line_start else other.line_start
    end = one.line_end if one.line_end > other.line_end else other.line_end
    return Cell(text, start, end)


def _without(text: str, ordinal: Ordinal | None) -> str:
    """The text without the number that its own column printed already."""
    if ordinal is None:
        return text
    repeated, rest = split_ordinal(text)
    return rest if repeated is not None and repeated.text == ordinal.text and rest else text


def _without_page_number(number: Ordinal, described: Cell) -> tuple[Ordinal, Cell]:
    """`2` in front of `III. TUYÊN TRUYỀN`, nothing behind it, is the number of the page that ended there."""
    ordinal, text = split_ordinal(described.text)
    if ordinal is not None and ordinal.kind in {ROMAN, UPPER} and text:
        return ordinal, Cell(text, described.line_start, described.line_end)
    return number, described


def _is_bullet(text: str) -> bool:
    return all(c in _BULLETS for c in text)


def _only_sums(row: TableRow) -> bool:
    others = [words.text for name, words in row.own.items() if name not in {"description", "number", "section"}]
    return all(look(text).amount or is_total(text) for text in others)
