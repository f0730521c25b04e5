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


def part_ahead(text: DocumentText, table_ends: list[int], position: int, reach: int = REACH) -> bool:
    """Does a numbered part, an item or an article begin, or stand a table, at most `reach` lines further on?"""
    todo = text.todo
    for ahead in range(position, min(position + reach + 1, len(todo))):
        index = todo[ahead]
        if text.is_section(index) or text.is_dashed(index) or text.kinds[index] in ("decides", "article"):
            return True
        below = todo[ahead + 1] if ahead + 1 < len(todo) else len(text.lines)
        if bisect_left(table_ends, index) < bisect_left(table_ends, below):
            return ahead < position + reach
    return False


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
