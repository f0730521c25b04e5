"""Rows into groups: sections, heading rows, tasks, their sub-rows, and rows that a page break cut in two."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from parsers.grid import Cell
from parsers.tasks.continuing import continues, is_capitals
from parsers.tasks.ordinals import ARABIC, DOTTED, LETTER, is_first
from parsers.tasks.rows import WORK, TableRow
from parsers.tasks.sections import Section, SectionStack
from parsers.tasks.shapes import is_remark, look

_COUNTED = frozenset({ARABIC, DOTTED, LETTER})


@dataclass(slots=True)
class Entry:
    """One leaf row: its own words by field, what merges cover, and the printed rows it comes from."""

    own: dict[str, Cell]
    covered: dict[str, str]
    rows: list[TableRow]
    lines: list[int]


@dataclass(slots=True)
class Group:
    """One task: the description that its entries share, its number, and where it belongs."""

    ordinal: str
    description: str
    section: Section | None
    entries: list[Entry] = field(default_factory=list)
    filled: bool = False

    @property
    def waits(self) -> bool:
        """Is the text of this task printed in a later row of its merged cell?"""
        return not self.description and not self.ordinal


class Assembler:
    """Takes the content rows in order; `groups` is what they make, `remarks` has the ids of rows that are notes."""

    def __init__(self, rows: list[TableRow], *, breaks_known: bool, numbers_sections: bool) -> None:
        self.groups: list[Group] = []
        self.remarks: set[int] = set()
        self._rows = rows
        self._has_ordinals = sum([row.ordinal is not None for row in rows]) * 2 >= len(rows)
        self._breaks_known = breaks_known
        self._sections = SectionStack(has_ordinals=self._has_ordinals, numbers_sections=numbers_sections)

    def assemble(self) -> None:
        """Read all rows."""
        for row, following in zip_longest(self._rows, self._rows[1:]):
            if _is_plain_task(row):
                self._add_task(row)
            else:
                self._read(row, following)

    def _read(self, row: TableRow, following: TableRow | None) -> None:
        self._sections.enter_column(row)
        entry = self._last_entry()
        if self._sections.extend_title(row):
            return
        if entry is not None and not self._sections.at_heading:
            if self._continues(row, entry, following):
                self._extend(row, entry)
                return
            if row.after_break and self._breaks_known:
                self._take_rests(row, entry)
        if self._is_remark(row, following):
            self.remarks.add(id(row))
        elif self._sections.enter_row(row, following) or not row.own.keys() - {"section"}:
            return
        elif not row.text and "number" not in row.own:
            self._add_subrow(row)
        else:
            self._add_task(row)

    # --- tasks ---

    def _add_task(self, row: TableRow) -> None:
        ordinal, text = self._sections.enter_task(row), row.text
        section = self._sections.current
        group = self.groups[-1] if self.groups else None
        if group is not None and group.section is not section:
            group = None
        if group is not None and group.waits:
            # The words of a merged cell are printed in its middle: the rows above belong to this task.
            group.ordinal, group.description = ordinal, text
        else:
            filled = "" if text else row.covered.get("description") or (group.description if group is not None else "")
            group = Group(ordinal, text or filled, section, filled=not text and bool(filled))
            self.groups.append(group)
        self._append(group, row)

    def _add_subrow(self, row: TableRow) -> None:
        self._sections.leave_heading()
        section = self._sections.current
        group = self.groups[-1] if self.groups and self.groups[-1].section is section else None
        if group is None:
            group = Group("", row.covered.get("description", ""), section)
            self.groups.append(group)
        elif (
            len(group.entries) == 1
            and WORK.isdisjoint(group.entries[0].own)
            and "budget" not in group.entries[0].own
            and not row.covered
        ):
            # The task's text stands in a row of its own, its first cells in the next.
            self._extend(row, group.entries[0])
            return
        self._append(group, row)

    def _append(self, group: Group, row: TableRow) -> None:
        own = row.own
        if "section" in own:
            own = {name: words for name, words in own.items() if name != "section"}
        lines = _lines(*own.values())
        if "number" in own:
            own = {name: words for name, words in own.items() if name != "number"}
        group.entries.append(Entry(own, row.covered, [row], lines))

    def _is_remark(self, row: TableRow, following: TableRow | None) -> bool:
        """A note under the table, or anywhere across it: `Ghi chú: …`, `(*) …`."""
        if row.ordinal is not None or row.works or not row.text or row.own.keys() - {"description"}:
            return False
        if following is None and self.groups and (row.spanning or (self._has_ordinals and not row.after_break)):
            return not is_capitals(row.text)
        return row.spanning and is_remark(row.text)

    # --- rows cut in two ---

    def _last_entry(self) -> Entry | None:
        return self.groups[-1].entries[-1] if self.groups and self.groups[-1].entries else None

    def _continues(self, row: TableRow, entry: Entry, following: TableRow | None) -> bool:
        """Are all of the row's cells the rest of the cells above them?"""
        own = row.own
        if row.ordinal is not None or "number" in own or not own or "section" in own:
            return False
        broken = row.after_break and self._breaks_known
        group = self.groups[-1]
        described = row.text
        if described:
            rest = broken and len(own) == 1 and self._is_rest(row, group, following)
            if not rest and not continues(group.description, described):
                return False
            if row.spanning and not broken and not described[0].islower():
                return False
        elif not broken:
            return False
        return all(
            name in entry.own
            and (
                continues(entry.own[name].text, words.text, strict=True) or (broken and _is_fragment(name, words.text))
            )
            for name, words in own.items()
            if name != "description"
        )

    def _is_rest(self, row: TableRow, group: Group, following: TableRow | None) -> bool:
        """Nothing but a text without a number, in a table whose tasks are numbered, is no task and no section."""
        below = following.ordinal if following is not None else None
        titled = below is not None and is_first(below)
        return bool(group.ordinal) and not titled and not is_capitals(row.text) and not row.spanning

    def _take_rests(self, row: TableRow, entry: Entry) -> None:
        """Behind a page break the rest of a merged cell may stand before the cells of a new sub-row."""
        group = self.groups[-1]
        if (
            row.ordinal is not None
            or "number" in row.own
            or not row.works
            or group.section is not self._sections.current
        ):
            return
        described, product = row.own.get("description"), row.own.get("product")
        if described is not None and continues(group.description, described.text):
            self._extend_description(group, row.own.pop("description"))
        elif described is not None:
            return
        merged = entry.own.get("product")
        if (
            product is not None
            and merged is not None
            and "lead" in row.own
            and continues(merged.text, product.text, strict=True)
        ):
            entry.own["product"] = _longer(merged, row.own.pop("product"))
            entry.lines += _lines(product)

    def _extend(self, row: TableRow, entry: Entry) -> None:
        group = self.groups[-1]
        for name, words in row.own.items():
            if name == "description":
                self._extend_description(group, words)
            elif name in entry.own:
                entry.own[name] = _longer(entry.own[name], words)
            else:
                # A dict of its own: the first row's stays what that row printed.
                entry.own = {**entry.own, name: words}
            if name != "description":
                entry.lines += _lines(words)
        entry.rows.append(row)

    def _extend_description(self, group: Group, words: Cell) -> None:
        group.description += f" {words.text}"
        group.entries[0].lines += _lines(words)


def _is_fragment(name: str, text: str) -> bool:
    """Is this no body in a column of bodies, no time in a column of times?"""
    if name in {"lead", "cooperating"}:
        return not look(text).agency
    return name == "timeframe" and not look(text).mentions_time


def _is_plain_task(row: TableRow) -> bool:
    """Is this what most rows are: a counted text with work beside it, in no section of its own?"""
    ordinal, own = row.ordinal, row.own
    if ordinal is None or ordinal.kind not in _COUNTED or "section" in own or row.covered:
        return False
    return "description" in own and bool(own["description"].text) and not WORK.isdisjoint(own)


def _longer(words: Cell, rest: Cell) -> Cell:
    return Cell(f"{words.text} {rest.text}", words.line_start, words.line_end)


def _lines(*cells: Cell) -> list[int]:
    lines: list[int] = []
    for cell in cells:
        if cell.line_start == cell.line_end:
            lines.append(cell.line_start)
        else:
            lines.extend(range(cell.line_start, cell.line_end + 1))
    return lines
