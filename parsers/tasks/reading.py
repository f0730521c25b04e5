"""A grid into raw task rows: the header, the rows by field, the groups, the filled cells, the role of each line."""

from __future__ import annotations

import re
from operator import itemgetter

from parsers.grid import Grid, Row
from parsers.raw import RawTask, TaskTable
from parsers.tasks.assembling import Assembler
from parsers.tasks.columns import Header, names_columns, read_header
from parsers.tasks.fields import ColumnMap, map_columns
from parsers.tasks.filling import Leaf, fill
from parsers.tasks.profiles import with_unnamed_numbers
from parsers.tasks.rows import RowReader, TableRow
from parsers.tasks.sections import Section, set_running_heads_apart, settle_sections
from parsers.tasks.shapes import is_grand_total, look
from parsers.tasks.survey import survey
from schema.findings import finding

_FIELDS = ("product", "lead", "cooperating", "timeframe", "budget", "note")
_NAMED = frozenset(_FIELDS)
# More rows behind blank lines than this share, and blank lines are the layout's, not a page's end.
_MOST_BREAKS = 0.4
# "Đơn vị tính: triệu đồng", printed above a table for all its sums.
_UNIT = re.compile(r"(?:đơn vị(?: tính)?|ĐVT)\s*:\s*[^()]{0,20}đồng", re.IGNORECASE)
_LONGEST_QUOTE = 200
_MOST_FINDINGS = 50
_ROLES = {"header": "table_header", "furniture": "furniture", "blank": "blank", "total": "total_row"}
_NO_SECTION = Section(None, "")
_NOTHING: frozenset[str] = frozenset()


def read_tasks(grid: Grid, *, table_no: int) -> TaskTable:
    """The task rows of a table, in order, with the role of every line that the grid covers.

    A table of data gives no rows and the role `table_other`; one that only lays out text gives neither.
    """
    kind, header, columns = survey(grid)
    if kind == "layout":
        return TaskTable(is_task_table=False)
    if columns is None:
        roles = dict.fromkeys(range(grid.line_start, grid.line_end + 1), ("table_other", -1))
        return TaskTable(is_task_table=False, line_roles=roles)
    return _TableReader(grid, table_no).read(header, columns)


class _TableReader:
    def __init__(self, grid: Grid, table_no: int) -> None:
        self._grid = grid
        self._table_no = table_no
        self._table = TaskTable(is_task_table=True)
        # First and last line of each row, and the role of its lines.
        self._claims: list[tuple[int, int, tuple[str, int]]] = []

    def read(self, header: Header | None, columns: ColumnMap) -> TaskTable:
        rows = self._grid.rows
        if header is None:
            basis = "what their cells look like"
            self._table.findings.append(finding("missing_header", basis=basis, line_start=self._grid.line_start))
            self._read_part(None, columns, rows)
        else:
            for row in rows[: header.first]:
                self._set_role(row, "heading")
            self._read_parts(header, columns)
        self._table.line_roles = self._line_roles()
        return self._table

    def _read_parts(self, header: Header | None, columns: ColumnMap) -> None:
        """Each header and the rows under it: one table may change its columns on the way."""
        rows = self._grid.rows
        first = header
        while header is not None:
            for row in rows[header.first : header.end]:
                self._set_role(row, "table_header")
            following = self._next_header(header)
            body = rows[header.end : following.first if following is not None else len(rows)]
            if header is not first or following is not None:
                header.columns = with_unnamed_numbers(header.columns, body)
                columns = map_columns(header.columns, body)
            self._report_unknown(columns, rows[header.first])
            self._read_part(header, columns, body)
            header = following

    def _next_header(self, header: Header) -> Header | None:
        for index in range(header.end, len(self._grid.rows)):
            row = self._grid.rows[index]
            if names_columns(row) and not header.repeats([c.text for c in row.cells if c is not None and c.text]):
                return read_header(self._grid, index)
        return None

    def _read_part(self, header: Header | None, columns: ColumnMap, rows: list[Row]) -> None:
        reader = RowReader(self._grid, rows, header, columns)
        read = [reader.read(row) for row in rows]
        set_running_heads_apart(read)
        contents = [row for row in read if row.kind == "content"]
        breaks = sum(row.after_break for row in contents)
        breaks_known = breaks <= max(2, _MOST_BREAKS * len(contents))
        if not reader.merges_marked:
            settle_sections(contents)
        assembler = Assembler(contents, breaks_known=breaks_known, numbers_sections=columns.numbers_sections)
        assembler.assemble()
        described = min(columns.places.get("description", [0]))
        leaves = fill(
            assembler.groups,
            merges_marked=reader.merges_marked,
            may_move="lead" in columns.places and not self._grid.merges_known,
            in_front={name for name, places in columns.places.items() if places[0] < described},
        )
        first = len(self._table.tasks)
        headings = self._headings(columns)
        for leaf in leaves:
            self._table.tasks.append(self._task(leaf, columns, headings))
            self._report(leaf, columns)
        tasks = {id(row): first + n for n, leaf in enumerate(leaves) for row in leaf.entry.rows}
        self._assign_roles(read, tasks, assembler.remarks)
        self._note_totals(read)
        self._report_truncated(contents, columns)

    # --- rows ---

    def _headings(self, columns: ColumnMap) -> dict[str, str]:
        headings = {}
        for name in ("description", *_FIELDS):
            places = columns.places.get(name, [])
            if places:
                column = columns.columns[places[0]]
                shared = len(places) > 1 or column.part
                headings[name] = (
                    column.heading.removesuffix(column.part).strip() or column.heading if shared else column.heading
                )
        for index, fields in columns.double.items():
            headings.update(dict.fromkeys(fields, columns.columns[index].heading))
        sources = [index for index, kind in enumerate(columns.kinds) if kind == "source"]
        if sources:
            headings["source"] = columns.columns[sources[0]].heading
        unit = next((found[0] for text in self._grid.caption if (found := _UNIT.search(text))), "")
        if unit and "budget" in headings and "đồng" not in headings["budget"].lower():
            headings["budget"] += f" ({unit})"
        return {name: text for name, text in headings.items() if text}

    def _task(self, leaf: Leaf, columns: ColumnMap, headings: dict[str, str]) -> RawTask:
        group, entry, values = leaf.group, leaf.entry, leaf.values
        section = group.section or _NO_SECTION
        filled = _NOTHING
        if leaf.filled:
            filled = frozenset(name for name in leaf.filled if not name.startswith("more:"))
        if entry is not group.entries[0] or group.filled:
            filled |= {"description", "ordinal"}
        lines = sorted(set(entry.lines))
        more: dict[str, str] = {}
        if not _NAMED.issuperset(values):
            for name in values:
                if name.startswith("more:"):
                    index = int(name[5:])
                    heading = columns.columns[index].heading if index < columns.width else ""
                    _put(more, heading or f"Cột {index + 1}", values[name])
        return RawTask(
            table_no=self._table_no,
            section_ordinal=section.ordinal.text if section.ordinal is not None else "",
            section=section.title,
            ordinal=group.ordinal,
            description=group.description,
            product=values.get("product", ""),
            lead=values.get("lead", ""),
            cooperating=values.get("cooperating", ""),
            timeframe=values.get("timeframe", ""),
            budget=values.get("budget", ""),
            note=values.get("note", ""),
            more=more,
            headings=headings,
            filled=filled,
            line_start=lines[0],
            line_end=lines[-1],
            lines=lines,
        )

    # --- lines ---

    def _assign_roles(self, read: list[TableRow], tasks: dict[int, int], remarks: set[int]) -> None:
        for row in read:
            if id(row) in tasks:
                self._set_role(row.source, "task_row", tasks[id(row)])
            elif row.kind != "content":
                self._set_role(row.source, _ROLES[row.kind])
            else:
                self._set_role(row.source, "table_other" if id(row) in remarks else "section_row")

    def _set_role(self, row: Row, role: str, task: int = -1) -> None:
        self._claims.append((row.line_start, row.line_end, (role, task)))

    def _line_roles(self) -> dict[int, tuple[str, int]]:
        """A line of two rows goes with the first; lines between rows (separators, drawn rules) with the row above."""
        roles: list[tuple[str, int]] = []
        above = ("table_header", -1)
        first = self._grid.line_start
        for start, end, role in sorted(self._claims, key=itemgetter(0)):
            roles += [above] * (start - first - len(roles))
            if first + len(roles) <= end:
                roles += [role] * (end + 1 - first - len(roles))
                above = role
        roles += [above] * (self._grid.line_end + 1 - first - len(roles))
        return dict(enumerate(roles, first))

    # --- findings ---

    def _note_totals(self, read: list[TableRow]) -> None:
        """The last total of the table; a sum of one part (`Cộng mục I`) only where there is no other."""
        totals = [row for row in read if row.kind == "total"]
        whole = [row for row in totals if is_grand_total(row.text)]
        for row in whole or totals:
            budget = row.own.get("budget")
            sums = [budget] if budget is not None else [words for words in row.own.values() if look(words.text).money]
            if sums:
                self._table.total = (sums[-1].text, sums[-1].line_start)
            # "Tổng kinh phí: 200 triệu đồng", all in one cell.
            elif look(stated := row.text.partition(":")[2].strip()).money:
                self._table.total = (stated, row.own["description"].line_start)

    def _report_unknown(self, columns: ColumnMap, row: Row) -> None:
        unknown = [column.heading for column in columns.columns if not column.known]
        for heading in unknown[:_MOST_FINDINGS]:
            self._table.findings.append(
                finding("unknown_heading", heading=heading, line_start=row.line_start, line_end=row.line_end)
            )

    def _report(self, leaf: Leaf, columns: ColumnMap) -> None:
        if leaf.moved:
            self._add("shifted_cells", leaf.entry.rows[0], reading=f"lead: {leaf.moved[:_LONGEST_QUOTE]}")
            return
        for row in leaf.entry.rows:
            placement = row.placement
            if placement is None:
                continue
            if placement.moved:
                reading = "; ".join(
                    f"{name}: {w.text[:40]}" for name, w in row.own.items() if not name.startswith("more:")
                )
                self._add("shifted_cells", row, reading=reading[:_LONGEST_QUOTE])
            elif placement.ragged:
                self._add("ragged_row", row, width=len(row.source.cells), columns=columns.width)

    def _report_truncated(self, contents: list[TableRow], columns: ColumnMap) -> None:
        last = contents[-1] if contents else None
        if last is None or last.spanning or not last.works or last.placement is None or not last.placement.ragged:
            return
        if len(last.source.cells) < columns.width:
            self._add("truncated_table", last)

    def _add(self, code: str, row: TableRow, **values: object) -> None:
        text = " | ".join(cell.text for cell in row.source.cells if cell is not None and cell.text)[:_LONGEST_QUOTE]
        start, end = row.source.line_start, row.source.line_end
        self._table.findings.append(finding(code, text=text, line_start=start, line_end=end, **values))


def _put(more: dict[str, str], heading: str, text: str) -> None:
    """Two columns of one name are kept apart."""
    number = 2
    key = heading
    while key in more:
        key, number = f"{heading} ({number})", number + 1
    more[key] = text
