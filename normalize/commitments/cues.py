"""The words that give bodies their roles, and those around them, as the register lists them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones, trie_pattern, whole_words

# The classes that give a role to a body beside them.
_TELLING = ("LEAD", "DUTY", "COOP", "COOP_OF", "TOGETHER", "GIVE", "ASK", "BY")


_SIGNS = {",": "COMMA", ":": "COLON", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE"}
# One of these stands in every phrase of a lasting time.
_LASTING = re.compile("thường xuyên|liên tục|cả năm|trong năm")


class Cue(NamedTuple):
    """A phrase of the register in a text."""

    name: str
    start: int
    end: int


@cache
def _classes() -> dict[str, str]:
    """Phrase to class; a phrase may stand in two classes, the first one counts inside a clause."""
    classes = dict(_SIGNS)
    for name, listed in read_register("commitments")["cues"].items():
        for phrase in listed:
            classes.setdefault(phrase, name)
    return classes


def phrases(*classes: str) -> list[str]:
    """The phrases of some classes, sorted."""
    cues = read_register("commitments")["cues"]
    return sorted({phrase for name in classes for phrase in cues[name]})


@cache
def titles() -> frozenset[str]:
    """Heads of bodies, who stand for them."""
    return frozenset(phrases("TITLE"))


@cache
def openers() -> frozenset[str]:
    """What may stand before the subject of a sentence; most of it is something else elsewhere."""
    return frozenset(phrases("OPENER"))


@cache
def common_words() -> frozenset[str]:
    """Words that a register of bodies may take for one, and that are none in a sentence: `Tổ chức hội nghị …`."""
    return frozenset(read_register("commitments")["common_words"])


@cache
def qualifiers() -> re.Pattern[str]:
    """What may stand behind a body and belong to it: `UBND các huyện | miền núi`."""
    return re.compile(rf"\s+{trie_pattern(sorted(read_register('commitments')['qualifiers']))}(?!\w)")


@cache
def members() -> re.Pattern[str]:
    """What may stand before a body and make another one of it: `các thành viên | Ban Chỉ đạo`."""
    return re.compile(rf"(?<!\w)(?:{_longest_first(read_register('commitments')['members'])})\s+$")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){trie_pattern(sorted({*_classes(), *openers()}))}(?!\w)|[,:()\[\]]")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(whole_words(phrases(*_TELLING)))


@lru_cache(maxsize=256)
def key(text: str) -> str:
    """The text as cues are compared: lower case and modern tones, letter for letter."""
    return lower_in_place(modern_tones(text))


def begins_with_words(lowered: str, position: int) -> bool:
    """Does a word stand here that gives no role: `kế hoạch`, not `chủ trì` or a sign?"""
    rest = lowered[position : position + 24].lstrip()
    return bool(rest) and rest[0].isalpha() and _telling().match(rest) is None


def find_cues(lowered: str, start: int, end: int) -> list[Cue]:
    """Cues and signs between two places of a text in `key` form, longest phrase first. A mere opener is `OPENER`."""
    classes = _classes()
    return [Cue(classes[match[0]], *match.span()) for match in _pattern().finditer(lowered, start, end)]


def _longest_first(phrases: list[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


@cache
def _labelled_time() -> re.Pattern[str]:
    """`thời gian: cả năm`."""
    return re.compile(
        rf"{whole_words(read_register('commitments')['times']['labels'])}\s*:\s*(?P<words>[^;.()]{{2,80}})"
    )


@cache
def _lasting_time() -> re.Pattern[str]:
    """`…, thực hiện thường xuyên.`"""
    lasting = _longest_first(read_register("commitments")["times"]["lasting"])
    before = r"[,;(:]\s*|(?:thực hiện|triển khai|duy trì|cập nhật) "
    return re.compile(rf"(?:{before})(?P<words>{lasting})\s*(?=[.;)]|$)")


def find_time_words(text: str) -> str:
    """The words of a labelled time, or a lasting one at the end of a clause; "" where there is none."""
    lowered = key(text)
    found = [
        _labelled_time().search(lowered) if ":" in lowered else None,
        _lasting_time().search(lowered) if _LASTING.search(lowered) else None,
    ]
    first = min(filter(None, found), key=re.Match.start, default=None)
    return text[first.start("words") : first.end("words")].strip() if first is not None else ""
