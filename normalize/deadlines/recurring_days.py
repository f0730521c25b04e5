"""Rules for deadlines that come back on a day: of the week, of each month or quarter, or a date of each year."""

from __future__ import annotations

from normalize.deadlines.clauses import CLAUSES, DRAFT, LEAD, LEAD_STARTS, UNIT, UNIT_STARTS
from normalize.deadlines.drafts import Draft, Every
from normalize.deadlines.grammar import Match
from normalize.deadlines.recurrences import recurring
from normalize.deadlines.tokens import Item
from normalize.deadlines.units import Unit

# Words of a limit before the day of a recurrence: `chậm nhất`, `trước`, `vào`.
_LIMIT = "[BLtiKd]{0,3} H?"


# `thứ 2 hàng tuần` `chiều thứ Sáu hằng tuần` `hằng tuần (thứ 6)`
@CLAUSES.rule(
    "weekday",
    LEAD_STARTS + "hje",
    f"{LEAD} (?: (?: h | j (?P<weekday>[a]) ) [,<]? e W >? | e W [,<:]? {_LIMIT} (?: h | j (?P<weekday2>[a]) ) >? )",
    DRAFT,
)
def _weekday(match: Match) -> Draft | None:
    number = match.value("weekday") or match.value("weekday2") or 8
    return recurring(Every(1, "W", weekday=number - 2)) if 2 <= number <= 8 else None


# `cuối mỗi quý` `đầu tháng` `tuần cuối của tháng` `ngày làm việc cuối cùng của tháng` `tháng cuối quý`
@CLAUSES.rule(
    "edge_of_each",
    LEAD_STARTS + "BLtFEGDWMUazb",
    rf"""{LEAD} {_LIMIT} (?: (?P<day>(?<![azbn])D) %? (?P<edge>[FEG]) o? (?: M (?P<edge2>[FE]) o? )?
           | [azb] D [FE] o? | (?: W j? [az] [,v] )? W j? [FEGaz] ,? o? | M [FEG] o? | [FEG] o? )
         e? i? (?P<unit>[MQ]) (?: [RA] )? (?! [0-9azr:!] )""",
    DRAFT,
)
def _edge_of_each(match: Match) -> Draft:
    day = {"F": 1, "E": -1}.get(match.symbol("edge")) if match.symbol("day") else None
    month = {"F": 1, "E": 3}.get(match.symbol("edge2"))
    return recurring(Every(1, match.symbol("unit"), day=day, month_of_quarter=month if day else None))


# `của tháng` `tháng sau` `của tháng báo cáo` | `của quý` | `tháng cuối quý` `của tháng đầu quý sau` `tháng thứ ba của
# mỗi quý`
_OF_MONTH = "[,<]? o? i? e? M (?: [RAq] | t )?"
_OF_QUARTER = "[,<]? o? i? e? Q (?: [RAq] | t )?"
_OF_MONTH_OF_QUARTER = "[,<]? o? i? e? M (?: (?P<edge>[FEG]) | j (?P<nth>[a]) ) (?: o? i? e? Q (?: [RAq] | t )? )"


# `ngày 05 hàng tháng` `Trước ngày 15 hàng quý` `ngày 25 của tháng cuối quý` `ngày 01 và 15 hằng tháng`
@CLAUSES.rule(
    "day_of_each",
    LEAD_STARTS + "pBLt0fH",
    rf"""(?: p ,? )? {LEAD} {_LIMIT} f? (?P<days> 0 (?: (?: , v? | [v&t-] ) D? [azb0] ){{0,3}} )
         (?: {_OF_MONTH_OF_QUARTER} | (?P<month>{_OF_MONTH}) | {_OF_QUARTER} ) (?! [0-9azr] ) >?""",
)
def _day_of_each(match: Match) -> list[Item]:
    unit, month = ("M", None) if match.symbol("month") else ("Q", _month_of_quarter(match, "edge", "nth"))
    days = match.covered("days")
    if any(item.symbol in "t-" for item in days):
        days = days[-1:]
    days = [item for item in days if item.symbol in "0azb"]
    made = []
    for place, item in enumerate(days):
        start = match.covered()[0].start if place == 0 else item.start
        end = match.covered()[-1].end if place == len(days) - 1 else item.end
        draft = recurring(Every(1, unit, day=item.value, month_of_quarter=month))
        made.append(Item(DRAFT, draft, start, end, "day_of_each"))
    return made


def _month_of_quarter(match: Match, edge: str, nth: str) -> int | None:
    named = {"F": 1, "G": 2, "E": 3}.get(match.symbol(edge)) or match.value(nth)
    return named if named is None or 1 <= named <= 3 else None


# `Hàng quý, trước ngày 15 của tháng cuối quý` `hằng tháng (ngày 20)` `Định kỳ hàng tháng vào ngày 25`
@CLAUSES.rule(
    "each_on_day",
    LEAD_STARTS + "pe",
    rf"""{LEAD} p? ,? (?: e | (?<=p) ) (?P<unit>[MQ]) (?: ,? K? (?P<times>[azb]) x )? [,:<-]?
         {_LIMIT} f? (?: 0 [t-] D? (?P<last>[azb0]) | (?P<day>0) )
         (?: {_OF_MONTH_OF_QUARTER} | [,<]? o? i? M (?P<edge2>[FEG]) | {_OF_MONTH} | {_OF_QUARTER} )?
         (?! [0-9azr] ) >?""",
    DRAFT,
)
def _each_on_day(match: Match) -> Draft:
    month = _month_of_quarter(match, "edge", "nth") or {"F": 1, "G": 2, "E": 3}.get(match.symbol("edge2"))
    unit = match.symbol("unit")
    return recurring(
        Every(
            1,
            unit,
            match.value("times"),
            match.value("day") or match.value("last"),
            (),
            None,
            month if unit == "Q" else None,
        )
    )


_DATES = rf"""(?: {LEAD} {_LIMIT} {UNIT} (?: (?: , v? | [v&;] ) {LEAD} {_LIMIT} {UNIT} ){{0,11}}
    | {LEAD} f? i? {UNIT} [t-] [tLi]{{0,2}} {UNIT} )"""


# `trước ngày 15/12 hằng năm` `Tháng 3 và tháng 9 hằng năm` `Quý I hàng năm` `Từ tháng 1 đến tháng 3 hằng năm`
@CLAUSES.rule(
    "date_of_each_year",
    LEAD_STARTS + UNIT_STARTS + "pBLtfH",
    rf"(?: p ,? )? (?P<dates>{_DATES}) [,<]? o? p? i? (?: e Y | V ) >?",
)
def _date_of_each_year(match: Match) -> list[Item] | None:
    return _yearly_dates(match)


# `Hàng năm, trước ngày 15/12` `Hằng năm vào quý I` `Mỗi năm một lần vào quý IV` `02 đợt/năm (tháng 6, tháng 12)`
@CLAUSES.rule(
    "each_year_on_date",
    LEAD_STARTS + "peVazb",
    rf"""{LEAD} p? ,? (?: e Y (?: ,? K{{0,2}} (?P<times>[azb]) x )? | V | K? (?P<times2>[azb]) x [/i]? [ea]? Y ) [,:<-]?
         (?P<dates>{_DATES}) (?!x) >?""",
)
def _each_year_on_date(match: Match) -> list[Item] | None:
    times = match.value("times") or match.value("times2")
    made = _yearly_dates(match)
    if made is None or times is None:
        return made
    # So many times a year is one recurrence, whatever months are named for it.
    months = tuple(sorted({month for item in made for month in item.value.every.months}))
    every = Every(1, "Y", times, made[0].value.every.day if len(made) == 1 else None, months)
    start, end = match.covered()[0].start, match.covered()[-1].end
    return [Item(DRAFT, recurring(every), start, end, "each_year_on_date")]


def _yearly_dates(match: Match) -> list[Item] | None:
    """One yearly recurrence for each unit in `dates`, or for the run that it is; None where a year is stated."""
    places = [place for place in range(*match.found.span("dates")) if match.items[place].symbol in "123456"]
    units: list[Unit] = [match.items[place].value for place in places]
    if any(unit.year is not None or unit.shift is not None for unit in units):
        return None
    if match.found.start("dates") > match.found.start() and any(unit.grain == "year" for unit in units):
        return None
    joints = [match.items[place].symbol for place in range(*match.found.span("dates"))]
    if len(units) == 2 and any(symbol in "t-L" for symbol in joints[1:]) and "," not in joints and "v" not in joints:
        units, places = units[:1], places[:1]
        months: tuple[int, ...] | None = ()
    else:
        months = None
    made = []
    for number, unit in enumerate(units):
        start = match.covered()[0].start if number == 0 else match.items[places[number]].start
        end = match.covered()[-1].end if number == len(units) - 1 else match.items[places[number]].end
        made.append(Item(DRAFT, recurring(_yearly_on(unit, months)), start, end, "date_of_each_year"))
    return made


def _yearly_on(unit: Unit, months: tuple[int, ...] | None) -> Every:
    if months is None:
        months = (unit.number,) if unit.grain in ("day", "month") and unit.length == 1 else ()
    day = unit.day if unit.grain == "day" and months else None
    return Every(1, "Y", day=day, months=months)
