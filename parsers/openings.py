"""How a line begins: the letterhead, a legal basis, an article, recipients, a signature, an appendix."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from parsers.registers import read_register

# What is printed around a line without being its words: mark-up of emphasis, headings and quotes, cell bars.
EDGES = " \t\f\v\u00a0\u200b\ufeff*_#>|\\"
# No opening is longer; the rest of a long paragraph need not be folded.
_LOOKED_AT = 260
_SPACES = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_BRACKET = re.compile(r"[(\[].*")
# "K Ế H O Ạ C H": letters set apart, as old letterheads print the kind.
_SPACED = re.compile(r"(?m)^(?:[a-z] ){3,}[a-z]$")


class _Register(NamedTuple):
    """One pattern for all openings; group `o<i>` is entry `i`."""

    pattern: re.Pattern[str]
    kinds: list[str]
    capitals: list[bool]
    longest: list[int]


def plain_lines(lines: list[str]) -> list[str]:
    """Each line's beginning in ASCII lower case, mark-up at its edges dropped: what openings are read from.

    All lines are folded in one go, which costs a fifth of folding them one by one.
    """
    text = "\n".join([line[:_LOOKED_AT].strip(EDGES).replace("\n", " ") for line in lines])
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text:
        text = text.replace("*", "")
    text = unicodedata.normalize("NFD", _fold_signs(text))
    text = _SPACES.sub(" ", text).encode("ascii", "ignore").decode("ascii").lower()
    if _SPACED.search(text):
        text = _SPACED.sub(lambda letters: letters[0].replace(" ", ""), text)
    return [line.strip() for line in text.split("\n")] if lines else []


def _fold_signs(text: str) -> str:
    """The signs that would be lost on the way to ASCII but tell what a line is."""
    for sign, plain in (
        ("đ", "d"),
        ("Đ", "D"),
        ("–", "-"),
        ("—", "-"),
        ("…", "..."),
        ("©", "(c)"),
        ("•", "-"),
        ("›", ">"),
        ("»", ">"),
    ):
        if sign in text:
            text = text.replace(sign, plain)
    return text


def opening(plain: str, line: str) -> str:
    """The kind of opening of a line, "" for none; `plain` is its entry of `plain_lines`."""
    register = _register()
    found = register.pattern.match(plain)
    while found is not None:
        index = int(found.lastgroup[1:]) if found.lastgroup else 0
        if len(plain) <= register.longest[index] and (not register.capitals[index] or is_capitals(line)):
            return register.kinds[index]
        found = _after(index).match(plain)
    return ""


def is_capitals(line: str) -> bool:
    """Are the letters before the first bracket all capitals (and at least two)?"""
    head = _BRACKET.sub("", _TAG.sub("", line[:_LOOKED_AT].lstrip(EDGES))) if "(" in line or "[" in line else line
    head = _TAG.sub("", head[:_LOOKED_AT]) if "<" in head else head[:_LOOKED_AT]
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
    """The entries behind `index`: asked only when that one fits in words but not in length or capitals."""
    return _compiled(index + 1)


def _compiled(first: int) -> re.Pattern[str]:
    entries: list[dict[str, Any]] = read_register("line_openings")["opening"]
    parts = [f"(?P<o{index}>{_alternatives(entry)})" for index, entry in enumerate(entries) if index >= first]
    # Lists of bases are often printed with dashes ("- Căn cứ …"); a bullet does not change what follows.
    return re.compile(r"(?:[-+] ?)?(?:" + "|".join([*parts, "(?!)"]) + ")")


def _alternatives(entry: dict[str, Any]) -> str:
    words = [f"{re.escape(_plain(text))}(?![a-z0-9])" for text in entry.get("begins", ())]
    words += [rf"[(\[]?{re.escape(_plain(text))}[)\].,;/ ]*$" for text in entry.get("whole", ())]
    words += [entry["pattern"]] if "pattern" in entry else []
    return "|".join(words)


def _plain(text: str) -> str:
    return plain_lines([text])[0]
