"""Automatic numbering of Word: the marker that Word prints before a paragraph and its text does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.readers.docx_styles import Styles
from ingest.readers.list_markers import WORD_STYLES
from ingest.readers.ooxml import W, is_on, number, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# Bullets that people type as letters stay; those drawn by Symbol or Wingdings become the usual signs.
_PLAIN_BULLETS = frozenset("-–—+*•>»")
_BULLETS_BY_LEVEL = "-+•"


@dataclass(slots=True)
class _Level:
    start: int
    style: str
    text: str
    restart_after: int | None  # 1-based level that starts this one anew; None for every higher one, 0 for none
    arabic: bool
    paragraph_style: str | None


class Numbering:
    """The lists of a document, counting as its paragraphs come by."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._abstract[element.get(f"{W}abstractNumId", "")] = element
            elif element.tag == f"{W}num":
                self._nums[element.get(f"{W}numId", "")] = element

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level that a list keeps for paragraphs of a style; 0 where it names none."""
        for level, definition in self._definitions(number_id).items():
            if definition.paragraph_style == style:
                return level
        return 0

    def next_marker(self, number_id: str, level: int) -> str:
        """Count the next paragraph of a list; its marker, "" where the list prints none."""
        levels = self._definitions(number_id)
        if level not in levels:
            return ""
        counters = self._counters.setdefault(self._abstract_id(number_id), [None] * _LEVELS)
        if number_id not in self._started:
            self._started.add(number_id)
            self._restart(number_id, counters)
        current = counters[level]
        counters[level] = levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            restart_after = levels[deeper].restart_after if deeper in levels else None
            if restart_after is None or level < restart_after:
                counters[deeper] = None
        for higher in range(level):
            if counters[higher] is None:
                counters[higher] = levels[higher].start if higher in levels else 1
        return self._format(levels, counters, level)

    @staticmethod
    def _format(levels: dict[int, _Level], counters: list[int | None], level: int) -> str:
        definition = levels[level]
        if definition.style == "bullet":
            sign = definition.text.strip()
            return sign if sign in _PLAIN_BULLETS else _BULLETS_BY_LEVEL[min(level, 2)] if sign else ""

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = "decimal" if definition.arabic or at not in levels else levels[at].style
            return WORD_STYLES.get(style, str)(counters[at] or 0)

        return _PLACE.sub(place, definition.text).strip()

    def _restart(self, number_id: str, counters: list[int | None]) -> None:
        """A list that says where it starts begins anew there, though its definition was counted before."""
        for override in self._nums[number_id].findall(f"{W}lvlOverride"):
            start = value(override, f"{W}startOverride")
            level = number(override.get(f"{W}ilvl"))
            if start is not None and 0 <= level < _LEVELS:
                counters[level] = number(start, 1) - 1

    def _definitions(self, number_id: str) -> dict[int, _Level]:
        if number_id not in self._levels:
            levels: dict[int, _Level] = {}
            abstract = self._abstract.get(self._abstract_id(number_id))
            for element in abstract.findall(f"{W}lvl") if abstract is not None else ():
                levels[number(element.get(f"{W}ilvl"))] = _level(element)
            for override in self._nums[number_id].findall(f"{W}lvlOverride") if number_id in self._nums else ():
                replaced = override.find(f"{W}lvl")
                if replaced is not None:
                    levels[number(override.get(f"{W}ilvl"))] = _level(replaced)
            self._levels[number_id] = {level: found for level, found in levels.items() if 0 <= level < _LEVELS}
        return self._levels[number_id]

    def _abstract_id(self, number_id: str) -> str:
        """The definition behind a list; a definition may point to a numbering style, and that to a list."""
        seen: set[str] = set()
        while number_id not in seen:
            seen.add(number_id)
            abstract_id = value(self._nums.get(number_id), f"{W}abstractNumId") or ""
            link = value(self._abstract.get(abstract_id), f"{W}numStyleLink")
            linked = self._styles.numbering_of(link) if link else None
            if not linked:
                return abstract_id
            number_id = linked
        return ""


def _level(element: etree._Element) -> _Level:
    restart = value(element, f"{W}lvlRestart")
    return _Level(
        start=number(value(element, f"{W}start")),
        style=value(element, f"{W}numFmt") or "decimal",
        text=value(element, f"{W}lvlText") or "",
        restart_after=None if restart is None else number(restart),
        arabic=is_on(element.find(f"{W}isLgl")),
        paragraph_style=value(element, f"{W}pStyle"),
    )
