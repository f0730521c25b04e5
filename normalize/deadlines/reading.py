"""The layers in order: tokens, units of the calendar, names of documents, years, clauses."""

from __future__ import annotations

import re

# The rule modules fill the grammars when they are imported.
from normalize.deadlines import days, periods, recurrences, recurring_days, references  # noqa: F401
from normalize.deadlines.clauses import CLAUSES
from normalize.deadlines.grammar import Grammar, Match
from normalize.deadlines.settling import settle_years
from normalize.deadlines.tokens import Item, Line, scan
from normalize.deadlines.years import UNITS

NAMES = Grammar()
_OF_CELLS = CLAUSES.without("within_in_prose", "at_once_in_prose")
# `Quý II - IV/2024`, `tháng 3 - 5`: figures alone go on with the unit before them.
_FIGURES = re.compile(r" [\divx]{1,4}\b", re.IGNORECASE)
_LONGER_THAN_A_DAY = "23456"
_MAY_BE_LISTED = re.compile(r"[&-]|[wazbr][>!]")


# `12/KH-UBND ngày 05/01/2022` `468/QĐ-TTg của Thủ tướng Chính phủ ngày 27/3/2021`: the date is part of the name.
@NAMES.rule("document_number", "#", "[#] (?: ,? [ow]{0,12} ,? 1 )?", "#")
def _document_number(match: Match) -> bool:
    return True


def read_units(text: str, year: int) -> Line:
    """The units of the calendar in `text`, years settled, documents' dates folded into their numbers."""
    line = UNITS.reduce(scan(text), year)
    if "#" in line.code:
        line = NAMES.reduce(line, year)
    return settle_years(line, year)


def read_clauses(line: Line, year: int) -> Line:
    """The same line with drafts of deadlines (`@`) in the place of what they were read from."""
    return _OF_CELLS.reduce(mark_bullets(line), year)


def mark_bullets(line: Line) -> Line:
    """What begins a point of a list (`-`, `a)`, `1.`) gets the symbol `_`, so that no run reaches over it.

    A dash does where nothing or a mark stands before it; in a cell that begins with a dash, so does each dash
    with blanks around it, unless it stands between the ends of a run.
    """
    if not _MAY_BE_LISTED.search(line.code):
        return line
    text, items = line.text, list(line.items)
    listed = line.code[:1] in "-&"
    for place, item in enumerate(items):
        before = items[place - 1].symbol if place else ""
        if item.symbol in "-&":
            spaced = text[item.start - 1 : item.start] == " " and text[item.end : item.end + 1] == " "
            begins = listed and spaced and not (before in _LONGER_THAN_A_DAY and _FIGURES.match(text, item.end))
            if place == 0 or before in ";:!_" or begins:
                items[place] = item._replace(symbol="_")
        elif item.symbol in ">!" and place and before in "wazbr" and _is_marker(text, items, place):
            items[place - 1] = items[place - 1]._replace(symbol="_")
            items[place] = item._replace(symbol="_")
    return Line(text, items, "".join([item.symbol for item in items]))


def _is_marker(text: str, items: list[Item], place: int) -> bool:
    """Whether the item before the mark at `place` is a single letter or number with a blank behind the mark."""
    letter, mark = items[place - 1], items[place]
    if letter.end - letter.start > 2 or letter.end != mark.start or text[mark.end : mark.end + 1] != " ":
        return False
    if mark.symbol == ">":
        return place < 2 or items[place - 2].symbol != "<"
    return letter.symbol != "w" and (place == 1 or text[letter.start - 1 : letter.start] == " ")
