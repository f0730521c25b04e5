"""Unicode's composed form, in linear time on any input."""

from __future__ import annotations

import re
import unicodedata

# Combining marks. Normalising sorts each run of them, in time that grows with the square of its length.
_MARK = (
    "[\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0711\u0730-\u074a"
    "\u093c\u094d\u0e38-\u0e4b\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]"
)
_LONG_RUN = re.compile(f"{_MARK}{{30}}(?={_MARK})")
# The first bytes of those below U+0800 in UTF-8, none of which is in Vietnamese text in its composed form. The
# few blocks further up share theirs with Vietnamese letters; looking for them would take longer than decoding.
_LEADS = tuple(bytes([lead]) for lead in (0xCC, 0xCD, 0xD2, 0xD6, 0xD7, 0xD8, 0xD9, 0xDB, 0xDC, 0xDD))


def compose(text: str) -> str:
    """NFC. Runs of more than 30 combining marks are parted as UAX #15 has it (stream-safe text, U+034F)."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _LONG_RUN.sub("\\g<0>\u034f", text))


def compose_utf_8(text: str, content: bytes) -> str:
    """The same for text that was decoded from UTF-8 `content`, of which a glance tells whether it has marks."""
    if any(lead in content for lead in _LEADS):
        return compose(text)
    return unicodedata.normalize("NFC", text)
