"""Deadlines as plans print them, read into `Deadline` records with the grain that the text gives them."""

from __future__ import annotations

from functools import lru_cache

from normalize.deadlines.cells import Cell, compose
from normalize.deadlines.drafts import finish
from normalize.deadlines.reading import read_clauses, read_units
from normalize.explanation import Explanation
from schema.folding import fold_space, strip_markup
from schema.records import Deadline

__all__ = ["explain_deadlines", "read_deadlines", "unread_words"]


def read_deadlines(text: str, *, year: int) -> list[Deadline]:
    """The deadlines of a timeframe cell, in its order; [] where it holds none.

    `year` is the plan's year, taken where the cell names none. Words that are not understood are left to
    `unread_words`.
    """
    return list(_read(text, year)[0])


def unread_words(text: str, *, year: int) -> str:
    """The words of a timeframe cell that no rule understood, parts joined by ` … `; "" where nothing was left."""
    return _read(text, year)[1]


def explain_deadlines(text: str, *, year: int) -> list[Explanation]:
    """For each deadline of a cell: the rule that read it, its words, the entries of the register it used."""
    cell, deadlines = _compose(fold_space(strip_markup(text)), year)
    return [
        Explanation(reading.rule, deadline.text, "", deadline)
        for reading, deadline in zip(cell.readings, deadlines, strict=True)
        if deadline is not None
    ]


@lru_cache(maxsize=16384)
def _read(text: str, year: int) -> tuple[tuple[Deadline, ...], str]:
    folded = fold_space(strip_markup(text))
    cell, deadlines = _compose(folded, year)
    left = [folded[start:end] for start, end in cell.unread]
    for reading, deadline in zip(cell.readings, deadlines, strict=True):
        if deadline is None:
            left.append(folded[reading.start : reading.end])
    return tuple(deadline for deadline in deadlines if deadline is not None), " … ".join(left)


def _compose(folded: str, year: int) -> tuple[Cell, list[Deadline | None]]:
    cell = compose(read_clauses(read_units(folded, year), year))
    return cell, [
        finish(reading.draft, year, folded[reading.start : reading.end], reading.applies_to)
        for reading in cell.readings
    ]
