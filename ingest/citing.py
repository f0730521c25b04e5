"""Legal documents named anywhere in a plan, read from the ledger so that no line is looked at twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, count
from operator import add

from normalize.citations import citing_places, find_citations
from schema.folding import fold_space, strip_markup
from schema.records import Citation, Ledger

# Site navigation, recipients and signatures name no legal document that the plan leans on.
_CITING = frozenset({"basis", "front_matter", "article", "heading", "item", "section_row", "task_row", "table_other"})


def read_citations(ledger: Ledger) -> list[Citation]:
    """Every legal document that the lines name, in order, with the role that its place gives it."""
    return [citation for passage in _passages(ledger) for citation in _citations_of(ledger, passage)]


def _passages(ledger: Ledger) -> Iterator[list[int]]:
    """Indexes of the lines that are one text and may cite: wrapped lines of one basis, one item, one row."""
    text = "\n".join(ledger.text)
    line = counted = passed = 0
    for place in citing_places(text):
        line, counted = line + text.count("\n", counted, place), place
        if line >= passed and ledger.role[line] in _CITING:
            above = [*_same_text(ledger, line, range(line - 1, -1, -1))]
            passage = [*reversed(above), line, *_same_text(ledger, line, range(line + 1, len(ledger.text)))]
            passed = passage[-1] + 1
            yield passage


def _same_text(ledger: Ledger, line: int, others: Iterable[int]) -> Iterator[int]:
    """Those of the other lines that belong to the line's text, up to the first of another; furniture is passed over."""
    role, ref = ledger.role[line], ledger.ref[line]
    for other in others:
        if ledger.role[other] == role and ledger.ref[other] == ref:
            yield other
        elif ledger.role[other] in _CITING:
            return


def _citations_of(ledger: Ledger, passage: list[int]) -> list[Citation]:
    words = [ledger.text[line] for line in passage]
    text = " ".join(words)
    if fold_space(strip_markup(text)) != text:
        words = [fold_space(strip_markup(line)) for line in words]
        text = " ".join(words)
    found = find_citations(text)
    if not found:
        return []
    # Where each line ends, one past the space that joins it to the next.
    bounds = list(map(add, accumulate(map(len, words)), count(1)))
    return [
        Citation(
            text=value.text,
            kind=value.kind,
            number=value.number,
            issuer=value.issuer,
            issued_on=value.issued_on,
            role="basis" if ledger.role[passage[0]] == "basis" else "mention",
            line_start=passage[bisect_right(bounds, value.start)] + 1,
            line_end=passage[bisect_right(bounds, max(value.start, value.end - 1))] + 1,
        )
        for value in found
    ]
