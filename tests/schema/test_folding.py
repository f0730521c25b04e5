"""When two texts are the same, and that folding twice is folding once."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.folding import fold_space, plain_key, slug, strip_markup, tone_key


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    for fold in (fold_space, tone_key, plain_key, slug):
        once = fold(text)
        assert fold(once) == once


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aăâeêioôơuưyàáảãạđĐhktnng ,.-\u00a0\t", max_size=60))
def test_decomposed_text_is_the_same_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    for fold in (fold_space, tone_key, plain_key, slug):
        assert fold(decomposed) == fold(text)


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("Uỷ ban", "Ủy ban"), ("thuỷ", "thủy"), ("khoẻ", "khỏe")])
def test_both_styles_of_tone_marks_are_one(old: str, new: str) -> None:
    assert tone_key(old) == tone_key(new)


@pytest.mark.parametrize(("one", "other"), [("hoa", "hòa"), ("ban", "bàn"), ("quy", "quý"), ("tin", "tín")])
def test_other_tones_are_other_words(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)


def test_plain_keys_are_what_a_hurried_typist_writes() -> None:
    assert plain_key("  ĐỀ ÁN\u00a0 số 06  ") == "de an so 06"
    assert slug("Sở Nội vụ") == "so-noi-vu"


def test_a_rare_letter_changes_no_other() -> None:
    text = "ĐỀ ÁN số 06 “Ủy ban – Sở” ≥ 5"
    assert plain_key(f"{text} Я") == f"{plain_key(text)} я"


def test_mark_up_goes_and_words_stay() -> None:
    assert strip_markup("<b>I. THỂ CHẾ</b> **đậm** *nghiêng*") == "I. THỂ CHẾ đậm nghiêng"


@pytest.mark.parametrize("text", ["a" * 400_000, "á" * 100_000, "a\u0301" * 100_000, " " * 400_000])
@pytest.mark.timing
def test_long_words_take_no_longer_than_their_length(text: str) -> None:
    def seconds(part: str) -> float:
        start = time.process_time()
        tone_key.__wrapped__(part)
        return time.process_time() - start

    quarter, whole = seconds(text[: len(text) // 4]), seconds(text)
    assert whole < 12 * quarter + 0.05
