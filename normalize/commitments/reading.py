"""One sentence (or item of several) into a commitment, by its words, its labels and the heading above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from normalize.agencies import read_agencies
from normalize.commitments.cues import find_time_words, key
from normalize.commitments.parties import Party, read_parties
from normalize.commitments.screening import may_tell_money
from normalize.deadlines import find_deadlines, read_deadlines
from normalize.explanation import Explanation
from normalize.money import find_money, read_money
from schema.records import Agency, Deadline, Money

_NO_LABELS: Mapping[str, str] = MappingProxyType({})
# Who does what stands in the first sentences of an item; what is longer is read so far.
_MOST_CHARACTERS = 6_000


@dataclass(frozen=True, slots=True)
class Commitment:
    """What an item commits to. The first four are the words of the text that the values were read from."""

    lead: str = ""
    cooperating: str = ""
    timeframe: str = ""
    budget: str = ""
    lead_agencies: list[Agency] = field(default_factory=list)
    cooperating_agencies: list[Agency] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)


def read_commitment(
    text: str,
    *,
    heading_agencies: list[Agency],
    heading: str = "",
    labels: Mapping[str, str] = _NO_LABELS,
    role: str,
    year: int,
    province: str,
) -> Commitment:
    """Who leads, who cooperates, by when and with which money, from an item of role `task` or `assignment`.

    `heading_agencies` are the bodies named above an assignment: they lead where its own words name nobody.
    `labels` are cells printed below it (`timeframe`, `lead`, …), which outrank its words. A deadline may
    also stand in `heading`. `year` is the plan's year. Nothing is raised.
    """
    text = text[:_MOST_CHARACTERS]
    above = heading_agencies if role == "assignment" else []
    parties = read_parties(text, province, led=bool(above))
    lead = _side(parties, "lead", labels.get("lead", ""), province)
    cooperating = _side(parties, "cooperating", labels.get("cooperating", ""), province)
    lead_agencies = lead[1] or list(above)
    leading = {agency.agency_id for agency in lead_agencies}
    deadlines = _deadlines(text, heading, labels.get("timeframe", ""), year)
    money = _money(text, labels.get("budget", ""))
    return Commitment(
        lead=lead[0],
        cooperating=cooperating[0],
        timeframe=labels.get("timeframe", "") or _words(one.text for one in deadlines if one.text in text),
        budget=labels.get("budget", "") or _words(one.text for one in money),
        lead_agencies=lead_agencies,
        cooperating_agencies=[agency for agency in cooperating[1] if agency.agency_id not in leading],
        deadlines=deadlines,
        money=money,
    )


def explain_commitment(text: str, *, province: str = "") -> list[Explanation]:
    """For each body with a role: the pattern that gave it, and the words of its run."""
    return [
        Explanation(f"{party.role}: {party.pattern}", party.words, "commitments", agency)
        for party in read_parties(text[:_MOST_CHARACTERS], province, led=False)
        for agency in party.agencies
    ]


def _side(parties: Sequence[Party], role: str, label: str, province: str) -> tuple[str, list[Agency]]:
    """Words and bodies of one role; a labelled cell outranks the sentence."""
    if label:
        return label, read_agencies(label, province=province)
    if not parties:
        return "", []
    mine = [party for party in parties if party.role == role]
    agencies: dict[str, Agency] = {}
    for party in mine:
        for agency in party.agencies:
            agencies.setdefault(agency.agency_id, agency)
    return _words(party.words for party in mine), list(agencies.values())


def _words(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _money(text: str, label: str) -> list[Money]:
    if label:
        return read_money(label)
    return find_money(text) if may_tell_money(key(text)) else []


def _deadlines(text: str, heading: str, label: str, year: int) -> list[Deadline]:
    if label:
        return read_deadlines(label, year=year)
    found = find_deadlines(text, year=year)
    if found:
        return found
    words = find_time_words(text)
    if words:
        return read_deadlines(words, year=year)
    if not heading:
        return []
    # "NHIỆM VỤ NĂM 2022", "Nhiệm vụ thường xuyên" are titles; "Quý I/2022", "(hoàn thành trước 30/6)" are deadlines.
    return [one for one in find_deadlines(heading, year=year) if one.kind in ("date", "period") and not _is_year(one)]


def _is_year(deadline: Deadline) -> bool:
    return deadline.edtf is not None and len(deadline.edtf) <= len("2021/2025") and "-" not in deadline.edtf
