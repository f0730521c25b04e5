"""Numbers as Vietnamese documents write them: digits, words, both together, and Roman numerals.

A point groups thousands and a comma begins the decimals (`1.200` is 1200, `1,5` is one and a half);
values are exact, never floats.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.registers import read_register
from schema.folding import fold_space

# `1.200.000,75` `1 200 000` `1200` `0,5`: whole (grouped by points, blanks or commas, or not), decimals behind a comma.
_GROUPED = re.compile(
    r"""(?P<whole> [1-9]\d{0,2} (?: (?:\.\d{3})+ | (?:[ ]\d{3})+ | (?:,\d{3}){2,} ) | \d+ )
        (?: , (?P<decimals>\d+) )?""",
    re.VERBOSE,
)
# `1.5` `0.500`: a point that cannot group thousands begins the decimals, as on a calculator.
_POINT_DECIMAL = re.compile(r"(?P<whole>\d+)\.(?P<decimals>\d+)")
# `35tr2` is three words: figures, letters, figures. Figures keep the marks and blanks inside them.
_WORD = re.compile(r"\d+(?:[.,]\d+|[ ]\d{3}(?!\d))*|[^\W\d_]+|\S")

_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# What recognition and hurried typing make of the stroke of an `I`; a capital `L` only as a last resort.
_STROKES = str.maketrans("l1|!ıі", "IIIIII")


class _Lexicon(NamedTuple):
    """The register, by word. `kind` is digit, tail, ten, tens, hundred, zero_ten, half or scale."""

    kind: dict[str, str]
    value: dict[str, int]


def read_number(text: str) -> int:
    """The whole number that the text is: figures in Vietnamese notation, number words, or both.

    Raises ValueError, with a sentence that names the text, where it is no number or no whole one.
    """
    value = read_decimal(text)
    if value.denominator != 1:
        raise ValueError(f"{text!r} is not a whole number")
    return value.numerator


@lru_cache(maxsize=8192)
def read_decimal(text: str) -> Fraction:
    """The exact number that the text is, fractions allowed: `1.200,75`, `1,5 tỷ`, `hai triệu rưỡi`.

    Raises ValueError, with a sentence that names the text, where it is no number.
    """
    folded = fold_space(text).lower()
    value = _figures(folded) if folded[:1].isdigit() else None
    if value is None and folded and len(folded) <= 200:
        value = _words(_WORD.findall(folded))
    if value is None:
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise ValueError(f"{shown!r} is not a number")
    return value


@lru_cache(maxsize=2048)
def read_roman(text: str) -> int:
    """The value of a Roman numeral of either case, read through slips: `Il` is 2, `1V` is 4.

    Raises ValueError for anything else; figures alone (`11`) are not a Roman numeral.
    """
    letters = unicodedata.normalize("NFKC", text).strip()
    if letters and len(letters) <= 15 and not letters.isdigit():
        strokes = letters.translate(_STROKES).upper()
        for numeral in (strokes, letters.upper(), strokes.replace("L", "I")):
            if _ROMAN.fullmatch(numeral):
                values = [_ROMAN_VALUES[letter] for letter in numeral]
                return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    raise ValueError(f"{text[:60]!r} is not a Roman numeral")


def _figures(text: str) -> Fraction | None:
    match = _GROUPED.fullmatch(text) or _POINT_DECIMAL.fullmatch(text)
    if not match or len(text) > 200:
        return None
    whole = re.sub(r"\D", "", match["whole"])
    decimals = match["decimals"] or ""
    return Fraction(int(whole + decimals), 10 ** len(decimals))


@cache
def _lexicon() -> _Lexicon:
    register = read_register("numbers")
    lexicon = _Lexicon({}, {})

    def add(words: list[str], kind: str, value: int) -> None:
        lexicon.kind.update(dict.fromkeys(words, kind))
        lexicon.value.update(dict.fromkeys(words, value))

    for digit in register["digit"]:
        add(digit["words"], "digit", digit["value"])
        add(digit.get("tail", []), "tail", digit["value"])
    for scale in register["scale"]:
        add(scale["words"], "scale", scale["value"])
    add(register["ten"]["alone"], "ten", 10)
    add(register["ten"]["after_digit"], "tens", 10)
    add(register["hundred"]["words"], "hundred", 100)
    add(register["zero_ten"]["words"], "zero_ten", 0)
    add(register["half"]["words"], "half", 0)
    return lexicon


@cache
def number_words() -> frozenset[str]:
    """Every word, in lower case, that a number in words may hold, for patterns that look for such numbers."""
    return frozenset(_lexicon().kind)


def _words(words: Sequence[str]) -> Fraction | None:
    """Number words and figures mixed, `1 tỷ hai trăm năm mươi triệu`; None where they make no number.

    `parts` holds what has been counted, as (unit, sum) with units strictly falling; a scale word takes
    up the smaller parts before it (`một nghìn hai trăm | tỷ`).
    """
    lexicon, parts, at = _lexicon(), list[tuple[int, Fraction]](), 0
    while at < len(words):
        kind = lexicon.kind.get(words[at], "")
        if kind == "scale":
            unit, value = lexicon.value[words[at]], Fraction(0)
            while parts and parts[-1][0] < unit:
                value += parts.pop()[1]
            if not value and at:
                return None
            parts.append((unit, (value or Fraction(1)) * unit))
            at += 1
        elif kind == "half" and parts:
            unit = parts[-1][0]
            parts.append((unit, parts.pop()[1] + Fraction(unit, 2)))
            at += 1
        else:
            unit, value, length = _below_thousand(words, at)
            if not length:
                return None
            at += length
            # A lone digit at the end counts tenths of the unit before it: `một triệu hai` is 1.200.000.
            if unit == 1 and length == 1 and at == len(words) and parts and parts[-1][0] >= 100 and value < 10:
                value *= parts[-1][0] // 10
            parts.append((unit, value))
        if len(parts) > 1 and parts[-2][0] <= parts[-1][0]:
            return None
    return sum((value for _, value in parts), Fraction(0)) if parts else None


def _below_thousand(words: Sequence[str], at: int) -> tuple[int, Fraction, int]:
    """The hundreds, or the tens and ones, that begin at `at`: their unit, value and number of words (0 for none).

    Hundreds end behind `trăm`, so that the rest is read in its own right.
    """
    lexicon = _lexicon()
    kinds = [lexicon.kind.get(word, "") for word in words[at : at + 3]] + ["", "", ""]
    values = [lexicon.value.get(word, 0) for word in words[at : at + 3]]
    figures = _figures(words[at])
    if figures is not None:
        if kinds[1] in ("hundred", "tens"):
            return values[1], figures * values[1], 2
        return 1, figures, 1
    match kinds[0], kinds[1], kinds[2]:
        case "zero_ten", "digit" | "tail", _:
            return 1, Fraction(values[1]), 2
        case "hundred", _, _:
            return 100, Fraction(100), 1
        case "digit", "hundred", _:
            return 100, Fraction(100 * values[0]), 2
        case "ten" | "tens", "digit" | "tail", following if following not in ("tens", "hundred"):
            return 1, Fraction(10 + values[1]), 2
        case "ten" | "tens", _, _:
            return 1, Fraction(10), 1
        case "digit", "tens", "digit" | "tail":
            return 1, Fraction(10 * values[0] + values[2]), 3
        case "digit", "tens", _:
            return 1, Fraction(10 * values[0]), 2
        case "digit", "tail", _:
            return 1, Fraction(10 * values[0] + values[1]), 2
        case "digit" | "tail", _, _:
            return 1, Fraction(values[0]), 1
    return 1, Fraction(0), 0
