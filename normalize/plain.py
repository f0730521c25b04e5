"""Text without accents or case, letter for letter, so that an offset found there holds in the original."""

from __future__ import annotations

from schema.letters import base_letter, plain_letters

# Latin up to Extended-B and Latin Extended Additional: every precomposed letter of Vietnamese, and its neighbours.
_PLAIN = str.maketrans(
    {letter: base_letter(letter) for block in (range(0x41, 0x250), range(0x1E00, 0x1F00)) for letter in map(chr, block)}
)


def plain(text: str) -> str:
    """The NFC text in lower case, accents dropped, `đ` as `d`; as long as the text, character for character."""
    letters = plain_letters(text)
    return text.translate(_PLAIN) if letters is None else letters
