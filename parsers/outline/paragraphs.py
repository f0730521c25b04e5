"""Lines into paragraphs: hard wraps and page breaks joined, a marker at the head where there is one."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from parsers.outline.labels import is_label
from parsers.outline.lines import STOPS, Body, Wrap, is_ended, is_footnote
from parsers.outline.markers import RANKS, Marker, as_small_roman
from parsers.outline.nodes import Node
from parsers.outline.phrases import is_closing, is_pointer
from parsers.registers import read_register
from schema.folding import fold_space

# Shorter paragraphs without a stop are headings as often as sentences cut by a page's end.
_SHORTEST_SENTENCE = 60
# How much shorter than usual a full line may be.
_RAGGED = 12
_RAGGED_FIRST = 5
_LAST_CLAUSE = re.compile(r"(?:.*[;,.(]\s+)?")
_NOT_LETTERS = re.compile(r"\W+")
_LOWEST_HEADING = RANKS["1)"]
_LETTERS = re.compile(r"[^\W\d_]")
# Markers that may be something else: an initial, a Roman number out of turn, one of the letters i, v and x.
_DOUBTFUL = frozenset({"upper", "roman", "a)"})


@cache
def _open_words() -> frozenset[str]:
    return frozenset(read_register("outline")["open_words"])


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


def read_paragraphs(body: Body, wrap: Wrap) -> list[Node]:
    """The paragraphs of one body run, in order; every line is in exactly one of them."""
    texts, numbers = body.texts, body.numbers
    together = " ".join(texts)
    # Lines are NFC, and of all white space only the plain space is printable.
    is_folded = together.isprintable() and "  " not in together
    found: list[Node] = []
    for (first, marker), (end, _) in pairwise(_Joiner(body, wrap).starts()):
        full = texts[first] if end - first == 1 else " ".join(texts[first:end])
        if not is_folded:
            full = fold_space(full)
        text = full
        if marker is not None and marker.text_start:
            head = texts[first][: marker.text_start]
            head = head.rstrip() if is_folded else " ".join(head.split())
            text = full[len(head) :].lstrip()
        found.append(Node(marker, full, text, numbers[first:end]))
    return found


def _plausible(marker: Marker, text: str, last: dict[str, tuple[int, ...]]) -> Marker | None:
    """The marker, unless it is an initial (`C. Mác`, `P. Bến Nghé`) or the first of a list of small Romans."""
    if marker.style == "upper" and marker.value[0] - 1 not in (0, *last.get("upper", ())):
        return None
    if marker.style == "roman" and marker.value[0] > last.get("roman", (0,))[0] + 4 and not is_capitals(text):
        return None
    if marker.style == "a)" and marker.printed in "ivx":
        letters = last.get("a)", (0,))[0]
        romans = last.get("i)", (0,))[0]
        small = as_small_roman(marker)
        if letters < 8 and (small.value[0] == 1 or romans == small.value[0] - 1):
            return small
    return marker


class _Joiner:
    """Finds the lines that begin a paragraph; the one under way goes from line `first` on, with `marker`."""

    def __init__(self, body: Body, wrap: Wrap) -> None:
        self.body, self.wrap = body, wrap
        self.first = 0
        self.marker: Marker | None = None
        self.last_values: dict[str, tuple[int, ...]] = {}
        # Brackets that are open behind line `_counted` - 1.
        self._open = self._counted = 0

    def starts(self) -> list[tuple[int, Marker | None]]:
        """The place of each first line with its marker, and the end of the last paragraph."""
        found: list[tuple[int, Marker | None]] = []
        above, above_number, across = "", 0, self.wrap.across_gaps
        for place, (number, text, marker) in enumerate(zip(*self.body[:3], strict=True)):
            gap = number - above_number > 1 and not across
            if marker is not None and marker.style in _DOUBTFUL:
                marker = _plausible(marker, text, self.last_values)
            if not place:
                joins = False
            elif marker is None:
                joins = (not gap and text[0].islower()) or self._takes_words(place, above, text, gap)
            else:
                joins = above[-1] not in STOPS and self._takes_marker(place, above, text, marker, gap)
            if not joins:
                if marker is not None and marker.value:
                    self.last_values[marker.level] = marker.value
                self.first, self.marker = place, marker
                found.append((place, marker))
            above, above_number = text, number
        found.append((len(self.body.texts), None))
        return found

    def _takes_words(self, place: int, above: str, text: str, gap: bool) -> bool:
        """Does the next line, which has no marker, belong to the paragraph?"""
        if self.marker is not None and place - self.first == 1 and self.marker.text_start == len(above):
            return True  # "Điều 4." alone on its line
        ended = is_ended(above)
        if text[0].islower():
            return not (gap and ended)
        return self._may_go_on(place, above, text, gap, ended) and not _begins_anew(text, gap or ended)

    def _may_go_on(self, place: int, above: str, text: str, gap: bool, ended: bool) -> bool:
        """May a line that begins with a capital, a figure or a sign belong to the paragraph, by what stands above?"""
        wrapped = self.wrap.width > 0 and not gap
        if ended:
            return wrapped and self._is_inside(place, above) and self._is_full(place, above, text)
        if _is_open(above):
            return True
        if is_capitals(above):
            return not gap and is_capitals(text)
        if text[0].isdigit() or text[0] in "“\"'(":
            return not gap or (text[0].isdigit() and self._is_cut(place, above))
        if wrapped:
            if self._is_list_of_bodies(place):
                return self._is_name_cut(place, text)
            return self._is_full(place, above, text) or self._is_name_cut(place, text)
        return (self.marker is None or self.marker.rank > _LOWEST_HEADING or text[:2].isupper()) and self._is_cut(
            place, above
        )

    def _is_inside(self, place: int, above: str) -> bool:
        """May a stop at a line's end be one inside the paragraph? A colon only in brackets or behind a label."""
        if above.endswith(":"):
            if self._counted <= self.first:
                self._open, self._counted = 0, self.first
            for text in self.body.texts[self._counted : place]:
                self._open += text.count("(") - text.count(")")
            self._counted = place
            return self._open > 0 or is_label(above[_LAST_CLAUSE.search(above).end() :])  # type: ignore[union-attr]
        return not above.endswith("./.")

    def _is_full(self, place: int, above: str, text: str) -> bool:
        """Was there no room left for the next word, so that the line ended for that reason alone?

        Widths are ragged by what mark-up stood in the source; a line without a stop is given the benefit, unless
        it may be a heading of its own.
        """
        word = text.split(None, 1)[0]
        first = place - self.first == 1
        room = (self.wrap.first_width if first else self.wrap.width) - len(above) - 1
        slack = _RAGGED_FIRST if first else _RAGGED
        if len(word) > room or len(word) <= room - slack or is_ended(above):
            return len(word) > room
        return word.isupper() or not (first and self.marker is not None and self.marker.rank <= _LOWEST_HEADING)

    def _is_cut(self, place: int, above: str) -> bool:
        """A long paragraph without a stop, in a document that sets stops, was cut by the end of a page."""
        if not self.wrap.punctuated or len(above) >= _SHORTEST_SENTENCE:
            return self.wrap.punctuated
        # So many lines are long enough, whatever is on them.
        enough = self.body.texts[self.first : min(place, self.first + _SHORTEST_SENTENCE)]
        return sum(map(len, enough)) >= _SHORTEST_SENTENCE

    def _is_list_of_bodies(self, place: int) -> bool:
        """`4. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh`: a heading of one line, however long."""
        if self.marker is None or place - self.first > 1 or self.marker.rank > _LOWEST_HEADING:
            return False
        words = self._first_words()
        return words.endswith(_level_words()) and all(
            name.strip().startswith(_body_words()) for name in words.split(",")
        )

    def _is_name_cut(self, place: int, text: str) -> bool:
        """`6. Sở` / `Thông tin và Truyền thông`: a heading broken before a capital, that so ends in a short line."""
        if self.marker is None or place - self.first > 1:
            return False
        words = self._first_words()
        if " " not in words:
            return True
        if not words.startswith(_body_words()) or is_ended(text) or len(text) > self.wrap.width // 2:
            return False
        following = place + 1
        return (
            following == len(self.body.texts)
            or self.body.markers[following] is not None
            or self.body.texts[following][0].isupper()
        )

    def _first_words(self) -> str:
        """The words behind the marker on the first line, for comparing."""
        assert self.marker is not None
        return self.body.texts[self.first][self.marker.text_start :].casefold()

    def _takes_marker(self, place: int, above: str, text: str, marker: Marker, gap: bool) -> bool:
        """Is this a line of running text that only begins like an item: `… giai đoạn 2021` / `- 2025`?"""
        if not marker.printed or is_ended(above):
            return False
        rest = text[marker.text_start :]
        wrapped = self.wrap.width > 0 and not gap
        if marker.style == "-":
            if (above[-1:].isdigit() and rest[:1].isdigit()) or _is_dashed_name(above, rest):
                return True
            return wrapped and rest[:1].islower() and self._is_full(place, above, text)
        if not wrapped or not marker.value or is_capitals(rest):
            return False
        known = self.last_values.get(marker.level)
        expected = marker.value[-1] == 1 or (known is not None and marker.value[-1] == known[-1] + 1)
        return not expected and (_is_open(above) or self._is_full(place, above, text))


def _begins_anew(text: str, apart: bool) -> bool:
    """Does a line begin a paragraph, whatever stands above; `apart` where that has ended or a gap is between?"""
    if text[0] in "([" and (is_pointer(text) or is_footnote(text)):
        return True
    return is_label(text) or (apart and is_closing(text))


def _is_open(line: str) -> bool:
    """Does the line end in a comma, a dash or a word that no sentence ends in?"""
    if line[-1] in ",–-":
        return True
    # No word of the register is as long as what is looked at.
    word = line[-12:].rpartition(" ")[2]
    if not word.isalpha():
        word = _NOT_LETTERS.split(word)[-1]
    return word.casefold() in _open_words()


def _is_dashed_name(above: str, rest: str) -> bool:
    before = [word.casefold() for word in above.split()[-2:]]
    behind = [word.casefold().strip(".,;:") for word in rest.split()[:3]]
    return len(before) == 2 and any(
        (" ".join(before), " ".join(behind[:length])) in _dashed_names() for length in (2, 3)
    )
