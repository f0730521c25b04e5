"""What the columns of a table hold: header rows found and read, one field per column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from parsers.grid import Cell, Grid, Row
from parsers.headings import Heading, recognise, squeeze
from parsers.tasks.ordinals import read_ordinal
from parsers.tasks.shapes import is_breakdown, is_column_number, is_period, look

# Titles and units may stand in the first rows of a table; a header further down belongs to another part.
_LATEST_HEADER = 12
_LONGEST_HEADING = 150
_MOST_SUBHEADERS = 3
# No form has more columns; those of a broken file are kept, not understood.
_MOST_COLUMNS = 200
# Columns of these fields are divided: months and quarters, sources and years, levels of bodies.
_DIVIDED = ("timeframe", "budget", "source", "lead", "cooperating")
_key = lru_cache(maxsize=4096)(squeeze)


@dataclass(slots=True)
class Column:
    """One column: `fields` as in a raw task (or `section`, `source`, `more`, "" for a column without words).

    `heading` is all that is printed above it, `part` its own words where several columns share a field.
    """

    heading: str
    fields: tuple[str, ...]
    part: str = ""
    rank: int = 0
    known: bool = True
    data: bool = False


@dataclass(slots=True)
class Header:
    """The header rows (indexes `first` up to `end`) and the columns that they name."""

    first: int
    end: int
    columns: list[Column]
    keys: frozenset[str] = field(default_factory=frozenset)

    def repeats(self, texts: list[str]) -> bool:
        """Is a row with these filled cells this header once more (or part of it)?"""
        # The first words decide cheaply: most rows begin with a number or a long text.
        if len(texts) < 2 or len(texts[0]) > _LONGEST_HEADING or read_ordinal(texts[0]) is not None:
            return False
        if len(max(texts, key=len)) > _LONGEST_HEADING:
            return False
        return not _more_fail(texts, len(texts) // 5, self._names) and self._names(texts[0])

    def _names(self, text: str) -> bool:
        return _key(text) in self.keys


def find_header(grid: Grid, first: int = 0) -> Header | None:
    """The first header at or below row `first` (at most a few rows down), or None."""
    for index in range(first, min(len(grid.rows), first + _LATEST_HEADER)):
        if names_columns(grid.rows[index]):
            return read_header(grid, index)
    return None


def names_columns(row: Row) -> bool:
    """Do the cells of this row name columns? Two fields at least, and half of the cells are headings."""
    # The first words decide cheaply: most rows begin with a number or a long text.
    for cell in row.cells:
        if cell is not None and cell.text and not is_period(cell.text):
            if len(cell.text) > _LONGEST_HEADING or read_ordinal(cell.text) is not None:
                return False
            break
    cells = [cell for cell in row.cells[:_MOST_COLUMNS] if cell is not None and cell.text]
    texts = [cell.text for cell in cells if not is_period(cell.text)]
    if len(texts) < 2 or len(max(texts, key=len)) > _LONGEST_HEADING:
        return False
    if _more_fail(texts, len(texts) // 2, recognise) or not (recognise(texts[0]) or recognise(texts[1])):
        return False
    headings = [recognise(text) for text in texts]
    known = [heading for heading in headings if heading is not None]
    exact = {heading.fields for heading in known if heading.confidence == "exact"}
    fields = {heading.fields for heading in known}
    if exact <= {("more",)} and sum(heading.data for heading in known) < 2:
        return False
    values = sum(look(text).agency or look(text).time for text in texts if recognise(text) is None)
    return len(fields) >= 2 and bool(exact) and values <= len(texts) // 4


def _more_fail(texts: list[str], most: int, test: Callable[[str], object]) -> bool:
    """Do more than `most` cells fail? Asked from the shortest: bodies and times are seldom new, tasks are always."""
    failed = 0
    for text in sorted(texts, key=len):
        if not test(text):
            failed += 1
            if failed > most:
                return True
    return False


def read_header(grid: Grid, index: int) -> Header:
    """The header that begins at row `index`, second lines and column numbers included."""
    end = index + 1
    rows = [grid.rows[index]]
    while end < len(grid.rows) and len(rows) <= _MOST_SUBHEADERS and _divides(grid, rows, grid.rows[end]):
        rows.append(grid.rows[end])
        end += 1
    stacks = _stacks(grid, rows)
    if end < len(grid.rows) and numbers_columns(_texts(grid.rows[end])):
        end += 1
    columns = [_column(stack) for stack in stacks[:_MOST_COLUMNS]]
    columns += [Column(" ".join(stack), ("more",), known=False) for stack in stacks[_MOST_COLUMNS:]]
    _read_breakdowns(columns, stacks)
    keys = frozenset(_key(text) for row in rows for text in _texts(row))
    return Header(index, end, columns, keys)


def numbers_columns(texts: list[str]) -> bool:
    """`(1) (2) (3)`, `A B 1 2`: is this the row that numbers the columns?"""
    # The second cell decides cheaply: mostly it is a text.
    if len(texts) < 3 or not is_column_number(texts[1]):
        return False
    if not all(is_column_number(text) for text in texts) or len(set(texts)) < len(texts):
        return False
    return any(text.strip("()[] ").lower() in {"1", "2", "a"} for text in texts[:2])


def _divides(grid: Grid, above: list[Row], row: Row) -> bool:
    """Is this row the second line of the header: headings under a heading, or the rest of broken headings?"""
    texts = _texts(row)
    if not texts or any(len(text) > _LONGEST_HEADING for text in texts) or numbers_columns(texts):
        return False
    if any(cell is not None and cell.rowspan > len(above) for cell in above[0].cells):
        return True
    if names_columns(row) and len(texts) * 2 > len(above[0].cells):
        # The same header once more is a repetition, not a second line.
        return not _same(above[0], row) and (any(c is None for c in row.cells) or _copies_down(above[0], row))
    if len(row.cells) < len(above[0].cells) and row.cells[0] is not None and row.cells[0].text:
        return _parent_of_narrow(above[0], texts) is not None
    children = 0
    for position, cell in enumerate(row.cells):
        if cell is None or not cell.text:
            continue
        parent = _parent(above, position)
        if parent is None or not _may_divide(parent, cell.text, _is_shared(above, position)):
            return False
        children += 1
    return children > 0


def _copies_down(above: Row, row: Row) -> bool:
    """Are some cells those of the row above, word for word: a merged heading printed in each place it covers?"""
    pairs = zip(above.cells, row.cells, strict=False)
    return len(above.cells) == len(row.cells) and any(
        one is not None and other is not None and one.text and one.text == other.text for one, other in pairs
    )


def _same(one: Row, other: Row) -> bool:
    return _texts(one) == _texts(other)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells if cell is not None and cell.text]


def _parent(above: list[Row], position: int) -> str | None:
    """The heading over a position: of its own column, else the nearest to the left with nothing of its own."""
    for row in reversed(above):
        for left in range(min(position, len(row.cells) - 1), -1, -1):
            cell = row.cells[left]
            if cell is not None and cell.text:
                return cell.text
    return None


def _is_shared(above: list[Row], position: int) -> bool:
    """Does the heading over a position span more columns than one?"""
    row = above[0]
    cell = row.cells[position] if position < len(row.cells) else None
    if cell is None or not cell.text or cell.colspan > 1:
        return True
    following = row.cells[position + 1] if position + 1 < len(row.cells) else Cell("x", 0, 0)
    return following is None or not following.text


def _may_divide(parent: str, child: str, shared: bool) -> bool:
    above, below = recognise(parent), recognise(child)
    if not shared:
        # Words of one heading broken over two rows make a better heading together.
        return (
            below is None
            and (above is None or above.confidence == "fuzzy")
            and recognise(f"{parent} {child}") is not None
        )
    if below is not None or is_breakdown(parent):
        return True
    return above is not None and above.fields[0] in _DIVIDED and len(child) <= 40 and not look(child).agency


def _parent_of_narrow(row: Row, texts: list[str]) -> int | None:
    """Where in a header row the headings of a narrower row below belong, when the layout lost the places."""
    below = [recognise(text) for text in texts]
    if any(heading is None for heading in below):
        return None
    fields = {heading.fields[0] for heading in below if heading is not None}
    for position, cell in enumerate(row.cells):
        heading = recognise(cell.text) if cell is not None else None
        if heading is None:
            continue
        if fields <= {"lead", "cooperating"} and len(fields) == 2 and heading.fields[0] in {"lead", "cooperating"}:
            return position
        if fields == {"timeframe"} and len(texts) > 1 and heading.fields == ("timeframe",):
            return position
    return None


def _stacks(grid: Grid, rows: list[Row]) -> list[list[str]]:
    """Per column, the headings printed over it, outermost first."""
    top = rows[0]
    if len(rows) > 1 and len(rows[1].cells) < len(top.cells) and not any(c is None for c in rows[1].cells):
        texts = _texts(rows[1])
        position = _parent_of_narrow(top, texts)
        if position is not None and (rows[1].cells[0] is not None and rows[1].cells[0].text):
            return _spliced(top, position, texts)
    width = max(len(row.cells) for row in rows)
    stacks: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        parent = ""
        for position in range(width):
            cell = row.cells[position] if position < len(row.cells) else None
            if cell is not None and cell.text:
                parent = cell.text
                stacks[position].append(cell.text)
            elif _inherits(row, position, rows[depth + 1] if depth + 1 < len(rows) else None) and not stacks[position]:
                stacks[position].append(parent)
    return [[text for n, text in enumerate(stack) if text and text not in stack[:n]] for stack in stacks]


def _inherits(row: Row, position: int, below: Row | None) -> bool:
    """Does the heading to the left reach over this position: to words below it, or by a merge of the format?"""
    if below is not None:
        return _has_text(below, position)
    if position >= len(row.cells) or row.cells[position] is not None:
        return False
    for left in range(position - 1, -1, -1):
        cell = row.cells[left]
        if cell is not None:
            return left + cell.colspan > position
    return False


def _has_text(row: Row, position: int) -> bool:
    cell = row.cells[position] if position < len(row.cells) else None
    return cell is not None and bool(cell.text)


def _spliced(top: Row, position: int, texts: list[str]) -> list[list[str]]:
    stacks = [[cell.text] if cell is not None and cell.text else [] for cell in top.cells]
    parent = stacks[position]
    return [*stacks[:position], *([*parent, text] for text in texts), *stacks[position + 1 :]]


def _column(stack: list[str]) -> Column:
    printed = " ".join(stack)
    if not stack:
        return Column("", ("",))
    leaf = recognise(stack[-1])
    parent = recognise(stack[0]) if len(stack) > 1 else None
    together = recognise(printed) if len(stack) > 1 else None
    if parent is not None and parent.fields[0] in _DIVIDED and not _has_own_field(leaf, parent):
        return Column(printed, parent.fields[:1], part=" ".join(stack[1:]), rank=parent.rank)
    chosen = leaf if leaf is not None and (leaf.confidence == "exact" or together is None) else together
    if chosen is None:
        return Column(printed, ("more",), known=False)
    return Column(printed, chosen.fields, rank=chosen.rank, data=chosen.data)


def _read_breakdowns(columns: list[Column], stacks: list[list[str]]) -> None:
    """`Tổng kinh phí | Trong đó: NSTW, NSĐP`: what stands under "of which" are parts of the sum beside it."""
    left: Column | None = None
    for index, (column, stack) in enumerate(zip(columns, stacks, strict=False)):
        if len(stack) < 2 or not is_breakdown(stack[0]):
            left = column
        elif left is not None and left.fields == ("budget",):
            columns[index] = Column(column.heading, ("budget",), part=" ".join(stack[1:]), rank=left.rank + 1)


def _has_own_field(leaf: Heading | None, parent: Heading) -> bool:
    """`Chủ trì` under `Cơ quan thực hiện` says what it is; `Ngân sách tỉnh` under `Kinh phí` is a part of it."""
    if leaf is None or leaf.fields[0] in {"more", "source", ""}:
        return False
    if leaf.fields == parent.fields:
        return parent.fields[0] in {"lead", "cooperating"}
    return parent.fields[0] in {"lead", "cooperating"} or leaf.fields[0] not in {"lead", "timeframe", "section"}
