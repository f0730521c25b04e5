"""The letters that plans are written with, as a code page: recoding a text is far faster than replacing letters."""

from __future__ import annotations

import codecs
import unicodedata

_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONED = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
# Every letter of Vietnamese beyond ASCII, small and capital.
VIETNAMESE_LETTERS = f"đĐăâêôơưĂÂÊÔƠƯ{_TONED}"
# A page begins with a zero: without one it would be a dictionary, and slow.
_PAGE = "\0\t\n\xa0" + "".join(map(chr, range(0x20, 0x7F))) + VIETNAMESE_LETTERS + "“”‘’–—…•·°²³×≥≤"


def base_letter(letter: str) -> str:
    """The letter in lower case without its accents, `đ` as `d`."""
    decomposed = unicodedata.normalize("NFD", letter.lower())
    return {"đ": "d", "ı": "i"}.get(decomposed[0], decomposed[0])


_ENCODING = codecs.charmap_build(_PAGE)
_PLAIN_PAGE = "".join(map(base_letter, _PAGE))


def plain_letters(text: str) -> str | None:
    """The text in lower case without accents, character for character; None where it has a letter of another page."""
    try:
        return codecs.charmap_decode(codecs.charmap_encode(text, "strict", _ENCODING)[0], "strict", _PLAIN_PAGE)[0]
    except UnicodeEncodeError:
        return None
