"""The body's lines made plain: mark-up gone, blank and furniture lines known, the width of a hard wrap measured."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from parsers.outline.markers import RANKS, Marker, read_marker
from parsers.regions import Regions
from schema.folding import strip_markup

# Blanks of all widths and the characters that print as nothing.
_BLANK = " \t\r\x0b\x0c\xa0\xad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010))
)
_ESCAPED = re.compile(r"\\([\\.\-()*+_#\[\]])")
_HASHES = re.compile(r"#{1,6}\s+")
# A sentence's end, its closing quotes, brackets and footnote numbers included: `…”.`, `theo quy định).`, `tư pháp;[1]`.
_ENDED = re.compile(r"[.;:!?…](?:[\s\"'”’»)\]]|\[\d{1,3}\]|/)*$")
_WORD = re.compile(r"[^\W_]")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]\s*\S")
_FEWEST_WRAPPED = 3
_LONGEST_WRAPPED = 140


class Line(NamedTuple):
    """One line with text. `gap` is true after a blank line, `broken` where furniture stands between as well."""

    number: int
    text: str
    gap: bool
    broken: bool
    marker: Marker | None


class Wrap(NamedTuple):
    """How the text was wrapped: the usual width of full lines and of the first lines of paragraphs (0: not wrapped).

    `across_gaps` is true where even the lines of one paragraph have blank lines between them. `punctuated`
    is true where long paragraphs end in a stop, so that one that does not was cut.
    """

    width: int
    first_width: int
    across_gaps: bool
    punctuated: bool


def plain_line(raw: str) -> str:
    """The line without blanks at its ends, mark-up, markdown's hashes and backslashes; a bullet `*` stays."""
    text = raw.strip(_BLANK)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if text.startswith("#"):
        text = _HASHES.sub("", text, count=1)
    if "<" in text or "*" in text:
        bullet = text[0] == "*" and text[1:2].isspace() and text.count("*") % 2 == 1
        text = ("* " if bullet else "") + strip_markup(text).strip(_BLANK)
    return text


def body_lines(lines: list[str], regions: Regions, body: tuple[int, int]) -> tuple[list[Line], list[int]]:
    """The lines with text of one body run, and the numbers of those that print only rules, stars or dots.

    Lines that already have a role (furniture, signatures) only break the text.
    """
    found: list[Line] = []
    rules: list[int] = []
    gap = broken = False
    for number in range(body[0], body[1] + 1):
        role = regions.roles[number - 1]
        if role:
            gap = True
            broken = broken or role != "blank"
            continue
        text = plain_line(lines[number - 1])
        if _WORD.search(text) is None:
            gap = True
            rules.append(number)
            continue
        found.append(Line(number, text, gap, broken, read_marker(text)))
        gap = broken = False
    return found, rules


def is_ended(text: str) -> bool:
    """Does the text end in a stop?"""
    if text[-1:].isalnum():
        return False
    return _ENDED.search(text, max(0, len(text) - 24)) is not None


def is_footnote(text: str) -> bool:
    """`[1] Nghị quyết số …`: a footnote that a web page moved to the end of the text."""
    return _FOOTNOTE.match(text) is not None


def measure(bodies: list[list[Line]]) -> Wrap:
    """The wrap of a document, from lines that go on in lower case: only a wrap leaves such a line behind."""
    inner: list[int] = []
    first: list[int] = []
    close = far = ended = cut = 0
    for body in bodies:
        heading = False
        for line, following in pairwise(body):
            if line.marker:
                heading = line.marker.rank <= RANKS["1)"]
            marked = following.marker is not None
            if following.text[0].islower() and not marked:
                (first if line.marker else inner).append(len(line.text))
                far += following.gap
                close += not following.gap
            elif marked and not heading and len(line.text) >= 60:
                ended += is_ended(line.text)
                cut += 1
    across_gaps = far > 2 * close and far >= _FEWEST_WRAPPED and _is_even(inner + first)
    wrapped = close + (far if across_gaps else 0) >= _FEWEST_WRAPPED
    width = _usual(inner or first) if wrapped else 0
    first_width = _usual(first or inner) if wrapped else 0
    return Wrap(width, first_width, across_gaps, cut >= 4 and ended >= 0.85 * cut)


def _is_even(lengths: list[int]) -> bool:
    """Are these the lines of one wrap, rather than paragraphs that pages cut anywhere?"""
    return max(lengths, default=0) <= _LONGEST_WRAPPED and _usual(lengths) - sorted(lengths)[len(lengths) // 2] <= 15


def _usual(lengths: list[int]) -> int:
    """The length that nine of ten lines keep within."""
    return sorted(lengths)[(9 * len(lengths)) // 10 - (len(lengths) % 10 == 0)] if lengths else 0
