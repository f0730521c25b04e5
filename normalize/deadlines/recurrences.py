"""Rules for deadlines that come back every so often, or so many times a period, and for what goes on all the time."""

from __future__ import annotations

import re

from normalize.deadlines.clauses import CLAUSES, DRAFT, LEAD, LEAD_STARTS
from normalize.deadlines.drafts import Draft, Every
from normalize.deadlines.grammar import Match
from normalize.deadlines.tokens import Item
from normalize.deadlines.units import Unit

# A period that is only named: `tháng`, `6 tháng`, `cả năm`; a unit with a number of its own is no such thing.
_WEAK = "(?: e? P? [azb]? [WMQY] | e D | [CE] 6 )"
_JOINT = "(?: , v? | [v&/-] | ; (?= e ) )"
_WEAKS = f"{_WEAK} (?: {_JOINT} {_WEAK} ){{0,6}} (?! x )"
_WEAK_STARTS = "ePazbWMQYCE"
_ONE_WEAK = re.compile(_WEAK.replace(" ", ""))
# `trong tháng` behind a weekly recurrence says nothing more, nor does `(tuần cuối quý)` behind a quarterly one.
_IN_EACH = "(?: i e? [MQ] (?! [FE] ) | [,<]? i? W j? [FEGaz] o? e? [MQ] )?"


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
@CLAUSES.rule("periodic", LEAD_STARTS + "p", f"{LEAD} p (?: m (?= $ | [,;!>] ) )?", DRAFT)
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
    f"""{LEAD} p? [:<,]? e (?P<count>[azb])? (?P<unit>[DWMQY]) [,:</]? [Kq]{{0,2}}
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


# `Thường xuyên` `thường xuyên, liên tục`
@CLAUSES.rule("ongoing", LEAD_STARTS + "g", f"{LEAD} g (?: (?: , v? | [v/&-] )? g ){{0,4}}", DRAFT)
def _ongoing(match: Match) -> Draft:
    return Draft("ongoing")
