"""Numbers in figures, in words, and Roman."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.numbers import number_words, read_decimal, read_number, read_roman

ROOT = Path(__file__).parents[2]
PEERS = [json.loads(line) for line in (ROOT / "tests/corpora/peers/duckling_numeral.jsonl").read_text().splitlines()]
REGISTER = tomllib.loads((ROOT / "normalize/registers/numbers.toml").read_text("utf-8"))
ENTRIES = [entry for group in REGISTER.values() for entry in (group if isinstance(group, list) else [group])]
EXAMPLES = [example for entry in ENTRIES for example in entry["examples"].items()]
DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


@pytest.mark.parametrize("case", PEERS, ids=lambda case: case["text"])
def test_a_peers_numbers(case: dict[str, object]) -> None:
    assert read_number(str(case["text"])) == case["expected"]


@pytest.mark.parametrize(("text", "value"), EXAMPLES)
def test_register_examples(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(next(iter(entry["examples"]))))
def test_every_register_entry_has_an_example(entry: dict[str, object]) -> None:
    assert entry["examples"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.200", 1200),
        ("1,5", Fraction(3, 2)),
        ("1.200,75", Fraction(4803, 4)),
        ("1 200 000", 1200000),
        ("1\u00a0200", 1200),
        ("1,200,000", 1200000),
        ("1.5", Fraction(3, 2)),
        ("0,25", Fraction(1, 4)),
        ("0.500", Fraction(1, 2)),
        ("007", 7),
        ("1,2 tỷ", 1200000000),
        ("1 tỷ 250 triệu", 1250000000),
        ("35,7 tỉ", 35700000000),
        ("hai mươi lăm triệu rưỡi", 25500000),
        ("hai rưỡi", Fraction(5, 2)),
        ("chín trăm chín mươi chín nghìn tỷ", 999 * 10**12),
        ("MỘT TRĂM LINH MỘT", 101),
        ("một triệu hai", 1200000),
    ],
)
def test_decimals_and_mixed_wordings(text: str, value: Fraction) -> None:
    assert read_decimal(text) == value
    assert read_decimal(unicodedata.normalize("NFD", text)) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1.2.3", "12a", "một hai", "hai triệu ba triệu", "Sở Nội vụ", "-5", "1/2", "linh", "triệu triệu"],
)
def test_what_is_no_number_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        read_number(text)


def test_a_broken_number_is_not_whole() -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        read_number("1,5")


@given(st.integers(0, 10**15))
@settings(max_examples=100, deadline=None)
def test_grouped_and_plain_figures_are_equal(value: int) -> None:
    assert read_number(f"{value:,}".replace(",", ".")) == value
    assert read_number(f"{value:,}".replace(",", " ")) == value
    assert read_number(str(value)) == value


def in_words(value: int) -> str:
    """How a clerk writes a sum out, as in the sentence `(Bằng chữ: …)`."""
    words: list[str] = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group, value = divmod(value, scale)
        if group:
            words += [below_thousand(group, full=bool(words)), name]
    return " ".join(words).strip() or "không"


def below_thousand(value: int, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0 and ones:
        words += ["linh", DIGITS[ones]] if words else [DIGITS[ones]]
    elif tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
        late = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
        words += [late.get(ones, DIGITS[ones])] if ones else []
    return " ".join(words)


@given(st.integers(0, 10**12 - 1))
@settings(max_examples=200, deadline=None)
def test_a_number_written_out_reads_back(value: int) -> None:
    assert read_number(in_words(value)) == value
    assert read_number(in_words(value).replace("nghìn", "ngàn").replace("tỷ", "tỉ").replace("linh", "lẻ")) == value


def test_number_words_are_those_of_the_register() -> None:
    assert {"mốt", "tư", "linh", "tỷ", "tỉ", "nghìn", "ngàn", "rưỡi", "chục"} <= number_words()


ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XIV", "XV", "XVIII", "XIX", "XX"]


@pytest.mark.parametrize(("value", "numeral"), list(zip([*range(1, 12), 14, 15, 18, 19, 20], ROMANS, strict=True)))
def test_roman_numerals_and_their_slips(value: int, numeral: str) -> None:
    assert read_roman(numeral) == read_roman(numeral.lower()) == value
    for stroke in "l1|":
        slipped = numeral.replace("I", stroke)
        if not slipped.isdigit():
            assert read_roman(slipped) == value


@pytest.mark.parametrize(("text", "value"), [("Il", 2), ("1V", 4), ("lI", 2), ("Ⅳ", 4), ("IL", 2), ("MCMXCIX", 1999)])
def test_roman_slips_by_example(text: str, value: int) -> None:
    assert read_roman(text) == value


@pytest.mark.parametrize("text", ["", "11", "IIII", "A", "VX", "I V", "X" * 100])
def test_what_is_no_roman_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a Roman numeral"):
        read_roman(text)
