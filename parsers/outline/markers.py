"""What a list item or heading begins with: `II.`, `2.1`, `đ)`, `(3)`, `-`, `+`, `•`, `Điều 4.`, `Nhiệm vụ 2:`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from parsers.registers import read_register

# How high a marker stands where the document itself has not yet shown it: a lower rank stands above.
RANKS = {
    "part": 0,
    "chapter": 1,
    "title": 2,
    "upper": 3,
    "roman": 4,
    "section": 5,
    "article": 6,
    "named": 7,
    "1.": 8,
    "1.1": 9,
    "1.1.1": 10,
    "1.1.1.1": 11,
    "1)": 12,
    "a)": 13,
    "a.1": 14,
    "(1)": 15,
    "(a)": 16,
    "i)": 17,
    "*": 18,
    "-": 19,
    "+": 20,
    "bullet": 21,
}
UNNUMBERED = frozenset({"*", "-", "+", "bullet"})
_WORDS = re.compile(r"\w+")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


class Marker(NamedTuple):
    """`printed` is the marker without its final stop or bracket, `text_start` where the words behind it begin.

    `style` is a key of `RANKS`, `rank` its place there; `level` is what siblings have in common, the style and what
    tells styles of one rank apart (`•` and `o`, `Bước` and `Nội dung`). `value` is its place in its list, one number
    per part (`2.1` is 2, 1), empty for dashes and bullets.
    """

    style: str
    level: str
    rank: int
    value: tuple[int, ...]
    printed: str
    text_start: int


@cache
def _pattern() -> re.Pattern[str]:
    """One look at the start of a line. Worked examples stand behind the parts."""
    raw = read_register("outline")
    divisions, named, ordinals = (
        "|".join(re.escape(word) for word in sorted(raw[key], key=len, reverse=True))
        for key in ("divisions", "named_items", "ordinal_words")
    )
    return re.compile(
        rf"""
          (?P<dash>[-–—‒−‐](?![-–—_])|\+)\s*                                            # - – +
        | (?P<division>(?:{divisions})\s+(?:thứ\s+)?(?:{ordinals}|[IVX]+|\d+)\b
          \s*(?:[.:)/–-]+\s*|$|(?=[A-ZĐ])))                                             # Phần thứ hai: … Điều 4. …
        | (?P<named>(?:{named})\s+\d+(?:\.\d+)*)\s*[.:]                               # Nhiệm vụ 2: …
        | (?P<mixed>(?:[IVX]+|[A-Z])(?:\.[1-9]\d?){{1,5}})(?:[.)/]\s*|\s+)(?=\D)       # I.1. … B.2.3 …
        | (?P<roman>[IVX][IVXLl]*|l[lIVX]+)\s*(?:[.)/:]+(?!\d)|[–-](?=\s))\s*          # II. … I/ … IV - …
        | (?P<upper>[A-ZĐ])\s*[.)/](?=\s|[A-ZĐÀ-Ỹ]{{2}})\s*                            # A. … B/ …
        | (?P<number_letter>[1-9]\d?\.?[a-zđ])[.)/]\s*                                 # 1a) 2.b.
        | (?P<number_bracket>0?[1-9]\d{{0,2}})\s*\)(?!\d|\.|\s*000)\s*                # 1) 02)
        | (?P<number>0?[1-9]\d{{0,2}}(?:\.[1-9]\d?(?!\d)){{0,60}})
          (?:\s*(?:[.)](?!\d|\.|\s*000)|/(?=\s|[A-ZĐÀ-Ỹ][a-zà-ỹ]))
             |[–-](?=\s+[^\d\s])|(?<=\.\d)(?=\s+[^\W\d_])|(?<=\.\d\d)(?=\s+[^\W\d_]))
          \s*                                                                          # 1. 1/ 2.1. 2.1 … 3- …
        | \(\s*(?P<bracketed>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\s*\)[.:]?\s*(?=\S)         # (1) (a) (ii)
        | (?P<lower>[a-zđ])\s*[.)/](?!\w\.)(?=\s|[^\W\d_]|$)\s*                        # a) đ/ b.
        | (?P<lower_number>[a-zđ]\.?\d{{1,2}}(?:\.\d{{1,2}})?)\s*[.)/](?!\d)\s*        # b1) c.2.
        | (?P<lower_roman>i[ivx]{{1,3}}|v[i]{{1,3}}|xi{{1,3}}|i?x)\s*[.)]\s*             # ii) iv.
        | (?P<bullet>[•●▪■□◦○♦◆❖➢➤►✓✔·∙⁃§\uf0b7\uf0a7\uf02d]|[*o](?=\s))\s*
        """,
        re.VERBOSE,
    )


@cache
def _initials() -> frozenset[str]:
    """The letters that a marker may begin with where another letter follows: `Điều 4.`, `Bước 2:`, `II.`, `iv)`."""
    raw = read_register("outline")
    return frozenset("IVXilvx").union(word[0] for word in (*raw["divisions"], *raw["named_items"]))


def read_markers(lines: list[str]) -> list[Marker | None]:
    """The markers that lines (blanks stripped) begin with, or None. `25/10/2017`, `2.500 hộ`, `30%` are none."""
    match, initials = _pattern().match, _initials()
    found: list[Marker | None] = []
    for line in lines:
        if line[1:2].isalpha() and line[0].isalpha() and line[0] not in initials:
            found.append(None)  # most lines of text: not worth a look at every pattern
        elif (head := match(line)) is None:
            found.append(None)
        else:
            kind = head.lastgroup or ""
            found.append(_read(kind, head[kind], head.end()))
    return found


@lru_cache(maxsize=1024)
def _read(kind: str, printed: str, end: int) -> Marker:
    return _READERS[kind](printed, end)


def _marker(style: str, mark: str, value: tuple[int, ...], printed: str, end: int) -> Marker:
    return Marker(style, style + mark, RANKS[style], value, printed, end)


def as_small_roman(marker: Marker) -> Marker:
    """The letter `i`, `v` or `x` of a marker as the number it is in a list of small Romans."""
    return marker._replace(style="i)", level="i)", rank=RANKS["i)"], value=(_roman_value(marker.printed),))


def _division(printed: str, end: int) -> Marker:
    word, *_, ordinal = _WORDS.findall(printed)
    style = {"phần": "part", "chương": "chapter", "mục": "section", "điều": "article"}[word.casefold()]
    return _marker(style, "", (_counted(ordinal),), printed.rstrip(" .:)/–-"), end)


def _counted(ordinal: str) -> int:
    """`nhất`, `IV`, `12` as a number."""
    if ordinal.isdigit():
        return int(ordinal)
    return _ordinal_words().get(ordinal.casefold()) or _roman_value(ordinal)


@cache
def _ordinal_words() -> dict[str, int]:
    return {word.casefold(): place for place, word in enumerate(read_register("outline")["ordinal_words"], 1)}


def _named(printed: str, _end: int) -> Marker:
    """`Bước 2: …` counts as a list, but its words stay in the text: they are no ordinal of a clerk's list."""
    name, number = printed.rsplit(None, 1)
    value = _numbers(number)
    return _marker("named", name.casefold() + "." * (len(value) - 1), value, "", 0)


def _numbers(printed: str) -> tuple[int, ...]:
    return tuple(map(int, printed.split(".")))


def _roman(printed: str, end: int) -> Marker:
    return _marker("roman", "", (_roman_value(printed.replace("l", "I")),), printed, end)


def _roman_value(digits: str) -> int:
    total = 0
    for place, digit in enumerate(digits.upper()):
        value = _ROMAN_DIGITS[digit]
        after = _ROMAN_DIGITS.get(digits[place + 1 : place + 2].upper(), 0)
        total += -value if value < after else value
    return total


def _mixed(printed: str, end: int) -> Marker:
    first, _, rest = printed.partition(".")
    value = _roman_value(first) if first.strip("IVX") == "" else _letter_value(first.lower())
    numbers = _numbers(rest)
    style = ("1.", "1.1", "1.1.1", "1.1.1.1")[min(len(numbers), 4) - 1]
    return _marker(style, "I" * len(numbers), (value, *numbers), printed, end)


def _letter(style: str) -> Callable[[str, int], Marker]:
    return lambda printed, end: _marker(style, "", (_letter_value(printed.lower()),), printed, end)


def _letter_value(letter: str) -> int:
    return _LETTERS.find(letter) + 1 or 100 + ord(letter)


def _number(printed: str, end: int) -> Marker:
    value = _numbers(printed)
    style = ("1.", "1.1", "1.1.1")[len(value) - 1] if len(value) <= 3 else "1.1.1.1"
    return _marker(style, "." * max(0, len(value) - 4), value, printed, end)


def _number_bracket(printed: str, end: int) -> Marker:
    return _marker("1)", "", (int(printed),), printed, end)


def _number_letter(printed: str, end: int) -> Marker:
    return _marker("1.1", "a", (int(printed[:-1].rstrip(".")), _letter_value(printed[-1])), printed, end)


def _bracketed(printed: str, end: int) -> Marker:
    if printed.isdigit():
        return _marker("(1)", "", (int(printed),), printed, end)
    if len(printed) > 1:
        return _marker("i)", "(", (_roman_value(printed),), printed, end)
    return _marker("(a)", "", (_letter_value(printed),), printed, end)


def _lower_number(printed: str, end: int) -> Marker:
    numbers = _numbers(printed[1:].strip("."))
    return _marker("a.1", "." * (len(numbers) - 1), (_letter_value(printed[0]), *numbers), printed, end)


def _lower_roman(printed: str, end: int) -> Marker:
    return _marker("i)", "", (_roman_value(printed),), printed, end)


def _dash(printed: str, end: int) -> Marker:
    return _marker("+" if printed == "+" else "-", "", (), printed, end)


def _bullet(printed: str, end: int) -> Marker:
    return _marker("*", "", (), printed, end) if printed == "*" else _marker("bullet", printed, (), printed, end)


_READERS: dict[str, Callable[[str, int], Marker]] = {
    "dash": _dash,
    "division": _division,
    "named": _named,
    "mixed": _mixed,
    "roman": _roman,
    "upper": _letter("upper"),
    "number_letter": _number_letter,
    "number_bracket": _number_bracket,
    "number": _number,
    "bracketed": _bracketed,
    "lower": _letter("a)"),
    "lower_number": _lower_number,
    "lower_roman": _lower_roman,
    "bullet": _bullet,
}
