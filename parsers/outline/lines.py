"""The body's lines made plain: mark-up gone, blank and furniture lines known, the width of a hard wrap measured."""

from __future__ import annotations

import re
import unicodedata
from itertools import compress
from typing import NamedTuple

from parsers.outline.markers import RANKS, Marker, read_markers
from schema.folding import strip_markup

# Blanks of all widths and the characters that print as nothing.
_BLANK = " \t\r\x0b\x0c\xa0\xad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010))
)
_ESCAPED = re.compile(r"\\([\\.\-()*+_#\[\]])")
_HASHES = re.compile(r"#{1,6}\s+")
# A sentence's end, its closing quotes, brackets and footnote numbers included: `…”.`, `theo quy định).`, `tư pháp;[1]`.
_ENDED = re.compile(r"[.;:!?…](?:[\s\"'”’»)\]]|\[\d{1,3}\]|/)*$")
STOPS = frozenset(".;:!?…")
_MARKUP = "\\#<*"
_LOWEST_HEADING = RANKS["1)"]
_WORD = re.compile(r"[^\W_]")
_WORDLESS = re.compile(r"\n(?:[^\w\n]|_)*\n")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]\s*\S")
_FEWEST_WRAPPED = 3
_LONGEST_WRAPPED = 140


class Body(NamedTuple):
    """The lines with text of one body run, a list per column; `rules` are the numbers of those that print only signs.

    Where numbers leave some out, a blank line or furniture stands between.
    """

    numbers: list[int]
    texts: list[str]
    markers: list[Marker | None]
    rules: list[int]


class Wrap(NamedTuple):
    """How the text was wrapped: the usual width of full lines and of the first lines of paragraphs (0: not wrapped).

    `across_gaps` is true where even the lines of one paragraph have blank lines between them. `punctuated`
    is true where long paragraphs end in a stop, so that one that does not was cut.
    """

    width: int
    first_width: int
    across_gaps: bool
    punctuated: bool


def plain_line(text: str) -> str:
    """The line, stripped of blanks, without mark-up, markdown's hashes and backslashes; a bullet `*` stays."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if text.startswith("#"):
        text = _HASHES.sub("", text, count=1)
    if "<" in text or "*" in text:
        bullet = text[0] == "*" and text[1:2].isspace() and text.count("*") % 2 == 1
        text = ("* " if bullet else "") + unicodedata.normalize("NFC", strip_markup(text)).strip(_BLANK)
    return text


def read_body(lines: list[str], roles: list[str], run: tuple[int, int]) -> Body:
    """The lines with text of one run; those that already have a role (furniture, signatures) only break the text."""
    first, last = run
    numbers = [number for number, role in enumerate(roles[first - 1 : last], first) if not role]
    texts = [lines[number - 1].strip(_BLANK) for number in numbers]
    together = "\n".join(["", *texts, ""])
    if any(sign in together for sign in _MARKUP):
        texts = [plain_line(text) for text in texts]
        together = "\n".join(["", *texts, ""])
    rules: list[int] = []
    if _WORDLESS.search(together) is not None:
        worded = [_WORD.search(text) is not None for text in texts]
        rules = [number for number, has_words in zip(numbers, worded, strict=True) if not has_words]
        numbers, texts = list(compress(numbers, worded)), list(compress(texts, worded))
    return Body(numbers, texts, read_markers(texts), rules)


def is_ended(text: str) -> bool:
    """Does the text end in a stop?"""
    last = text[-1:]
    if last in STOPS:
        return True
    if last == "," or last.isalnum():
        return False
    return _ENDED.search(text, max(0, len(text) - 24)) is not None


def is_footnote(text: str) -> bool:
    """`[1] Nghị quyết số …`: a footnote that a web page moved to the end of the text."""
    return text.startswith("[") and _FOOTNOTE.match(text) is not None


def measure(bodies: list[Body]) -> Wrap:
    """The wrap of a document, from lines that go on in lower case: only a wrap leaves such a line behind."""
    inner: list[int] = []
    first: list[int] = []
    close = far = ended = cut = 0
    for body in bodies:
        above, above_number, above_marker, heading = "", 0, None, False
        for number, text, marker in zip(body.numbers, body.texts, body.markers, strict=True):
            if marker is None:
                if above and text[0].islower():
                    (first if above_marker else inner).append(len(above))
                    if number - above_number > 1:
                        far += 1
                    else:
                        close += 1
            else:
                if not heading and len(above) >= 60:
                    ended += is_ended(above)
                    cut += 1
                heading = marker.rank <= _LOWEST_HEADING
            above, above_number, above_marker = text, number, marker
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
