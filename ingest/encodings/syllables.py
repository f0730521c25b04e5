"""Whether a word can be Vietnamese: the evidence by which an encoding is told."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# `HĐND`, `QĐ`, `LĐTBXH`, `NĐ`: initials hold no syllable, and `Đ`, `Ư` are their only accented letters.
_INITIALS = re.compile("[A-ZĐƯ]{2,8}")
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def syllable_table() -> dict[str, Any]:
    """The parsed table of onsets and rhymes."""
    return tomllib.loads(files(__package__).joinpath("syllables.toml").read_text("utf-8"))


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = syllable_table()
    soft = f"[{table['soft_letters']}]"
    onset = "|".join(
        (
            *table["onsets"].split(),
            *(f"{letters}(?!{soft})" for letters in table["hard_onsets"].split()),
            *(f"{letters}(?={soft})" for letters in table["soft_onsets"].split()),
            "g(?=i)",
        )
    )
    return (
        re.compile(f"(?:{onset})?(?:{'|'.join(table['open_rhymes'].split())})"),
        re.compile(f"(?:{onset})?(?:{'|'.join(table['stopped_rhymes'].split())})"),
    )


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether `word` is spelt as a Vietnamese syllable with its tone, in either style of placing it."""
    if len(word) > 7:
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless, tones = _TONES.subn("", decomposed)
    toneless = unicodedata.normalize("NFC", toneless)
    open_rhyme, stopped_rhyme = _grammar()
    if tones > 1 or not toneless:
        return False
    if open_rhyme.fullmatch(toneless):
        return True
    sharp_or_heavy = "\u0301" in decomposed or "\u0323" in decomposed
    return sharp_or_heavy and stopped_rhyme.fullmatch(toneless) is not None


@lru_cache(maxsize=8192)
def is_vietnamese(token: str) -> bool:
    """Whether all words of a run between blanks are syllables or initials, and it holds no stray symbol."""
    words = _LETTERS.findall(token)
    marks = _LETTERS.sub("", token)
    plausible = all(w.isascii() or w in "đĐ" or is_syllable(w) or _INITIALS.fullmatch(w) for w in words)
    return plausible and all(c.isascii() or c in _PUNCTUATION for c in marks)


_PUNCTUATION = frozenset("–—‘’“”…•«»°•●▪§²³≥≤×")
