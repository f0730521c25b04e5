"""Vietnamese text in the letters of ASCII, in one pass of C through a character map."""

from __future__ import annotations

import codecs
import unicodedata

from schema.letters import VIETNAMESE_LETTERS, base_letter

# Signs that would be lost on the way to ASCII but tell what a line is, and common ones that do not.
_SIGNS = {"–": "-", "—": "-", "•": "-", "›": ">", "»": ">", "\u00a0": " "}
_LONG_SIGNS = {"…": "...", "©": "(c)"}
_DROPPED = "“”‘’·≥≤→×°−●\uf0b7\u200b\ufeff"
_WHITE_SPACE = "\t\f\v\r"
_ON_OTHERS = "kehoach.ascii_letters"


def ascii_letters(text: str) -> str:
    """The text in lower case without accents, its signs and white space in their plainest form; `\\n` is kept."""
    for sign, plain in _LONG_SIGNS.items():
        if sign in text:
            text = text.replace(sign, plain)
    return codecs.charmap_encode(text, _ON_OTHERS, _CODES)[0].translate(_PLAIN, _DROPPED_CODES).decode("ascii")


def _others(error: UnicodeError) -> tuple[str, int]:
    """What remains in ASCII of characters that have no code of their own."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    decomposed = unicodedata.normalize("NFD", error.object[error.start : error.end])
    return "".join(letter for letter in decomposed if " " <= letter <= "~"), error.end


codecs.register_error(_ON_OTHERS, _others)

# A code for each character: of ASCII its own, without the control characters, whose codes the letters need as well.
_PRINTED = {code: chr(code) for code in range(128) if chr(code).isprintable() or chr(code) in f"\0\n{_WHITE_SPACE}"}
_FREE = [code for code in range(256) if code not in _PRINTED]
_CHARACTERS = _PRINTED | dict(zip(_FREE, (*VIETNAMESE_LETTERS, *_SIGNS, *_DROPPED), strict=True))
_PLAIN_FORMS = {letter: base_letter(letter) for letter in (*_PRINTED.values(), *VIETNAMESE_LETTERS)} | _SIGNS
_PLAIN_FORMS |= dict.fromkeys(_WHITE_SPACE, " ")
_PLAIN = "".join(_PLAIN_FORMS.get(_CHARACTERS.get(code, ""), "\0") for code in range(256)).encode("ascii")
_DROPPED_CODES = bytes(code for code, character in _CHARACTERS.items() if character in _DROPPED)
_UNDEFINED = "\ufffe"
_CODES = codecs.charmap_build("".join(_CHARACTERS.get(code, _UNDEFINED) for code in range(256)))
