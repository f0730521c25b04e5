"""What a section is for (purpose, goal, task, solution, assignment, funding), from the words of its heading."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, cast

from parsers.registers import read_register
from schema.folding import plain_key
from schema.records import ItemRole

_WORDS = re.compile(r"[^\W_]+")
_TO_ONE_PURPOSE = re.compile(r" nam (?:19|20)\d\d| giai doan (?:19|20)\d\d (?:19|20)\d\d")
_LONGEST_HEADING = 160


class SectionRole(NamedTuple):
    """`strong` where the heading also speaks inside another section."""

    role: ItemRole
    strong: bool


class _Register(NamedTuple):
    """`phrases` are the words of each phrase by the first of them, the longest first."""

    phrases: dict[str, list[list[str]]]
    roles: dict[str, ItemRole]
    strong: dict[str, ItemRole]
    strong_start: re.Pattern[str]
    strong_words: frozenset[str]


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(plain_key(text)))


@cache
def _register() -> _Register:
    roles: dict[str, ItemRole] = {}
    strong: dict[str, ItemRole] = {}
    for section in read_register("sections")["section"]:
        role = cast(ItemRole, section["role"])
        roles.update((_key(phrase), role) for phrase in section["phrases"])
        strong.update((_key(phrase), role) for phrase in section["strong"])
    phrases: dict[str, list[list[str]]] = {}
    for phrase in sorted(roles, key=len, reverse=True):
        words = phrase.split()
        phrases.setdefault(words[0], []).append(words)
    start = "|".join(sorted(map(re.escape, strong), key=len, reverse=True))
    first_words = frozenset(phrase.split()[0] for phrase in strong)
    return _Register(phrases, roles, strong, re.compile(rf"(?:{start})\b"), first_words)


@lru_cache(maxsize=4096)
def read_section_role(heading: str) -> SectionRole | None:
    """What the section under this heading (marker removed) is for; None where no word of it says so."""
    if len(heading) > _LONGEST_HEADING:
        heading = heading[: heading.find(":")] if ":" in heading[:_LONGEST_HEADING] else heading[:_LONGEST_HEADING]
    key, register = _key(heading), _register()
    start = register.strong_start.match(key)
    if start:
        # A sentence that begins so is no heading: "Nội dung tuyên truyền phải …".
        short = len(key) <= 60
        return SectionRole(_first(key, register) or register.strong[start[0]], short)
    role = _first(key, register)
    return SectionRole(role, strong=False) if role else None


def _first(key: str, register: _Register) -> ItemRole | None:
    """The role of the phrase that stands first, the longest of those that begin there."""
    words = key.split()
    for place, word in enumerate(words):
        for phrase in register.phrases.get(word, ()):
            if words[place : place + len(phrase)] == phrase:
                return register.roles[" ".join(phrase)]
    return None


def is_heading_phrase(text: str) -> bool:
    """Is the text nothing but the name of a section: `Yêu cầu`, `Mục tiêu cụ thể:`?"""
    return may_be_strong(text) and _is_heading_phrase(text)


def may_be_strong(heading: str) -> bool:
    """May the heading begin with a strong phrase? False is sure."""
    return _may_begin_strong(heading.partition(" ")[0])


@lru_cache(maxsize=4096)
def _may_begin_strong(word: str) -> bool:
    key = _key(word)
    return not key or key.split()[0] in _register().strong_words


@lru_cache(maxsize=4096)
def _is_heading_phrase(text: str) -> bool:
    return _TO_ONE_PURPOSE.sub("", _key(text)) in _register().strong
