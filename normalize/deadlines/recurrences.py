"""Rules for deadlines that come back: every so often, so many times a period, on a day or date of it."""

from __future__ import annotations

import re

from normalize.deadlines.clauses import CLAUSES, DRAFT, LEAD, LEAD_STARTS, UNIT, UNIT_STARTS
from normalize.deadlines.drafts import Draft, Every
from normalize.deadlines.grammar import Match
from normalize.deadlines.tokens import Item
from normalize.deadlines.units import Unit

# A period that is only named: `tháng`, `6 tháng`, `cả năm`; a unit with a number of its own is no such thing.
_WEAK = "(?: e? [azb]? [WMQY] | e D | [CE] 6 )"
_JOINT = "(?: , v? | [v&/-] | ; (?= e ) )"
_WEAKS = f"{_WEAK} (?: {_JOINT} {_WEAK} ){{0,6}} (?! x )"
_WEAK_STARTS = "eazbWMQYCE"
_ONE_WEAK = re.compile(_WEAK.replace(" ", ""))
# `trong tháng` behind a weekly recurrence says nothing more.
_IN_EACH = "(?: i e? [MQ] (?! [FE] ) )?"
# Words of a limit before the day of a recurrence: `chậm nhất`, `trước`, `vào`.
_LIMIT = "[BLtiKd]{0,3} H?"


def recurring(every: Every | None, *, weak: bool = False) -> Draft:
    """A recurrence in the plan's year."""
    return Draft("recurring", every=every, weak=weak)


def _each(items: list[Item]) -> Every:
    """The interval that one `_WEAK` names; nine months are a report of each year."""
    unit = items[-1].symbol
    if unit == "6":
        return Every(1, "Y")
    count = items[-2].value if len(items) > 1 and items[-2].symbol in "azb" else 1
    return Every(1, "Y") if (count, unit) == (9, "M") else Every(count, unit)


def _each_of(match: Match, group: str, *, weak: bool = False) -> list[Item]:
    """One draft for each weak unit in `group`; the first takes the words before it."""
    items, code = match.items, match.found.string
    found = list(_ONE_WEAK.finditer(code, *match.found.span(group)))
    made = []
    for place, one in enumerate(found):
        start = match.found.start() if place == 0 else one.start()
        end = match.found.end() if place == len(found) - 1 else one.end()
        if place:
            made += items[found[place - 1].end() : one.start()]
        draft = recurring(_each(items[one.start() : one.end()]), weak=weak)
        made.append(Item(DRAFT, draft, items[start].start, items[end - 1].end, "every"))
    return made


# `Hàng quý` `định kỳ hằng tháng` `mỗi 6 tháng` `hàng tháng, quý, năm` `Hằng tuần trong tháng`
@CLAUSES.rule(
    "every",
    LEAD_STARTS + "pe",
    f"{LEAD} p? [:<,]? i? (?P<each> e [azb]? [DWMQY] (?: {_JOINT} {_WEAK} ){{0,6}} (?! x ) ) {_IN_EACH} >?",
)
def _every(match: Match) -> list[Item]:
    return _each_of(match, "each")


# `Hằng năm 2022-2025`: each year of these.
@CLAUSES.rule("every_year_of", LEAD_STARTS + "pe", f"{LEAD} p? e (?P<first>6) (?: [t-] (?P<last>6) )?", DRAFT)
def _every_year_of(match: Match) -> Draft:
    first = match.value("first")
    return recurring(Every(1, "Y"))._replace(first=first, last=match.value("last") or first)


# `Định kỳ` `Định kỳ 6 tháng, năm` `định kỳ (quý, năm)` `theo quý` `theo từng tháng`
@CLAUSES.rule("periodic", LEAD_STARTS + "p", f"{LEAD} p", DRAFT)
def _periodic(match: Match) -> Draft:
    return recurring(None)


@CLAUSES.rule("periodic_each", LEAD_STARTS + "pT", rf"{LEAD} (?: p [:<]? | p?T ) i? (?P<each>{_WEAKS}) (?! [wm] ) >?")
def _periodic_each(match: Match) -> list[Item]:
    return _each_of(match, "each")


# `Định kỳ và năm`: periodic reports, and one of the year.
@CLAUSES.rule("periodic_and_each", LEAD_STARTS + "p", rf"{LEAD} p (?: v | , v? ) (?P<each>{_WEAKS}) (?! [wm] )")
def _periodic_and_each(match: Match) -> list[Item]:
    at = match.found.start("each")
    first = Item(DRAFT, recurring(None), match.covered()[0].start, match.items[at - 2].end, "periodic")
    rest = _each_of(match, "each")
    return [first, match.items[at - 1], rest[0]._replace(start=match.items[at].start), *rest[1:]]


# `4 quý năm 2021` `cả 12 tháng trong năm`: all of them.
@CLAUSES.rule("all_of_year", "CKiaz", "K? i? C? (?P<count>[az]) (?P<unit>[MQ]) (?= [io]{0,2}6 )", DRAFT)
def _all_of_year(match: Match) -> Draft | None:
    whole = (match.value("count"), match.symbol("unit")) in ((4, "Q"), (12, "M"))
    return recurring(Every(1, match.symbol("unit"))) if whole else None


# `quý, 6 tháng, năm` `6 tháng và cả năm`: named only.
@CLAUSES.rule("named_each", _WEAK_STARTS, f"(?P<each>{_WEAKS})")
def _named_each(match: Match) -> list[Item]:
    return _each_of(match, "each", weak=True)


# `6 tháng, năm 2014`: a report of the half, and one of the year.
@CLAUSES.rule(
    "named_each_of_year",
    _WEAK_STARTS,
    f"(?P<each> [azb]? [MQ] (?: {_JOINT} {_WEAK} ){{0,6}} ) (?: , v? | v ) (?P<year>6) (?![t-])",
)
def _named_each_of_year(match: Match) -> list[Item] | None:
    year = match.value("year")
    if year.grain != "year" or year.length > 1:
        return None
    named = _each_of(match, "each", weak=True)
    named[-1] = named[-1]._replace(end=match.covered("each")[-1].end)
    joint, last = match.items[match.found.end("each") : match.found.start("year")], match.covered("year")[0]
    parts = [*named, *joint, Item(DRAFT, recurring(Every(1, "Y"), weak=True), last.start, last.end, "every")]
    return [p._replace(value=p.value._replace(first=year, last=year)) if p.symbol == DRAFT else p for p in parts]


# `thường niên`
@CLAUSES.rule("yearly", LEAD_STARTS + "pV", f"{LEAD} p? V", DRAFT)
def _yearly(match: Match) -> Draft:
    return recurring(Every(1, "Y"))


# `Các quý trong năm` `các tháng của năm 2021` `Các năm trong giai đoạn 2021-2025`
@CLAUSES.rule(
    "each_of_year", "lKi", "K? i? l (?: (?P<unit>[MQW]) | Y (?= [io] ) ) (?: (?= [io]{1,2}P?6 ) [io] )?", DRAFT
)
def _each_of_year(match: Match) -> Draft:
    return recurring(Every(1, match.symbol("unit") or "Y"))


# `Mỗi tháng 02 kỳ` `hàng quý ít nhất 01 lần` `mỗi quý một số` `Hàng năm (02 lần)`
@CLAUSES.rule(
    "every_so_often",
    LEAD_STARTS + "pe",
    f"""{LEAD} p? [:<,]? e (?P<count>[azb])? (?P<unit>[DWMQY]) [,:<]? [Kq]{{0,2}}
        (?: (?: [azb] [t-] )? (?P<times>[azb]) [xq] | / (?P<once>x) ) >?""",
    DRAFT,
)
def _every_so_often(match: Match) -> Draft:
    return recurring(Every(match.value("count") or 1, match.symbol("unit"), match.value("times") or 1))


# `02 lần/năm` `2 lần trong năm` `định kỳ 1 lần/quý` `ít nhất 01-02 cuộc mỗi năm` `2 lần/6 tháng`
@CLAUSES.rule(
    "times_per",
    LEAD_STARTS + "pazb",
    f"""{LEAD} p? [:<,]? K{{0,2}} (?: f? [azb] [t-] )? (?P<times>[azb]) [xq] [/io,-]? (?: e | i )?
        (?P<count>[azb])? (?: (?P<unit>[DWMQY]) (?!x) | [EC]? (?P<year>6) )""",
    DRAFT,
)
def _times_per(match: Match) -> Draft:
    year: Unit | None = match.value("year")
    draft = recurring(Every(match.value("count") or 1, match.symbol("unit") or "Y", match.value("times")))
    return draft if year is None or year.year is None else draft._replace(first=year, last=year)


# `6 tháng/lần` `03 tháng 01 lần` `định kỳ quý/lần` `một năm hai lần` `năm 2 lần`
@CLAUSES.rule(
    "once_per",
    LEAD_STARTS + "pazbnWMQY",
    f"{LEAD} p? [:<,]? (?P<count>[azb])? (?P<unit>[DWMQY]) (?: / (?P<one>[azb])? | ,? K? (?P<times>[azb]) ) x",
    DRAFT,
)
def _once_per(match: Match) -> Draft:
    times = match.value("times") or match.value("one") or 1
    return recurring(Every(match.value("count") or 1, match.symbol("unit"), times))


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
           | [azb] D [FE] o? | W j? [FEGaz] ,? o? | M [FEG] o? | [FEG] o? )
         e? i? (?P<unit>[MQ]) (?: [RA] )? (?! [0-9azr:!] )""",
    DRAFT,
)
def _edge_of_each(match: Match) -> Draft:
    day = {"F": 1, "E": -1}.get(match.symbol("edge")) if match.symbol("day") else None
    month = {"F": 1, "E": 3}.get(match.symbol("edge2"))
    return recurring(Every(1, match.symbol("unit"), day=day, month_of_quarter=month if day else None))


# `của tháng` `tháng sau` | `của quý` | `tháng cuối quý` `của tháng đầu quý sau` `tháng thứ ba của mỗi quý`
_OF_MONTH = "[,<]? o? i? e? M (?: [RA] | t )?"
_OF_QUARTER = "[,<]? o? i? e? Q (?: [RA] | t )?"
_OF_MONTH_OF_QUARTER = "[,<]? o? i? e? M (?: (?P<edge>[FEG]) | j (?P<nth>[a]) ) (?: o? i? e? Q (?: [RA] | t )? )"


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
    rf"""{LEAD} p? ,? (?: e | (?<=p) ) (?P<unit>[MQ]) (?: ,? K? (?P<times>[azb]) x )? [,:<-]? {_LIMIT} (?P<day>0)
         (?: {_OF_MONTH_OF_QUARTER} | [,<]? o? i? M (?P<edge2>[FEG]) | {_OF_MONTH} | {_OF_QUARTER} )?
         (?! [0-9azr] ) >?""",
    DRAFT,
)
def _each_on_day(match: Match) -> Draft:
    month = _month_of_quarter(match, "edge", "nth") or {"F": 1, "G": 2, "E": 3}.get(match.symbol("edge2"))
    unit = match.symbol("unit")
    return recurring(Every(1, unit, match.value("times"), match.value("day"), (), None, month if unit == "Q" else None))


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


# `Thường xuyên` `thường xuyên, liên tục`
@CLAUSES.rule("ongoing", LEAD_STARTS + "g", f"{LEAD} g (?: (?: , v? | [v/&-] )? g ){{0,4}}", DRAFT)
def _ongoing(match: Match) -> Draft:
    return Draft("ongoing")
