"""Legal documents named anywhere in a plan, read from the ledger so that no line is looked at twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from normalize.citations import find_citations
from schema.folding import fold_space, strip_markup
from schema.records import Citation, CitationRole, Ledger

# Site navigation, recipients and signatures name no legal document that the plan leans on.
_CITING = frozenset({"basis", "front_matter", "article", "heading", "item", "section_row", "task_row", "table_other"})


def read_citations(ledger: Ledger) -> list[Citation]:
    """Every legal document that the lines name, in order, with the role that its place gives it."""
    return [
        Citation(
            text=found.text,
            kind=found.kind,
            number=found.number,
            issuer=found.issuer,
            issued_on=found.issued_on,
            role=role,
            line_start=_line_at(places, found.start),
            line_end=_line_at(places, max(found.start, found.end - 1)),
        )
        for text, role, places in _passages(ledger)
        for found in find_citations(text)
    ]


def _passages(ledger: Ledger) -> Iterator[tuple[str, CitationRole, list[tuple[int, int]]]]:
    """Runs of lines that are one text: wrapped lines of one basis, one item, one row.

    Each with its role and (offset, line number) of every line in it, ascending.
    """
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length, current = 0, ("", "")
    for number, (line, role, ref) in enumerate(zip(ledger.text, ledger.role, ledger.ref, strict=True), 1):
        if role not in _CITING:
            continue
        if (role, ref) != current and parts:
            yield " ".join(parts), "basis" if current[0] == "basis" else "mention", places
            parts, places, length = [], [], 0
        current = (role, ref)
        words = fold_space(strip_markup(line))
        places.append((length, number))
        parts.append(words)
        length += len(words) + 1
    if parts:
        yield " ".join(parts), "basis" if current[0] == "basis" else "mention", places


def _line_at(places: list[tuple[int, int]], offset: int) -> int:
    return places[bisect_right(places, offset, key=lambda place: place[0]) - 1][1]
