"""Legal documents named anywhere in a plan, read from the ledger so that no line is looked at twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from normalize.citations import find_citations, may_cite
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
    """Runs of lines that are one text and may cite: wrapped lines of one basis, one item, one row.

    Each with its role and (offset, line number) of every line in it, ascending.
    """
    lines = zip(ledger.role, ledger.ref, range(len(ledger.text)), strict=True)
    citing = (line for line in lines if line[0] in _CITING)
    for (role, _), run in groupby(citing, key=itemgetter(0, 1)):
        numbers = [index for _, _, index in run]
        printed = [ledger.text[index] for index in numbers]
        if not may_cite("\n".join(printed)):
            continue
        places, length = [], 0
        words = [fold_space(strip_markup(line)) for line in printed]
        for index, part in zip(numbers, words, strict=True):
            places.append((length, index + 1))
            length += len(part) + 1
        yield " ".join(words), "basis" if role == "basis" else "mention", places


def _line_at(places: list[tuple[int, int]], offset: int) -> int:
    return places[bisect_right(places, offset, key=lambda place: place[0]) - 1][1]
