"""The money register, compiled once: what the words of units, purses and pointers are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from normalize.plain import plain
from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones
from schema.records import MoneySource


@cache
def register() -> dict[str, Any]:
    """The register as it stands in its file."""
    return read_register("money")


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first, any run of blanks and commas between their parts."""
    parts = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"[\s,]+".join(map(re.escape, re.split(r"[\s,]+", word))) for word in parts) + ")"


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as whole words; for texts in lower case (`accented`, or `plain` for plain words)."""
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)")


def accented(text: str) -> str:
    """The text in lower case with tone marks in their modern places, character for character."""
    return lower_in_place(modern_tones(text))


class HeadingUnits(NamedTuple):
    """Unit words of column headings: `strict` anywhere, `loose` only in brackets or behind ĐVT; value by word."""

    strict: re.Pattern[str]
    loose: re.Pattern[str]
    value: dict[str, int]


@cache
def heading_units() -> HeadingUnits:
    """The unit words of headings."""
    entries = register()["heading_unit"]
    value = {word: e["value"] for e in entries for word in (*e["words"], *e["loose"])}
    strict = [word for e in entries for word in e["words"]]
    return HeadingUnits(
        re.compile(rf"(?<!\w){any_of(strict)}(?!\w)"), re.compile(rf"(?<!\w){any_of(value)}(?!\w)"), value
    )


class Words(NamedTuple):
    """Words by their form without accents: the form with accents, and the source they stand for."""

    accented: dict[str, str]
    source: dict[str, MoneySource | None]

    def means(self, words: str) -> str:
        """The plain form of the words when they are in the register: accents all right, or none at all; else ""."""
        key = plain(words)
        return key if words in (self.accented.get(key), key) else ""


@cache
def levels() -> Words:
    """The words for levels of government, and the source that each stands for (None: outside the closed list)."""
    return _words("level")


@cache
def funds() -> Words:
    """The purses with a name of their own, and the source that each stands for."""
    return _words("fund")


def _words(table: str) -> Words:
    rows = [(word, entry["source"] or None) for entry in register()[table] for word in entry["words"]]
    return Words({plain(word): word for word, _ in rows}, {plain(word): source for word, source in rows})
