"""Rules for dates and periods: a unit with its words of time (in, before, by, from, until), and runs of units.

The grammar of clauses works on the line of units; its patterns are built from the parts named here.
"""

from __future__ import annotations

from normalize.deadlines.drafts import Draft
from normalize.deadlines.grammar import Grammar, Match
from normalize.deadlines.units import Unit

CLAUSES = Grammar()
DRAFT = "@"

# Words in front of a time that change nothing about it: `Hoàn thành:` `Thực hiện trong` `Giai đoạn` `thời hạn`.
LEAD = "(?: [Kks] :? ){0,3} (?: d :? )? [iPl]{0,2}"
LEAD_STARTS = "KksdiPl"
UNITS_OF_CALENDAR = "123456"
# A unit, perhaps with "đầu", "giữa", "cuối" or "cả" before it: these do not change the grain.
UNIT = "(?: [FEGC] o? )? [1-6]"
UNIT_STARTS = "FEGC" + UNITS_OF_CALENDAR


def unit_in(match: Match, group: str) -> Unit:
    """The unit at the end of `group`."""
    value: Unit = match.last(group)
    return value


def plain(unit: Unit, *, bare: bool = False) -> Draft:
    """One unit as it stands: a day is a date, anything longer a period."""
    return Draft("date" if unit.grain == "day" else "period", unit, unit, bare=bare)


# `Quý II/2021` `Trong tháng 01/2021` `Hoàn thành trong Quý I` `17h00 ngày 20/12` `cuối năm 2022`
@CLAUSES.rule("unit", LEAD_STARTS + UNIT_STARTS + "H", f"(?P<lead>{LEAD}) H? (?P<unit>{UNIT})", DRAFT)
def _unit(match: Match) -> Draft:
    unit, lead = unit_in(match, "unit"), match.symbol("lead")
    edge = match.symbol("unit")[:1] in "FEG"
    return plain(unit, bare=not any(symbol in "ik" for symbol in lead))._replace(edge=edge)


# `Quý I đến quý II/2018` `Từ 01/3 - 20/4` `từ tháng 3 đến hết tháng 9` `từ 01/01 đến trước ngày 15/6`
@CLAUSES.rule(
    "run",
    LEAD_STARTS + UNIT_STARTS + "fH",
    f"""(?P<lead> {LEAD} f? i? ) H? (?P<first>{UNIT}) (?: [t-] | ,? L | ,? (?=tB) | (?<=f.)_ )
        (?P<until> [tLi]{{0,2}} B? i? H? ) (?P<last>{UNIT})""",
    DRAFT,
)
def _run(match: Match) -> Draft | None:
    if any(item.origin == "by" for item in match.covered()):
        # `Trong quý III, chậm nhất 30/9` is a quarter and a limit.
        return None
    first, last = unit_in(match, "first"), unit_in(match, "last")
    bare = not any(symbol in "fik" for symbol in match.symbol("lead"))
    return Draft("period", first, last, exclusive="B" in match.symbol("until"), bare=bare)


# `Ban hành tháng 01/2018 - Kết thúc tháng 12/2018` `Khởi công: quý I; hoàn thành trước 30/6/2022`
@CLAUSES.rule(
    "start_and_finish",
    "sKf",
    f"""(?: [sK] :? ){{0,2}} [fi]{{0,2}} (?P<first>{UNIT}) [_,;v!-]{{0,2}} (?: [Kk] :? ){{0,2}} (?<=[k:])
        (?P<until>[ftiLB]{{0,3}}) (?P<last>{UNIT})""",
    DRAFT,
)
def _start_and_finish(match: Match) -> Draft | None:
    if not any(item.symbol == "k" for item in match.covered()):
        return None
    return Draft("period", unit_in(match, "first"), unit_in(match, "last"), exclusive="B" in match.symbol("until"))


# `Từ tháng 3/2022` `từ năm 2022 trở đi` `Kể từ ngày 01/01/2022`
@CLAUSES.rule("from", LEAD_STARTS + "f", f"{LEAD} f [iKP]{{0,2}} (?P<first>{UNIT}) (?: [,v]? O )?", DRAFT)
def _from(match: Match) -> Draft:
    return Draft("period", unit_in(match, "first"), None)


# `Năm 2022 và các năm tiếp theo` `Quý II/2021 trở đi` `2021-2025 và những năm tiếp theo`
@CLAUSES.rule(
    "onward",
    LEAD_STARTS + UNIT_STARTS + "f",
    f"{LEAD} f? i? (?P<first>{UNIT}) (?: [t-] {UNIT} )? [,v<-]{{0,2}} O >?",
    DRAFT,
)
def _onward(match: Match) -> Draft:
    return Draft("period", unit_in(match, "first"), None)


# `Trước ngày 30/6` `xong trước tháng 6/2022` `chậm nhất trước quý III` `đến trước 15/12`
@CLAUSES.rule(
    "before",
    LEAD_STARTS + "LtB",
    f"{LEAD} [Lt]{{0,2}} B [Ld]? i? (?P<hour>H?) (?P<unit>(?P<edge>[FEG]?) o? [1-6])",
    DRAFT,
)
def _before(match: Match) -> Draft:
    # Before five o'clock on a day is still on that day; before the end of a month is not before the month.
    inclusive = bool(match.symbol("hour"))
    return Draft("date", None, unit_in(match, "unit"), exclusive=not inclusive)


# `Chậm nhất ngày 15/6` `đến hết quý II` `Đến năm 2025` `hoàn thành chậm nhất là vào tháng 6`
@CLAUSES.rule("by", LEAD_STARTS + "Lt", f"{LEAD} [Lt] :? [LtiKPl]{{0,3}} H? (?P<unit>{UNIT})", DRAFT)
def _by(match: Match) -> Draft:
    return Draft("date", None, unit_in(match, "unit"))


# `Sau ngày 30/6/2021` `sau quý I`
@CLAUSES.rule("after", LEAD_STARTS + "A", f"{LEAD} A i? (?P<unit>{UNIT}) (?: [,v]? O )?", DRAFT)
def _after(match: Match) -> Draft:
    return Draft("period", unit_in(match, "unit"), None, after=True)


# `từ năm 2015 đến nay`: what has been, no deadline.
@CLAUSES.rule("until_now", LEAD_STARTS + "f", f"{LEAD} f i? {UNIT} ~", "w")
def _until_now(match: Match) -> bool:
    return True
