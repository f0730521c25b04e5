"""The numbers and letters that a program prints before list items, made visible as text."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_MOST_REPEATED = 100


def roman(number: int) -> str:
    """`4` gives `iv`; numbers that Roman numerals cannot say stay Arabic."""
    if not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def repeated_letter(number: int) -> str:
    """Word's letters: a … z, then aa, bb … zz, aaa."""
    if not 0 < number <= 26 * _MOST_REPEATED:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def column_letter(number: int) -> str:
    """The letters of web pages: a … z, then aa, ab, ac."""
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def two_digits(number: int) -> str:
    """`4` gives `04`."""
    return f"{number:02d}"


HTML_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "1": str,
    "decimal-leading-zero": two_digits,
    "lower-alpha": column_letter,
    "lower-latin": column_letter,
    "a": column_letter,
    "upper-alpha": lambda number: column_letter(number).upper(),
    "upper-latin": lambda number: column_letter(number).upper(),
    "A": lambda number: column_letter(number).upper(),
    "lower-roman": roman,
    "i": roman,
    "upper-roman": lambda number: roman(number).upper(),
    "I": lambda number: roman(number).upper(),
}

WORD_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": two_digits,
    "lowerLetter": repeated_letter,
    "upperLetter": lambda number: repeated_letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": str,
    "none": lambda _: "",
}
