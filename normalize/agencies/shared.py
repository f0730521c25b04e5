"""What members of a list share: "Công an, Quân sự tỉnh", "Ban Dân vận, Nội chính Tỉnh ủy", "UBND và Đài cấp huyện"."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from normalize.agencies.bodies import Body
from normalize.agencies.words import Words
from normalize.places import Province

# One name may state the tỉnh, the huyện and the xã at once.
_MOST_LEVELS = 3
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
    """Each run of bare bodies takes what the body behind it in the list states."""
    found: list[Body] = []
    run: list[Body] = []
    for position, body in enumerate(bodies):
        listed = not run or words.gap[body.start] in _LIST_GAPS
        if not listed:
            found, run = found + run, []
        if body.bare and not body.detail:
            run.append(body)
            continue
        givers = [body]
        for other in islice(bodies, position + 1, position + 1 + _MOST_LEVELS):
            if other.entry is not body.entry or other.start != body.start:
                break
            givers.append(other)
        found += _taken(run, givers, words)
        found.append(body)
        run = []
    return found + run


def _taken(run: list[Body], givers: list[Body], words: Words) -> list[Body]:
    """The run with the givers' level, place or owner; levels of classes only where they are surely meant."""
    if not run:
        return []
    joined = len(run) == 1 and words.gap[givers[0].start] == "v"
    whole = joined or words.gap[run[0].start] == ";"
    return [taken for body in run for taken in _take(body, givers, whole)]


def _take(body: Body, givers: list[Body], whole: bool) -> list[Body]:
    """The body once per level that the givers state, or itself where it takes none."""
    entry, giver = body.entry, givers[0]
    if entry is None or giver.entry is None:
        return [body]
    if entry.belongs_to:
        same = giver.entry.belongs_to == entry.belongs_to or giver.parent.startswith(entry.belongs_to)
        fits = bool(giver.parent) and same
        return [replace(body, name=f"{body.name} {giver.parent}", parent=giver.parent, bare=False)] if fits else [body]
    if entry.needs_place:
        fits = giver.entry.shares_place and bool(giver.suffix)
        return [replace(body, name=f"{body.name} {giver.suffix}", bare=False)] if fits else [body]
    whole = whole or entry.id in _ALWAYS_SHARE
    levelled = giver.entry.several_levels or (giver.entry.place == "group" and entry.level == "party")
    if not giver.suffix or not levelled or (giver.suffix_kind == "group" and not whole):
        return [body]
    return [
        replace(
            body,
            name=f"{body.name} {one.suffix}",
            kind="group" if one.suffix_kind == "group" else body.kind,
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
