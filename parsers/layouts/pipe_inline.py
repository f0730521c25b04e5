"""Tables with bars on each row line: markdown pipe tables, and bars between the cells without any rule."""

from __future__ import annotations

import re

from parsers.grid import Grid
from parsers.layouts.markdown import markdown_text, merge_drawn_rows
from parsers.layouts.row_blocks import read_block
from parsers.layouts.row_lines import Ending, find_blocks
from parsers.layouts.table_region import untaken

_BAR = re.compile(r"(?<!\\)\|")
# "|---|:--:|", "--- | ---", "+----+----+": the rule below a header, or between the rows of a drawn table.
_RULE = re.compile(r"\s*[|+]?\s*:?[-=]{1,}:?\s*(?:[|+]\s*:?[-=]+:?\s*)*[|+]?\s*\Z")
_MARKED_UP = re.compile(r"\*\*|<br|\\\|", re.IGNORECASE)
# Bars of one table stand on lines this close; further off they are another one, with outer bars of its own.
_NEAR = 3


class _Bars:
    """Cells parted by bars that no backslash escapes. Outer bars are the table's habit, not a line's.

    Where the first full line has no outer bar, a bar at the edge of another line leaves an empty cell.
    """

    def __init__(self, lines: list[str], candidates: list[int]) -> None:
        self._outer: dict[int, tuple[bool, bool]] = {}
        self._lines = lines
        run: list[int] = []
        for index in candidates:
            if run and index - run[-1] > _NEAR:
                self._learn(run)
                run = []
            run.append(index)
        self._learn(run)

    def _learn(self, run: list[int]) -> None:
        rows = [index for index in run if not self.is_rule(self._lines[index])] or run
        texts = [self._lines[index].strip() for index in rows]
        closed = [text.endswith("|") and not text.endswith("\\|") for text in texts]
        # The first line may be broken inside a cell; then most lines tell how rows end.
        whole = texts[0].count("|") + 1 >= max(text.count("|") for text in texts)
        habit = (texts[0].startswith("|"), closed[0] if whole else 2 * sum(closed) >= len(closed))
        self._outer.update(dict.fromkeys(run, habit))

    def is_rule(self, line: str) -> bool:
        return line[:60].strip(" |+:-=\t") == "" and _RULE.match(line) is not None

    def split(self, lines: list[str], index: int) -> tuple[list[str], int]:
        line = lines[index].strip()
        cells = line.split("|") if "\\" not in line else [cell.replace("\\|", "|") for cell in _BAR.split(line)]
        leading, trailing = self._outer[index]
        if leading and len(cells) > 1 and not cells[0]:
            del cells[0]
        if trailing and len(cells) > 1 and not cells[-1]:
            del cells[-1]
        return cells, index

    def ending(self, index: int) -> Ending:
        if not self._outer[index][1]:
            return ""
        return "closed" if self._lines[index].rstrip().endswith("|") else "open"


def find_tables(lines: list[str], taken: bytearray, *, markdown: bool, drawn: bool) -> list[Grid]:
    """The tables with bars among the lines (0-based in `taken`) that no other table has taken.

    `markdown` says that the file is markdown by its type; else a rule line or mark-up in the cells does. `drawn` says
    that there may be the rules of drawn tables.
    """
    candidates = [
        index
        for index in untaken(taken)
        if ("|" in (line := lines[index]) and line.strip() != "|") or (drawn and _is_drawn_rule(line))
    ]
    if not candidates:
        return []
    bars = _Bars(lines, candidates)
    grids = []
    for block in find_blocks(lines, taken, candidates, bars):
        marked = markdown or block.has_rule or any(_MARKED_UP.search(c) for p in block.pieces for c in p.cells)
        if marked:
            merge_drawn_rows(block)
        grid = read_block(block, "markdown", markdown_text) if marked else read_block(block, "pipe_inline")
        if grid is not None:
            grids.append(grid)
    return grids


def _is_drawn_rule(line: str) -> bool:
    return line[:3].lstrip().startswith(("+-", "+="))
