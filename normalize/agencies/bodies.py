"""One body: its name in the register, the level and place behind it, and the body that it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalize.agencies.endings import read_ending
from normalize.agencies.levels import Level
from normalize.agencies.register import Entry, Trie, entries_by_id, trie
from normalize.agencies.words import JOINS, SOFT, Words
from normalize.places import Province
from schema.folding import slug
from schema.records import AgencyKind, AgencyLevel

_BELONGS = {("thuộc",): "thuộc", ("trực", "thuộc"): "trực thuộc", ("của",): "của"}
# "BTC/TU", "TT/HĐND": between short forms a slash may say whose unit it is.
_COMMITTEES = {"tinh-uy", "thanh-uy", "huyen-uy", "hoi-dong-nhan-dan", "uy-ban-nhan-dan"}
_MOST_PARENTS = 4
_NAME_WORD = re.compile(r"\w+(?:['’]\w+)*")
_JOINERS = {",": ", ", "v": " và ", "-": " - ", "=": " - ", "/": "/"}


@dataclass(slots=True)
class Body:
    """One body or group as read. `bare`: it stands at several levels and the text names none."""

    name: str
    kind: AgencyKind
    level: AgencyLevel
    start: int
    end: int
    rule: str
    entry: Entry | None = None
    known: bool = True
    bare: bool = False
    suffix: str = ""
    suffix_kind: AgencyKind = "agency"
    parent: str = ""
    detail: str = ""
    note: str = ""


def look_up(words: Words, at: int, node: Trie) -> tuple[list[Entry], int]:
    """The entries whose spelling begins at word `at`, the longest spelling, and one past its last word.

    Commas count only where the name itself has one, unless no shorter name can be read there; a name goes on
    in the next line unless a longer one begins there.
    """
    low, gaps, size = words.low, words.gap, len(words.low)
    best: list[Entry] = []
    best_end, lenient, lenient_end, strict, here = at, best, at, True, at
    line: tuple[list[Entry], int] | None = None
    while here < size:
        following = None
        if here > at:
            gap = gaps[here]
            if gap not in JOINS:
                break
            if gap == "n" and best_end == here:
                line = best, here
            if gap == ",":
                following = node.next.get(f",{low[here]}")
                strict = strict and following is not None
        following = following or node.next.get(low[here])
        if following is None:
            break
        node, here = following, here + 1
        if node.entries:
            if strict:
                best, best_end = node.entries, here
            else:
                lenient, lenient_end = node.entries, here
    if line is not None and best_end > line[1] and look_up(words, line[1], trie())[1] > best_end:
        return line
    return (best, best_end) if best else (lenient, lenient_end)


def read_bodies(words: Words, at: int, own: Province | None, node: Trie | None = None, depth: int = 0) -> list[Body]:
    """The body named from word `at` on, once per level that the text gives it; empty where none is known."""
    candidates, end = look_up(words, at, node or trie())
    return complete(words, at, end, candidates, own, depth) if candidates else []


def complete(
    words: Words, at: int, end: int, candidates: list[Entry], own: Province | None, depth: int = 0
) -> list[Body]:
    """The body whose name is words `at` to `end`, with what stands behind it."""
    levels, after = read_ending(words, end, candidates[0], own)
    entry = _choose(candidates, levels, own)
    if entry.needs_place and not levels and after < len(words.low) and words.gap[after] in SOFT:
        return []
    bodies = [_with_level(entry, level, at, after) for level in levels] or [_plain(entry, at, after)]
    if entry.as_joined:
        joined = _as_joined(words, at, end, entry)
        for body in bodies:
            body.name = body.name.replace(entry.name, joined, 1)
    if entry.unit and depth < _MOST_PARENTS:
        bodies = _with_parent(words, bodies, entry, own, depth)
    return bodies


def _choose(candidates: list[Entry], levels: list[Level], own: Province | None) -> Entry:
    """Of entries that share a spelling ("BCH QS", "TU") the one of the level read, else of the plan's own level."""
    if len(candidates) == 1:
        return candidates[0]
    by_id = {entry.id: entry for entry in candidates if entry.short} or {entry.id: entry for entry in candidates}
    committee = "thanh-uy" if own is not None and own.kind == "thành phố" else "tinh-uy"
    if committee in by_id:
        return by_id[committee]
    wanted = levels[0].level if levels else "province"
    return next((entry for entry in by_id.values() if entry.level == wanted), next(iter(by_id.values())))


def _as_joined(words: Words, at: int, end: int, entry: Entry) -> str:
    """The name with the commas, dashes and "và" of the text, where it is written in full."""
    standard = _NAME_WORD.findall(entry.name)
    standard = [word for word in standard if word != "và"]
    if len(standard) != end - at:
        return entry.name
    return "".join(
        word if index == 0 else f"{_JOINERS.get(words.gap[at + index], ' ')}{word}"
        for index, word in enumerate(standard)
    )


def _plain(entry: Entry, start: int, end: int) -> Body:
    bare = entry.several_levels or bool(entry.belongs_to or entry.bare) or entry.needs_place
    return Body(entry.name, entry.kind, entry.level, start, end, "register", entry, bare=bare)


def _with_level(entry: Entry, level: Level, start: int, end: int) -> Body:
    """The body at one level: a department loses level and place, any other keeps the level word."""
    body = Body(entry.name, entry.kind, entry.level, start, end, "register", entry)
    if level.words:
        body.name, body.suffix, body.suffix_kind = f"{entry.name} {level.words}", level.words, level.kind
        body.kind = "group" if level.kind == "group" else entry.kind
    if entry.level != "party" and not (entry.level == "other" and entry.place == "kept"):
        body.level = level.level
    return body


def _with_parent(words: Words, bodies: list[Body], entry: Entry, own: Province | None, depth: int) -> list[Body]:
    """The bodies with the one they belong to: "Ban Dân vận Tỉnh ủy", "Phòng X thuộc Sở Y", "Trung tâm X - Sở Y"."""
    end = bodies[0].end
    start, joiner = _joiner(words, end)
    if start >= len(words.low) or (not joiner and (bodies[0].suffix or words.gap[end] not in " n")):
        parents: list[Body] = []
    elif joiner == " - " and bodies[0].suffix:
        parents = []
    else:
        parents = read_bodies(words, start, own, depth=depth + 1)
    free = entry.needs_parent or joiner not in {"", " - "}
    if parents and joiner == "/":
        parents = parents if parents[0].entry is not None and parents[0].entry.id in _COMMITTEES else []
        joiner = " "
    if parents and not free and (parents[0].entry is None or parents[0].entry.unit or words.gap[end] == "n"):
        parents = []
    if not parents:
        return [] if entry.needs_parent else bodies
    return [_belonging(bodies[0], parent, joiner or " ") for parent in parents]


def _belonging(body: Body, parent: Body, joiner: str) -> Body:
    name = f"{body.name}{joiner}{parent.name}"
    level = body.level if body.level == "party" and body.entry and body.entry.belongs_to else parent.level
    kind: AgencyKind = "group" if "group" in {body.kind, parent.kind} else "agency"
    known = entries_by_id().get(slug(name), body.entry)
    return replace(
        body, name=name, level=level, kind=kind, end=parent.end, bare=parent.bare, parent=parent.name, entry=known
    )


def _joiner(words: Words, at: int) -> tuple[int, str]:
    """Where the body behind "thuộc", "của" or a dash begins, and the words that join it in standard spelling."""
    if at >= len(words.low):
        return at, ""
    if words.gap[at] in SOFT:
        for phrase, standard in _BELONGS.items():
            if tuple(words.low[at : at + len(phrase)]) == phrase:
                return at + len(phrase), f" {standard} "
    if words.gap[at] == "/" and words.text[words.start[at - 1] : words.end[at - 1]].isupper():
        return at, "/"
    return (at, " - ") if words.gap[at] == "-" else (at, "")
