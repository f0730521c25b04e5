"""The ledger: every line of the source, once, with what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from schema.records import Ledger, LineRole

# Line to (ledger role, what the line became part of: an index into the tasks or items, -1 for nothing).
LineRoles = Mapping[int, tuple[str, int]]

_UNSETTLED = frozenset({"", "blank", "unread"})
_WORD = re.compile(r"[^\W_]")


def write_ledger(lines: list[str], roles: Sequence[str], parts: Iterable[tuple[LineRoles, Sequence[str]]]) -> Ledger:
    """The ledger of a document.

    `roles` are the regions' first roles, "blank" for each line without words; each of `parts` is the line
    roles that a table or the outline gave, with the ids that their indexes mean. A line that nobody gave a
    role is `unread`.
    """
    final = list(roles)
    refs = [""] * len(lines)
    for line_roles, ids in parts:
        for line, (role, index) in line_roles.items():
            final[line - 1] = role
            if index >= 0:
                refs[line - 1] = ids[index]
    for n, role in enumerate(final):
        if role in _UNSETTLED and (lines[n] or not role):
            final[n] = "unread" if lines[n].strip() else "blank"
    return Ledger(text=lines, role=cast("list[LineRole]", final), ref=refs)


def with_separators(line_roles: LineRoles, lines: Sequence[str], line_start: int, line_end: int) -> LineRoles:
    """A table's line roles with its separators (`|`, `|---|---|`), which belong to the row above them."""
    complete = dict(line_roles)
    above = ("table_header", -1)
    for line, text in enumerate(lines[line_start - 1 : line_end], line_start):
        given = line_roles.get(line)
        if given is not None:
            above = given
        elif text and not text.isspace() and (text == "|" or not _WORD.search(text)):
            complete[line] = above
    return complete


def unread_lines(ledger: Ledger) -> list[int]:
    """The numbers of the lines that nobody understood."""
    if "unread" not in ledger.role:
        return []
    return [n for n, role in enumerate(ledger.role, 1) if role == "unread"]
