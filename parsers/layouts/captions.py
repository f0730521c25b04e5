"""What is printed above a table and belongs to it: the appendix's title, its reference, the unit of its sums."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from parsers.layouts.cells import cell_text
from parsers.openings import is_capitals, openings, plain_lines

_MOST_LINES = 12
_MOST_BRACKET_LINES = 4
_LONGEST = 300
_TITLE_KINDS = frozenset({"appendix", "annex_bracket", "unit_note", "kind"})
_END_KINDS = frozenset({"signature", "signer_title", "signed", "recipients", "motto", "number", "article", "decides"})
# "Bảng 1. Phân công nhiệm vụ", "Biểu 2:", but no section of the body ("II. NHIỆM VỤ CỤ THỂ").
_NUMBERED_TITLE = re.compile(r"(?:bang|bieu|danh muc|phu luc|mau)(?: so)? ?\w{0,5} ?[.:-]? ")
_SECTION = re.compile(r"(?:phan |chuong |muc )?(?:[ivxl]{1,6}|[a-d]|\d{1,2}(?:\.\d{1,2}){0,3})(?: ?[.)/:-]|$)")


def caption_lines(lines: list[str], first: int, taken: bytearray) -> list[int]:
    """Indexes (0-based, top down) of the caption lines above the line with index `first`."""
    found: list[int] = []
    index = first - 1
    while index >= 0 and len(found) < _MOST_LINES and first - index < 4 * _MOST_LINES and not taken[index]:
        line = lines[index].strip()
        if not line:
            index -= 1
            continue
        count = _title_lines(lines, index)
        if not count:
            break
        found += range(index, index - count, -1)
        index -= count
    return found[::-1]


def caption_texts(lines: list[str], indexes: list[int]) -> list[str]:
    """The caption as printed, one text per line."""
    return [text for index in indexes if (text := cell_text(lines[index]))]


def _title_lines(lines: list[str], index: int) -> int:
    """How many lines up from `index` are one part of a caption; 0 when the line is none."""
    line = lines[index]
    if len(line) > _LONGEST:
        return 0
    part = _part(line)
    return _bracket_lines(lines, index) if part == "bracket" else int(part == "title")


@lru_cache(maxsize=2048)
def _part(line: str) -> Literal["title", "bracket", ""]:
    """What a line is in a caption: a part of its own, the end of a bracket that opens above, or none."""
    plain = plain_lines([line])[0]
    kind = openings([plain], [line]).get(0, "")
    if kind in _END_KINDS:
        return ""
    if kind in _TITLE_KINDS or plain.startswith("("):
        return "title"
    if plain.endswith(")") and "(" not in plain:
        return "bracket"
    if _NUMBERED_TITLE.match(plain) and not line.rstrip().endswith((".", ";", ":")):
        return "title"
    return "title" if is_capitals(line) and not _SECTION.match(plain) else ""


def _bracket_lines(lines: list[str], index: int) -> int:
    """The lines of a bracket that ends on this line and opened above it."""
    for count in range(1, _MOST_BRACKET_LINES + 1):
        if index - count < 0 or not lines[index - count].strip():
            return 0
        if lines[index - count].lstrip(" *_").startswith("("):
            return count + 1
    return 0
