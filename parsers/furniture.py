"""Lines that are not the document's: site navigation, page numbers, running heads, stamps of digital signatures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from parsers.document_text import DocumentText
from parsers.openings import matching_lines, parted, plain_lines
from parsers.page_marks import page_number
from parsers.registers import read_register

_BULLETS = " •·*-–o»›>+"
# A rule: at least three drawn characters and nothing else ("-------", "_____", "* * *", "***").
_RULE = re.compile(r"(?:[-_=~*.—–·•+]\s*){3,}\Z")
_DOTS_ONLY = re.compile(r"[.…\s]+\Z")
# "31.12.2020 09:55:35 +07:00" ends a stamp.
_STAMP_END = re.compile(r".*\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:\+\d{2}[':]?\d{2}'?|[ap]m))?$")
# "12", "- 3 -", "trang 4/10", "[7]", more loosely than the printed line is read.
PAGE_MARK = re.compile(
    r"\n(?=[-~tp\[\d])[-~ ]*(?:(?:trang|page|tr\.) ?(?:so ?)?)?"
    r"\[?\d{1,3}\]? ?(?:(?:/|of|tren) ?\d{1,3} ?)?[-~ ]*(?![^\n])"
)
_LONGEST_PAGE_MARK = 40
_MOST_STAMP_LINES = 9
_LONGEST_STAMP_LINE = 60
_LONGEST_SITE_LINE = 250
_LONGEST_RUNNING_HEAD = 120
_FEWEST_REPEATS = 3
_NEAR_PAGE_END = 3


class _Register(NamedTuple):
    outside: re.Pattern[str]
    anywhere: re.Pattern[str]
    stamp: re.Pattern[str]
    stamp_goes_on: re.Pattern[str]


def is_rule(line: str) -> bool:
    """Is the line only drawn?"""
    return len(line) < 300 and _RULE.match(line.strip()) is not None and not _DOTS_ONLY.match(line.strip())


def is_site_line(plain: str, line: str) -> bool:
    """Are these a site's words, when the line stands outside the document? `plain` is its entry of `plain_lines`."""
    return len(line) <= _LONGEST_SITE_LINE and _register().outside.match(f"\n{_bare(plain, line)}") is not None


def site_lines(plains: Sequence[str], lines: Sequence[str]) -> list[int]:
    """Which of the lines (0-based) are a site's words, when they stand outside the document."""
    bare = [_bare(plain, line) for plain, line in zip(plains, lines, strict=True)]
    return [at for at, _ in matching_lines(_register().outside, bare) if len(lines[at]) <= _LONGEST_SITE_LINE]


def _bare(plain: str, line: str) -> str:
    """The plain line without bullets, a property's key parted from its value by a colon."""
    if "\t" in line and len(line) <= _LONGEST_SITE_LINE:
        plain = _plain(line.strip().replace("\t", ": ", 1))
    return plain.strip(_BULLETS)


def furniture_pattern() -> re.Pattern[str]:
    """What the plain line of a page's or a site's words matches wherever it stands, behind its line break."""
    return _register().anywhere


def furniture_anywhere(plains: Sequence[str]) -> set[int]:
    """Which lines (0-based) are words of a page or a site wherever they stand."""
    return {index for index, _ in matching_lines(furniture_pattern(), plains)}


def stamps(text: DocumentText) -> set[int]:
    """Which lines (0-based) are stamps of digital signatures."""
    found: set[int] = set()
    for index in text.matching(_register().stamp):
        if index not in found:
            found.update(range(index, index + stamp_length(text.plains, index)))
    return found


def stamp_length(plains: Sequence[str], index: int) -> int:
    """How many lines from `index` (0-based) on are the stamp of a digital signature; 0 when none begins there."""
    register = _register()
    if len(plains[index]) > _LONGEST_STAMP_LINE or not register.stamp.match("\n" + plains[index]):
        return 0
    last = 0
    for offset in range(1, min(_MOST_STAMP_LINES, len(plains) - index)):
        plain = plains[index + offset]
        if len(plain) > _LONGEST_STAMP_LINE or (not plain and offset > 1 and not _goes_on(plains, index + offset + 1)):
            break
        if _STAMP_END.match(plain):
            return offset + 1
        if register.stamp_goes_on.match(plain):
            last = offset
    return last + 1


def _goes_on(plains: Sequence[str], index: int) -> bool:
    return index < len(plains) and (
        _register().stamp_goes_on.match(plains[index]) is not None or _STAMP_END.match(plains[index]) is not None
    )


def page_numbers(lines: list[str], indexes: list[int]) -> set[int]:
    """Which of the lines (0-based, in order) are page numbers: written as such, or counting on from page to page."""
    numbered = [
        (index, number)
        for index in indexes
        if len(lines[index]) <= _LONGEST_PAGE_MARK and (number := page_number(lines[index])) is not None
    ]
    found: set[int] = set()
    last = 0
    for place, (index, number) in enumerate(numbered):
        written = not lines[index].strip().isdigit()
        alone = _is_blank(lines, index - 1) and _is_blank(lines, index + 1)
        following = numbered[place + 1][1] if place + 1 < len(numbered) else 0
        # A single number is a page's only where pages begin; others are sums or parts of a sentence.
        counts = 1 <= number - last <= 2 if last else (alone and (number <= 3 or 1 <= following - number <= 2))
        if "\f" in lines[index] or counts or (written and alone):
            found.add(index)
            last = number
    return found


def running_heads(lines: list[str], plains: list[str], indexes: list[int], pages: set[int]) -> set[int]:
    """Which of the lines are printed again and again at the ends of pages, numbers in them left aside."""
    if not pages and "\f" not in "".join(lines):
        return set()
    places: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        if 3 <= len(lines[index]) <= _LONGEST_RUNNING_HEAD and index not in pages:
            places[re.sub(r"\d+", "#", plains[index])].append(index)
    found: set[int] = set()
    for repeated in places.values():
        if len(repeated) >= _FEWEST_REPEATS:
            near = [index for index in repeated if _near_page_end(lines, index, pages)]
            if 3 * len(near) >= 2 * len(repeated):
                found.update(repeated)
    return found


def _near_page_end(lines: list[str], index: int, pages: set[int]) -> bool:
    window = range(max(0, index - _NEAR_PAGE_END), min(len(lines), index + _NEAR_PAGE_END + 1))
    return any(near in pages or "\f" in lines[near] for near in window)


def _is_blank(lines: list[str], index: int) -> bool:
    return index < 0 or index >= len(lines) or not lines[index].strip()


@cache
def _register() -> _Register:
    raw = read_register("furniture")
    entries: list[dict[str, Any]] = raw["entry"]
    anywhere = [part for entry in entries if "anywhere" in entry for part in _alternatives(entry)]
    firsts = "".join(entry["anywhere"] for entry in entries if "anywhere" in entry)
    outside = [part for entry in entries for part in _alternatives(entry)]
    stamp = raw["stamp"]
    return _Register(
        re.compile(rf"\n(?:{parted(outside)})", re.MULTILINE),
        re.compile(rf"\n(?=[{firsts}])(?:{'|'.join(anywhere)})", re.MULTILINE),
        re.compile(rf"\n(?:{parted(re.escape(_plain(text)) for text in stamp['begins'])})"),
        re.compile(parted(re.escape(_plain(text)) for text in [*stamp["begins"], *stamp["goes_on"]])),
    )


def _alternatives(entry: dict[str, Any]) -> list[str]:
    parts = [f"(?:{entry['pattern']})$"] if "pattern" in entry else []
    parts += [rf"{re.escape(_plain(text))}[ .:;…)]*$" for text in entry.get("whole", ())]
    parts += [re.escape(_plain(text)) for text in entry.get("begins", ()) if _plain(text)]
    for key in map(_plain, entry.get("keys", ())):
        parts.append(rf"{re.escape(key)} ?(?:[:.]|$)")
        # Only a page taken apart prints "Loại văn bảnVăn bản khác"; one short word could begin any other word.
        if " " in key:
            parts.append(rf"{re.escape(key)}(?=[a-z0-9(])")
    return parts


def _plain(text: str) -> str:
    return plain_lines([text])[0]
