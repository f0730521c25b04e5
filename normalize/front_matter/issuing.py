"""Who issued the document, and in which province, from all that its front page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from normalize.citations import issuer_of_number
from normalize.front_matter.bodies import (
    Body,
    are_central,
    canonical_name,
    is_central,
    issuer_name,
    read_bodies,
    read_body,
    spelled_out,
)
from normalize.places import Province, find_province, find_seat
from normalize.registers import read_register

# What stands behind the number in "(Kèm theo Quyết định số … ngày … của Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long)".
_OF = re.compile(r"\bcủa\s+(?P<body>[^()]{4,200})", re.IGNORECASE)
_TERRITORY = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s", re.IGNORECASE)


def find_issuing_province(
    issuer_lines: Sequence[str],
    authority: str,
    properties: Mapping[str, str],
    annex: str,
    title: str,
    place_date: str,
    place_mentions: Sequence[str],
    on: date | None,
) -> Province | None:
    """The province whose body issued the document; None for bodies of the centre and where nothing tells."""
    bodies = read_bodies(issuer_lines)
    if are_central(bodies) and not _names_province(bodies, on):
        return None
    if not bodies and authority and is_central(_without_head(authority)[1]):
        return None
    place = place_date.partition("ngày")[0]
    sources = (
        " ".join(issuer_lines),
        authority,
        properties.get("noi ban hanh", ""),
        properties.get("co quan ban hanh", ""),
        annex,
    )
    for words in sources:
        if words and (found := find_province(_readable(words), on)):
            return found
    if place and (found := find_seat(_readable(place), on)):
        return found
    for words in (place, title, *place_mentions):
        if words and (found := find_province(_readable(words), on)):
            return found
    return None


def _names_province(bodies: Sequence[Body], on: date | None) -> bool:
    return any(find_province(f"{level} {name}".strip(), on) for body in bodies for level, name in body.places if name)


def _readable(words: str) -> str:
    """Capitals as in a sentence: names of provinces are told from common words by their capital letters."""
    if not words.isupper():
        return words
    body = read_body(words)
    places = " ".join(f"{level} {name}".strip() for level, name in body.places)
    return f"{body.name.title() if not body.places else body.name} {places}".strip()


def find_issuer(
    issuer_lines: Sequence[str],
    authority: str,
    annex: str,
    properties: Mapping[str, str],
    number: str,
    province: Province | None,
    *,
    decision: bool,
) -> str:
    """The issuer in its canonical name; for a decision of the head of a body, that head (`Chủ tịch Ủy ban …`)."""
    bodies = read_bodies(issuer_lines)
    if authority:
        return _of_authority(authority, bodies, province)
    if bodies:
        return issuer_name(bodies, province)
    for words in _other_words(annex, properties):
        if name := _of_authority(words, [], province):
            return name if decision or not name.startswith("Chủ tịch ") else name.removeprefix("Chủ tịch ")
    if body := issuer_of_number(number):
        return issuer_name([Body(body.lower(), ())], province)
    return ""


def _other_words(annex: str, properties: Mapping[str, str]) -> Iterator[str]:
    if match := _OF.search(annex):
        yield match["body"]
    issuer = properties.get("co quan ban hanh") or properties.get("noi ban hanh", "")
    if issuer:
        yield f"Ủy ban nhân dân {issuer}" if _TERRITORY.match(issuer) else issuer


def _without_head(words: str) -> tuple[str, Body]:
    """The head's title ("" for none) and the body, of `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X`."""
    lower = spelled_out(words)
    for head in _heads():
        if lower.startswith(f"{head.lower()} "):
            rest = lower[len(head) :].strip()
            body = read_body(rest)
            return head, body
    return "", read_body(words)


@cache
def _heads() -> list[str]:
    """Titles of the heads of bodies, the longest first."""
    return sorted(read_register("issuers")["heads"]["names"], key=len, reverse=True)


def _of_authority(words: str, bodies: Sequence[Body], province: Province | None) -> str:
    """The authority's canonical name, the places it leaves out taken from the letterhead."""
    head, body = _without_head(words)
    if bodies and _same(body, bodies[-1]) and not any(name for _, name in body.places):
        name = issuer_name(bodies, province)
    else:
        name = issuer_name([*bodies[:-1], body] if bodies else [body], province)
    if not name:
        return canonical_name(words.lower())
    return f"{head} {name}".strip()


def _same(body: Body, other: Body) -> bool:
    """Whether two bodies are of one kind, whatever places they name (`Ủy ban nhân dân`, `Sở Nội vụ`)."""
    return body.name == other.name
