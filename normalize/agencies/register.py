"""The register of bodies: entries from the TOML files, their spellings, and a trie of words over all of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from normalize.agencies.spellings import Node, build_trie, folded, plain_spelling
from normalize.registers import read_register
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
    open: bool = False


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
        open=settings.get("open", False),
        aliases=aliases,
        examples=tuple(row["examples"]),
    )


# First words that lists leave out ("Ban Tổ chức, Dân vận Tỉnh ủy") where the set has no head of its own.
_HEADS = ("Ban", "Chi cục", "Cục", "Hội", "Phòng", "Trung tâm", "Trạm", "Đài")


def _head(name: str, stated: str) -> str:
    return folded(stated or next((head for head in _HEADS if name.startswith(f"{head} ")), ""))


# The trie of the spellings of all names.
Trie = Node[Entry]


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
def trie() -> Trie:
    """The trie of all spellings of all entries."""
    return build_trie(
        (plain_spelling(name), entry, entry.short) for entry in entries() for name in (entry.name, *entry.aliases)
    )


@cache
def family(head: str) -> Trie | None:
    """The node behind the first words of a name: what a list may leave out from its second member on."""
    node: Trie | None = trie() if head else None
    for word in head.split():
        node = node.next.get(word) if node else None
    return node


@cache
def entries_by_id() -> dict[str, Entry]:
    """Entries by their id; where two rows share a name the first."""
    return {entry.id: entry for entry in reversed(entries())}
