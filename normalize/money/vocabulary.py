"""The money register, compiled once: what the words of units, purses and pointers are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from normalize.plain import plain
from normalize.registers import read_register
from schema.records import MoneySource


@cache
def register() -> dict[str, Any]:
    """The register as it stands in its file."""
    return read_register("money")


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first, any run of blanks and commas between their parts."""
    parts = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"[\s,]+".join(map(re.escape, re.split(r"[\s,]+", word))) for word in parts) + ")"


def plain_words(words: Iterable[str]) -> str:
    """`any_of` over the words without accents, as whole words."""
    return rf"(?<!\w){any_of(map(plain, words))}(?!\w)"


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


@cache
def levels() -> dict[str, MoneySource | None]:
    """The source that each level word stands for; None where it is outside the closed list."""
    return {word: entry["source"] or None for entry in register()["level"] for word in entry["words"]}


@cache
def funds() -> dict[str, MoneySource | None]:
    """The source that each purse with a name of its own stands for."""
    return {word: entry["source"] or None for entry in register()["fund"] for word in entry["words"]}
