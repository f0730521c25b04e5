"""Numbers of rows: which one a cell prints, and which may follow which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

# "1.", "12", "a)", "đ/", "IV.", "1.2", "2.a", "I.1", "3a", "(3)": a number and nothing else.
_ORDINAL = re.compile(
    r"\(?([0-9]{1,4}|[IVXLivxl]{1,7}|[A-Za-zĐđ])((?:[.,]\s?(?:[0-9]{1,3}|[a-zđ]))*|(?<=\d)[a-zđ])\s*[.):/\-]{0,2}\Z"
)
# The same in front of words: "I. CẢI CÁCH THỂ CHẾ", "1.Xây dựng", "a) Rà soát", "2.1 Hoàn thiện"; not "1.200 đồng".
_LEADING = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,2}){1,4})[.):/]?\s+(?=\S)"
    r"|([0-9]{1,3}|[IVXL]{1,7}|[A-ZĐ]|[a-zđ])\s?[.):/](?:\s+(?=\S)|(?=[^\W\d]))"
)
_ROMAN = re.compile(r"(?=.)(?:X{0,3}|XL|L)(?:IX|IV|V?I{0,3})\Z", re.IGNORECASE)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
# The order of lettered points in Vietnamese documents; f, j, w and z are not used.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
# No heading of a column and no part of a document begins with one.
FIGURES = "0123456789"


class Ordinal(NamedTuple):
    """One reading of a printed number: its kind and its place in that kind's order, 1 for the first."""

    kind: str
    value: int


@lru_cache(maxsize=8192)
def read_ordinals(text: str) -> tuple[Ordinal, ...]:
    """All readings of a cell that holds a number alone (`i` is a letter and a Roman one); none for other texts."""
    found = _ORDINAL.match(text) if len(text) <= 24 else None
    return _readings(found[1], found[2]) if found else ()


@lru_cache(maxsize=8192)
def leading_ordinals(text: str) -> tuple[Ordinal, ...]:
    """All readings of the number that stands before words in one cell; none where there is no such number."""
    found = _LEADING.match(text)
    if found is None:
        return ()
    head, _, tail = (found[1] or found[2]).partition(".")
    return _readings(head, tail)


def _readings(head: str, tail: str) -> tuple[Ordinal, ...]:
    parts = [part.strip() for part in re.split(r"[.,]", tail) if part.strip()]
    if parts:
        # "2.1" and "2.a" count within their number: the kind is the depth and what stands before.
        prefix = ".".join([head, *parts[:-1]])
        return tuple(Ordinal(f"{prefix}.{one.kind}", one.value) for one in _single(parts[-1]))
    return _single(head)


def _single(text: str) -> tuple[Ordinal, ...]:
    if text.isdigit():
        return (Ordinal("arabic", int(text)),)
    readings = []
    case = "upper" if text.isupper() else "lower"
    if _ROMAN.match(text):
        readings.append(Ordinal(f"roman_{case}", _roman(text.upper())))
    if len(text) == 1 and (place := _LETTERS.find(text.lower())) >= 0:
        readings.append(Ordinal(f"letter_{case}", place + 1))
    return tuple(readings)


def _roman(text: str) -> int:
    values = [_ROMAN_DIGITS[digit] for digit in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def counts_on(seen: Mapping[str, int], readings: Sequence[Ordinal]) -> Ordinal | None:
    """The reading that goes on counting: one more of a kind that was seen last at `seen[kind]`, or the first of a kind.

    After `II` the rows may start at `1` again or go on from where the first section ended: plans do both.
    """
    for reading in readings:
        # One may be lost or skipped ("d" to "e" without "đ").
        if (last := seen.get(reading.kind)) is not None and 1 <= reading.value - last <= 2:
            return reading
    for reading in readings:
        if reading.value == 1:
            return reading
    return None
