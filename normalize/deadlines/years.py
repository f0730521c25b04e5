"""The grammar of calendar units, and its commonest part: the year behind a day, month, quarter or half.

Units get a digit for a symbol: 0 a day of some month, 1 a day, 2 a week or run of days, 3 a month, 4 a quarter,
5 a half or run of months, 6 a year or run of years.
"""

from __future__ import annotations

from normalize.deadlines.grammar import Grammar, Match
from normalize.deadlines.tokens import Item
from normalize.deadlines.units import full_year

UNITS = Grammar()

# A month or quarter as a number: 3, 03, III, "ba".
NUMBER = "[azr]"
# `/2021` `-2021` `.2021` | `/21` | `-21` | ` năm 2021` `, năm 2021` ` của năm 21` ` năm sau`
# | `, 2021` | ` (năm 2021)` | ` 2021`
YEAR = r"""(?: [/!-] y (?![/]) | / [zbc] (?![/!]) | [!-] [bc] (?![/!-])
    | [,o-]? [io]? Y (?: y | [zbc] (?! [MDWQx/!] ) | [RABt] (?! [DMQYabczyrSHi] ) )
    | , [yc] (?![/]) | < Y? y > | y (?![/]) )"""
# Between the members of a list or run: `3, 6` `3 và 6` `3, và 6` `3 đến 6` `3-6`
JOINT = r"(?: , v? | ; | [v&t-] )"
# A number that goes on with a list is no number of something else: `tháng 3, 6 tháng đầu năm`, `tháng 6, 02 lần`.
NO_NOUN = r"(?! [/MDQYWxHNz%] | (?<=[az]) w )"

_FARTHEST_SHORT_YEAR = 20
_FARTHEST_DOUBTFUL_YEAR = 5


def year_in(match: Match, group: str = "tail") -> tuple[int | None, int | None] | None:
    """The year that `group` (a `YEAR` or nothing) names, and its shift from the plan's year; None if it can be none."""
    return year_of([item for item in match.covered(group) if item.symbol != ">"], match.year)


def year_of(tail: list[Item], near: int) -> tuple[int | None, int | None] | None:
    """The same for the items of a `YEAR`; a year in two figures is taken near to `near`."""
    if not tail:
        return None, None
    last = tail[-1]
    if last.symbol == "y":
        return last.value, None
    if last.symbol in "RABt":
        return None if last.value is None else (None, last.value)
    year = full_year(last.value, near)
    # `Tháng 10/12` may be two months; `Tháng 12/99` can only hold a year.
    farthest = _FARTHEST_DOUBTFUL_YEAR if last.symbol == "z" and tail[0].symbol == "/" else _FARTHEST_SHORT_YEAR
    return (year, None) if abs(year - near) <= farthest else None
