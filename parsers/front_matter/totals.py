"""The sentence in which a plan states its total budget."""

from __future__ import annotations

import re
from functools import cache

from parsers.document_text import DocumentText
from parsers.openings import EDGES
from parsers.registers import read_register
from schema.folding import fold_space, strip_markup

_MOST_LINES = 4
_LONGEST = 600


@cache
def _pattern() -> re.Pattern[str]:
    begins = sorted(read_register("front_matter")["total"]["begins"], key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in begins)
    marker = r"(?:(?:[ivxIVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ])\s?[.)]\s?|[-+•*]\s?)?"
    # At the beginning of a line, or of a sentence inside one.
    return re.compile(rf"(?i)(?:^[ \u00a0*_#>|]*{marker}|[.;]\s|\)\s)\**(?P<words>{words})(?!\w)")


_SUM = re.compile(r"\d[\d.,]*\s?(?:đ|vnđ|vnd|nghìn|ngàn|triệu|tr\b|tr\.|trđ|tỷ|tỉ|₫)", re.IGNORECASE)


# Every such sentence holds one of these, and goes on so: "tổng kinh phí", but not "tổng hợp".
_HINTS = ("ổng ", "ỔNG ", "oán kinh phí", "inh phí ", "hái toán", "KINH PHÍ THỰC")
_GOES_ON = re.compile(
    r"ổng\s+(?i:kinh|dự|nhu|số|mức|nguồn|cộng|chi|vốn|khái)|ỔNG|oán|inh\ phí\ (?:thực|triển|tổ|dự)|hái|KINH"
)


def find_stated_total(text: DocumentText) -> tuple[str, int]:
    """The sentence with a total and its 0-based line; ("", -1) where there is none with a sum and a unit.

    A row of a table is none: its cells are read with their column's unit.
    """
    for index in _lines_with_hints(text):
        line = text.lines[index]
        if "\t" in line.strip() or line.count("|") > 1 or len(line) > _LONGEST_LINE:
            continue
        for match in _pattern().finditer(line):
            sentence = _sentence(line[match.start("words") :], text.lines, index)
            if _SUM.search(sentence):
                return sentence, index
    return "", -1


_LONGEST_LINE = 20_000


def _lines_with_hints(text: DocumentText) -> list[int]:
    """A substring search per word is many times cheaper than one pattern anchored at line beginnings."""
    joined = text.joined
    found: set[int] = set()
    for hint in _HINTS:
        at = joined.find(hint)
        while at >= 0:
            if _GOES_ON.match(joined, at):
                found.add(text.line_at(at))
            at = joined.find(hint, at + len(hint))
    return sorted(found)


def _sentence(begun: str, lines: list[str], index: int) -> str:
    """The words from the match to the end of the paragraph, wrapped lines joined."""
    parts = [begun]
    for line in lines[index + 1 : index + _MOST_LINES]:
        if not line.strip(EDGES) or (_SUM.search(" ".join(parts)) and parts[-1].rstrip().endswith((".", ";", ")"))):
            break
        parts.append(line)
    return fold_space(strip_markup(" ".join(parts))).strip(" .;*|")[:_LONGEST]
