"""What a section is for (purpose, goal, task, solution, assignment, funding), from the words of its heading."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, cast

from parsers.registers import read_register
from schema.folding import plain_key
from schema.records import ItemRole

_NOT_WORD = re.compile(r"[\W_]+")
_MARKER_WORDS = re.compile(r"(?:[ivxl]+|\d+(?: \d+)*|[a-z]) ")
_TO_ONE_PURPOSE = re.compile(r" nam (?:19|20)\d\d| giai doan (?:19|20)\d\d (?:19|20)\d\d")
_LONGEST_HEADING = 160


class SectionRole(NamedTuple):
    """`strong` where the heading also speaks inside another section."""

    role: ItemRole
    strong: bool


class _Register(NamedTuple):
    phrases: re.Pattern[str]
    roles: dict[str, ItemRole]
    strong: dict[str, ItemRole]
    strong_start: re.Pattern[str]


def _key(text: str) -> str:
    return _NOT_WORD.sub(" ", plain_key(text)).strip()


def _alternation(phrases: dict[str, ItemRole]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


@cache
def _register() -> _Register:
    roles: dict[str, ItemRole] = {}
    strong: dict[str, ItemRole] = {}
    for section in read_register("sections")["section"]:
        role = cast(ItemRole, section["role"])
        roles.update((_key(phrase), role) for phrase in section["phrases"])
        strong.update((_key(phrase), role) for phrase in section["strong"])
    return _Register(
        re.compile(rf"\b(?:{_alternation(roles)})\b"), roles, strong, re.compile(rf"(?:{_alternation(strong)})\b")
    )


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
    match = register.phrases.search(key)
    return register.roles[match[0]] if match else None


@lru_cache(maxsize=4096)
def is_heading_phrase(text: str) -> bool:
    """Is the text nothing but the name of a section: `Yêu cầu`, `Mục tiêu cụ thể:`?"""
    return _TO_ONE_PURPOSE.sub("", _key(text)) in _register().strong
