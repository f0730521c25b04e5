"""What members of a list share: "Công an, Quân sự tỉnh", "Ban Dân vận, Nội chính Tỉnh ủy", "UBND và Đài cấp huyện"."""

from __future__ import annotations

from dataclasses import replace

from normalize.agencies.bodies import Body
from normalize.agencies.words import Words
from normalize.places import Province

_LIST_GAPS = ",v/-="
# These hardly ever stand for one body without their level: "HĐND, UBND cấp huyện" share it wherever they stand.
_ALWAYS_SHARE = {"uy-ban-nhan-dan", "hoi-dong-nhan-dan", "thuong-truc-hoi-dong-nhan-dan"}


def share(bodies: list[Body], words: Words, own: Province | None) -> list[Body]:
    """The bodies with levels, places and owners that only the last of a list states, each body once."""
    if any(body.bare for body in bodies):
        bodies = _shared(bodies, words)
        for body in bodies:
            _add_default(body, own)
    unique: list[Body] = []
    seen = set()
    for body in bodies:
        if (body.name, body.detail) not in seen:
            seen.add((body.name, body.detail))
            unique.append(body)
    return unique


def _shared(bodies: list[Body], words: Words) -> list[Body]:
    """From right to left: each bare body takes what the next one of its list states."""
    found: list[Body] = []
    givers: list[Body] = []
    for position in range(len(bodies) - 1, -1, -1):
        body = bodies[position]
        nxt = bodies[position + 1] if position + 1 < len(bodies) else None
        listed = nxt is not None and words.gap[nxt.start] in _LIST_GAPS
        if body.bare and listed and givers and not body.detail:
            taken = _take(body, givers, words, nxt, position)
            found[:0] = taken
            givers = givers if taken[0] is not body else []
            continue
        found.insert(0, body)
        if nxt is not None and givers and nxt in givers and body.entry is nxt.entry and body.suffix:
            givers = [body, *givers]
        else:
            givers = [body] if body.suffix or body.parent else []
    return found


def _take(body: Body, givers: list[Body], words: Words, nxt: Body | None, position: int) -> list[Body]:
    """The body once per level that the givers state, or itself where it takes none."""
    entry, giver = body.entry, givers[0]
    if entry is None or nxt is None:
        return [body]
    if entry.belongs_to:
        return (
            [replace(body, name=f"{body.name} {giver.parent}", parent=giver.parent, bare=False)]
            if (giver.parent and giver.entry is not None and giver.entry.belongs_to == entry.belongs_to)
            else [body]
        )
    if entry.needs_place:
        return (
            [replace(body, name=f"{body.name} {giver.suffix}", bare=False)]
            if (giver.entry is not None and giver.entry.shares_place and giver.suffix)
            else [body]
        )
    if not giver.suffix or giver.entry is None or not giver.entry.several_levels:
        return [body]
    whole_list = words.gap[nxt.start] == "v" or words.gap[body.start] == ";" or entry.id in _ALWAYS_SHARE
    if giver.suffix_kind == "group" and not whole_list:
        return [body]
    return [
        replace(
            body,
            name=f"{entry.name} {one.suffix}",
            kind=one.kind if one.suffix_kind == "group" else body.kind,
            level=body.level if entry.level == "party" else one.level,
            suffix=one.suffix,
            suffix_kind=one.suffix_kind,
            bare=False,
            rule="ellipsis",
        )
        for one in givers
    ]


def _add_default(body: Body, own: Province | None) -> None:
    """What a body of the plan's own province need not say: "Ban Tuyên giáo" is the one of the Tỉnh ủy."""
    entry = body.entry
    if not body.bare or entry is None or body.suffix or body.parent:
        return
    city = own is not None and own.kind == "thành phố"
    if entry.bare:
        body.name = f"{body.name} {'thành phố' if city else entry.bare}"
    elif entry.belongs_to == "Tỉnh ủy" and own is not None:
        body.name = f"{body.name} {'Thành ủy' if city else entry.belongs_to}"
