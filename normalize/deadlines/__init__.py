"""Deadlines as plans print them, read into `Deadline` records with the grain that the text gives them."""

from __future__ import annotations

from functools import lru_cache

from normalize.deadlines.cells import Cell, Reading, compose
from normalize.deadlines.drafts import finish
from normalize.deadlines.prose import find_in_sentence
from normalize.deadlines.reading import read_clauses, read_units
from normalize.deadlines.tokens import Item, scan
from normalize.explanation import Explanation
from schema.folding import fold_space, strip_markup
from schema.records import Deadline

__all__ = ["explain_deadlines", "find_deadlines", "read_deadlines", "unread_words"]


def read_deadlines(text: str, *, year: int) -> list[Deadline]:
    """The deadlines of a timeframe cell, in its order; [] where it holds none.

    `year` is the plan's year, taken where the cell names none. Words that are not understood are left to
    `unread_words`.
    """
    return list(_read(text, year)[0])


def find_deadlines(sentence: str, *, year: int) -> list[Deadline]:
    """The deadlines told in a sentence of prose, in its order; `text` holds their words alone.

    Dates of documents, of reports and of years gone by are no deadlines; nor are references and conditions
    without a time.
    """
    return list(_find(sentence, year))


def unread_words(text: str, *, year: int) -> str:
    """The words of a timeframe cell that no rule understood, parts joined by ` … `; "" where nothing was left."""
    return _read(text, year)[1]


def explain_deadlines(text: str, *, year: int) -> list[Explanation]:
    """For each deadline of a cell: the rule that read it, its words, the entries of the register it used."""
    cell, deadlines = _compose(fold_space(strip_markup(text)), year)
    tokens = scan(cell.text).items
    return [
        Explanation(reading.rule, deadline.text, _entries(tokens, reading), deadline, _note(reading))
        for reading, deadline in zip(cell.readings, deadlines, strict=True)
        if deadline is not None
    ]


def _entries(tokens: list[Item], reading: Reading) -> str:
    names = [token.origin for token in tokens if reading.start <= token.start < reading.end and token.origin]
    return ", ".join(dict.fromkeys(names))


def _note(reading: Reading) -> str:
    units = [unit for unit in (reading.draft.first, reading.draft.last) if unit is not None]
    if any(unit.year is None and unit.shift is None for unit in units):
        return "no year is stated: the plan's year"
    return ""


@lru_cache(maxsize=4096)
def _find(sentence: str, year: int) -> tuple[Deadline, ...]:
    return tuple(found.deadline for found in find_in_sentence(fold_space(strip_markup(sentence)), year))


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
