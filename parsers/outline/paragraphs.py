"""Lines into paragraphs: hard wraps and page breaks joined, a marker at the head where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from parsers.outline.labels import is_label
from parsers.outline.lines import Line, Wrap, is_ended, is_footnote
from parsers.outline.markers import RANKS, Marker
from parsers.outline.phrases import is_closing, is_pointer
from parsers.registers import read_register
from schema.folding import fold_space

# Shorter paragraphs without a stop are headings as often as sentences cut by a page's end.
_SHORTEST_SENTENCE = 60
# How much shorter than usual a full line may be.
_RAGGED = 12
_RAGGED_FIRST = 5
_LAST_CLAUSE = re.compile(r"(?:.*[;,.(]\s+)?")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Paragraph:
    """A run of lines that reads as one. `full` has the marker as printed, `text` does not."""

    marker: Marker | None
    parts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    full: str = ""
    text: str = ""
    length: int = 0
    brackets: int = 0

    def add(self, line: Line) -> None:
        """One more line; what is asked of the whole paragraph line by line is counted here."""
        self.parts.append(line.text)
        self.lines.append(line.number)
        self.length += len(line.text)
        self.brackets += line.text.count("(") - line.text.count(")")

    def close(self) -> Paragraph:
        """Fold the parts into the two texts, once all lines are there."""
        self.full = self.text = fold_space(" ".join(self.parts))
        if self.marker and self.marker.text_start:
            marker = " ".join(self.parts[0][: self.marker.text_start].split())
            self.text = self.full[len(marker) :].lstrip()
        return self


@cache
def _open_end() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_register("outline")["open_words"]))
    return re.compile(rf"(?:[,–-]|(?<!\w)(?:{words}))$", re.IGNORECASE)


@cache
def _dashed_names() -> frozenset[tuple[str, str]]:
    return frozenset((before, behind) for before, behind in read_register("outline")["dashed_names"])


@cache
def _body_words() -> tuple[str, ...]:
    return tuple(read_register("outline")["body_words"])


@cache
def _level_words() -> tuple[str, ...]:
    return tuple(read_register("outline")["level_words"])


def is_capitals(text: str) -> bool:
    """Is this written in capitals, as titles are?"""
    return text.isupper() and len(_LETTERS.findall(text[:40])) >= 2


def read_paragraphs(body: list[Line], wrap: Wrap) -> list[Paragraph]:
    """The paragraphs of one body run, in order; every line is in exactly one of them."""
    found: list[Paragraph] = []
    last_values: dict[str, tuple[int, ...]] = {}
    for index, line in enumerate(body):
        marker = _plausible(line.marker, line.text, last_values)
        current = found[-1] if found else None
        if current is not None:
            following = body[index + 1] if index + 1 < len(body) else None
            if marker is None:
                joins = _goes_on(current, line, following, wrap)
            else:
                joins = _marker_by_chance(current, line, marker, wrap, last_values)
            if joins:
                current.add(line)
                continue
        if marker is not None and marker.value:
            last_values[marker.level] = marker.value
        current = Paragraph(marker)
        current.add(line)
        found.append(current)
    return [paragraph.close() for paragraph in found]


def _plausible(marker: Marker | None, text: str, last: dict[str, tuple[int, ...]]) -> Marker | None:
    """The marker, unless it is an initial (`C. Mác`, `P. Bến Nghé`) or the first of a list of small Romans."""
    if marker is None:
        return None
    if marker.style == "upper" and marker.value[0] - 1 not in (0, *last.get("upper", ())):
        return None
    if marker.style == "roman" and marker.value[0] > last.get("roman", (0,))[0] + 4 and not is_capitals(text):
        return None
    if marker.style == "a)" and marker.printed in "ivx":
        letters = last.get("a)", (0,))[0]
        romans = last.get("i)", (0,))[0]
        value = {"i": 1, "v": 5, "x": 10}[marker.printed]
        if letters < 8 and (value == 1 or romans == value - 1):
            return marker._replace(style="i)", value=(value,))
    return marker


def _goes_on(current: Paragraph, line: Line, following: Line | None, wrap: Wrap) -> bool:
    """Does a line without marker belong to the paragraph above it?"""
    last, text = current.parts[-1], line.text
    if current.marker and len(current.parts) == 1 and current.marker.text_start == len(last):
        return True  # "Điều 4." alone on its line
    gap = line.gap and not wrap.across_gaps
    ended = is_ended(last)
    if text[0].islower():
        return not (ended and gap)
    if is_pointer(text) or is_label(text) or is_footnote(text) or ((gap or ended) and is_closing(text)):
        return False
    if ended:
        return wrap.width > 0 and not gap and _is_inside(current) and _is_full(current, text, wrap)
    if _open_end().search(last):
        return True
    if is_capitals(last):
        return is_capitals(text) and not gap
    if text[0].isdigit() or text[0] in "“\"'(":
        return not gap or (text[0].isdigit() and _is_cut(current, wrap))
    if wrap.width and not gap:
        if _is_list_of_bodies(current):
            return _is_name_cut(current, line, following, wrap)
        return _is_full(current, text, wrap) or _is_name_cut(current, line, following, wrap)
    return _is_cut(current, wrap) and (
        current.marker is None or current.marker.rank > RANKS["1)"] or text[:2].isupper()
    )


def _is_inside(current: Paragraph) -> bool:
    """May a stop at a line's end be one inside the paragraph? A colon only in brackets or behind a label."""
    last = current.parts[-1]
    if last.endswith(":"):
        return current.brackets > 0 or is_label(last[_LAST_CLAUSE.search(last).end() :])  # type: ignore[union-attr]
    return not last.endswith("./.")


def _is_full(current: Paragraph, text: str, wrap: Wrap) -> bool:
    """Was there no room left for the next word, so that the line ended for that reason alone?

    Widths are ragged by what mark-up stood in the source; a line without a stop is given the benefit, unless
    it may be a heading of its own.
    """
    above, word = current.parts[-1], text.split(None, 1)[0]
    first = len(current.parts) == 1
    slack = 0
    if not is_ended(above):
        may_be_heading = first and current.marker is not None and current.marker.rank <= RANKS["1)"]
        if word.isupper() or not may_be_heading:
            slack = _RAGGED_FIRST if first else _RAGGED
    return len(above) + 1 + len(word) > (wrap.first_width if first else wrap.width) - slack


def _is_cut(current: Paragraph, wrap: Wrap) -> bool:
    """A long paragraph without a stop, in a document that sets stops, was cut by the end of a page."""
    return wrap.punctuated and current.length >= _SHORTEST_SENTENCE and not is_ended(current.parts[-1])


def _is_list_of_bodies(current: Paragraph) -> bool:
    """`4. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh`: a heading of one line, however long."""
    if current.marker is None or len(current.parts) > 1 or current.marker.rank > RANKS["1)"]:
        return False
    words = current.parts[0][current.marker.text_start :].casefold()
    return words.endswith(_level_words()) and all(name.strip().startswith(_body_words()) for name in words.split(","))


def _is_name_cut(current: Paragraph, line: Line, following: Line | None, wrap: Wrap) -> bool:
    """`6. Sở` / `Thông tin và Truyền thông`: a heading that breaks before a capital, and so ends in a short line."""
    if current.marker is None or len(current.parts) > 1:
        return False
    words = current.parts[0][current.marker.text_start :].casefold()
    if " " not in words:
        return True
    if not words.startswith(_body_words()) or is_ended(line.text) or len(line.text) > wrap.width // 2:
        return False
    return following is None or following.marker is not None or following.text[0].isupper()


def _marker_by_chance(
    current: Paragraph, line: Line, marker: Marker, wrap: Wrap, last: dict[str, tuple[int, ...]]
) -> bool:
    """Is this a line of running text that only begins like an item: `… giai đoạn 2021` / `- 2025`?"""
    above = current.parts[-1]
    if is_ended(above) or not marker.printed:
        return False
    rest = line.text[marker.text_start :]
    if marker.style == "-":
        if above[-1:].isdigit() and rest[:1].isdigit():
            return True
        if _is_dashed_name(above, rest):
            return True
        return (
            wrap.width > 0
            and not (line.gap and not wrap.across_gaps)
            and rest[:1].islower()
            and _is_full(current, line.text, wrap)
        )
    if not marker.value or wrap.width == 0 or (line.gap and not wrap.across_gaps) or is_capitals(rest):
        return False
    known = last.get(marker.level)
    expected = marker.value[-1] == 1 or (known is not None and marker.value[-1] == known[-1] + 1)
    return not expected and bool(_open_end().search(above) or _is_full(current, line.text, wrap))


def _is_dashed_name(above: str, rest: str) -> bool:
    before = [word.casefold() for word in above.split()[-2:]]
    behind = [word.casefold().strip(".,;:") for word in rest.split()[:3]]
    return len(before) == 2 and any(
        (" ".join(before), " ".join(behind[:length])) in _dashed_names() for length in (2, 3)
    )
