"""Tables whose cells are parted by tabs, one row per line."""

from __future__ import annotations

from parsers.grid import Grid
from parsers.layouts.row_blocks import read_block
from parsers.layouts.row_lines import Ending, find_blocks
from parsers.layouts.table_region import untaken

# A quoted cell of more lines is a stray quotation mark.
_MOST_QUOTED_LINES = 60


class _Tabs:
    """Cells parted by single tabs; a cell in straight quotes may hold line breaks, as spreadsheets copy it."""

    def is_rule(self, line: str) -> bool:
        return False

    def split(self, lines: list[str], index: int) -> tuple[list[str], int]:
        cells = lines[index].split("\t")
        if not _opens_quote(cells[-1]):
            return cells, index
        last = index
        while _opens_quote(cells[-1]) and last + 1 < len(lines) and last - index < _MOST_QUOTED_LINES:
            last += 1
            first, *others = lines[last].split("\t")
            cells[-1] += "\n" + first
            cells += others
        if _opens_quote(cells[-1]):
            return lines[index].split("\t"), index
        return [_unquoted(cell) if "\n" in cell else cell for cell in cells], last

    def ending(self, index: int) -> Ending:
        return ""


def find_tables(lines: list[str], taken: bytearray) -> list[Grid]:
    """The tab tables among the lines (0-based in `taken`) that no other table has taken."""
    candidates = [index for index in untaken(taken) if "\t" in (line := lines[index]) and not line.isspace()]
    grids = [read_block(block, "tab") for block in find_blocks(lines, taken, candidates, _Tabs())]
    return [grid for grid in grids if grid is not None]


def _opens_quote(cell: str) -> bool:
    return cell.lstrip().startswith('"') and cell.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    text = cell.strip()
    return text[1:-1].replace('""', '"') if text.startswith('"') and text.endswith('"') and len(text) > 1 else cell
