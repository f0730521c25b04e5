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
_MOST_SPELLINGS = 400


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


class Terminal(NamedTuple):
    """A spelling that ends at a trie node: its entry, and where (bit by word) it may have a comma."""

    entry: Entry
    commas: int


class Node:
    """One word of a spelling: the words that may follow, and the spellings that end here."""

    __slots__ = ("next", "terminals")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.terminals: list[Terminal] = []


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
    full = [part for part in _PIECE.split(phrase)[::2] if part]
    if len(full) == len(pieces) > 1:
        for mask in range(1, (1 << len(pieces)) - 1):
            mixed: list[tuple[str, bool]] = []
            for index in range(len(pieces)):
                chosen = words[index] if mask >> index & 1 else re.findall(r"\w+", folded(full[index]))
                mixed.extend((word, index > 0 and at == 0) for at, word in enumerate(chosen))
            yield tuple(mixed)


def spellings(name: str, short: bool = True) -> list[Spelling]:
    """Every way to write a name: each phrase that has short forms in full or, where `short`, short."""
    plain: list[tuple[str, bool]] = []
    for index, piece in enumerate(_PIECE.split(name)[::2]):
        comma = index > 0 and _PIECE.split(name)[2 * index - 1].strip() == ","
        plain.extend((word, comma and at == 0) for at, word in enumerate(re.findall(r"\w+(?:['’]\w+)*", folded(piece))))
    return _expand(tuple(plain))[:_MOST_SPELLINGS] if short else [tuple(plain)]


def _expand(plain: Spelling) -> list[Spelling]:
    """The plain spelling with each choice of short forms, left to right."""
    partial: list[tuple[Spelling, int]] = [((), 0)]
    whole: list[Spelling] = []
    table = _abbreviations()
    while partial:
        done, at = partial.pop()
        if at == len(plain):
            whole.append(done)
            continue
        partial.append(((*done, plain[at]), at + 1))
        for words, shorts in table.get(plain[at][0], ()):
            if len(words) <= len(plain) - at and all(plain[at + k][0] == word for k, word in enumerate(words)):
                comma = plain[at][1]
                after = at + len(words)
                partial += [((*done, (short[0][0], comma), *short[1:]), after) for short in shorts]
    return whole


@cache
def trie() -> Node:
    """The trie of all spellings of all entries."""
    root = Node()
    for entry in entries():
        for name in (entry.name, *entry.aliases):
            for spelling in spellings(name, entry.short):
                add_spelling(root, spelling, entry)
    return root


def add_spelling(root: Node, spelling: Spelling, entry: Entry) -> None:
    """One more way to write an entry's name. The first entry to claim a spelling keeps it first."""
    node, commas = root, 0
    for index, (word, comma) in enumerate(spelling):
        node = node.next.setdefault(word, Node())
        commas |= comma << index
    for index, terminal in enumerate(node.terminals):
        if terminal.entry is entry:
            node.terminals[index] = Terminal(entry, terminal.commas | commas)
            return
    node.terminals.append(Terminal(entry, commas))


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
