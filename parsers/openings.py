"""How a line begins: the letterhead, a legal basis, an article, recipients, a signature, an appendix."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from parsers.ascii_letters import ascii_letters
from parsers.registers import read_register

# These begin another part of a document, also when they are printed with tabs or bars.
BOUNDARIES = frozenset(
    (
        *("recipients", "signature", "signer_title", "kind", "appendix"),
        *("annex_bracket", "motto", "number", "article", "decides"),
    )
)
# What is printed around a line without being its words: mark-up of emphasis, headings and quotes, cell bars.
_RIGHT_EDGES = " \t\f\v\u00a0\u200b\ufeff*_#|\\"
EDGES = " \t\f\v\u00a0\u200b\ufeff*_#>|\\"
# No opening is longer; the rest of a long paragraph need not be folded.
_LOOKED_AT = 120
_UNLIMITED = sys.maxsize
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_BRACKET = re.compile(r"[(\[].*")
# Lists of bases are often printed with dashes ("- Căn cứ …"); a bullet does not change what follows.
_BULLET = r"(?:[-+] ?)?"
_FIRST_LETTERS = 4


class _Entry(NamedTuple):
    """One entry of the register: `pattern` matches the plain line from its beginning."""

    kind: str
    pattern: re.Pattern[str]
    capitals: bool
    longest: int


class _Register(NamedTuple):
    """`first` finds the lines that an entry fits; `entries` are those to be tried, by the line's start (group 1)."""

    first: re.Pattern[str]
    entries: dict[str, list[_Entry]]


def plain_lines(lines: Sequence[str]) -> list[str]:
    """Each line's first words in ASCII lower case, mark-up at its edges dropped: what openings are read from.

    All lines are folded in one go, which costs a fifth of folding them one by one.
    """
    if not lines:
        return []
    text = "\n".join([line[:_LOOKED_AT].lstrip(EDGES).rstrip(_RIGHT_EDGES) for line in lines])
    if "<" in text:
        text = _TAG.sub("", text)
    text = ascii_letters(text).replace("*", "")
    while "  " in text:
        text = text.replace("  ", " ")
    plains = [line.strip() for line in text.split("\n")]
    return plains if len(plains) == len(lines) else plain_lines([line.replace("\n", " ") for line in lines])


def parted(words: Iterable[str]) -> str:
    """An alternation of words or patterns, parted by their first letters: most lines fail on the first of their own."""
    parts: dict[str, list[str]] = defaultdict(list)
    for word in words:
        has_first = word[:1].isalnum() and word[1:2] not in {"?", "*", "{"}
        parts[word[0] if has_first else ""].append(word)
    return "|".join(
        f"{first}(?:{'|'.join(word[1:] for word in alike)})" if first else "|".join(alike)
        for first, alike in parts.items()
    )


def matching_lines(pattern: re.Pattern[str], plains: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines (0-based) that a pattern matches, which begins with the line break before a line.

    One search through all lines: most of them match nothing, and are then passed over without a call.
    """
    text = "\n".join(["", *plains])
    index = counted = 0
    for found in pattern.finditer(text):
        index += text.count("\n", counted, found.start())
        counted = found.start()
        yield index, found


def openings(plains: Sequence[str], lines: Sequence[str]) -> dict[int, str]:
    """The kind of opening of each line (0-based) that has one; `plains` is `plain_lines(lines)`."""
    register = _register()
    found = {}
    for index, first in matching_lines(register.first, plains):
        plain, line = plains[index], lines[index]
        for entry in register.entries[first[1]]:
            if len(line) <= entry.longest and entry.pattern.match(plain) and (not entry.capitals or is_capitals(line)):
                found[index] = entry.kind
                break
    return found


def line_kinds(lines: Sequence[str]) -> list[str]:
    """The kind of opening of each line, "" for none."""
    found = openings(plain_lines(lines), lines)
    return [found.get(index, "") for index in range(len(lines))]


def any_boundary(lines: Sequence[str]) -> bool:
    """Does another part of the document begin on one of these lines?"""
    return bool(lines) and not BOUNDARIES.isdisjoint(openings(plain_lines(lines), lines).values())


def is_capitals(line: str) -> bool:
    """Are the letters before the first bracket all capitals (and at least two)?"""
    if line[:1].islower() or _goes_on_small(line[:4]):
        return False
    head = line[:_LOOKED_AT]
    if "<" in head:
        head = _TAG.sub("", head)
    if "(" in head or "[" in head:
        head = _BRACKET.sub("", head.lstrip(EDGES))
    if head != head.upper():
        return False
    return (len(head) > 1 and head[:2].isalpha()) or sum(letter.isalpha() for letter in head[:40]) >= 2


def _goes_on_small(start: str) -> bool:
    """Does this tell at once: "Căn …", "- Tổ …", but not "<b>T"?"""
    return start != start.upper() and "<" not in start and "(" not in start and "[" not in start


@cache
def _register() -> _Register:
    entries: list[tuple[set[str], _Entry]] = []
    ways = []
    for raw in read_register("line_openings")["opening"]:
        ways.append(_alternatives(raw))
        pattern = re.compile(rf"{_BULLET}(?:{ways[-1]})")
        entry = _Entry(raw["kind"], pattern, raw.get("capitals", False), raw.get("longest", _UNLIMITED))
        entries.append((_first_letters(raw), entry))
    # The longest first: what two entries begin with alike is looked at for both.
    starts = sorted({start for letters, _ in entries for start in letters}, key=lambda start: (-len(start), start))
    return _Register(
        re.compile(
            rf"\n(?={_BULLET}[(\[]?({parted(map(re.escape, starts))})){_BULLET}(?:{'|'.join(ways)})", re.MULTILINE
        ),
        {
            start: [entry for letters, entry in entries if any(start.startswith(one) for one in letters)]
            for start in starts
        },
    )


def _first_letters(entry: dict[str, Any]) -> set[str]:
    """What its lines begin with behind a bullet or bracket, a few letters each."""
    words = [_plain(word).lstrip("([") for key in ("begins", "whole", "starts") for word in entry.get(key, ())]
    if entry.get("spaced"):
        words += [" ".join(word) for word in words]
    return {word[:_FIRST_LETTERS] for word in words}


def _alternatives(entry: dict[str, Any]) -> str:
    ways = []
    if "begins" in entry:
        ways.append(f"(?:{parted(re.escape(_plain(text)) for text in entry['begins'])})(?![a-z0-9])")
    if "whole" in entry:
        whole = [_plain(text) for text in entry["whole"]]
        ways.append(rf"[(\[]?(?:{parted(map(re.escape, whole))})[)\].,;/ ]*$")
        if entry.get("spaced"):
            ways.append(f"(?:{parted(' ?'.join(map(re.escape, text.replace(' ', ''))) for text in whole)})$")
    if "pattern" in entry:
        ways.append(entry["pattern"])
    return "|".join(ways)


def _plain(text: str) -> str:
    return plain_lines([text])[0]
