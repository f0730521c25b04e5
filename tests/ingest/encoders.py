"""Text into the encodings that kehoach reads, made from their definitions, not from its decoder's code."""

import unicodedata

from ingest.encodings.legacy import legacy_encoding

TONES = "\u0300\u0301\u0303\u0309\u0323"
ENCODINGS = ("utf-16", "windows-1258", "tcvn3", "vni", "viscii")


def encode(text: str, encoding: str) -> bytes:
    """Vietnamese text (in NFC, without typographic quotes) as bytes; TCVN3 loses the case of toned capitals."""
    if encoding == "windows-1258":
        return b"".join(_windows_1258(letter) for letter in text)
    if encoding in ("tcvn3", "vni", "viscii"):
        return codes(text, encoding).encode("latin-1")
    return text.encode(encoding)


def codes(text: str, encoding: str) -> str:
    """The characters under which a font of that encoding draws the text."""
    letters = legacy_encoding(encoding).letters
    return "".join(letters.get(c) or letters.get(c.lower(), c) for c in text)


def _windows_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        return (base + "".join(c for c in parts if c in TONES)).encode("cp1258")
