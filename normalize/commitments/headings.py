"""The bodies that a heading of assignments is about: `10. Đề nghị Ban Thường trực …`, `2.8. Đài …, Báo …`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalize.agencies import may_name_agency, read_agencies
from normalize.commitments.cues import key
from normalize.commitments.parties import read_parties
from normalize.commitments.tokens import Token, read_tokens
from normalize.registers import read_register
from normalize.spelling import trie_pattern
from schema.records import Agency

# `2.8. `, `IV. `, `b) `, `- `, `(3) `; no longer number than two digits: "389. …" is none.
_ORDINAL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]+(?:\.\d+)*|[A-ZĐa-zđ])\s*[.)/:–-]+\s*|[-–+•*]\s*|\(\w{1,3}\)\s*")
_MOST_CHARACTERS = 400
_MOST_WORDS_OF_SOMEBODY = 14
_MOST_WORDS_OF_TAIL = 6


@cache
def _around() -> frozenset[str]:
    return frozenset(read_register("commitments")["headings"]["around"])


@cache
def _somebody() -> re.Pattern[str]:
    return re.compile(rf"{trie_pattern(sorted(read_register('commitments')['headings']['somebody']))}(?!\w)")


def heading_agencies(heading: str, *, province: str = "") -> list[Agency]:
    """The bodies that a heading is about, in order; empty where it is about something else."""
    title = heading[:_MOST_CHARACTERS].strip()
    ordinal = _ORDINAL.match(title)
    return list(_read((title[ordinal.end() :] if ordinal else title).strip(" :;."), province))


@lru_cache(maxsize=4096)
def _read(title: str, province: str) -> tuple[Agency, ...]:
    lowered = key(title)
    if may_name_agency(title):
        tokens = read_tokens(title, province, whole=True)
        bodies = [token for token in tokens if token.tag == "BODIES"]
        if bodies and _is_about(lowered, tokens):
            return tuple(agency for token in bodies for agency in token.agencies)
        if [token.tag for token in tokens] == ["START", "BODIES", "WORDS", "END"]:
            # "Trung tâm Thông tin y tế quốc gia" is a longer name, "Sở Tài chính bố trí kinh phí" a sentence
            rest = title[tokens[2].start :].strip()
            if rest.count(" ") < _MOST_WORDS_OF_TAIL and read_agencies(rest, province=province):
                return tuple(read_agencies(title, province=province))
        return tuple(
            agency
            for party in read_parties(title, province, led=False)
            if party.role == "lead"
            for agency in party.agencies
        )
    if _somebody().match(lowered) and lowered.count(" ") < _MOST_WORDS_OF_SOMEBODY:
        return tuple(read_agencies(title, province=province))
    return ()


def _is_about(lowered: str, tokens: list[Token]) -> bool:
    """Does nothing stand around the bodies but signs, brackets and words that announce them?"""
    depth = 0
    for token in tokens:
        if token.tag in ("OPEN", "CLOSE"):
            depth += 1 if token.tag == "OPEN" else -1
        elif depth <= 0 and token.tag not in ("START", "BODIES", "COMMA", "STOP", "END", "TITLE"):
            words = lowered[token.start : token.end].strip(" ,;-–")
            if words and words not in _around():
                return False
    return True
