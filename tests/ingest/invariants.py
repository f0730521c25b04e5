"""What holds for every Manuscript, whatever it was read from."""

import unicodedata

from parsers.manuscript import Manuscript
from schema.folding import fold_space


def check(manuscript: Manuscript) -> None:
    """Lines are NFC and numbered without gaps; grids are runs of lines of their own; cells point into their rows."""
    count = len(manuscript.lines)
    for line in manuscript.lines:
        assert "\n" not in line
        assert unicodedata.is_normalized("NFC", line)
        line.encode()
    assert all(1 <= number <= count for number in manuscript.furniture)
    end = 0
    for grid in manuscript.grids:
        assert grid.merges_known
        assert end < grid.line_start <= grid.line_end <= count
        end = grid.line_end
        _check_rows(grid.rows, grid.line_start, grid.line_end, manuscript.lines)


def _check_rows(rows: list, first: int, last: int, lines: list[str]) -> None:
    assert rows
    next_line = first
    for row in rows:
        assert row.line_start == next_line <= row.line_end
        next_line = row.line_end + 1
        printed = []
        for cell in filter(None, row.cells):
            assert row.line_start <= cell.line_start <= cell.line_end <= row.line_end
            assert cell.text == " ".join(cell.text.split())
            assert cell.rowspan >= 1
            assert cell.colspan >= 1
            if cell.text:
                printed += range(cell.line_start, cell.line_end + 1)
                words = fold_space(" ".join(lines[cell.line_start - 1 : cell.line_end]))
                assert cell.text.replace(" ", "") == words.replace(" ", "")
        assert printed == sorted(set(printed))
        assert set(printed) >= {n for n in range(row.line_start, row.line_end + 1) if lines[n - 1].strip()}
    assert next_line == last + 1
