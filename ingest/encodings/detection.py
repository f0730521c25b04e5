"""Which encoding a text is in, told by the share of Vietnamese syllables that each reading gives."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ingest.encodings.legacy import NAMES, legacy_encoding, restore_capitals
from ingest.encodings.syllables import is_vietnamese
from ingest.normal_form import compose

# Of the words with an accent; real text gives 0.95 and more, the next best reading 0.5 at most.
_SURE = 0.85
_POSSIBLE = 0.6


class Guess(NamedTuple):
    """The best reading: its text and encoding, the share of syllables, and whether that share is convincing."""

    text: str
    encoding: str
    share: float
    sure: bool


def syllable_share(text: str) -> float:
    """The share of Vietnamese among the words that hold a letter beyond ASCII; 0 where there is none."""
    counts = Counter(token for token in text.split() if not token.isascii())
    total = counts.total()
    return sum(count for token, count in counts.items() if is_vietnamese(token)) / total if total else 0.0


def guess_encoding(content: bytes) -> Guess:
    """The most Vietnamese reading of bytes that are not UTF-8; windows-1252 where none is Vietnamese."""
    readings = {"windows-1258": decode_windows_1258(content)}
    readings |= {name: legacy_encoding(name).decode(content) for name in NAMES}
    shares = {name: syllable_share(text) for name, text in readings.items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < _POSSIBLE:
        return Guess(content.decode("windows-1252", "replace"), "windows-1252", shares[best], sure=False)
    text = restore_capitals(readings[best]) if best == "tcvn3" else readings[best]
    return Guess(text, best, shares[best], sure=shares[best] >= _SURE)


def decode_windows_1258(content: bytes) -> str:
    """Windows-1258, whose tones follow their letter; NFC joins them."""
    return compose(content.decode("windows-1258", "replace"))


def foreign_lines(text: str) -> list[int]:
    """1-based lines of five accented words or more, most of which are no syllables: another encoding's?"""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        tokens = [token for token in line.split() if not token.isascii()]
        if len(tokens) >= 5 and sum(map(is_vietnamese, tokens)) * 2 < len(tokens):
            found.append(number)
    return found


def font_codes(text: str) -> str:
    """The legacy encoding whose codes stand in Unicode text as letters of their own; "" for none.

    All such codes are Latin-1 characters: a text with letters beyond those is in Unicode as it says.
    """
    accented = [token for token in text.split() if not token.isascii()]
    if len(accented) < 10 or any(letter > "\u00ff" and letter.isalpha() for token in accented for letter in token):
        return ""
    if syllable_share(text) >= _POSSIBLE:
        return ""
    shares = {name: syllable_share(legacy_encoding(name).convert(text)) for name in NAMES}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _SURE else ""
