"""When two texts are the same: spaces, mark-up, tone style, accents, each a step of its own.

Nothing here changes what a document says. Stored text goes through `fold_space` at most; the
keys are for comparing, never for storing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from schema.letters import plain_letters

# The five tone marks, as combining characters: grave, acute, tilde, hook above, dot below.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_COMBINING = re.compile("[\u0300-\u036f]")
_SLUG_WORD = re.compile(r"[a-z0-9]+")
_MARKUP = re.compile(r"</?(?:b|i|u|em|strong|br)\s*/?>|\*+", re.IGNORECASE)
# Zero-width characters and the soft hyphen: printed as nothing, they only break comparisons.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def fold_space(text: str) -> str:
    """NFC with every run of white space (no-break space too) as one space and the ends trimmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    # Of all white space only the plain space is printable, and nothing invisible is: most texts are as they should be.
    if text.isprintable() and "  " not in f" {text} ":
        return text
    return " ".join(_INVISIBLE.sub("", text).split())


def strip_markup(text: str) -> str:
    """The text without inline mark-up (`<b>`, `<i>`, `**`, `*`); spaces are left as they are."""
    if "<" in text or "*" in text:
        return _MARKUP.sub("", text)
    return text


@lru_cache(maxsize=65536)
def tone_key(text: str) -> str:
    """Lower case with each word's tone mark moved to its end: equal for `hòa` and `hoà`, not for `hoa`."""
    decomposed = unicodedata.normalize("NFD", fold_space(text).lower())
    return _DECOMPOSED_WORD.sub(_tone_last, decomposed)


# A whole word, decomposed: letters with the marks on them.
_DECOMPOSED_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")


def _tone_last(word: re.Match[str]) -> str:
    letters = word[0]
    tones = "".join(_TONE.findall(letters))
    return _TONE.sub("", letters) + tones


@lru_cache(maxsize=65536)
def plain_key(text: str) -> str:
    """Lower case without any accent, `đ` as `d`, spaces folded: what a hurried typist would write."""
    letters = plain_letters(text)
    if letters is not None:
        return fold_space(letters)
    decomposed = unicodedata.normalize("NFD", fold_space(text).lower())
    return _COMBINING.sub("", decomposed).replace("đ", "d")


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens: `Sở Nội vụ` becomes `so-noi-vu`."""
    return "-".join(_SLUG_WORD.findall(plain_key(text)))
