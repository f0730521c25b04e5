"""One item of a list of bodies: the longest reading at a word, and lists that leave out their first words."""

from __future__ import annotations

from normalize.agencies.bodies import Body, look_up, read_bodies
from normalize.agencies.groups import read_groups
from normalize.agencies.phrases import phrase_set
from normalize.agencies.register import Trie, family, trie
from normalize.agencies.words import PLURALS, SOFT, Words
from normalize.places import Province


def read_item(words: Words, at: int, own: Province | None, open_list: Trie | None = None) -> list[Body]:
    """The longest reading at a word; a member of the open list wins over an equal body, that over a class."""
    best = read_bodies(words, at, own, open_list) if open_list else []
    found = read_bodies(words, at, own)
    if found and (not best or found[-1].end > best[-1].end):
        best = found
    # A body of several words that ends where a name may end is no class of bodies.
    if best and best[-1].end > at + 1 and (best[-1].end == len(words) or words.gap[best[-1].end] not in SOFT):
        return best
    found = read_groups(words, at, own)
    return found if found and (not best or found[-1].end > best[-1].end) else best


def read_opener(words: Words, at: int) -> tuple[Trie | None, int]:
    """The list that "các Sở:", "Các Ban:" opens, and where its first member begins; None where none is opened."""
    start = at + 1 if at < len(words) and words.low[at] in PLURALS else at
    for length in (1, 2):
        end = start + length
        if end < len(words) and words.gap[end] == ":":
            node = family(" ".join(words.low[start:end]))
            if node is not None and (start > at or length == 1) and look_up(words, end, node)[0]:
                return node, end
    return None, at


def item_begins(words: Words, at: int, own: Province | None) -> bool:
    """Whether a body, a class of bodies or the head of one begins at a word."""
    return bool(
        words.low[at] in PLURALS
        or look_up(words, at, trie())[0]
        or phrase_set("heads").match(words, at) > at
        or read_groups(words, at, own)
    )
