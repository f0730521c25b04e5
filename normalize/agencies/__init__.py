"""Bodies of the Vietnamese state named in cells and sentences, by their canonical names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from normalize.agencies.bodies import Body
from normalize.agencies.cells import read_cell
from normalize.agencies.groups import groups
from normalize.agencies.prose import agency_hint, may_name_agency, read_prose
from normalize.agencies.register import Entry, entries
from normalize.explanation import Explanation
from normalize.places import Province, province_by_name
from schema.folding import slug, strip_markup
from schema.records import Agency, AgencyKind, AgencyLevel

__all__ = [
    "Entry",
    "Mention",
    "agency_hint",
    "explain_agencies",
    "find_agencies",
    "may_name_agency",
    "read_agencies",
    "register_entries",
]


class Mention(NamedTuple):
    """A body or a list of bodies in running text: `text[start:end]` and what it names, in order."""

    start: int
    end: int
    agencies: list[Agency]


def read_agencies(text: str, *, province: str = "") -> list[Agency]:
    """The bodies that a cell names, in its order; `province` is the plan's own, whose name the names lose.

    Every word of the cell is accounted for: names that the register does not know are kept as printed with
    `known` false; only words of time ("Hàng năm"), "Không" and sentences that begin with a verb name nobody.
    """
    return list(_read_cell(text, province))


def find_agencies(sentence: str, *, province: str = "") -> list[Mention]:
    """The bodies that a sentence names, each list of them ("Sở A, Sở B và UBND các huyện") as one mention.

    Only bodies that the register knows; places are those of the text in NFC.
    """
    text = unicodedata.normalize("NFC", sentence)
    return [Mention(start, end, [*map(_agency, bodies)]) for start, end, bodies in read_prose(text, _own(province))]


def explain_agencies(text: str, *, province: str = "") -> list[Explanation]:
    """The bodies of a cell, each with the rule and the words that it was read by and its register entry."""
    bodies, words = read_cell(_clean(text), _own(province))
    return [
        Explanation(
            rule=body.rule,
            words=words.printed(body.start, body.end),
            entry=body.entry.id if body.entry is not None and body.known else "",
            value=_agency(body),
            note=body.note,
        )
        for body in bodies
    ]


def register_entries() -> tuple[Entry, ...]:
    """All entries of the register, bodies first, then classes of bodies."""
    return (*entries(), *(group.entry for group in groups()))


@lru_cache(maxsize=16384)
def _read_cell(text: str, province: str) -> tuple[Agency, ...]:
    return tuple(_agency(body) for body in read_cell(_clean(text), _own(province))[0])


def _clean(text: str) -> str:
    """NFC without mark-up; a line break of mark-up is one of the text."""
    if "<" in text:
        text = text.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n")
    return unicodedata.normalize("NFC", strip_markup(text))


@lru_cache(maxsize=256)
def _own(province: str) -> Province | None:
    return province_by_name(province) if province else None


def _agency(body: Body) -> Agency:
    return _record(body.name, body.kind, body.level, body.detail, body.known)


@lru_cache(maxsize=16384)
def _record(name: str, kind: AgencyKind, level: AgencyLevel, detail: str, known: bool) -> Agency:
    return Agency(agency_id=slug(name), name=name, kind=kind, level=level, detail=detail, known=known)
