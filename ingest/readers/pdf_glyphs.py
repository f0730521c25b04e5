"""Glyphs of a PDF page into lines of words: the order of the file where it is right, positions where it is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ingest.normal_form import compose
from ingest.readers.fonts import FontCodes, font_codes_of

# In heights of the glyphs: gaps that part words, columns, and columns drawn one after the other.
_WORD_GAP = 0.22
_COLUMN_GAP = 2.2
_DRAWN_APART_GAP = 0.6
UNKNOWN = "\ufffd"  # a glyph of which the font does not say what it means
_SUBSET = re.compile(r"^[A-Z]{6}\+")


@dataclass(slots=True)
class Glyph:
    """One character (with its combining marks) at its place, in points from the page's top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    order: int
    codes: FontCodes | None
    upright: bool


@dataclass(slots=True)
class Line:
    """Words on one line of one column. `first_word` is the width of the first of them."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first_word: float
    first: int
    last: int


@dataclass(slots=True)
class _Run:
    """Glyphs that the file draws one after the other on one line."""

    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return (self.glyphs[0].top + self.glyphs[0].bottom) / 2


def page_glyphs(chars: Iterable[dict[str, Any]]) -> list[Glyph]:
    """The characters of pdfplumber in the order of the file, marks joined to their letters, shadows dropped."""
    glyphs: list[Glyph] = []
    for order, char in enumerate(chars):
        text, previous = char["text"], glyphs[-1] if glyphs else None
        if text.startswith("(cid:"):
            text = UNKNOWN
        if previous is not None:
            if text and unicodedata.combining(text[0]):
                previous.text += text
                previous.x1 = max(previous.x1, char["x1"])
                continue
            if text == previous.text and abs(char["x0"] - previous.x0) < 1 and abs(char["top"] - previous.top) < 1:
                continue  # drawn twice to look bold
        glyphs.append(
            Glyph(
                text, char["x0"], char["x1"], char["top"], char["bottom"], max(char["size"], 1.0), order,
                font_codes_of(_SUBSET.sub("", str(char["fontname"]))), bool(char.get("upright", True)),
            )
        )  # fmt: skip
    return glyphs


def lines_of(glyphs: list[Glyph]) -> list[list[Line]]:
    """Glyphs in the order of the file as lines from top to bottom, each its columns from left to right."""
    rows: list[list[_Run]] = []
    for run in sorted(_runs(glyphs), key=lambda run: run.middle):
        row = rows[-1] if rows else []
        # A run is on the line whose height holds its middle; superscripts are.
        if row and row[0].glyphs[0].top < run.middle < row[0].glyphs[0].bottom:
            row.append(run)
        else:
            rows.append([run])
    return [columns for row in rows if (columns := _columns(row))]


def _runs(glyphs: list[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    for glyph in glyphs:
        last = runs[-1].glyphs[-1] if runs else None
        if last is None or not _follows(last, glyph):
            runs.append(_Run())
        runs[-1].glyphs.append(glyph)
    return [run for run in runs if any(not glyph.text.isspace() for glyph in run.glyphs)]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    if last.upright != glyph.upright:
        return False
    if not glyph.upright:
        return True  # turned text: its order in the file is all there is
    gap = glyph.x0 - last.x1
    return abs(glyph.bottom - last.bottom) < 0.3 * glyph.size and -0.8 * glyph.size < gap < _COLUMN_GAP * glyph.size


def _columns(row: list[_Run]) -> list[Line]:
    """The runs of one line from left to right, joined where no column lies between them."""
    row.sort(key=lambda run: run.glyphs[0].x0)
    columns: list[list[Glyph]] = []
    for run in row:
        glyphs = _trimmed(run.glyphs)
        if columns and not _are_apart(columns[-1][-1], glyphs[0]):
            columns[-1] += glyphs
        else:
            columns.append(glyphs)
    return [line for glyphs in columns if (line := _line(glyphs)).text]


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    start, end = 0, len(glyphs)
    while glyphs[start].text.isspace():
        start += 1
    while glyphs[end - 1].text.isspace():
        end -= 1
    return glyphs[start:end]


def _are_apart(left: Glyph, right: Glyph) -> bool:
    gap = (right.x0 - left.x1) / max(left.size, right.size)
    drawn_apart = abs(right.order - left.order) > 3
    return gap > (_DRAWN_APART_GAP if drawn_apart else _COLUMN_GAP)


def _line(glyphs: list[Glyph]) -> Line:
    text, first_word_end = _words(glyphs)
    first = glyphs[0]
    return Line(
        text,
        first.x0,
        max(glyph.x1 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        first.size,
        first_word_end - first.x0,
        min(glyph.order for glyph in glyphs),
        max(glyph.order for glyph in glyphs),
    )


def _words(glyphs: list[Glyph]) -> tuple[str, float]:
    """The text with a blank wherever there is a gap, old fonts converted; and where the first word ends."""
    parts: list[tuple[FontCodes | None, str]] = []
    first_word_end = 0.0
    for last, glyph in zip([None, *glyphs], glyphs, strict=False):
        text = glyph.text
        if text.isspace():
            text = " "
        elif last and glyph.upright and not last.text.isspace() and glyph.x0 - last.x1 > _WORD_GAP * glyph.size:
            text = " " + text
        if last and not first_word_end and text.startswith(" "):
            first_word_end = last.x1
        if parts and parts[-1][0] == glyph.codes:
            parts[-1] = (glyph.codes, parts[-1][1] + text)
        else:
            parts.append((glyph.codes, text))
    whole = "".join(codes.convert(text) if codes else text for codes, text in parts)
    return " ".join(compose(whole).split()), first_word_end or glyphs[-1].x1
