"""The register of bodies: entries from the TOML files, their spellings, and a trie of words over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones
from schema.folding import slug
from schema.records import AgencyKind, AgencyLevel

REGISTERS = (
    "agencies_central",
    "agencies_province",
    "agencies_district",
    "agencies_party",
    "agencies_boards",
    "agencies_other",
)
_PIECE = re.compile(r"(\s*,\s*|\s+-\s+|\s+và\s+|\s*&\s*|/|-)")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Entry(NamedTuple):
    """One body of the register. `place`, `several_levels`, `unit` … are explained in agencies_central.toml."""

    id: str
    name: str
    kind: AgencyKind
    level: AgencyLevel
    place: str
    aliases: tuple[str, ...]
    examples: tuple[str, ...]
    head: str = ""
    several_levels: bool = False
    unit: bool = False
    needs_parent: bool = False
    needs_place: bool = False
    named: bool = False
    shares_place: bool = False
    bare: str = ""
    belongs_to: str = ""
    start: date | None = None
    end: date | None = None
    successor: str = ""
    short: bool = True
    as_joined: bool = False


class Node:
    """One word of a spelling: the words that may follow (",word": also behind a comma), the entries that end here.

    Names that share their first words, and the short and long form of one phrase, meet in one node. While the trie
    grows, `more` holds further nodes that a word leads to ("BCH" for Ban Chỉ huy and Bộ Chỉ huy).
    """

    __slots__ = ("entries", "more", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.more: dict[str, list[Node]] = {}
        self.entries: list[Entry] = []


# A spelling: its words in small letters, and for each but the first whether a comma may stand before it.
Spelling = tuple[tuple[str, bool], ...]


def folded(text: str) -> str:
    """Small letters, modern tone style: how words are compared."""
    return lower_in_place(modern_tones(text))


def _entry(row: dict[str, Any], part: dict[str, Any], name: str, aliases: tuple[str, ...]) -> Entry:
    settings = {**part, **row}
    return Entry(
        id=slug(name),
        name=name,
        kind=settings.get("kind", "agency"),
        level=settings["level"],
        place=settings["place"],
        head=_head(name, part.get("head", "")),
        several_levels=settings.get("several_levels", False),
        unit=settings.get("unit", False),
        needs_parent=settings.get("needs_parent", False),
        needs_place=settings.get("needs_place", False),
        named=settings.get("named", False),
        shares_place=settings.get("shares_place", False),
        bare=settings.get("bare", ""),
        belongs_to=settings.get("belongs_to", ""),
        start=row.get("start"),
        end=row.get("end"),
        successor=row.get("successor", ""),
        short=row.get("short", True),
        as_joined=settings.get("as_joined", False),
        aliases=aliases,
        examples=tuple(row["examples"]),
    )


# First words that lists leave out ("Ban Tổ chức, Dân vận Tỉnh ủy") where the set has no head of its own.
_HEADS = ("Ban", "Chi cục", "Cục", "Hội", "Phòng", "Trung tâm", "Trạm", "Đài")


def _head(name: str, stated: str) -> str:
    return folded(stated or next((head for head in _HEADS if name.startswith(f"{head} ")), ""))


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, in the order of the files. A name in `also` is an entry of its own with the row's settings."""
    found = []
    for register in REGISTERS:
        for part in read_register(register)["sets"]:
            head = part.get("head", "")
            for row in part["rows"]:
                name = f"{head} {row['name']}".strip()
                found.append(_entry(row, part, name, tuple(row.get("aliases", ()))))
                found.extend(_entry({**row, "examples": (other,)}, part, other, ()) for other in row.get("also", ()))
    return tuple(found)


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


@cache
def trie() -> Node:
    """The trie of all spellings of all entries."""
    root = Node()
    doubled: list[Node] = []
    for entry in entries():
        for name in (entry.name, *entry.aliases):
            add_name(root, plain_spelling(name), entry, doubled)
    merged: dict[frozenset[int], Node] = {}
    for node in doubled:
        for word, others in node.more.items():
            node.next[word] = _merged([node.next[word], *others], merged)
        node.more = {}
    return root


def add_name(root: Node, plain: Spelling, entry: Entry, doubled: list[Node]) -> None:
    """Every way to write a name: each phrase that has short forms in full or, where the entry allows, short."""
    path = [root]
    for word, comma in plain:
        node = path[-1].next.get(word) or path[-1].next.setdefault(word, Node())
        if comma:
            path[-1].next[f",{word}"] = node
        path.append(node)
    if entry not in path[-1].entries:
        path[-1].entries.append(entry)
    table = _abbreviations() if entry.short else {}
    for at, (word, comma) in enumerate(plain):
        for words, shorts in table.get(word, ()):
            after = at + len(words)
            if after < len(path) and all(plain[at + k][0] == other for k, other in enumerate(words)):
                for short in shorts:
                    _add_short(path[at], short, comma, path[after], doubled)


def _add_short(node: Node, short: Spelling, comma: bool, target: Node, doubled: list[Node]) -> None:
    """The words of a short form from a node to where the phrase in full ends."""
    for word, inner_comma in short[:-1]:
        step = node.next.get(word) or node.next.setdefault(word, Node())
        if comma or inner_comma:
            node.next[f",{word}"] = step
        node, comma = step, False
    word, inner_comma = short[-1]
    for key in (word, f",{word}") if comma or inner_comma else (word,):
        existing = node.next.setdefault(key, target)
        if existing is not target and target not in node.more.get(key, ()):
            if not node.more:
                doubled.append(node)
            node.more.setdefault(key, []).append(target)


def _merged(nodes: list[Node], done: dict[frozenset[int], Node]) -> Node:
    """One node for several that a word leads to."""
    unique = list({id(node): node for node in nodes}.values())
    if len(unique) == 1:
        return unique[0]
    key = frozenset(map(id, unique))
    if key in done:
        return done[key]
    node = done[key] = Node()
    targets: dict[str, list[Node]] = {}
    for one in unique:
        node.entries += [entry for entry in one.entries if entry not in node.entries]
        for word, following in one.next.items():
            targets.setdefault(word, []).extend([following, *one.more.get(word, ())])
    for word, following_nodes in targets.items():
        node.next[word] = _merged(following_nodes, done)
    return node


@cache
def family(head: str) -> Node | None:
    """The node behind the first words of a name: what a list may leave out from its second member on."""
    node: Node | None = trie() if head else None
    for word in head.split():
        node = node.next.get(word) if node else None
    return node


@cache
def entries_by_id() -> dict[str, Entry]:
    """Entries by their id; where two rows share a name the first."""
    return {entry.id: entry for entry in reversed(entries())}
