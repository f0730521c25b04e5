"""The register of time words as a trie over words, and how one word is recognised through its spelling."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.numbers import read_roman
from normalize.registers import read_register
from schema.folding import plain_key, tone_key

# One character for each kind of token, so that rules can be regular expressions over tokens.
# Not in the register: numbers (a 1-12, z the same in two figures, b 13-31, c other two figures, y a year,
# n any other, r Roman), marks (/ - , ; : ! & and < > for brackets), # a document's number, w any other word.
SYMBOLS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "half": "N",
    "first": "F",
    "middle": "G",
    "last": "E",
    "whole": "C",
    "ten_days": "U",
    "number": "a",
    "weekday": "h",
    "ordinal": "j",
    "hour": "H",
    "and": "v",
    "until": "t",
    "from": "f",
    "in": "i",
    "of": "o",
    "before": "B",
    "by": "L",
    "every": "e",
    "plural": "l",
    "periodic": "p",
    "times": "x",
    "ongoing": "g",
    "yearly": "V",
    "after": "A",
    "when": "S",
    "sudden": "X",
    "within": "d",
    "reference": "T",
    "onward": "O",
    "phase": "P",
    "relative": "R",
    "doing": "K",
    "starting": "s",
    "finishing": "k",
    "output": "q",
    "document": "m",
    "regarding": "^",
    "working": "%",
    "until_now": "~",
    "neutral": "w",
}

# "năm" is a year and a five; which one, its neighbours say.
_FIVE = "năm"
_ONES = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_LATE_ONES = {1: ["mốt"], 4: ["tư", "bốn"], 5: ["lăm", "nhăm"]}


class Entry(NamedTuple):
    """What a word or phrase stands for: the register entry, its symbol, and a number (value or shift in years)."""

    name: str
    symbol: str
    value: int | None


class Node:
    """A place in the trie: what ends here, and which words lead on."""

    __slots__ = ("entry", "following")

    def __init__(self) -> None:
        self.entry: Entry | None = None
        self.following: dict[str, Node] = {}


class Lexicon(NamedTuple):
    """The phrases by their words' tone keys, and by their plain keys for texts typed without accents.

    `slips` gives the right tone key for plain keys that can only be that word, however it is accented.
    """

    accented: Node
    plain: Node
    slips: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """The register, read once."""
    book = Lexicon(Node(), Node(), {})
    for phrase, entry in _phrases():
        _insert(book.accented, [spelling(word) for word in phrase.split()], entry)
        _insert(book.plain, plain_key(phrase).split(), entry)
    for item in read_register("deadlines")["entry"]:
        for slip in item.get("slips", []):
            book.slips[slip] = spelling(item["words"][0])
    return book


def _insert(node: Node, words: list[str], entry: Entry) -> None:
    for word in words:
        node = node.following.setdefault(word, Node())
    # Without accents "sau" is after or six, "nam" is year or five: what the register says first, stands.
    node.entry = node.entry or entry


def _phrases() -> Iterator[tuple[str, Entry]]:
    for item in read_register("deadlines")["entry"]:
        symbol = SYMBOLS[item.get("symbol", item["name"])]
        for place, word in enumerate(item["words"]):
            value = item["values"][place] if "values" in item else item.get("shift")
            yield word, Entry(item["name"], symbol, 5 if word == _FIVE else value)
    for value, words in _number_words():
        yield words, Entry("number", "a" if value <= 12 else "b", value)


def _number_words() -> Iterator[tuple[int, str]]:
    """One to thirty-one in words, all spellings, "năm" for five left out."""
    for one, word in enumerate(_ONES, 1):
        for late in _LATE_ONES.get(one, [word]):
            yield 20 + one, f"hai mươi {late}"
            yield 20 + one, f"hăm {late}"
        if word != _FIVE:
            yield one, word
            yield 10 + one, f"mười {word}"
    yield from [(4, "tư"), (10, "mười"), (15, "mười lăm"), (15, "mười nhăm"), (20, "hai mươi"), (30, "ba mươi")]
    yield from [(21, "hai mốt"), (24, "hai tư"), (25, "hai lăm"), (31, "ba mươi mốt"), (31, "ba mốt")]


# A hurried hand types the two-letter vowel "ươ" with one horn: "Truớc", "thuờng", "trưóc". No Vietnamese
# syllable has "uơ" before a final letter, or "ưo" at all, so both are mended without looking further.
_HORNED = {f"{u}{o}": f"ư{o}" for u in "uư" for o in "ơờớởỡợ"} | {
    f"{u}{o}": f"ư{horned}" for u in "ư" for o, horned in zip("oòóỏõọ", "ơờớởỡợ", strict=True)
}


# The longest Vietnamese syllable has seven letters; glued words and web addresses are longer.
_WORD_AT_MOST = 40


@lru_cache(maxsize=16384)
def spelling(word: str) -> str:
    """The tone key of one word, the horns of "ươ" mended and "ð" taken for "đ"; no word of time is over-long."""
    if len(word) > _WORD_AT_MOST:
        return word
    lower = unicodedata.normalize("NFC", word).lower().replace("ð", "đ")
    for place in range(len(lower) - 2):
        mended = _HORNED.get(lower[place : place + 2])
        if mended:
            lower = lower[:place] + mended + lower[place + 2 :]
    return tone_key(lower)


_GLUED_AT_MOST = 16


@lru_cache(maxsize=1024)
def roman_value(letters: str) -> int:
    """The value of a Roman numeral from 1 to 12, slips read through; 0 for any other letters."""
    try:
        value = read_roman(letters)
    except ValueError:
        return 0
    if value > 12 and "L" in letters:
        # In capitals the strokes of `l` look like fifty.
        return roman_value(letters.replace("L", "l"))
    return value if value <= 12 else 0


@lru_cache(maxsize=16384)
def split_glued(word: str) -> tuple[int, ...]:
    """Where to cut words of time printed without a blank (`hàngnăm`, `QuýII`, `QIV`); () where there are none."""
    known = lexicon().accented.following
    if len(word) <= _GLUED_AT_MOST:
        for cut in range(len(word) - 1, 0, -1):
            head, tail = known.get(spelling(word[:cut])), word[cut:]
            if head is None or (cut == 1 and word[0] not in "qQ"):
                continue
            if head.entry and head.entry.symbol in "QM" and roman_value(tail):
                return (cut,)
            if cut > 1 and len(tail) > 1:
                if spelling(tail) in known:
                    return (cut,)
                if further := split_glued(tail):
                    return (cut, *(cut + place for place in further))
    return ()
