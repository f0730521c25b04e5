"""Sections of a task table: heading rows, the section column, how they nest, and the numbers that hang under them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from parsers.tasks.continuing import continues, is_capitals, is_unfinished
from parsers.tasks.ordinals import (
    ARABIC,
    DOTTED,
    GROUP,
    LETTER,
    ROMAN,
    UPPER,
    Ordinal,
    is_first,
    read_ordinal,
    split_ordinal,
)
from parsers.tasks.rows import WORK, TableRow
from parsers.tasks.shapes import is_period

_SECTIONS = frozenset({GROUP, UPPER, ROMAN})
# A title across the table that is printed this often is the head of pages.
_RUNNING_HEAD = 3
# "II. CẢI CÁCH THỂ CHẾ (tiếp theo)".
_CONTINUED = re.compile(r"\s*[(–-]+\s*tiếp(?: theo)?\s*\)?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Section:
    """A heading row, or a cell of the section column. `shared` holds what it says for all rows below."""

    ordinal: Ordinal | None
    title: str
    column: bool = False
    shared: dict[str, str] = field(default_factory=dict)

    @property
    def level(self) -> tuple[str, int]:
        """What headings of the same rank have in common."""
        return self.ordinal.level if self.ordinal is not None else ("", 0)

    @property
    def is_section(self) -> bool:
        """Does its number alone make it a section, also below other headings?"""
        return self.column or (self.ordinal is not None and self.ordinal.kind in _SECTIONS)


class SectionStack:
    """The headings open at a row, outermost first.

    `has_ordinals` is true where most rows are numbered; with `numbers_sections` the column of numbers counts the
    texts of the section column. `current` is the section of the next row: the nearest by its number, else the
    outermost heading.
    """

    def __init__(self, *, has_ordinals: bool, numbers_sections: bool) -> None:
        self._has_ordinals = has_ordinals
        self._numbers_sections = numbers_sections
        self._open: list[Section] = []
        self.current: Section | None = None
        self._levels: list[tuple[str, int]] = []
        self._path: list[Ordinal] = []
        self._numbered: Ordinal | None = None
        self._latest: Section | None = None

    @property
    def at_heading(self) -> bool:
        """Was the row just read a heading?"""
        return self._latest is not None

    def _keep_open(self, headings: list[Section]) -> None:
        outermost = headings[0] if headings else None
        self._open = headings
        self._levels = [heading.level for heading in headings]
        self.current = next((heading for heading in reversed(headings) if heading.is_section), outermost)
        at = next((index for index, heading in enumerate(headings) if heading is self.current), -1)
        self._path = [heading.ordinal for heading in headings[at + 1 :] if heading.ordinal is not None]

    def enter_column(self, row: TableRow) -> None:
        """Take the row's cell of the section column, its own or one merged down."""
        if "section" not in row.own and ("section" not in row.covered or self._open):
            return
        text = row.own["section"].text if "section" in row.own else row.covered["section"]
        ordinal, title = split_ordinal(text)
        if ordinal is None and (alone := read_ordinal(text)) is not None:
            ordinal, title = alone, ""
        if self._numbers_sections and ordinal is None:
            ordinal, row.ordinal = row.ordinal, None
            row.own.pop("number", None)
        current = self._open[0] if self._open else None
        if current is not None and current.column:
            if row.after_break and ordinal is None and continues(current.title, text):
                current.title = f"{current.title} {text}"
                return
            if (current.title, current.ordinal) == (title, ordinal):
                return
        self._latest = Section(ordinal, title, column=True)
        self._keep_open([self._latest])
        self._numbered = None

    def extend_title(self, row: TableRow) -> bool:
        """Is the row the rest of the title above it, broken by a page or line? Then it is taken."""
        heading = self._latest
        if heading is None or heading.column or row.works or not row.text or row.ordinal is not None:
            return False
        same_case = is_capitals(row.text) == is_capitals(heading.title)
        if not row.text[0].islower() and not (is_unfinished(heading.title) and same_case):
            return False
        heading.title = f"{heading.title} {row.text}"
        return True

    def enter_row(self, row: TableRow, following: TableRow | None) -> bool:
        """Is the row a heading of those below? Then it is taken."""
        if not self._is_heading(row, following):
            return False
        if self._is_repeated(row):
            return True
        shared = {str(name): row.own[name].text for name in ("lead", "timeframe") if name in row.own}
        self._latest = Section(row.ordinal, row.text, shared=shared)
        if row.ordinal is not None:
            above = self._above(row.ordinal)
        else:
            bare = [index for index, above in enumerate(self._open) if above.ordinal is None and not above.column]
            above = self._open[: bare[0]] if bare else self._open
        self._keep_open([*above, self._latest])
        self._numbered = None
        return True

    def enter_task(self, row: TableRow) -> str:
        """The task's number: `8.a` where the letter hangs under a numbered heading or task inside the section."""
        self._latest = None
        if row.ordinal is None:
            return ""
        if row.ordinal.level in self._levels:
            self._keep_open(self._above(row.ordinal))
        above = self._path
        if row.ordinal.kind in {ARABIC, DOTTED}:
            self._numbered = row.ordinal
        elif self._numbered is not None and row.ordinal.kind == LETTER:
            above = [*above, self._numbered]
        path = ""
        for ordinal in above:
            path = f"{path}.{ordinal.text}" if path and ordinal.kind != DOTTED else ordinal.text
        return f"{path}.{row.ordinal.text}" if path and row.ordinal.kind != DOTTED else row.ordinal.text

    def _is_repeated(self, row: TableRow) -> bool:
        """The heading of the last page once more: `II. CẢI CÁCH (tiếp theo)`."""
        above = next((heading for heading in self._open if heading.level == Section(row.ordinal, "").level), None)
        if above is None or above.column:
            return False
        return (above.ordinal, above.title) == (row.ordinal, _CONTINUED.sub("", row.text))

    def leave_heading(self) -> None:
        """The row just read was no heading."""
        self._latest = None

    def _is_heading(self, row: TableRow, following: TableRow | None) -> bool:
        own = row.own.keys() & WORK - self._shared_fields(row, following)
        if not row.text or own or row.covered.keys() & WORK:
            return False
        ordinal = row.ordinal
        if ordinal is None:
            return self._is_bare_heading(row, following)
        if ordinal.kind in _SECTIONS:
            return True
        if following is None or not (following.text or following.ordinal):
            return False
        if following.ordinal is None:
            return following.works and not following.after_break
        known = [heading.level for heading in self._above(ordinal)] + [ordinal.level]
        return following.ordinal.level not in known

    def _shared_fields(self, row: TableRow, following: TableRow | None) -> frozenset[str]:
        """A section may name who answers for all of it: `II. CẢI CÁCH THỂ CHẾ | Sở Tư pháp`, tasks below."""
        if row.ordinal is None or row.ordinal.kind not in _SECTIONS or len(row.own.keys() & WORK) != 1:
            return frozenset()
        below = following.ordinal if following is not None else None
        deeper = below is not None and below.kind in {ARABIC, DOTTED, LETTER}
        return frozenset({"lead", "timeframe"}) if deeper else frozenset()

    def _is_bare_heading(self, row: TableRow, following: TableRow | None) -> bool:
        """A heading without a number: capitals, a cell across the table, a month, a lone text in a numbered table."""
        if following is None or row.own.keys() - {"description", "section"}:
            return False
        if is_capitals(row.text) or row.spanning or is_period(row.text):
            return True
        return self._has_ordinals and following.ordinal is not None

    def _above(self, ordinal: Ordinal) -> list[Section]:
        """The headings that stay open when a row with this number comes."""
        level = ordinal.level
        return self._open[: self._levels.index(level)] if level in self._levels else self._open


def set_running_heads_apart(rows: list[TableRow]) -> None:
    """Titles that pages print again and again across the table are furniture, and what follows them a new page."""
    across = [index for index, row in enumerate(rows) if row.spanning and row.kind == "content" and row.ordinal is None]
    seen = Counter(rows[index].text for index in across)
    for index in across:
        if seen[rows[index].text] >= _RUNNING_HEAD:
            rows[index].kind = "furniture"
            if index + 1 < len(rows):
                rows[index + 1].after_break = True


def settle_sections(rows: list[TableRow]) -> None:
    """Move the section column's texts up to where their merged cells begin.

    Some converters print a merged cell's text in its middle: rows above the first text, and rows whose numbering
    starts anew above the next one, belong to the section that is printed below them.
    """
    start = 0
    for index, row in enumerate(rows):
        words = row.own.get("section")
        if words is None:
            continue
        begin = _new_numbering(rows, start, index) if start else 0
        if begin is not None and begin < index:
            rows[begin].own["section"] = row.own.pop("section")
        start = index + 1


def _new_numbering(rows: list[TableRow], start: int, end: int) -> int | None:
    """The last row from `start` to `end` where numbers start again after others of their kind."""
    seen = {row.ordinal.level for row in rows[start - 1 : start] if row.ordinal is not None}
    found = None
    for index in range(start, end + 1):
        ordinal = rows[index].ordinal
        if ordinal is not None:
            if is_first(ordinal) and ordinal.level in seen:
                found = index
            seen.add(ordinal.level)
    return found
