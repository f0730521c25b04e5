"""Spellings of names: full and short forms of every phrase, as a trie of words in which they meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Generic, TypeVar

from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones

_PIECE = re.compile(r"(\s*,\s*|\s+-\s+|\s+và\s+|\s*&\s*|/|-)")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
Value = TypeVar("Value")


class Node(Generic[Value]):
    """One word of a spelling: the words that may follow (",word": also behind a comma), the entries that end here.

    Names that share their first words, and the short and long form of one phrase, meet in one node.
    """

    __slots__ = ("entries", "more", "next", "own")

    def __init__(self) -> None:
        self.next: dict[str, Node[Value]] = {}
        self.entries: list[Value] = []
        # Only while the trie grows: nodes of names in full, of the inner words of short forms ("~word"), and
        # further nodes that a word leads to ("BCH" for Ban Chỉ huy and Bộ Chỉ huy).
        self.own: dict[str, Node[Value]] = {}
        self.more: dict[str, list[Node[Value]]] = {}


# A spelling: its words in small letters, and for each but the first whether a comma may stand before it.
Spelling = tuple[tuple[str, bool], ...]


def folded(text: str) -> str:
    """Small letters, modern tone style: how words are compared."""
    return lower_in_place(modern_tones(text))


@cache
def _abbreviations() -> dict[str, list[tuple[list[str], list[Spelling]]]]:
    """Phrases that have short forms, by their first word: their words and the short spellings."""
    table: dict[str, list[str]] = read_register("agencies_words")["abbreviations"]
    found: dict[str, list[tuple[list[str], list[Spelling]]]] = {}
    for phrase, shorts in table.items():
        words = re.findall(r"\w+", folded(_connectors_out(phrase)))
        spellings = list(dict.fromkeys(s for short in shorts for s in _short_spellings(phrase, short)))
        found.setdefault(words[0], []).append((words, spellings))
    for phrases in found.values():
        phrases.sort(key=lambda item: -len(item[0]))
    return found


def _connectors_out(text: str) -> str:
    return re.sub(r"\s+(?:và|&)\s+", " ", text)


def _short_spellings(phrase: str, short: str) -> Iterator[Spelling]:
    """All ways to write a short form: "TT|TT" as TT TT, TTTT, and mixed with the phrase's own pieces."""
    pieces = short.split("|")
    words = [re.findall(r"\w+", folded(_connectors_out(piece))) for piece in pieces]
    for joints in range(1 << (len(pieces) - 1)):
        spelling: list[tuple[str, bool]] = []
        for index, piece in enumerate(words):
            if index and joints >> (index - 1) & 1 and spelling:
                spelling[-1] = (spelling[-1][0] + piece[0], spelling[-1][1])
                spelling.extend((word, False) for word in piece[1:])
            else:
                spelling.extend((word, index > 0 and at == 0) for at, word in enumerate(piece))
        yield tuple(spelling)
    parts = _PIECE.split(phrase)
    if len(parts[::2]) == len(pieces) > 1:
        for mask in range(1, (1 << len(pieces)) - 1):
            yield from _mixed(mask, words, parts)


def _mixed(mask: int, short: list[list[str]], parts: list[str]) -> Iterator[Spelling]:
    """Pieces in full and short, by the bits of `mask`; short ones side by side apart and run together."""
    for together in (False, True):
        mixed: list[tuple[str, bool]] = []
        for index, piece in enumerate(short):
            is_short = bool(mask >> index & 1)
            if together and is_short and index and mask >> (index - 1) & 1:
                mixed[-1] = (mixed[-1][0] + piece[0], mixed[-1][1])
                continue
            chosen = piece if is_short else _WORD.findall(folded(parts[2 * index]))
            comma = index > 0 and (is_short or parts[2 * index - 1].strip() == ",")
            mixed.extend((word, comma and at == 0) for at, word in enumerate(chosen))
        yield tuple(mixed)


def plain_spelling(name: str, *, commas: bool = False) -> Spelling:
    """The words of a name as it stands, and where it has commas (`commas`: or any joint that may have one)."""
    pieces = _PIECE.split(name)
    found: list[tuple[str, bool]] = []
    for index in range(0, len(pieces), 2):
        comma = index > 0 and (commas or pieces[index - 1].strip() == ",")
        found.extend((word, comma and at == 0) for at, word in enumerate(_WORD.findall(folded(pieces[index]))))
    return tuple(found)


def build_trie(names: Iterable[tuple[Spelling, Value, bool]]) -> Node[Value]:
    """The trie of names with their entries; the flag says whether a name's phrases may be shortened."""
    root: Node[Value] = Node()
    doubled: list[Node[Value]] = []
    for plain, value, short in names:
        _add_name(root, plain, value, short, doubled)
    merged: dict[frozenset[int], Node[Value]] = {}
    for node in doubled:
        for word, others in node.more.items():
            node.next[word] = _merged([node.next[word], *others], merged)
        node.more = {}
    return root


def _add_name(root: Node[Value], plain: Spelling, value: Value, short: bool, doubled: list[Node[Value]]) -> None:
    """Every way to write a name: each phrase that has short forms in full or, where allowed, short."""
    path = [root]
    for word, comma in plain:
        node = path[-1].own.setdefault(word, Node())
        _link(path[-1], word, comma, node, doubled)
        path.append(node)
    if value not in path[-1].entries:
        path[-1].entries.append(value)
    table = _abbreviations() if short else {}
    for at, (word, comma) in enumerate(plain):
        for words, shorts in table.get(word, ()):
            after = at + len(words)
            if after < len(path) and all(plain[at + k][0] == other for k, other in enumerate(words)):
                for spelling in shorts:
                    _add_short(path[at], spelling, comma, path[after], doubled)


def _add_short(
    node: Node[Value], short: Spelling, comma: bool, target: Node[Value], doubled: list[Node[Value]]
) -> None:
    """The words of a short form from a node to where the phrase in full ends."""
    for word, inner_comma in short[:-1]:
        step = node.own.setdefault(f"~{word}", Node())
        _link(node, word, comma or inner_comma, step, doubled)
        node, comma = step, False
    word, inner_comma = short[-1]
    _link(node, word, comma or inner_comma, target, doubled)


def _link(node: Node[Value], word: str, comma: bool, target: Node[Value], doubled: list[Node[Value]]) -> None:
    """An edge to the target, besides those that the word has."""
    for key in (word, f",{word}") if comma else (word,):
        existing = node.next.setdefault(key, target)
        if existing is not target and target not in node.more.get(key, ()):
            if not node.more:
                doubled.append(node)
            node.more.setdefault(key, []).append(target)


def _merged(nodes: list[Node[Value]], done: dict[frozenset[int], Node[Value]]) -> Node[Value]:
    """One node for several that a word leads to."""
    unique = list({id(node): node for node in nodes}.values())
    if len(unique) == 1:
        return unique[0]
    key = frozenset(map(id, unique))
    if key in done:
        return done[key]
    node = done[key] = Node()
    targets: dict[str, list[Node[Value]]] = {}
    for one in unique:
        node.entries += [value for value in one.entries if value not in node.entries]
        for word, following in one.next.items():
            targets.setdefault(word, []).extend([following, *one.more.get(word, ())])
    for word, following_nodes in targets.items():
        node.next[word] = _merged(following_nodes, done)
    return node
