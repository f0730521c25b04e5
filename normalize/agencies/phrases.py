"""The words around names of bodies: what they do, who heads them, what closes a name; sets of short phrases."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from normalize.agencies.spellings import folded
from normalize.agencies.words import Words
from normalize.registers import read_register


class PhraseSet:
    """Phrases looked up by their first word, the longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: list[str]) -> None:
        self._by_first: dict[str, list[list[str]]] = {}
        for phrase in phrases:
            words = [word for word in re.findall(r"\w+", folded(phrase)) if word != "và"]
            if words:
                self._by_first.setdefault(words[0], []).append(words)
        for candidates in self._by_first.values():
            candidates.sort(key=len, reverse=True)

    def match(self, words: Words, at: int) -> int:
        """One past the phrase that begins at word `at`, or `at` where none does."""
        low = words.low
        if at < len(low) and low[at] in self._by_first:
            for phrase in self._by_first[low[at]]:
                end = at + len(phrase)
                if low[at:end] == phrase and ";" not in words.gap[at + 1 : end]:
                    return end
        return at


@cache
def _vocabulary() -> dict[str, Any]:
    return read_register("agencies_words")


@cache
def phrase_set(*sections: str) -> PhraseSet:
    """The phrases of sections of agencies_words: heads, roles, qualifiers, locations, clauses, states, verbs …"""
    return PhraseSet([phrase for section in sections for phrase in _vocabulary()[section]["words"]])


@cache
def _safe() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words that may be abbreviations which mean one thing everywhere, and what those stand for."""
    shorts = set(_vocabulary()["safe"]["words"])
    table: dict[str, list[str]] = _vocabulary()["abbreviations"]
    meaning = {short: phrase for phrase, forms in table.items() for short in forms if short in shorts}
    first, second = ("".join(sorted({short[place] for short in shorts})) for place in (0, 1))
    return re.compile(rf"[{first}](?<!\w.)[{second}]\w*"), meaning


def spelt_out(printed: str) -> str:
    """A name as printed with the abbreviations that mean one thing everywhere spelt out."""
    pattern, meaning = _safe()
    return pattern.sub(lambda word: meaning.get(word[0], word[0]), printed)
