"""The character map gives what decomposing and dropping the marks gives, for any text."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from parsers.ascii_letters import ascii_letters

SIGNS = {"đ": "d", "Đ": "D", "–": "-", "—": "-", "…": "...", "©": "(c)", "•": "-", "›": ">", "»": ">", "\u00a0": " "}
PLAIN = {ord(sign): plain for sign, plain in SIGNS.items()} | {ord(space): " " for space in "\t\f\v\r"}
# Printed as nothing, and left out.
CONTROLS = {code: "" for code in (*range(1, 0x20), 0x7F) if chr(code) not in "\t\n\f\v\r"}


def decomposed(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.translate(PLAIN | CONTROLS))
    return plain.encode("ascii", "ignore").decode("ascii").lower()


def test_every_character() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1))
    assert ascii_letters(every) == decomposed(every)


@given(st.text())
def test_any_text(text: str) -> None:
    assert ascii_letters(text) == decomposed(text)


def test_line_breaks_are_kept() -> None:
    assert ascii_letters("KẾ HOẠCH\nCải cách “hành chính” …") == "ke hoach\ncai cach hanh chinh ..."
