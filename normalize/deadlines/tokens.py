"""The first layer: a cell or sentence becomes tokens, cleaned of slips, that still point at their words.

A token is one character of a code string (the table of characters is `lexicon.SYMBOLS`) and an `Item` at the
same place in a list, so that a match of a pattern over the code is a run of items.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from normalize.deadlines.lexicon import Entry, Node, lexicon, roman_value, spelling, split_glued
from schema.folding import plain_key


class Item(NamedTuple):
    """A token, or what a rule made of several: symbol, value, span in the text, register entries or rule behind it."""

    symbol: str
    value: Any
    start: int
    end: int
    origin: str


class Line(NamedTuple):
    """Items in order, and their symbols as one string."""

    text: str
    items: list[Item]
    code: str


# `12/KH-UBND` `468/QĐ-TTg` `61/2018/NĐ-CP` `30c/NQ-CP` `05-NQ/TW` `141/2016//NĐ-CP`: figures, perhaps a year, then
# at least two capitals that are no Roman numeral.
_DOCUMENT = r"\d{1,5}[a-zA-Z]?(?:/{1,2}(?:19|20)\d\d)?(?:/{1,2}|-)(?![IVX]+\b)[A-ZĐ][A-ZĐa-z]?[A-ZĐ][\w&]*(?:[-/.]\w+)*"
# Blanks that recognition put into a number: `16/01/202 4`, `năm 20 21`, `3 1/12/2024`, `31/1 2/2024`.
_SPLIT_YEAR = r"(?:(?<=[/.\-])|(?<=[/.\-]\ )|(?<=[nN]ăm\ )|(?<=NĂM\ ))2\ ?0\ ?\d\ ?\d(?!\d|\ ?[/h:])"
_SPLIT_DAY = r"(?<![\d/gGýÝ])(?<![gGýÝ]\ )[0-3]\ \d(?=\ ?/\ ?[01]?\ ?\d\ ?/\ ?[12])"
_SPLIT_MONTH = r"(?<=\d/)(?:1\ [0-2]|0\ [1-9])(?=/)"
_SCAN = re.compile(
    rf"""
      (?P<document> (?<!\w){_DOCUMENT} )
    | (?P<number> {_SPLIT_YEAR} | {_SPLIT_DAY} | {_SPLIT_MONTH} | \d++(?![^\W_]) )
    | (?P<word> [^\W\d_]++(?!\d) )
    | (?P<mixed> [^\W_]+ )
    | (?P<mark> \S )
    """,
    re.VERBOSE,
)
_MARKS = (
    dict.fromkeys("/∕⁄\\", "/")
    | dict.fromkeys("-–—−‑‒~→÷", "-")
    | {",": ",", "，": ",", ";": ";", ":": ":", "…": "!", ".": "!"}
    | dict.fromkeys("+&", "&")
    | dict.fromkeys("([{", "<")
    | dict.fromkeys(")]}", ">")
    | dict.fromkeys("•·●▪◦*", ";")
)
# Quotation marks and the like say nothing about time.
_SILENT = frozenset("\"'“”‘’«»`´")


class _Piece(NamedTuple):
    """A word or number on its way to a token: `key` finds words in the trie, `entry` is set where none is needed."""

    key: str
    entry: Entry | None
    start: int
    end: int


def scan(text: str) -> Line:
    """The tokens of `text`, which is NFC with single blanks."""
    pieces: list[_Piece] = []
    for match in _SCAN.finditer(text):
        kind, start, end, found = match.lastgroup, match.start(), match.end(), match[0]
        if kind == "word":
            pieces.append(_Piece(spelling(found), None, start, end))
        elif kind == "number":
            pieces.append(_Piece("", number_entry(found), start, end))
        elif kind == "mark":
            if found not in _SILENT:
                pieces.append(_Piece("", Entry("", _MARKS.get(found, "?"), None), start, end))
        elif kind == "document":
            pieces.append(_Piece("", Entry("", "#", None), start, end))
        else:
            pieces += (_Piece(key, entry, start + a, start + b) for key, entry, a, b in split_mixed(found))
    items = _phrases(text, pieces)
    return Line(text, items, "".join([item.symbol for item in items]))


@lru_cache(maxsize=4096)
def number_entry(figures: str) -> Entry:
    """The token of a number in figures, blanks inside it dropped."""
    digits = figures.replace(" ", "")
    if len(digits) > 4:
        return Entry("", "n", None)
    value = int(digits)
    if len(digits) == 4 and 1800 <= value < 2200:
        return Entry("", "y", value)
    if len(digits) > 2:
        return Entry("", "n", value)
    if 1 <= value <= 12:
        return Entry("", "z" if len(digits) == 2 else "a", value)
    return Entry("", "b" if 13 <= value <= 31 else "c", value)


# `O3`, `2O21`, `l5`: figures with letters that look like figures.
_LOOKALIKE = re.compile(r"[\doOlI]*\d[\doOlI]*")
_HOUR = re.compile(r"\d{1,2}[hg](?:\d{1,2})?p?", re.IGNORECASE)
_RUNS = re.compile(r"\d+|\D+")


@lru_cache(maxsize=8192)
def split_mixed(mixed: str) -> tuple[tuple[str, Entry | None, int, int], ...]:
    """Key, entry and span of the parts of letters and figures printed together: `tháng1`, `T12`, `1V`, `O3`, `17h30`."""
    if _HOUR.fullmatch(mixed):
        return (("", Entry("hour", "H", None), 0, len(mixed)),)
    if _LOOKALIKE.fullmatch(mixed):
        digits = mixed.translate(str.maketrans("oOlI", "0011"))
        return (("", number_entry(digits), 0, len(mixed)),)
    if value := roman_value(mixed):
        return (("", Entry("", "r", value), 0, len(mixed)),)
    parts: list[tuple[str, Entry | None, int, int]] = []
    for run in _RUNS.finditer(mixed):
        if run[0].isdigit():
            parts.append(("", number_entry(run[0]), run.start(), run.end()))
        else:
            parts.append((spelling(run[0]), None, run.start(), run.end()))
    return tuple(parts)


def _phrases(text: str, pieces: list[_Piece]) -> list[Item]:
    """Words joined to the longest phrases that the register knows, the others as plain words."""
    book = lexicon()
    plain = text.isascii()
    root = book.plain if plain else book.accented
    items: list[Item] = []
    at, count = 0, len(pieces)
    while at < count:
        piece = pieces[at]
        if piece.entry is not None:
            items.append(Item(piece.entry.symbol, piece.entry.value, piece.start, piece.end, piece.entry.name))
            at += 1
            continue
        entry, length = _longest(root, pieces, at)
        if entry is None:
            following = pieces[at + 1].entry if at + 1 < count else None
            items += _unknown_word(text, piece, following)
            length = 1
        else:
            items.append(Item(entry.symbol, entry.value, piece.start, pieces[at + length - 1].end, entry.name))
        at += length
    return items


def _longest(root: Node, pieces: list[_Piece], at: int) -> tuple[Entry | None, int]:
    best, length, node = None, 0, root.following.get(pieces[at].key)
    place = at
    while node is not None:
        place += 1
        if node.entry is not None:
            best, length = node.entry, place - at
        if place >= len(pieces) or not node.following:
            break
        node = node.following.get(pieces[place].key)
    return best, length


# Unit words whose accents were lost or mistaken stand for themselves where a number follows: `Thang 3`, `Qúy`, `Nam 2021`.
_UNITS_BEFORE_NUMBERS = frozenset({"thang", "quy", "ngay", "nam"})
_OTHER_WORD = Entry("", "w", None)


def _unknown_word(text: str, piece: _Piece, following: Entry | None) -> list[Item]:
    """The tokens of a word that is no phrase as it stands: Roman, glued, slipped, or none of time's words."""
    word = text[piece.start : piece.end]
    if value := roman_value(word):
        return [Item("r", value, piece.start, piece.end, "")]
    if cuts := split_glued(word):
        places = [0, *cuts, len(word)]
        parts = [_Piece(spelling(word[a:b]), None, piece.start + a, piece.start + b) for a, b in zip(places, places[1:])]
        return [item for part in parts for item in _word_item(text, part)]
    return _word_item(text, piece, following)


def _word_item(text: str, piece: _Piece, following: Entry | None = None) -> list[Item]:
    book, word = lexicon(), text[piece.start : piece.end]
    node = book.accented.following.get(piece.key)
    entry = node.entry if node else None
    if entry is None and (value := roman_value(word)):
        entry = Entry("", "r", value)
    if entry is None:
        plain = plain_key(word)
        if plain in book.slips:
            entry = book.accented.following[book.slips[plain]].entry
        elif plain in _UNITS_BEFORE_NUMBERS and following is not None and following.symbol in "azbcyr":
            entry = book.plain.following[plain].entry
    entry = entry or _OTHER_WORD
    return [Item(entry.symbol, entry.value, piece.start, piece.end, entry.name)]
