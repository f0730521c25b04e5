"""Plain text keeps every offset: one character for one character."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.plain import plain


def test_accents_and_case_are_dropped() -> None:
    assert plain("Ủy ban Nhân dân ĐẶNG ĐƯỢC hoá") == "uy ban nhan dan dang duoc hoa"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_offsets_stay(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(plain(composed)) == len(composed)
    assert plain(plain(composed)) == plain(composed)


def test_letters_of_plans_and_other_letters_are_one_alphabet() -> None:
    printed = "".join(letter for letter in map(chr, range(0x20, 0x2000)) if unicodedata.is_normalized("NFC", letter))
    assert "".join(map(plain, printed)) == plain(printed)
