"""Names with a slip (accents lost, letters split by blanks, a letter off) where one entry is clearly nearest."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from normalize.agencies.bodies import Body, complete, look_up
from normalize.agencies.items import item_begins
from normalize.agencies.phrases import phrase_set
from normalize.agencies.register import Entry, Trie, entries, trie
from normalize.agencies.spellings import plain_spelling
from normalize.agencies.words import JOINS, Words
from normalize.places import Province
from schema.folding import plain_key

# Shorter names are too near to one another: "Sở Y tế" is two letters from "Bộ Y tế".
_FEWEST_LETTERS = 6
_LONGEST_NAME = 20
# One letter may be off in a word of this length, or anywhere in a name of that length.
_SURE_WORD, _SURE_NAME = 5, 12
_MOST_SLIPS = 2


@cache
def _squeezed() -> tuple[dict[str, Entry | None], frozenset[str]]:
    """Entries by their names without accents and blanks (None where two share one), and the keys' beginnings."""
    found: dict[str, Entry | None] = {}
    for entry in entries():
        for name in (entry.name, *entry.aliases):
            key = plain_key("".join(word for word, _ in plain_spelling(name)))
            found[key] = entry if found.get(key, entry) is entry else None
    return found, frozenset(key[:_FEWEST_LETTERS] for key in found)


def read_slip(words: Words, at: int, own: Province | None) -> list[Body]:
    """The body that the words from `at` on were meant to name; empty where none is clear."""
    end = min(len(words.low), at + _LONGEST_NAME)
    found = _without_accents(words, at, end) or _nearest(words, at, end)
    if found is None:
        return []
    entry, name_end = found
    bodies = complete(words, at, name_end, [entry], own)
    if not bodies or (
        bodies[0].end < len(words.low) and words.gap[bodies[0].end] == " " and not _goes_on(words, bodies[0].end)
    ):
        return []
    for body in bodies:
        body.rule = "slip"
        body.note = f"printed {words.printed(at, name_end)!r}"
    return bodies


def _goes_on(words: Words, at: int) -> bool:
    """Whether what stands right behind the name may stand behind one."""
    return (
        item_begins(words, at, None) or phrase_set("qualifiers", "locations", "roles", "clauses").match(words, at) > at
    )


def _without_accents(words: Words, at: int, end: int) -> tuple[Entry, int] | None:
    """A name that is right but for accents and blanks ("Sở Nôi vụ", "Sở Thông t in"), the longest one."""
    squeezed, beginnings = _squeezed()
    key, found = "", None
    for index in range(at, end):
        if index > at and words.gap[index] in ";:":
            break
        key += plain_key(words.low[index])
        if len(key) >= _FEWEST_LETTERS:
            if key[:_FEWEST_LETTERS] not in beginnings:
                break
            entry = squeezed.get(key)
            found = (entry, index + 1) if entry is not None else found
    # The same words without a slip were read before: they are no better now.
    return found if found and look_up(words, at, trie())[1] < found[1] else None


def _nearest(words: Words, at: int, end: int) -> tuple[Entry, int] | None:
    """A name with one or two words a letter off; each must have one nearest word in the trie."""
    node, here, slips, doubtful = trie(), at, 0, False
    best: tuple[Entry, int] | None = None
    while here < end and (here == at or words.gap[here] in JOINS):
        following = node.next.get(words.low[here])
        if following is None:
            word = _nearest_word(words.low[here], node)
            if word is None or slips == _MOST_SLIPS:
                break
            slips += 1
            doubtful = doubtful or len(word) < _SURE_WORD
            following = node.next[word]
        node, here = following, here + 1
        if slips and node.entries:
            length = sum(map(len, words.low[at:here]))
            if length >= (_SURE_NAME if doubtful else 2 * _SURE_WORD):
                best = (node.entries[0], here)
    return best


@lru_cache(maxsize=4096)
def _nearest_word(word: str, node: Trie) -> str | None:
    """The one word of the node that is a letter (or only accents) away; None where there are none or two."""
    plain = plain_key(word)
    near = [
        other
        for other in _by_first_letter(node).get(plain[:1], ())
        if abs(len(other) - len(word)) < 2
        and (plain_key(other) == plain or OSA.distance(other, word, score_cutoff=1) <= 1)
    ]
    alike = [other for other in near if plain_key(other) == plain]
    chosen = alike if len(alike) == 1 else near
    return chosen[0] if len(chosen) == 1 and len(word) > 1 else None


@lru_cache(maxsize=512)
def _by_first_letter(node: Trie) -> dict[str, list[str]]:
    """The words that may follow, by their first letter without accents: the first letter is seldom the slip."""
    found: dict[str, list[str]] = {}
    for word in node.next:
        if word[0] != ",":
            found.setdefault(plain_key(word[0]), []).append(word)
    return found
