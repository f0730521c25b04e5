"""The pages of a PDF as one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.readers.blocks import Block, Paragraph
from ingest.readers.pdf_columns import split_columns
from ingest.readers.pdf_glyphs import Line
from ingest.readers.pdf_page import PageContent, PageTable
from ingest.readers.pdf_paragraphs import goes_on, join, right_margin
from ingest.readers.pdf_tables import LongTable

# `3`, `- 3 -`, `3/12`, `Trang 3`: what stands alone in the margin of a page.
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,6}\W*)?\d{1,4}(?:\W{1,3}\d{1,4})?\W*")
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12  # of the page's height, above and below
_LEAST_REPEATS = 3


class PdfDocument:
    """Joins what the page breaks have parted."""

    def __init__(self, pages: list[PageContent]) -> None:
        self._pages = pages
        self._blocks: list[Block] = []
        self._aside: list[Paragraph] = []  # page furniture, until the paragraph or table that it interrupts is over
        self._text = ""
        self._last: Line | None = None
        self._table: LongTable | None = None
        self._repeated = _repeated_margins(pages)
        self._margins = {
            size: (min(line.x0 for line in lines), right_margin(lines, size[0]))
            for size, lines in _lines_by_size(pages).items()
        }

    def blocks(self) -> list[Block]:
        """All paragraphs and tables, from the first page to the last."""
        for page in self._pages:
            self._add_page(page)
        self._end()
        return self._blocks

    def _add_page(self, page: PageContent) -> None:
        body = [row for row in page.lines if not self._is_furniture(row, page)]
        furniture = [row for row in page.lines if self._is_furniture(row, page)]
        self._set_aside(row for row in furniture if row[0].top < page.height / 2)
        margins = self._margins.get(_size(page), (0.0, page.width))
        at, is_first = 0, True
        for table in [*page.tables, None]:
            above = [row for row in body[at:] if table is None or row[0].top < table.y_edges[0]]
            at += len(above)
            if above:
                self._add_rows(above, margins, is_first)
                is_first = False
            if table is not None:
                self._add_table(table, is_first)
                is_first = False
        self._set_aside(row for row in furniture if row[0].top >= page.height / 2)

    def _set_aside(self, rows: Iterable[list[Line]]) -> None:
        self._aside += [Paragraph(["\t".join(line.text for line in row)], furniture=True) for row in rows]
        if self._last is None and self._table is None:
            self._end()

    def _add_table(self, part: PageTable, is_first: bool) -> None:
        if self._table is None or not is_first or not self._table.is_continued_by(part):
            self._end()
            self._table = LongTable(list(part.x_edges))
        self._table.add(part)

    def _add_rows(self, rows: list[list[Line]], margins: tuple[float, float], is_first: bool) -> None:
        if self._table is not None:
            self._end()
        for found in split_columns(rows, *margins):
            if isinstance(found[0], Paragraph):
                self._end()
                self._blocks += [paragraph for paragraph in found if isinstance(paragraph, Paragraph)]
            else:
                self._add_line([line for line in found if isinstance(line, Line)], margins[1], same_page=not is_first)
            is_first = False

    def _add_line(self, row: list[Line], right: float, *, same_page: bool) -> None:
        line = row[0]
        if len(row) > 1:
            self._end()
            self._blocks.append(Paragraph(["\t".join(part.text for part in row)]))
        elif self._last is not None and goes_on(self._last, line, right, same_page=same_page):
            self._text, self._last = join(self._text, line.text), line
        else:
            self._end()
            self._text, self._last = line.text, line

    def _end(self) -> None:
        """Close the open paragraph or table, then print the furniture that came in between."""
        if self._last is not None:
            self._blocks.append(Paragraph([self._text]))
            self._last = None
        if self._table is not None:
            self._blocks.append(self._table.table())
            self._table = None
        self._blocks += self._aside
        self._aside = []

    def _is_furniture(self, row: list[Line], page: PageContent) -> bool:
        if not _in_margin(row[0], page):
            return False
        text = " ".join(line.text for line in row)
        return (bool(_PAGE_NUMBER.fullmatch(text)) and row in (page.lines[0], page.lines[-1])) or _key(
            row
        ) in self._repeated


def _size(page: PageContent) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _lines_by_size(pages: list[PageContent]) -> dict[tuple[int, int], list[Line]]:
    found: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        if lines := [row[0] for row in page.lines if len(row) == 1]:
            found.setdefault(_size(page), []).extend(lines)
    return found


def _in_margin(line: Line, page: PageContent) -> bool:
    return line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _key(row: list[Line]) -> tuple[str, int]:
    """What a line says but for its numbers, and about where it stands."""
    return _DIGITS.sub("#", " ".join(line.text for line in row)), round(row[0].top / 4)


def _repeated_margins(pages: list[PageContent]) -> set[tuple[str, int]]:
    """Lines that stand in the margin of at least three pages and half of all."""
    counts = Counter(_key(row) for page in pages for row in page.lines if _in_margin(row[0], page))
    least = max(_LEAST_REPEATS, len(pages) / 2)
    return {key for key, count in counts.items() if count >= least}
