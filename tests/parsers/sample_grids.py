"""Grids of the five samples, cut by the plainest means: what the layouts hand over, without the layouts' own code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from parsers.grid import Cell, Grid, Row
from schema.folding import fold_space, strip_markup

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.gold.json"))
_NUMBER = re.compile(r"(?:[0-9]{1,2}|[a-zđ]|[IVX]+)[.)]?$")


def gold_rows(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text("utf-8"))["tasks"]


def sample_grid(path: Path) -> Grid:
    lines = (ROOT / "data" / "raw" / path.name.replace(".gold.json", ".txt")).read_text("utf-8").split("\n")
    gold = gold_rows(path)
    first, last = gold[0]["line_start"], gold[-1]["line_end"]
    if any("\t" in line for line in lines[first - 2 : first]):
        start = first - 1 if "\t" in lines[first - 2] and "I." not in lines[first - 2] else first - 2
        end = last + 1 if last < len(lines) and "\t" in lines[last] else last
        return tab_grid(lines, start, end)
    if "|" in {line.strip() for line in lines[first - 1 : last]}:
        return bar_grid(lines, max(n for n in range(first) if lines[n - 1] == "STT"), last)
    headings = ("Số TT", "STT")
    return paragraph_grid(lines, max(n for n in range(1, first) if lines[n - 1] in headings), last + 2)


def _text(printed: str) -> str:
    return fold_space(strip_markup(printed))


def tab_grid(lines: list[str], start: int, end: int) -> Grid:
    rows: list[Row] = []
    blank = False
    for number in range(start, end + 1):
        line = lines[number - 1]
        if not line.strip():
            blank = True
            continue
        rows.append(
            Row([Cell(_text(cell), number, number) for cell in line.split("\t")], number, number, blank and bool(rows))
        )
        blank = False
    return Grid("tab", rows, start, end)


def bar_grid(lines: list[str], start: int, end: int) -> Grid:
    cells: list[Cell] = []
    printed: list[str] = []
    begin = start
    for number in range(start, end + 2):
        if number > end or lines[number - 1].strip() == "|":
            cells.append(Cell(_text("\n".join(printed)), begin, number - 1))
            printed, begin = [], number + 1
        else:
            printed.append(lines[number - 1])
    rows: list[Row] = []
    while cells:
        width = 1 if re.match(r"[IVX]+\.\s", cells[0].text) else 6
        row, cells = cells[:width], cells[width:]
        rows.append(Row(list(row), row[0].line_start, row[-1].line_end))
    return Grid("pipe_lines", rows, start, end)


def paragraph_grid(lines: list[str], start: int, end: int) -> Grid:
    paragraphs: list[Cell] = []
    fresh = True
    for number in range(start, end + 1):
        line = lines[number - 1]
        if line == "":
            fresh = True
        elif fresh or not paragraphs:
            paragraphs.append(Cell(_text(line), number, number))
            fresh = False
        else:
            paragraphs[-1] = Cell(_text(paragraphs[-1].text + " " + line), paragraphs[-1].line_start, number)
    width = next(n for n, cell in enumerate(paragraphs) if n > 3 and _NUMBER.match(cell.text))
    rows: list[list[Cell]] = []
    for index, cell in enumerate(paragraphs):
        unnumbered = (
            not cell.text
            and rows
            and len(rows[-1]) >= width
            and index + 1 < len(paragraphs)
            and bool(paragraphs[index + 1].text)
        )
        if index == 0 or _NUMBER.match(cell.text) or unnumbered:
            rows.append([])
        row = rows[-1]
        # Cells of several paragraphs: lists, and words that go on in small letters.
        if (
            len(row) > 2
            and cell.text
            and row[-1].text
            and (cell.text[0].islower() or (cell.text[0] == "-" and row[-1].text[0] == "-"))
        ):
            row[-1] = Cell(f"{row[-1].text} {cell.text}", row[-1].line_start, cell.line_end)
        else:
            row.append(cell)
    rows = [row[:width] for row in rows]
    return Grid(
        "cell_per_paragraph",
        [Row(list(r), r[0].line_start, r[-1].line_end) for r in rows],
        start,
        rows[-1][-1].line_end,
    )
