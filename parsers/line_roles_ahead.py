"""What lies ahead of a line: the next numbered part, a signature below a title, a plan below an article."""

from __future__ import annotations

import re
from bisect import bisect_left

from parsers.document_text import DocumentText

# A front matter's paragraphs end at the first numbered part; without one in reach, the text below is the body.
REACH = 15
_MOST_TITLE_LINES = 6
_MOST_SIGNATURE_LINES = 4
# The enclosed text of a decision of approval: "Điều 1. Phê duyệt Kế hoạch … với các nội dung sau:".
_NAMES_A_PLAN = re.compile(r"\b(?:ke hoach|chuong trinh|de an|phuong an)\b")


def parts_ahead(text: DocumentText, table_ends: list[int]) -> list[int]:
    """For each position in `todo`, the next where a numbered part, an item or an article begins or a table stood."""
    todo = text.todo
    ahead = [0] * len(todo)
    following = len(todo) + REACH
    for position in range(len(todo) - 1, -1, -1):
        index = todo[position]
        below = todo[position + 1] if position + 1 < len(todo) else len(text.lines)
        if text.is_section(index) or text.is_dashed(index) or text.kinds[index] in ("decides", "article"):
            following = position
        elif bisect_left(table_ends, index) < bisect_left(table_ends, below):
            following = position + 1
        ahead[position] = following
    return ahead


def is_signed_below(text: DocumentText, position: int) -> bool:
    """Is a title in capitals a signature: a name or a mark of signing close below it?"""
    below = text.todo[position + 1 : position + 1 + _MOST_SIGNATURE_LINES]
    return any(text.kinds[index] == "signed" or text.is_name(index) for index in below)


def titles_a_plan(text: DocumentText, position: int) -> bool:
    """Is a kind's word in capitals the title of a plan, with its title or its reference in brackets below?"""
    below = text.todo[position + 1 : position + 1 + _MOST_TITLE_LINES]
    if any(text.kinds[index] == "annex_bracket" for index in below):
        return True
    return text.kinds[text.todo[position]] == "kind" and bool(below) and text.is_capitals(below[0])


def encloses_plan(text: DocumentText, position: int) -> bool:
    """Does the article that begins here end in a colon behind which the plan itself begins?"""
    todo = text.todo
    for following in range(position, min(position + REACH, len(todo) - 1)):
        if following > position and text.kinds[todo[following]]:
            return False
        if text.lines[todo[following]].rstrip(" *_").endswith(":"):
            named = any(_NAMES_A_PLAN.search(text.plains[index]) for index in todo[position : following + 1])
            return named and text.is_section(todo[following + 1])
    return False
