"""Bodies named in running text: where each list of them stands, and a fast test for whether there may be any."""

from __future__ import annotations

import re
from functools import cache

from normalize.agencies.bodies import Body, look_up
from normalize.agencies.groups import groups, read_groups
from normalize.agencies.items import read_item, read_opener
from normalize.agencies.phrases import phrase_set
from normalize.agencies.register import Trie, family, trie
from normalize.agencies.shared import share
from normalize.agencies.spellings import folded
from normalize.agencies.words import PLURALS, Words
from normalize.places import Province
from normalize.registers import read_register
from normalize.spelling import whole_words

_LIST_GAPS = ",v/;"
# Words that a name shares with common speech: a body only at the end of its clause or before a word of role.
_FEWEST_WORDS = 2


@cache
def agency_hint() -> re.Pattern[str]:
    """A pattern of the first two words of all names, for text in small letters and modern tone style."""
    starts = set()
    for first, node in trie().next.items():
        if node.entries:
            starts.add(first)
        else:
            starts.update(f"{first} {second}" for second in node.next if second[0] != ",")
    for group in groups():
        starts.update(f"các {folded(noun)}" for noun in group.entry.aliases)
    starts.update(("sở, ban", "sở, ngành", "sở ban", "sở ngành", "các huyện", "các xã", "các quận", "các phường"))
    starts.update(("các thị", "các thành phố", "các tỉnh", "bộ, ngành", "ban, ngành", "đơn vị liên quan"))
    return re.compile(whole_words(sorted(starts)).replace(r"\ ", r"\W{1,3}"))


def may_name_agency(text: str) -> bool:
    """Whether a text may name a body: false is sure, true is to be read."""
    return agency_hint().search(folded(text)) is not None


@cache
def _heads() -> frozenset[str]:
    """The first words of heads of bodies: a list may begin with one, before the name that gives the hint."""
    return frozenset(folded(phrase).split()[0] for phrase in read_register("agencies_words")["heads"]["words"])


def read_prose(text: str, own: Province | None) -> list[tuple[int, int, list[Body]]]:
    """The lists of bodies in running text, each list as one, with the place that it takes in the text."""
    hinted = [match.start() for match in agency_hint().finditer(folded(text))]
    if not hinted:
        return []
    words = Words(text, brackets_apart=False)
    lists: list[tuple[int, int, list[Body]]] = []
    hints = set(map(words.index_at, hinted))
    heads, low, size = _heads(), words.low, len(words.low)
    at = 0
    while at < size:
        if at not in hints and (low[at] not in heads or phrase_set("heads").match(words, at) not in hints):
            at += 1
            continue
        found, end = _read_list(words, at, own)
        if found:
            # "Ban Tổ chức" in a sentence may be that of a festival: nothing is added to what it says.
            bodies = share(found, words, None)
            lists.append((words.start[bodies[0].start], words.end[max(body.end for body in bodies) - 1], bodies))
        at = max(end, at + 1)
    return lists


def _read_list(words: Words, at: int, own: Province | None) -> tuple[list[Body], int]:
    """Bodies joined by commas and "và" from word `at` on, and where they end."""
    found: list[Body] = []
    open_list: Trie | None = None
    end = at
    while end < len(words) and (not found or words.gap[end] in _LIST_GAPS):
        start = _first_word(words, end, own)
        opened, after = read_opener(words, start)
        if opened is not None:
            open_list, start = opened, after
        item = _closed(read_item(words, start, own, open_list)) if start < len(words) else []
        if not item or (not (open_list and opened) and not _is_named(words, start, item)):
            break
        if not found:
            item[0].start = end
        found += item
        end = item[-1].end
        end = phrase_set("qualifiers", "locations").match(words, end)
        entry = item[-1].entry
        open_list = family(entry.head) if entry is not None and entry.head else open_list
    return found, end


def _closed(item: list[Body]) -> list[Body]:
    """The classes of a sentence end where its verb begins; in a cell the same words would belong to the name."""
    for body in item:
        if body.rule == "as printed" and body.entry is not None and body.entry.place == "group":
            body.rule, body.known = "group", True
            if body.entry.id not in _worded() and " thuộc " not in body.name:
                body.name = body.entry.name
    return item


@cache
def _worded() -> frozenset[str]:
    """The classes that keep the wording of the text."""
    return frozenset(group.entry.id for group in groups() if group.printed)


def _first_word(words: Words, at: int, own: Province | None) -> int:
    """Past the head of a body and "các" before a name: "Giám đốc các Sở Nội vụ, Tài chính"."""
    here = phrase_set("heads").match(words, at)
    if here > at and here <= look_up(words, at, trie())[1]:
        here = at
    if here + 2 < len(words) and words.low[here] in PLURALS:
        first = trie().next.get(words.low[here + 1])
        if first is not None and words.low[here + 2] in first.next and not read_groups(words, here, own):
            return here + 1
    return here


def _is_named(words: Words, start: int, item: list[Body]) -> bool:
    """Whether the words name a body and are not common speech ("thanh tra", "bộ tiêu chí", "địa phương")."""
    first = item[0]
    entry = first.entry
    if entry is None or not first.known:
        return False
    if entry.place == "group" or first.rule == "level words":
        nouns = sum(body.end - body.start for body in item)
        if words.low[start] in PLURALS or (nouns > 1 and words.is_capital(start)):
            return True
        # "tình hình thực tế của đơn vị, địa phương" names nobody.
        return len(item) > 1 and entry.level != "other"
    if item[-1].end - start < _FEWEST_WORDS and not first.suffix and not _clause_ends(words, item[-1].end):
        return words.text[words.start[start] : words.end[start]].isupper() and words.end[start] - words.start[start] > 2
    if words.is_capital(start):
        return entry.id != "chinh-phu" or _clause_ends(words, item[-1].end)
    return entry.head == "sở" or bool(first.suffix and entry.several_levels)


def _clause_ends(words: Words, at: int) -> bool:
    """Whether a name that common speech shares may end at a word."""
    if at >= len(words) or words.gap[at] not in " n":
        return True
    return phrase_set("roles", "clauses", "qualifiers").match(words, at) > at
