"""The ledger: every line of the source, once, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from schema.records import Ledger, LineRole

# Line to (ledger role, what the line became part of: an index into the tasks or items, -1 for nothing).
LineRoles = Mapping[int, tuple[str, int]]


def write_ledger(lines: list[str], roles: Sequence[str], parts: Iterable[tuple[LineRoles, Sequence[str]]]) -> Ledger:
    """The ledger of a document.

    `roles` are the regions' first roles; each of `parts` is the line roles that a table or the outline
    gave, with the ids that their indexes mean. A line without words is `blank`, one that nobody gave a
    role is `unread`.
    """
    final = list(roles)
    refs = [""] * len(lines)
    for line_roles, ids in parts:
        for line, (role, index) in line_roles.items():
            final[line - 1] = role
            if index >= 0:
                refs[line - 1] = ids[index]
    for n, text in enumerate(lines):
        if not final[n] or final[n] in ("blank", "unread"):
            final[n] = "unread" if text.strip() else "blank"
    return Ledger(text=lines, role=cast("list[LineRole]", final), ref=refs)


def with_separators(line_roles: LineRoles, lines: Sequence[str], line_start: int, line_end: int) -> LineRoles:
    """A table's line roles with its separators (`|`, `|---|---|`), which belong to the row above them."""
    complete: dict[int, tuple[str, int]] = {}
    above = ("table_header", -1)
    for line in range(line_start, line_end + 1):
        if line in line_roles:
            complete[line] = above = line_roles[line]
        elif lines[line - 1].strip() and not any(c.isalnum() for c in lines[line - 1]):
            complete[line] = above
    return complete


def unread_lines(ledger: Ledger) -> list[int]:
    """The numbers of the lines that nobody understood."""
    return [n for n, role in enumerate(ledger.role, 1) if role == "unread"]
