"""The fast test: which stretches of prose may tell a deadline, so that only those are read word by word.

It looks at the letters and figures alone, without accents or blanks, and so at every spelling that the lexicon reads.
What it stops holds none of the words and figures that a rule for sentences needs; what it lets through is read.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import cache

from normalize.deadlines.lexicon import Node, lexicon
from normalize.spelling import trie_pattern
from schema.folding import plain_key

# "Quy" without its tone is a quarter before figures only; "quy định" is in every other sentence.
_NO_QUARTER = re.compile(r"quy(?!\W*[\doli])")
_NO_LETTERS = (string.punctuation + string.whitespace).encode()

_GAP = "[\\s\"'“”‘’«»`´]*"
_SLASH = rf"{_GAP}[/∕⁄\\]{_GAP}"
_MARK = rf"{_GAP}[/∕⁄\\–—−‑‒~→÷.…-]{_GAP}"
# The parts of a date in figures; `year` is set where they name one, to tell what is past.
_FIGURES = re.compile(
    rf"""
      \d(?<!\d\d)\d?(?:{_MARK}\d\d?)?{_MARK}(?P<year>\d\d\d\d)(?!\d|{_SLASH})         # 15/3/2021 | 3/2021
    | \d(?<!\d\d)\d?{_MARK}\d\d?{_MARK}(?:\d|[ivxl]+(?!\w))                               # 10-15.6 | 15/3/21
    | \d(?<!\d\d)\d?{_SLASH}(?:\d\d?(?!\d)|[^\W\d_]+(?![\w-]))                       # 15/3 | 15/III
    | \d(?:(?<=[oli]\d)(?<![^\W\d_oli]..)|[oli](?![^\W\d_oli]))                     # 2O21 | l5: letters for figures
    """,
    re.VERBOSE,
)
_MOST_LINKS = 16
# `T12`, `QIV`: letters that stand for a word of time.
_LETTERS = re.compile(r"[tq](?<![^\W\d_].)(?:(?<=q)[ivxl]+)?(?![^\W\d_])")


def may_tell_deadline(text: str, year: int) -> bool:
    """May a stretch of prose tell a deadline in a plan of `year`? False is sure."""
    lowered = _NO_QUARTER.sub("", text.lower())
    if text.isascii() or _LETTERS.search(lowered):
        return True
    plain = unicodedata.normalize("NFKD", lowered.replace("đ", "d").replace("ð", "d")).encode("ascii", "ignore")
    letters = plain.translate(None, _NO_LETTERS)
    if _first_year().match(letters) or _sure().search(letters) or _number_in_words().search(plain):
        return True
    backwards, size = letters[::-1], len(letters)
    units, behind, before = _units()
    for unit in units.finditer(letters):
        if behind.match(letters, unit.start()) or before.match(backwards, size - unit.end()):
            return True
    for figures in _FIGURES.finditer(lowered):
        if figures["year"] is None or int(figures["year"]) >= year - 1:
            return True
    return bool(_ongoing().search(backwards))


@cache
def _phrases() -> dict[str, set[str]]:
    """The phrases of the lexicon by their symbols, without accents or blanks; single letters are left out."""
    phrases: dict[str, set[str]] = {}
    for root in (lexicon().accented, lexicon().plain):
        for phrase, symbol in _below(root, ""):
            if len(phrase) > 1:
                phrases.setdefault(symbol, set()).update((phrase, phrase.replace("quy", "") or phrase))
    return phrases


def _below(node: Node, phrase: str) -> Iterator[tuple[str, str]]:
    if node.entry is not None:
        yield phrase, node.entry.symbol
    for word, following in node.following.items():
        yield from _below(following, phrase + plain_key(word))


def _any_of(symbols: str, *, beginning: str = "") -> str:
    return trie_pattern(sorted(p for symbol in symbols for p in _phrases()[symbol] if p.startswith(beginning)))


def _read_back(symbols: str) -> str:
    return trie_pattern(sorted(phrase[::-1] for symbol in symbols for phrase in _phrases()[symbol]))


@cache
def _links() -> tuple[str, str]:
    """What may stand between a word of time and its unit, and the same backwards: `trước | 17 giờ đầu | tháng`.

    A phrase that others make up is left out: what can be read in one way only is read in linear time.
    """
    links = set[str]()
    for phrase in sorted({phrase for symbol in "ioePlFEGCKksjDhHdvRABtLfab" for phrase in _phrases()[symbol]}, key=len):
        if not _is_made_of(phrase, links):
            links.add(phrase)
    patterns = trie_pattern(sorted(links)), trie_pattern(sorted(link[::-1] for link in links))
    forwards, backwards = (f"(?:{pattern}|[0-9]++){{0,{_MOST_LINKS}}}?" for pattern in patterns)
    return forwards, backwards


def _is_made_of(phrase: str, parts: set[str]) -> bool:
    return not phrase or any(
        phrase[:cut] in parts and _is_made_of(phrase[cut:], parts) for cut in range(1, len(phrase) + 1)
    )


@cache
def _first_year() -> re.Pattern[bytes]:
    """`Năm 2021, …`, `Giai đoạn 2021-2025: …`: years without a word of time count where a text begins with them."""
    return _compiled(rf"{_links()[0]}(?:{_any_of('Y')}|[12][0-9]{{3}})")


@cache
def _sure() -> re.Pattern[bytes]:
    """`định kỳ` | `trở đi` | `nửa đầu năm` | `ngay sau khi` | `trong thời hạn 24 giờ`."""
    number = rf"(?:[0-9]|{_any_of('ab')})"
    within = rf"{_any_of('d')}(?:{_any_of('K')})?(?:{number}|{_any_of('H')})"
    return _compiled(rf"{_any_of('pVON')}|{_any_of('S', beginning='ngay')}|{within}")


@cache
def _number_in_words() -> re.Pattern[bytes]:
    """`hai/ba`, `giêng - 18-11`."""
    return _compiled(rf"{_any_of('ab')}\s*[/-]")


@cache
def _units() -> tuple[re.Pattern[bytes], re.Pattern[bytes], re.Pattern[bytes]]:
    """Units of the calendar and figures; what one is told by with the words behind it; and with those before it."""
    number, back_number = rf"(?:[0-9]|{_any_of('ab')})", rf"(?:[0-9]|{_read_back('ab')})"
    full_date = "[0-9]{2,4}(?:1[89]|2[01])[0-9]{2}(?![0-9])"
    edge_or_number = rf"(?:{_any_of('FE')}|(?:{_any_of('j')})?(?:[0-9ivxlgh]|{_any_of('ab')}))"
    behind = rf"""
          {_any_of("MQ")}(?:{edge_or_number}|{_any_of("Y")})                        # quý II | quý H
        | {_any_of("D")}(?!{full_date}){number}                                    # ngày 15-3
        | {_any_of("DWMQY")}(?:{_any_of("K")})?{number}{{0,4}}{_any_of("x")}                 # năm 2 lần | quý/lần
    """
    lead, times = _read_back("iLFEGeTfABtdk"), rf"{_read_back('xq')}{back_number}"
    day = rf"(?:{_read_back('oieFEGjvt')}|{back_number}){{0,{_MOST_LINKS}}}?(?:{_read_back('DW')}|{back_number})"
    before = rf"""
          (?:{_read_back("DWMQY")}|[0-9]++){_links()[1]}(?:{lead}|{times})            # trước ngày | 02 lần/năm
        | {_read_back("MQ")}{day}                                                  # ngày 15 của quý
    """
    return _compiled(rf"{_any_of('DWMQY')}|[0-9]+"), _compiled(behind), _compiled(before)


@cache
def _ongoing() -> re.Pattern[bytes]:
    """`thực hiện thường xuyên`, backwards."""
    return _compiled(rf"{_read_back('g')}(?:{_read_back('dPil')}){{0,3}}?{_read_back('Kks')}")


def _compiled(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode(), re.VERBOSE)
