"""Rules for days: in figures, in words, in lists of one month, and weeks and tens of days."""

from __future__ import annotations

from typing import Any

from normalize.deadlines.grammar import Match
from normalize.deadlines.tokens import Item
from normalize.deadlines.units import Unit, exists, full_year
from normalize.deadlines.years import JOINT, NO_NOUN, NUMBER, UNITS, YEAR, year_in, year_of

# `thứ 2, ngày` `Thứ Sáu (ngày` `ngày mồng` or nothing at all.
_LEAD = r"(?: (?: h | j [ab] ) ,? <? )? D{0,2}"
_DAY = "[azb]"
# A month by number, or May in words, which is a "year" of the lexicon: "tháng năm năm 2021", "tháng năm/2021".
_MONTH = rf"(?: {NUMBER} | Y (?= Y [yzbc] | / y ) )"


def _unit(day: Any, month: Any, year: int | None, shift: int | None = None) -> Unit | None:
    unit = Unit("day", month, day, year, shift=shift)
    return (
        unit if 1 <= month <= 12 and (exists(unit) if year is not None or (month, day) != (2, 29) else True) else None
    )


# `29/10/1999` `Ngày 29-10-99` `29.10.1999` `thứ 2, ngày 15/5/1999`; `3-5/2021` are months unless "ngày" says otherwise
@UNITS.rule(
    "day_in_figures",
    "Dhjazb",
    rf"""{_LEAD} (?P<day>{_DAY}) (?P<mark>[/!-]) (?P<month>{NUMBER})
         (?: (?P=mark) | (?<=/[azr]) [!-] | (?<=D[azb][!-][azr]) / ) (?P<year>[yzbc]) (?![/]) >?""",
    "1",
)
def _day_in_figures(match: Match) -> Unit | None:
    year = match.value("year")
    return _unit(
        match.value("day"), match.value("month"), year if match.symbol("year") == "y" else full_year(year, match.year)
    )


# `2021-12-20` `2021-12-20 00:00:00`: as spreadsheets write it.
@UNITS.rule(
    "day_as_iso", "y", r"(?P<year>y) - (?P<month>[az]) - (?P<day>[azb]) (?: [abzc] : [abzc] (?: : [abzc] )? )?", "1"
)
def _day_as_iso(match: Match) -> Unit | None:
    return _unit(match.value("day"), match.value("month"), match.value("year"))


# `6/30/2023`: the month before the day, where it cannot be otherwise.
@UNITS.rule("day_month_first", "az", r"(?P<month>[az]) / (?P<day>b) / (?P<year>y)", "1")
def _day_month_first(match: Match) -> Unit | None:
    return _unit(match.value("day"), match.value("month"), match.value("year"))


# `29 tháng 10 năm 1999` `ngày mồng 3 tháng ba` `ngày 15 tháng 5/2021`; not `6 tháng 1 lần`
@UNITS.rule(
    "day_in_words",
    "Dhjazb",
    rf"{_LEAD} (?P<day>{_DAY}) ,? o? M (?P<month>{_MONTH}) (?P<tail>{YEAR})? (?!x) >?",
    "1",
)
def _day_in_words(match: Match) -> Unit | None:
    year = year_in(match)
    return _unit(match.value("day"), match.value("month"), *year) if year else None


# `29/10` `ngày 29-10` `29/10 năm sau`; not `ngày 10-12/6`, nor `ngày 10-12 hằng tháng`
@UNITS.rule(
    "day_without_year",
    "Dhjazb",
    rf"""(?: {_LEAD} (?P<day>{_DAY}) / (?P<month>{NUMBER})
          (?: (?P<tail> (?= [,o]? i? Y ) {YEAR} ) | o? Y q | o Y (?! [yzbcRABtx] ) )? (?![/]) (?! ! [yzbc] )
        | (?: (?: h | j [ab] ) ,? <? )? D{{1,2}} (?P<day2>{_DAY}) [!-] (?P<month2>{NUMBER})
          (?! [/] | [!-][yzbc] | o? e | o? M ) ) >?""",
    "1",
)
def _day_without_year(match: Match) -> Unit | None:
    year = year_in(match)
    if year is None:
        return None
    return _unit(match.value("day") or match.value("day2"), match.value("month") or match.value("month2"), *year)


# `ngày cuối cùng của tháng 6/2022` `ngày đầu tiên của tháng ba`
@UNITS.rule("edge_day_of_month", "D", rf"D %? (?P<edge>[FE]) o? M (?P<month>{_MONTH}) (?P<tail>{YEAR})?", "1")
def _edge_day_of_month(match: Match) -> Unit | None:
    year = year_in(match)
    return _unit(1 if match.symbol("edge") == "F" else -1, match.value("month"), *year) if year else None


# `ngày 15`, of a month that others tell; not `ngày 2 lần`
@UNITS.rule("day_of_some_month", "Dh", rf"(?: h ,? )? D{{1,2}} j? (?P<day>{_DAY}) (?![x/])", "0")
def _day_of_some_month(match: Match) -> int | None:
    return int(match.value("day"))


# `ngày 10, 11 và 12/5/2024` `từ ngày 10 đến ngày 15 tháng 5` `từ 10 - 15/6`: the last gives the others their month.
_FULL_DAY = rf"(?: {_DAY} [/!-] {NUMBER} (?: [/!-] [yzbc] )? (?![/]) | {_DAY} o? M {NUMBER} (?P<tail>{YEAR})? (?!x) )"


@UNITS.rule(
    "days_of_one_month",
    "Dazb",
    rf"""(?: (?P<first> D{{1,2}} {_DAY}) (?P<more> (?: {JOINT} D? {_DAY} ){{0,14}} ) (?P<joint>{JOINT})
           | (?P<bare> {_DAY} ) (?P<till>[t-]) ) D? (?P<last>{_FULL_DAY})""",
)
def _days_of_one_month(match: Match) -> list[Item] | None:
    last = [item for item in match.covered("last") if item.symbol not in "/!-oM"]
    year = year_in(match) if "M" in match.symbol("last") else year_of(last[2:], match.year)
    if year is None:
        return None
    month = last[1].value
    made: list[Item] = []
    items = match.covered(0)
    final = match.found.start("last") - match.found.start()
    for place, item in enumerate(items[: final + 1]):
        if item.symbol in "azb":
            unit = _unit(item.value, month, *year)
            if unit is None:
                return None
            lead = place > 0 and items[place - 1].symbol == "D"
            end = items[-1].end if place == final else item.end
            made.append(Item("1", unit, items[place - 1].start if lead else item.start, end, "days_of_one_month"))
        elif item.symbol != "D":
            made.append(item)
    return made


# `ngày 15 các tháng 3, 6, 9 và 12` `ngày 15 tháng 6, tháng 12/2022`
@UNITS.rule(
    "day_of_several_months",
    "Dazb",
    rf"""D{{0,2}} (?P<day>{_DAY}) o? l? M :? {NUMBER} (?: {YEAR} )?
         (?: (?: , v? | [v&] ) l? M? {NUMBER} (?: {YEAR} )? {NO_NOUN} ){{1,14}}""",
)
def _day_of_several_months(match: Match) -> list[Item] | None:
    items = match.covered(0)
    start = match.found.start("day") - match.found.start()
    made: list[Item] = []
    tail: list[Item] = []
    for place in range(len(items) - 1, start, -1):
        item = items[place]
        if item.symbol in "azr" and items[place - 1].symbol in "M,v&:" and items[place - 1].symbol not in "Y":
            year = year_of(tail, match.year)
            unit = _unit(match.value("day"), item.value, *year) if year else None
            if unit is None:
                return None
            end = tail[-1].end if tail else item.end
            made.append(Item("1", unit, item.start, end, "day_of_several_months"))
            tail = []
        elif item.symbol in ",v&" and not tail and items[place + 1].symbol != "Y":
            made.append(item)
        elif item.symbol not in "lM:o":
            tail.insert(0, item)
    made.reverse()
    made[0] = made[0]._replace(start=items[0].start)
    return made


# `tuần 1 tháng 3/2022` `tuần thứ 2 của tháng 3` `tuần đầu tiên của tháng 9 năm 2017` `tuần cuối tháng 6`
@UNITS.rule("week_of_month", "W", rf"W j? (?P<nth>[azFE]) ,? [oi]? M (?P<month>{_MONTH}) (?P<tail>{YEAR})?", "2")
def _week_of_month(match: Match) -> Unit | None:
    year = year_in(match)
    nth = {"F": 1, "E": -1}.get(match.symbol("nth"), match.value("nth"))
    if year is None or nth > 5 or not 1 <= match.value("month") <= 12:
        return None
    return Unit("week", match.value("month"), nth, year[0], shift=year[1])


# `thượng tuần`, `trung tuần`, `hạ tuần tháng 3/2022`: the first, the second, the last ten days or so.
@UNITS.rule("ten_days_of_month", "U", rf"(?P<third>U) o? M (?P<month>{_MONTH}) (?P<tail>{YEAR})?", "2")
def _ten_days_of_month(match: Match) -> Unit | None:
    year = year_in(match)
    if year is None or not 1 <= match.value("month") <= 12:
        return None
    third = match.value("third")
    return Unit("days", match.value("month"), 10 * third + 1, year[0], 10 if third < 2 else 11, year[1])


# `10 ngày đầu tháng 6/2022` `15 ngày cuối của tháng 12`
@UNITS.rule(
    "edge_days_of_month", "azb", rf"(?P<length>{_DAY}) D (?P<edge>[FE]) o? M (?P<month>{_MONTH}) (?P<tail>{YEAR})?", "2"
)
def _edge_days_of_month(match: Match) -> Unit | None:
    year, length = year_in(match), match.value("length")
    if year is None or not 1 <= match.value("month") <= 12:
        return None
    if match.symbol("edge") == "F":
        return Unit("days", match.value("month"), 1, year[0], length, year[1])
    return Unit("days", match.value("month"), -length, year[0], length, year[1])


# `nửa đầu tháng 3` `nửa cuối tháng 3/2022`
@UNITS.rule("half_of_month", "N", rf"N (?P<edge>[FEA]) o? M (?P<month>{_MONTH}) (?P<tail>{YEAR})?", "2")
def _half_of_month(match: Match) -> Unit | None:
    year = year_in(match)
    if year is None or not 1 <= match.value("month") <= 12:
        return None
    early = match.symbol("edge") == "F"
    return Unit("days", match.value("month"), 1 if early else 16, year[0], 15 if early else 16, year[1])


# `17 giờ 30 phút,` `8 giờ` `17h00`
@UNITS.rule("hour", "Hazbc", r"(?: [azbc] H (?: [azbc] H? )? (?! /) | H (?: [azbc] H )? ) ,?", "H")
def _hour(match: Match) -> bool:
    return True
