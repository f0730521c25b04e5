"""The first look at a table: what it is for, its header, and what its columns hold."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from parsers.grid import Grid, Row
from parsers.tasks.columns import Header, find_header, read_header
from parsers.tasks.fields import ColumnMap, map_columns
from parsers.tasks.profiles import columns_by_contents, looks_like_unknown_header, with_unnamed_numbers
from parsers.tasks.shapes import is_letterhead, look

TableKind = Literal["tasks", "data", "layout"]

_LAYOUT_WIDTH = 3
_LAYOUT_ROWS = 8
_LOOKED_AT = 300
_SAMPLED_ROWS = 60
_MOSTLY_NUMBERS = 0.5
# "Sơn La, ngày 12 tháng 3 năm 2022", the day often left open.
_DATELINE = re.compile(r", ?ngày [\d… .]{0,6}tháng [\d… .]{0,6}năm\b")
# Bodies, times and products together are a plan's, however many figures stand beside them.
_SURELY_TASKS = 2
_WORKS = ("lead", "cooperating", "timeframe", "product")


class Survey(NamedTuple):
    """`kind` of a table, its first header (None without one), and its columns' fields (None unless `tasks`)."""

    kind: TableKind
    header: Header | None
    columns: ColumnMap | None


def survey(grid: Grid) -> Survey:
    """What the table is for, and how to read it."""
    header = find_header(grid)
    if header is None and _is_layout(grid):
        return Survey("layout", None, None)
    if header is None and looks_like_unknown_header(grid.rows):
        header = read_header(grid, 0)
    if header is None:
        return _survey_without_header(grid)
    body = grid.rows[header.end :]
    header.columns = with_unnamed_numbers(header.columns, body)
    columns = map_columns(header.columns, body)
    works = sum(name in columns.places for name in _WORKS) + len(columns.double)
    data = sum(column.data for column in header.columns)
    if (
        "description" not in columns.places
        or not works
        or data > works
        or (works < _SURELY_TASKS and _is_numeric(body, columns))
    ):
        return Survey("data", header, None)
    return Survey("tasks", header, columns)


def _survey_without_header(grid: Grid) -> Survey:
    found = columns_by_contents(grid.rows)
    if found is not None:
        return Survey("tasks", None, map_columns(found, grid.rows))
    narrow = max((len(row.cells) for row in grid.rows), default=0) < 2
    return Survey("layout" if narrow else "data", None, None)


def _is_layout(grid: Grid) -> bool:
    """A letterhead, a signature, recipients: a few wide cells that say so."""
    if not grid.rows or len(grid.rows) > _LAYOUT_ROWS or max(len(row.cells) for row in grid.rows) > _LAYOUT_WIDTH:
        return False
    texts = [cell.text for row in grid.rows for cell in row.cells if cell is not None and cell.text]
    return not texts or any(is_letterhead(text) or _DATELINE.search(text[:_LOOKED_AT]) for text in texts)


def _is_numeric(rows: list[Row], columns: ColumnMap) -> bool:
    """Are most cells figures, as in tables of indicators? Numbers of rows and the sums of tasks do not count."""
    figures = words = 0
    counted = [index for index, kind in enumerate(columns.kinds) if kind not in {"ordinal", "budget"}]
    for row in rows[:_SAMPLED_ROWS]:
        cells = [row.cells[index] for index in counted if index < len(row.cells)]
        texts = [cell.text for cell in cells if cell is not None and cell.text]
        here = sum(look(text).number for text in texts)
        figures += here
        words += len(texts) - here
    return figures > _MOSTLY_NUMBERS * (figures + words)
