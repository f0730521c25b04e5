"""Classes of bodies: "các sở, ban, ngành tỉnh", "huyện, thành phố", "các cơ quan, đơn vị thuộc Sở"."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from normalize.agencies.bodies import Body, look_up
from normalize.agencies.levels import Level, read_levels
from normalize.agencies.phrases import phrase_set, spelt_out
from normalize.agencies.register import Entry, Trie, entries_by_id, trie
from normalize.agencies.spellings import build_trie, plain_spelling
from normalize.agencies.suffixes import Suffix, read_suffix
from normalize.agencies.words import JOINS, PLURALS, SOFT, Words
from normalize.places import Province
from normalize.registers import read_register
from schema.folding import slug

LEVEL_WORDS = {"huyện", "quận", "thị", "thành", "tp", "tx", "xã", "phường", "đặc", "tỉnh", "cấp"}
_JOINERS = {",": ", ", "v": " và ", "-": " - ", "/": "/"}
_RELATED = "cac-co-quan-don-vi-co-lien-quan"


class Group(NamedTuple):
    """One class: its entry, whether it keeps its wording, which classes it swallows."""

    entry: Entry
    printed: bool
    joins: frozenset[str]
    joins_before: frozenset[str]
    shares_level: bool
    only_plural: bool


class _Noun(NamedTuple):
    """One noun of a run: its class (None: level words, then `levels`), its words, what stands behind it.

    `open`: what follows is no known suffix, the class is told by a clause.
    """

    group: Group | None
    start: int
    end: int
    suffix: Suffix
    printed: str = ""
    levels: tuple[Level, ...] = ()
    open: bool = False


@cache
def groups() -> tuple[Group, ...]:
    """All classes in the order of the file."""
    return tuple(_group(row, part) for part in read_register("agencies_groups")["sets"] for row in part["rows"])


def _group(row: dict[str, Any], part: dict[str, Any]) -> Group:
    entry = Entry(
        id=slug(row["name"]),
        name=row["name"],
        kind="group",
        level=row["level"],
        place="group",
        aliases=tuple(row["words"]),
        examples=tuple(row["examples"]),
    )
    printed = row.get("printed", part.get("printed", False))
    return Group(
        entry,
        printed,
        frozenset(row.get("joins", ())),
        frozenset(row.get("joins_before", ())),
        row.get("shares_level", False),
        row.get("only_plural", False),
    )


@cache
def _nouns() -> Trie:
    """A trie of the classes' nouns, each an entry of its own with the id of its class."""
    return build_trie(
        (plain_spelling(noun, commas=True), group.entry._replace(name=noun), True)
        for group in groups()
        for noun in group.entry.aliases
    )


@cache
def _group_of(entry_id: str) -> Group:
    return next(group for group in groups() if group.entry.id == entry_id)


def read_groups(words: Words, at: int, own: Province | None) -> list[Body]:
    """The classes named from word `at` on, each once, in their order; empty where the words name none."""
    first = words.low[at]
    if first in PLURALS:  # "các nhiệm vụ": most of what is counted is no body
        first = words.low[at + 1] if at + 1 < len(words.low) else ""
    if first not in _nouns().next and first not in LEVEL_WORDS and not first.isdigit():
        return []
    run: list[_Noun] = []
    plural, here = False, at
    while here < len(words.low) and not (run and words.gap[here] not in JOINS):
        plural = plural or words.low[here] in PLURALS
        noun = _read_noun(words, here, own, plural, run)
        if noun is None:
            break
        run.append(noun)
        here = noun.suffix.end
        if noun.open:
            break
    return _bodies(words, at, run)


def _read_noun(words: Words, at: int, own: Province | None, plural: bool, run: list[_Noun]) -> _Noun | None:
    """One noun with what stands behind it; level words ("huyện, thành phố") are the committees of that level."""
    low = words.low
    start = at + 1 if low[at] in PLURALS and at + 1 < len(low) and words.gap[at + 1] in SOFT else at
    levels, end = read_levels(words, at, own)
    if levels and (plural or run or _stands_for_committee(levels)):
        suffix = read_suffix(words, end, own)
        if _closes(words, suffix.end):
            return _Noun(None, start, end, suffix, "", tuple(levels))
    classes, end = look_up(words, start, _nouns())
    if not classes or look_up(words, start, trie())[1] > end:
        return None
    group = _group_of(classes[0].id)
    before = run[-1].group if run else None
    if group.only_plural and start == at and not (before and before.only_plural):
        return None
    suffix = read_suffix(words, end, own)
    narrowed = group.entry.id == _RELATED and not _clause_closes(words, suffix.end)
    closed = (not narrowed and _closes(words, suffix.end)) or _same_class_follows(words, suffix.end, group)
    if not closed and not group.printed and group.entry.id != _RELATED:
        closed = phrase_set("states").match(words, suffix.end) > suffix.end
    open_end = not closed and (plural or bool(run))
    return _Noun(group, start, end, suffix, classes[0].name, (), open_end) if closed or open_end else None


def _clause_closes(words: Words, at: int) -> bool:
    """Whether words of role behind "các cơ quan" end there; else they tell which ("các cơ quan thực hiện TTHC")."""
    end = phrase_set("roles", "clauses").match(words, at)
    return end == at or end >= len(words) or words.gap[end] != " "


def _same_class_follows(words: Words, at: int, group: Group) -> bool:
    """ "sở ban ngành", "phòng ban": nouns of one class without a separator."""
    classes = look_up(words, at, _nouns())[0]
    follower = _group_of(classes[0].id) if classes else None
    return follower is group or (follower is not None and follower.entry.name in group.joins)


def _stands_for_committee(levels: list[Level]) -> bool:
    """A single bare level word ("tỉnh", "huyện") names nobody; a class or a named place does."""
    return len(levels) > 1 or levels[0].kind == "group" or bool(levels[0].name)


def _closes(words: Words, end: int) -> bool:
    """Whether a name may end here: a separator, a word of role or clause, or the next body follows."""
    if end >= len(words.low) or words.gap[end] != " " or words.low[end] in PLURALS:
        return True
    if phrase_set("roles", "clauses").match(words, end) > end:
        return True
    return bool(look_up(words, end, trie())[0])


def _bodies(words: Words, at: int, run: list[_Noun]) -> list[Body]:
    """One body per class of the run; nouns that a neighbouring class swallows go into it."""
    merged: list[tuple[Group | None, list[_Noun]]] = []
    for noun in run:
        group = _swallowing(merged[-1], noun) if merged else None
        if group is not None:
            merged[-1][1].append(noun)
            merged[-1] = (group, merged[-1][1])
        else:
            merged.append((noun.group, [noun]))
    shared: Suffix | None = None
    bodies: list[Body] = []
    for group, nouns in reversed(merged):
        if group is None:
            bodies[:0] = _committees(nouns)
            continue
        suffix = nouns[-1].suffix
        if shared is not None and not suffix.words and group.shares_level and words.gap[nouns[-1].suffix.end] in ",v":
            suffix = shared._replace(end=suffix.end)
        shared = suffix if group.shares_level and suffix.level else None
        bodies.insert(0, _class_body(words, group, nouns, suffix))
    if bodies:
        bodies[0].start = at
    return bodies


def _swallowing(before: tuple[Group | None, list[_Noun]], noun: _Noun) -> Group | None:
    """The class that a noun and the run before it make together; None where they are two."""
    group, nouns = before
    if group is None or noun.group is None or nouns[-1].open:
        return None
    both_worded = group.only_plural and noun.group.only_plural
    if noun.group is group or noun.group.entry.name in group.joins or both_worded:
        return group
    if group.entry.name in noun.group.joins_before:
        return noun.group
    # "các sở, cơ quan thuộc UBND tỉnh" is one class.
    departments = group.entry.level == "province" and noun.group.entry.id == _RELATED
    return group if departments and noun.suffix.belongs and noun.suffix.level == "province" else None


def _committees(nouns: list[_Noun]) -> list[Body]:
    entry = entries_by_id()["uy-ban-nhan-dan"]
    return [
        Body(f"{entry.name} {level.words}", level.kind, level.level, noun.start, noun.suffix.end, "level words", entry)
        for noun in nouns
        for level in noun.levels
    ]


def _class_body(words: Words, group: Group, nouns: list[_Noun], suffix: Suffix) -> Body:
    """The class in its one wording, or as printed where the wording says more than the class."""
    first, last = nouns[0], nouns[-1]
    entry = group.entry
    body = Body(entry.name, "group", entry.level, first.start, suffix.end, "group", entry)
    lower = suffix.level in {"district", "commune"} and "sở" not in words.low[first.start : last.end]
    if not (group.printed or last.open or (suffix.belongs and entry.level == "other") or lower):
        return body
    nouns_joined = "".join(
        _JOINERS.get(words.gap[noun.start], " ") * (noun is not first) + noun.printed for noun in nouns
    )
    body.name = spelt_out(f"Các {nouns_joined} {suffix.words}".strip())
    if group.shares_level:
        body.suffix = suffix.words
        body.suffix_kind = "group" if "cấp" in suffix.words else "agency"
    if suffix.level and entry.level in {"other", "district", "province"}:
        body.level = suffix.level
    if last.open:
        body.rule, body.known = "as printed", False
    return body
