"""Tables written down in a test, one row per line, as grids."""

from __future__ import annotations

from parsers.grid import Cell, Grid, Row
from parsers.raw import RawTask

DOWN, ACROSS, BREAK = "^^", "<<", "~"


def printed_grid(printed: str, *, merges_known: bool = False, trim: bool = False) -> Grid:
    """Cells parted by `|`; with `trim` the empty cells at a row's end are not printed."""
    rows: list[Row] = []
    for number, line in enumerate(printed.strip("\n").split("\n"), 1):
        after_break = line.startswith(BREAK)
        texts = [text.strip() for text in line.removeprefix(BREAK).split("|")]
        while trim and len(texts) > 1 and not texts[-1]:
            texts.pop()
        cells = [None if text in {DOWN, ACROSS} else Cell(text, number, number) for text in texts]
        rows.append(Row(list(cells), number, number, after_break))
        if merges_known:
            _span(rows, texts)
    return Grid("printed", rows, 1, len(rows), merges_known)


def _span(rows: list[Row], texts: list[str]) -> None:
    for column, text in enumerate(texts):
        if text == ACROSS:
            owner = next(cell for cell in reversed(rows[-1].cells[:column]) if cell is not None)
            owner.colspan += 1
        elif text == DOWN:
            above = [row.cells[column] for row in rows[:-1]]
            owner = next(cell for cell in reversed(above) if cell is not None)
            owner.rowspan += 1


def expected_rows(read: str) -> list[dict[str, str]]:
    """The rows that a table should give, by field name."""
    names, *rows = ([text.strip() for text in line.split("|")] for line in read.strip("\n").split("\n"))
    return [dict(zip(names, row, strict=True)) for row in rows]


def found_row(task: RawTask, names: list[str]) -> dict[str, str]:
    """The same fields of a task that was read."""
    found = {}
    for name in names:
        if name == "@":
            found[name] = str(task.line_start)
        elif name == "-":
            found[name] = str(task.line_end)
        elif name.startswith("more:"):
            found[name] = task.more.get(name[5:], "")
        else:
            found[name] = str(getattr(task, name))
    return found
