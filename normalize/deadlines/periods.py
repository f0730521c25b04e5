"""Rules for months, quarters, halves and years, alone and in lists of bare numbers (`Quý II, IV/2021`)."""

from __future__ import annotations

import re

from normalize.deadlines.grammar import Match
from normalize.deadlines.tokens import Item
from normalize.deadlines.units import Grain, Unit, full_year
from normalize.deadlines.years import JOINT, NO_NOUN, NUMBER, UNITS, YEAR, year_in, year_of

_MEMBER = re.compile(rf"(?P<number>{NUMBER}) (?P<tail>{YEAR})?", re.VERBOSE)


def _month(number: int, year: tuple[int | None, int | None] | None) -> Unit | None:
    return Unit("month", number, 0, year[0], shift=year[1]) if year and 1 <= number <= 12 else None


def _quarter(number: int, year: tuple[int | None, int | None] | None) -> Unit | None:
    # "Quý 11" is a Roman two that recognition took for figures: there is no eleventh quarter.
    number = {11: 2, 111: 3}.get(number, number)
    return Unit("quarter", number, 0, year[0], shift=year[1]) if year and 1 <= number <= 4 else None


def _members(match: Match, grain: Grain, symbol: str) -> list[Item] | None:
    """The units of a list whose first member alone has the unit word, with the joints between them."""
    items, code = match.items, match.found.string
    made: list[Item] = []
    at, end = match.found.start("list"), match.found.end()
    start = items[match.found.start()].start
    while at < end:
        member = _MEMBER.match(code, at, end)
        if member is None:
            made.append(items[at])
            at += 1
            continue
        tail = items[member.start("tail") : member.end("tail")] if member["tail"] else []
        year = year_of([item for item in tail if item.symbol != ">"], match.year)
        unit = (_month if grain == "month" else _quarter)(items[at].value, year)
        if unit is None:
            return None
        start = items[at].start if made else start
        made.append(Item(symbol, unit, start, items[member.end() - 1].end, f"{grain}s"))
        at = member.end()
    return made


# `Tháng 3/2022` `tháng 12-99` `T12/2021` `tháng mười năm sau`; not `mỗi tháng 02 kỳ`
@UNITS.rule("month", "M", rf"M [!:]? (?P<number>{NUMBER}) (?P<tail>{YEAR})? (?!x)", "3")
def _one_month(match: Match) -> Unit | None:
    number = match.covered("number")[0]
    figures = match.line.text[number.start : number.end]
    # Behind "tháng", strokes that would make a Roman numeral are ones: `tháng l/2021`, `tháng ll/2021`.
    value = int("1" * len(figures)) if figures.lower() in ("l", "ll") else number.value
    return _month(value, year_in(match))


# `Tháng 3/4`: a month whose slash leads to no year.
@UNITS.rule("month_alone", "M", rf"M [!:]? (?P<number>{NUMBER}) (?!x)", "3")
def _month_alone(match: Match) -> Unit | None:
    return _month(match.value("number"), (None, None))


# `tháng năm/2021` `tháng năm năm 2021`: May; but `hàng tháng năm 2021` is every month of 2021.
@UNITS.rule("may", "M", r"(?<!e) M (?P<number>Y) (?P<tail> / y | Y [yzbc] | (?= $ | [,;v>] ) )", "3")
def _may(match: Match) -> Unit | None:
    return _month(5, year_in(match))


# `Tháng 3, 6, 9 và 12/2021` `Tháng 8 đến 11/2018` `Các tháng 3-4/2022` `T1-T3/2022`
@UNITS.rule(
    "months",
    "M",
    rf"M [!:]? (?P<list> {NUMBER} (?:{YEAR})? (?: {JOINT} {NUMBER} (?:{YEAR})? {NO_NOUN} ){{1,14}} )",
)
def _several_months(match: Match) -> list[Item] | None:
    return _members(match, "month", "3")


# `12/2021` `01-2018` `12.2021`; `12/21` where the second number is no month
@UNITS.rule(
    "month_in_figures",
    "az",
    r"(?<!/) (?<![azbc][!-]) (?P<number>[az]) (?P<tail> [/!-] y (?! / | [!-] [azb] (?! [/!-] y ) ) | / b (?![/!-]) )",
    "3",
)
def _month_in_figures(match: Match) -> Unit | None:
    return _month(match.value("number"), year_in(match))


# `3-5/2021` `8 đến 11/2018`
@UNITS.rule("months_in_figures", "az", r"(?P<first>[az]) (?P<joint>[t-]) (?P<last>[az]) (?P<tail>[/!-] y (?![/!-]))")
def _months_in_figures(match: Match) -> list[Item] | None:
    last = _month(match.value("last"), year_in(match))
    first = _month(match.value("first"), (None, None))
    items = match.covered(0)
    if first is None or last is None:
        return None
    return [
        Item("3", first, items[0].start, items[0].end, "months_in_figures"),
        items[1],
        Item("3", last, items[2].start, items[-1].end, "months_in_figures"),
    ]


# `Quý II/2021` `quý 4 của năm 2018` `QIV/2022` `Quý thứ 3` `Quý (II)/2021`; `Quý H` is a two whose strokes ran together
@UNITS.rule(
    "quarter",
    "Q",
    rf"Q (?: [!:j]? (?P<number>{NUMBER}|n) | < (?P<inner>r) > | (?P<two>H) ) (?P<tail>{YEAR})? (?!x)",
    "4",
)
def _one_quarter(match: Match) -> Unit | None:
    number = 2 if match.symbol("two") else match.value("number") or match.value("inner")
    return _quarter(number or 0, year_in(match))


@UNITS.rule("quarter_alone", "Q", rf"Q [!:j]? (?P<number>{NUMBER}) (?!x)", "4")
def _quarter_alone(match: Match) -> Unit | None:
    return _quarter(match.value("number"), (None, None))


# `Quý II, IV/2021` `Quý I-II/2022` `Các quý I, II, III năm 2021`
@UNITS.rule(
    "quarters",
    "Q",
    rf"Q [!:j]? (?P<list> {NUMBER} (?:{YEAR})? (?: (?: {JOINT} | / (?=r) ) {NUMBER} (?:{YEAR})? {NO_NOUN} ){{1,14}} )",
)
def _several_quarters(match: Match) -> list[Item] | None:
    return _members(match, "quarter", "4")


# `quý đầu năm 2021` `quý cuối của năm`
@UNITS.rule("edge_quarter", "Q", r"Q (?P<edge>[FE]) o? (?P<tail> Y [yzbc]? )", "4")
def _edge_quarter(match: Match) -> Unit | None:
    year = year_in(match) if match.symbol("tail") != "Y" else (None, None)
    return _quarter(1 if match.symbol("edge") == "F" else 4, year)


_YEAR_OF_HALF = rf"(?P<tail>{YEAR})?"


# `6 tháng đầu năm 2011` `06 tháng cuối năm` `9 tháng đầu năm 2022` `6 tháng còn lại của năm`
@UNITS.rule(
    "months_of_year",
    "az",
    rf"""(?P<count>[az]) M (?P<edge>[FE])
         (?: (?= [,o]? [io]? Y [yzbcRABt] ) {_YEAR_OF_HALF} | (?: o? Y )? (?P<plain> / y )? )""",
    "5",
)
def _months_of_year(match: Match) -> Unit | None:
    count, first = match.value("count"), match.symbol("edge") == "F"
    year = year_in(match) if match.symbol("tail") else (match.last("plain"), None)
    if year is None or not 2 <= count <= 11:
        return None
    if count == 6:
        return Unit("half", 1 if first else 2, 0, year[0], shift=year[1])
    return Unit("month", 1 if first else 13 - count, 0, year[0], count, year[1])


# `nửa đầu năm 2022` `nửa năm cuối` `nửa cuối 2022`
@UNITS.rule(
    "half_year", "N", r"N (?: (?P<edge>[FEA]) o? (?P<tail> Y [yzbc]? | y ) | Y (?P<edge2>[FEA]) (?P<tail2> y )? )", "5"
)
def _half_year(match: Match) -> Unit | None:
    edge = match.symbol("edge") or match.symbol("edge2")
    group = "tail" if match.symbol("tail") else "tail2"
    year = (None, None) if match.symbol(group) in ("", "Y") else year_in(match, group)
    return Unit("half", 1 if edge == "F" else 2, 0, year[0], shift=year[1]) if year else None


# `Năm 2021` `năm 99` `Giai đoạn 2021` `05 năm 2021-2025` `2021`
@UNITS.rule("year", "PlYyazb", r"(?<!/) (?<! [azbc][!-] ) (?: [azb] (?=Y y -) )? [Pl]{0,2} Y? (?P<year>y)", "6")
def _year(match: Match) -> Unit:
    return Unit("year", year=match.value("year"))


@UNITS.rule("short_year", "Y", r"Y (?P<year>[zbc]) (?! [MDWQxY/!%] )", "6")
def _short_year(match: Match) -> Unit | None:
    year = full_year(match.value("year"), match.year)
    return Unit("year", year=year) if abs(year - match.year) <= 20 else None


# `Năm học 2021/2022`
@UNITS.rule("two_years", "PlYy", r"(?<!/) [Pl]{0,2} Y? (?P<year>y) / (?P<last>y) (?!/)", "6")
def _two_years(match: Match) -> Unit | None:
    year = match.value("year")
    return Unit("year", year=year, length=2) if match.value("last") == year + 1 else None


# `2021-22` `năm 2021-22`
@UNITS.rule(
    "years_with_short_end", "PlYy", r"[Pl]{0,2} Y? (?P<year>y) [t-] (?P<last>[zbc]) (?! [/!MDWQxYHa-z] | - )", "6"
)
def _years_with_short_end(match: Match) -> Unit | None:
    first = match.value("year")
    count = first // 100 * 100 + match.value("last") - first + 1
    return Unit("year", year=first, length=count) if 2 <= count <= 20 else None


# `năm nay` `năm tới` `năm sau` `năm trước` `năm ngoái`; but `báo cáo năm trước ngày 15/12` has no such year
@UNITS.rule("relative_year", "Y", r"Y (?P<shift>[RABt]) (?! [DMQYabczyrSHiw0-9] )", "6")
def _relative_year(match: Match) -> Unit | None:
    shift = match.value("shift")
    return None if shift is None else Unit("year", shift=shift)


# `3 năm tới` `5 năm tiếp theo`
@UNITS.rule("coming_years", "azb", r"(?P<count>[azb]) Y (?P<shift>[Rt]) (?! [DMQYabczyrSH] )", "6")
def _coming_years(match: Match) -> Unit | None:
    return Unit("year", length=match.value("count"), shift=1) if match.value("shift") == 1 else None


# `trong năm` `cuối năm` `cả năm` `hết năm` `đến cuối của năm`: the plan's own year.
@UNITS.rule("plan_year", "Y", r"(?: (?<=[iLFEGC]) | (?<=[FEG]o) ) Y (?! [0-9abzcyrx/MQW] )", "6")
def _plan_year(match: Match) -> Unit:
    return Unit("year")
