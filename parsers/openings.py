"""How a line begins: the letterhead, a legal basis, an article, recipients, a signature, an appendix."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from parsers.registers import read_register

# These begin another part of a document, also when they are printed with tabs or bars.
BOUNDARIES = frozenset(
    (
        *("recipients", "signature", "signer_title", "kind", "appendix"),
        *("annex_bracket", "motto", "number", "article", "decides"),
    )
)
# What is printed around a line without being its words: mark-up of emphasis, headings and quotes, cell bars.
EDGES = " \t\f\v\u00a0\u200b\ufeff*_#>|\\"
# No opening is longer; the rest of a long paragraph need not be folded.
_LOOKED_AT = 260
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_BRACKET = re.compile(r"[(\[].*")
# Signs that would be lost on the way to ASCII but tell what a line is.
_SIGNS = {"đ": "d", "Đ": "D", "–": "-", "—": "-", "…": "...", "©": "(c)", "•": "-", "›": ">", "»": ">"}
# Lists of bases are often printed with dashes ("- Căn cứ …"); a bullet does not change what follows.
_BULLET = r"(?:[-+] ?)?"


class _Register(NamedTuple):
    """One pattern for all openings, behind the line break before the line; group `o<i>` is entry `i`."""

    pattern: re.Pattern[str]
    kinds: list[str]
    capitals: list[bool]
    longest: list[int]


def plain_lines(lines: Sequence[str]) -> list[str]:
    """Each line's beginning in ASCII lower case, mark-up at its edges dropped: what openings are read from.

    All lines are folded in one go, which costs a fifth of folding them one by one.
    """
    if not lines:
        return []
    text = "\n".join([line[:_LOOKED_AT].strip(EDGES).replace("\n", " ") for line in lines])
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text:
        text = text.replace("*", "")
    for sign, plain in _SIGNS.items():
        if sign in text:
            text = text.replace(sign, plain)
    text = _SPACES.sub(" ", unicodedata.normalize("NFD", text)).encode("ascii", "ignore").decode("ascii").lower()
    return [line.strip() for line in text.split("\n")]


def matching_lines(pattern: re.Pattern[str], plains: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines (0-based) that a pattern matches, which begins with the line break before a line.

    One search through all lines: most of them match nothing, and are then passed over without a call.
    """
    text = "\n" + "\n".join(plains)
    starts: list[int] = []
    for found in pattern.finditer(text):
        if not starts:
            starts = list(accumulate((len(plain) + 1 for plain in plains), initial=0))
        yield bisect_right(starts, found.start()) - 1, found


def openings(plains: Sequence[str], lines: Sequence[str]) -> dict[int, str]:
    """The kind of opening of each line (0-based) that has one; `plains` is `plain_lines(lines)`."""
    register = _register()
    found = {}
    for index, match in matching_lines(register.pattern, plains):
        entry: int | None = int((match.lastgroup or "o0")[1:])
        while entry is not None:
            fits = len(plains[index]) <= register.longest[entry]
            if fits and (not register.capitals[entry] or is_capitals(lines[index])):
                found[index] = register.kinds[entry]
                break
            # Fits in words but not in length or capitals: a later entry may.
            later = _after(entry).match("\n" + plains[index])
            entry = int((later.lastgroup or "o0")[1:]) if later else None
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
    head = line[:_LOOKED_AT]
    if head[:1].islower():
        return False
    if "<" in head:
        head = _TAG.sub("", head)
    if "(" in head or "[" in head:
        head = _BRACKET.sub("", head.lstrip(EDGES))
    return head == head.upper() and sum(letter.isalpha() for letter in head[:40]) >= 2


@cache
def _register() -> _Register:
    entries: list[dict[str, Any]] = read_register("line_openings")["opening"]
    return _Register(
        _compiled(0),
        [entry["kind"] for entry in entries],
        [entry.get("capitals", False) for entry in entries],
        [entry.get("longest", _LOOKED_AT) for entry in entries],
    )


@cache
def _after(index: int) -> re.Pattern[str]:
    """The entries behind `index`."""
    return _compiled(index + 1)


def _compiled(first: int) -> re.Pattern[str]:
    entries: list[dict[str, Any]] = read_register("line_openings")["opening"]
    parts = [f"(?P<o{index}>{_alternatives(entry)})" for index, entry in enumerate(entries) if index >= first]
    return re.compile(rf"\n{_BULLET}(?:" + "|".join([*parts, "(?!)"]) + ")", re.MULTILINE)


def _alternatives(entry: dict[str, Any]) -> str:
    words = [f"{re.escape(_plain(text))}(?![a-z0-9])" for text in entry.get("begins", ())]
    words += [rf"[(\[]?{re.escape(_plain(text))}[)\].,;/ ]*$" for text in entry.get("whole", ())]
    if entry.get("spaced"):
        words += [" ?".join(map(re.escape, _plain(text).replace(" ", ""))) + "$" for text in entry["whole"]]
    words += [entry["pattern"]] if "pattern" in entry else []
    return "|".join(words)


def _plain(text: str) -> str:
    return plain_lines([text])[0]
