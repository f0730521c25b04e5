"""The citation register, compiled once: kinds, number codes, issuers, names of laws."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from normalize.plain import plain
from normalize.registers import read_register
from normalize.spelling import trie_pattern


@cache
def register() -> dict[str, Any]:
    """The register as it stands in its file."""
    return read_register("citations")


def any_of(words: Iterable[str], *, between: str = r"\s+") -> str:
    """A pattern for any of the words, the longest first, with what may stand between their parts."""
    return trie_pattern(sorted(set(words))).replace(re.escape(" "), between)


@cache
def kinds() -> dict[str, str]:
    """Kind by its plain words, and by the abbreviation that stands for it before a number (`NĐ`)."""
    return {word: kind["name"] for kind in register()["kind"] for word in kind["words"]}


@cache
def kinds_by_code() -> dict[str, str]:
    """Kind by the code in a number, accents dropped (`ND` as well as `NĐ`), in capitals."""
    return {plain(code).upper(): kind["name"] for kind in register()["kind"] for code in kind["codes"]}


@cache
def plain_number_kinds() -> frozenset[str]:
    """Kinds that are cited by a bare figure as well."""
    return frozenset(kind["name"] for kind in register()["kind"] if kind.get("plain_number"))


@cache
def accented_codes() -> dict[str, str]:
    """Codes with their accents, by the code without: `ND` to `NĐ`."""
    codes = [code for kind in register()["kind"] for code in kind["codes"]] + list(register()["issuers"])
    return {plain(code).upper(): code for code in codes if "Đ" in code}
