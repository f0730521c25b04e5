"""The domain of administrative reform that a section belongs to, from the words of its title."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.registers import read_register
from schema.folding import plain_key
from schema.records import Domain

_NOT_WORD = re.compile(r"[\W_]+")


class DomainEntry(NamedTuple):
    """One line of the register: phrases that speak for a domain, and what silences or outranks them."""

    domain: Domain
    phrases: re.Pattern[str]
    unless: re.Pattern[str] | None
    yields_to: tuple[Domain, ...]


def _words(text: str) -> str:
    """The plain key as bare words, a blank on each side: titles differ in punctuation more than in words."""
    return f" {_NOT_WORD.sub(' ', plain_key(text)).strip()} "


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """One alternation of whole words, longest first; looks ahead so that phrases sharing a blank are all seen."""
    keys = sorted({_words(phrase) for phrase in phrases}, key=len, reverse=True)
    return re.compile("(?=(" + "|".join(map(re.escape, keys)) + "))")


@cache
def _entries() -> tuple[DomainEntry, ...]:
    return tuple(
        DomainEntry(
            entry["domain"],
            _any_of(entry["phrases"]),
            _any_of(entry["unless"]) if "unless" in entry else None,
            tuple(entry.get("yields_to", ())),
        )
        for entry in read_register("domains")["entry"]
    )


@lru_cache(maxsize=4096)
def read_domain(section: str) -> Domain:
    """The domain of a section by its title; `other` where no phrase of the register speaks for one."""
    title = _words(section)
    found: list[tuple[int, int, DomainEntry]] = []
    for entry in _entries():
        match = entry.phrases.search(title)
        if match and not (entry.unless and entry.unless.search(title)):
            found.append((match.start(), -len(match[1]), entry))
    if not found:
        return "other"
    first = min(found, key=lambda hit: hit[:2])[2]
    present = {hit[2].domain for hit in found}
    return next((domain for domain in first.yields_to if domain in present), first.domain)
