"""The first layer: a cell or sentence becomes tokens, cleaned of slips, that still point at their words.

A token is one character of a code string (the table of characters is `lexicon.SYMBOLS`) and an `Item` at the
same place in a list, so that a match of a pattern over the code is a run of items.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
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
# an abbreviation in capitals that is no Roman numeral.
_DOCUMENT = r"""\d{1,5}[a-zA-Z]?(?:/{1,2}(?:19|20)\d\d)?(?:/{1,2}|-\ ?)
    (?![IVX]+\b)[A-ZĐ][A-ZĐa-z&]{1,11}(?![^\W\d_])(?:[-/.]\w+)*"""
# Blanks that recognition put into a number: `16/01/202 4`, `năm 20 21`, `3 1/12/2024`, `31/1 2/2024`, `Tháng 1 2/2021`.
_SPLIT_YEAR = r"(?:(?<=[/.\-])|(?<=[/.\-]\ )|(?<=[nN][ăĂ][mM]\ ))(?:2\ ?0|1\ ?9)\ ?\d\ ?\d(?!\d|\ ?[/h:])"
_SPLIT_DAY = r"(?<![\d/gGýÝ])(?<![gGýÝ]\ )[0-3]\ \d(?=\ ?/\ ?[01]?\ ?\d\ ?/\ ?[12])"
_SPLIT_MONTH = r"(?:(?<=\d/)(?:1\ [0-2]|0\ [1-9])(?=/)|(?<=[áÁ][nN][gG]\ )1\ [0-2](?=\ ?/\ ?[12]\d))"
# `24/24` `24/7`: round the clock, unless a word before says that it is the 24th of July.
_ALWAYS = r"""(?<![\d/])(?<!gày\ )(?<!ước\ )(?<!đến\ )(?<!tới\ )(?<!hết\ )(?<!hất\ )(?<!từ\ )
    24(?:h|\ giờ)?/(?:7|24(?:h|\ giờ)?)(?![\d/])"""
# Words come first, as most tokens are; what begins with a figure is tried only where one stands.
_SCAN = re.compile(
    rf"""
      (?P<word> [^\W\d_]++(?!\d) )
    | (?=\d) (?:
        (?P<document> (?<!\w){_DOCUMENT} )
      | (?P<always> {_ALWAYS} )
      | (?P<number> {_SPLIT_YEAR} | {_SPLIT_DAY} | {_SPLIT_MONTH} | \d++(?![^\W_]) )
      )
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
_MARK_ENTRIES = {mark: Entry("", symbol, None) for mark, symbol in _MARKS.items()}
_UNKNOWN_MARK = Entry("", "?", None)
_DOCUMENT_ENTRY = Entry("", "#", None)
_ALWAYS_ENTRY = Entry("ongoing", "g", None)
# Quotation marks and the like say nothing about time.
_SILENT = frozenset("\"'“”‘’«»`´")


class _Known(NamedTuple):
    """What a word is by itself: its key, its place in the trie, and its tokens where no phrase begins with it."""

    key: str
    node: Node | None
    parts: tuple[tuple[int, int, Entry], ...]


# A word on its way to a token, with its span.
_Word = tuple[_Known, int, int]


def scan(text: str) -> Line:
    """The tokens of `text`, which is NFC with single blanks."""
    items: list[Item] = []
    words: list[_Word] = []
    known = _known_plain if text.isascii() else _known_accented
    for match in _SCAN.finditer(text):
        kind, (start, end) = match.lastgroup, match.span()
        if kind == "word":
            words.append((known(match[0]), start, end))
            continue
        if kind == "mixed":
            _add_mixed(text, match[0], start, words, items)
            continue
        if kind == "number":
            entry = number_entry(match[0])
        elif kind == "mark":
            if match[0] in _SILENT:
                continue
            entry = _MARK_ENTRIES.get(match[0], _UNKNOWN_MARK)
        else:
            entry = _DOCUMENT_ENTRY if kind == "document" else _ALWAYS_ENTRY
        if words:
            _add_words(text, words, items, entry.symbol)
            words.clear()
        items.append(Item(entry.symbol, entry.value, start, end, entry.name))
    if words:
        _add_words(text, words, items, "")
    code = "".join([item[0] for item in items])
    return _without_doubles(Line(text, items, code)) if "<" in code else Line(text, items, code)


# `ngày 15 (mười lăm) tháng 6 (sáu)`: the number in words after the figures.
_DOUBLE = re.compile("[azb]<[ab]>")


def _without_doubles(line: Line) -> Line:
    """The line without numbers in words that repeat the figures before them."""
    items, kept, last = line.items, list[Item](), 0
    for double in _DOUBLE.finditer(line.code):
        figures, words = items[double.start()], items[double.start() + 2]
        if figures.value == words.value:
            kept += [*items[last : double.start()], figures._replace(end=items[double.end() - 1].end)]
            last = double.end()
    kept += items[last:]
    return Line(line.text, kept, "".join([item.symbol for item in kept]))


def _add_mixed(text: str, mixed: str, at: int, words: list[_Word], items: list[Item]) -> None:
    """The tokens of letters and figures printed together; words at their end wait for the next ones."""
    known = _known_plain if text.isascii() else _known_accented
    for entry, start, end in split_mixed(mixed):
        if entry is None:
            words.append((known(mixed[start:end]), at + start, at + end))
        else:
            _add_words(text, words, items, entry.symbol)
            words.clear()
            items.append(Item(entry.symbol, entry.value, at + start, at + end, entry.name))


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
def split_mixed(mixed: str) -> tuple[tuple[Entry | None, int, int], ...]:
    """Entry (None for words) and span of the parts of letters and figures in one: `tháng1`, `T12`, `O3`, `17h30`."""
    if _HOUR.fullmatch(mixed):
        return ((Entry("hour", "H", None), 0, len(mixed)),)
    if _LOOKALIKE.fullmatch(mixed):
        return ((number_entry(mixed.translate(str.maketrans("oOlI", "0011"))), 0, len(mixed)),)
    if value := roman_value(mixed):
        return ((Entry("", "r", value), 0, len(mixed)),)
    return tuple(
        (number_entry(run[0]) if run[0].isdigit() else None, run.start(), run.end()) for run in _RUNS.finditer(mixed)
    )


def _add_words(text: str, words: list[_Word], items: list[Item], following: str) -> None:
    """Words joined to the longest phrases that the register knows, the others each a token of its own.

    `following` is the symbol of the number or mark behind them.
    """
    at, count = 0, len(words)
    while at < count:
        known, start, end = words[at]
        node, best, place = known.node, None, at
        at += 1
        while node is not None:
            place += 1
            if node.entry is not None:
                best, at = node.entry, place
            if place >= count or not node.following:
                break
            node = node.following.get(words[place][0].key)
        if best is not None:
            items.append(Item(best.symbol, best.value, start, words[at - 1][2], best.name))
            continue
        for a, b, entry in known.parts:
            if entry is _OTHER_WORD and at == count and following and following in "azbcyr" and start + b == end:
                entry = _unit_before_number(text[start + a : end]) or entry
            items.append(Item(entry.symbol, entry.value, start + a, start + b, entry.name))


# Unit words whose accents were lost or mistaken stand for themselves where a number follows: `Thang 3`, `Nam 2021`.
_UNITS_BEFORE_NUMBERS = frozenset({"thang", "quy", "ngay", "nam"})
_OTHER_WORD = Entry("", "w", None)


@lru_cache(maxsize=16384)
def _known_accented(word: str) -> _Known:
    key = spelling(word)
    return _Known(key, lexicon().accented.following.get(key), _parts(word))


@lru_cache(maxsize=4096)
def _known_plain(word: str) -> _Known:
    key = spelling(word)
    return _Known(key, lexicon().plain.following.get(key), _parts(word))


def _parts(word: str) -> tuple[tuple[int, int, Entry], ...]:
    """The tokens of a word that begins no phrase: Roman, glued, slipped, or none of time's words."""
    places = (0, *split_glued(word), len(word)) if not roman_value(word) else (0, len(word))
    return tuple((a, b, _word_entry(word[a:b])) for a, b in pairwise(places))


def _word_entry(word: str) -> Entry:
    book = lexicon()
    node = book.accented.following.get(spelling(word))
    if node is not None and node.entry is not None:
        return node.entry
    if value := roman_value(word):
        return Entry("", "r", value)
    slip = book.slips.get(plain_key(word)) if len(word) <= 16 else None
    if slip is not None:
        return book.accented.following[slip].entry or _OTHER_WORD
    return _OTHER_WORD


def _unit_before_number(word: str) -> Entry | None:
    plain = plain_key(word) if len(word) <= 16 else ""
    return lexicon().plain.following[plain].entry if plain in _UNITS_BEFORE_NUMBERS else None
