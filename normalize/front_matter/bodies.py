"""The issuing body in its canonical name, places named, from the lines of a letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from normalize.agencies import read_agencies
from normalize.places import Province
from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones
from schema.folding import fold_space


class Body(NamedTuple):
    """One body of a letterhead: its name without places, and the places behind it as (level, name)."""

    name: str
    places: tuple[tuple[str, str], ...]


@cache
def _register() -> dict[str, Any]:
    return read_register("issuers")


def _lower(text: str) -> str:
    return lower_in_place(modern_tones(fold_space(text)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    register = _register()
    levels = "|".join(sorted(register["levels"]["words"], key=len, reverse=True))
    stops = "|".join(register["levels"]["not_before"])
    level = rf"(?<!\w)(?P<level>{levels})(?!\w)(?!\s(?:{stops})(?!\w))"
    of_party = r"(?:ban chấp hành\s|ban thường vụ\s|văn phòng\s|ban \w+ )?"
    party = rf"^(?P<party>{of_party}(?:{'|'.join(register['levels']['party'])}))\s(?P<name>.+)$"
    abbreviations = "|".join(re.escape(word) for word in sorted(register["abbreviations"], key=len, reverse=True))
    return re.compile(level), re.compile(party), re.compile(rf"(?<!\w)(?:{abbreviations})(?!\w)")


@lru_cache(maxsize=1024)
def spelled_out(text: str) -> str:
    """Lower case with the abbreviations of the register written out."""
    words = _lower(text)
    abbreviations: dict[str, str] = _register()["abbreviations"]
    return fold_space(_patterns()[2].sub(lambda match: abbreviations[match[0]] + " ", words))


@lru_cache(maxsize=1024)
def read_body(text: str) -> Body:
    """One body from its words: `UBND TỈNH ĐỒNG THÁP`, `TỈNH ỦY ĐỒNG THÁP`, `SỞ NỘI VỤ`."""
    words = spelled_out(text)
    level, party, _ = _patterns()
    if match := party.match(words):
        return Body(match["party"], (("", _proper(match["name"])),))
    matches = list(level.finditer(words))
    if not matches:
        return Body(words, ())
    places = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        name = words[match.end() : following.start() if following else len(words)].strip(" ,-–")
        places.append((match["level"], _proper(name)))
    return Body(words[: matches[0].start()].strip(" ,-–"), tuple(places))


def read_bodies(lines: Sequence[str]) -> list[Body]:
    """The bodies of a letterhead, top down; a line that is only a place belongs to the body above it."""
    bodies: list[Body] = []
    for line in lines:
        body = read_body(line)
        if body.name or not bodies:
            bodies.append(body)
        elif any(name for _, name in bodies[-1].places):
            bodies.append(Body(bodies[-1].name, body.places))
        else:
            bodies[-1] = Body(bodies[-1].name, body.places)
    return bodies


def _proper(name: str) -> str:
    return re.sub(r"(?<![\w'’])\w", lambda first: first[0].upper(), name)


@lru_cache(maxsize=1024)
def canonical_name(name: str) -> str:
    """The body's name without places in canonical spelling, by the register of agencies where it knows it."""
    agencies = read_agencies(name)
    if len(agencies) == 1 and agencies[0].known and _lower(agencies[0].name) == _lower(name):
        return agencies[0].name
    text = name[:1].upper() + name[1:]
    for proper in _register()["proper"]["words"]:
        text = re.sub(rf"(?<!\w){re.escape(proper)}(?!\w)", proper, text, flags=re.IGNORECASE)
    return text[:1].upper() + text[1:]


def is_central(body: Body) -> bool:
    """Whether the body belongs to the centre and to no province."""
    central = _register()["central"]
    return (
        not any(name for _, name in body.places)
        and f"{body.name} ".startswith(tuple(central["begins"]))
        and not body.name.startswith(tuple(central["never"]))
    )


def are_central(bodies: Sequence[Body]) -> bool:
    """Whether the last body of a letterhead is of the centre: itself, or as a part of one that names no place."""
    return bool(bodies) and not any(name for _, name in bodies[-1].places) and any(map(is_central, bodies))


_BELOW = frozenset({"huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"})


def issuer_name(bodies: Sequence[Body], province: Province | None) -> str:
    """The last body of a letterhead with its places: `Sở Nội vụ tỉnh X`, `Ủy ban nhân dân huyện Y, tỉnh X`."""
    if not bodies:
        return ""
    if len(bodies) > 1 and bodies[-1].name in _register()["committees"]["names"]:
        return issuer_name(bodies[:-1], province)
    body = bodies[-1]
    name = canonical_name(body.name) if body.name else ""
    if are_central(bodies):
        return name
    places = [place for place in body.places if place[1]] or _inherited(bodies, province)
    if places and not places[0][0]:
        # Party committees carry the name alone: "Tỉnh ủy Đồng Tháp", "Huyện ủy Tam Nông, tỉnh Đồng Tháp".
        return f"{name} {_with_province(places[0], province)}"
    if not places and province is not None and province.name.casefold() in name.casefold():
        return name
    chain = [*places, *_above(bodies, places)]
    if province is not None and not any(_is_province(place, province) for place in chain):
        chain.append((province.kind, province.name))
    return f"{name} {', '.join(' '.join(place) for place in chain)}".strip()


def _with_province(place: tuple[str, str], province: Province | None) -> str:
    if province is None or place[1].casefold() == province.name.casefold():
        return place[1]
    return f"{place[1]}, {province.full_name}"


def _above(bodies: Sequence[Body], places: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The places that the bodies above name, from below upwards, each once."""
    above = [place for parent in reversed(bodies[:-1]) for place in parent.places if all(place)]
    return [place for place in dict.fromkeys(above) if place not in places]


def _is_province(place: tuple[str, str], province: Province) -> bool:
    return place[0] == province.kind and place[1].casefold() == province.name.casefold()


def _inherited(bodies: Sequence[Body], province: Province | None) -> list[tuple[str, str]]:
    """The places of a body that names none itself: a bare level word, or the body above a division of a district."""
    body = bodies[-1]
    level = body.places[-1][0] if body.places else ""
    if level == "tỉnh" or (level == "thành phố" and province is not None and province.kind == "thành phố"):
        return [(province.kind, province.name)] if province else []
    for parent in reversed(bodies[:-1]):
        for parent_level, place in parent.places:
            if place and parent_level in _BELOW | {"thành phố"} and (not level or level == parent_level):
                return [(parent_level, place)]
    return []
