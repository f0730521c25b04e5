"""Which source belongs to which of several sums, and which sum is only the total of the others."""

from __future__ import annotations

import re

from normalize.money.sources import Purse, bare_levels, find_purses
from normalize.money.sums import Sum
from normalize.money.vocabulary import accented
from normalize.plain import plain

CLAUSE = re.compile(r"[;+]")
# "Nguồn: NS tỉnh" tells of the sum before it, "cấp huyện: theo quy định" of something else.
_ON_ITS_OWN = re.compile(r"con lai|khac|^\W*theo\b|^(?!\W*(?:tu\s+)?(?:nguon|von|ngan sach|kinh phi)\b)[^:]*:")


def purses_by_sum(text: str, sums: list[Sum]) -> list[list[Purse]]:
    """For each sum the sources that stand with it: in its label, its bracket, its clause.

    A source named once, before all sums or behind them all, is that of each sum.
    """
    zones: list[list[Purse]] = [[] for _ in sums]
    apart = [clause for clause in clauses(text) if stands_apart(text, sums, clause)]
    purses = [p for p in find_purses(text) if not any(start <= p.start < end for start, end in apart)]
    labels_first = _labels_first(text, sums, purses)
    for purse in purses:
        zones[_sum_of(text, sums, purse, labels_first)].append(purse)
    for index, label in enumerate(_labels_of_levels(text, sums)):
        zones[index] = zones[index] or label
        purses += label
    if len({purse.source for purse in purses}) == 1 and not _DETAIL.search(plain(text)):
        at = purses[0].start
        outside = at < sums[0].start or (at > sums[-1].start and "(" not in text[sums[-1].end : at])
        if outside and not any(_clause_break(text, sums, i) for i in range(len(sums) - 1)):
            return [purses for _ in sums]
    return zones


_DETAIL = re.compile(r"trong do|bao gom|gom|tong|con lai")


def _labels_first(text: str, sums: list[Sum], purses: list[Purse]) -> bool:
    """Whether sources stand before their sums (`NSTW: 500; NS tỉnh: 200`) rather than behind."""
    before = [purse for purse in purses if purse.start < sums[0].start]
    if before:
        return True
    return len(sums) > 1 and text[sums[0].end : sums[1].start].rstrip().endswith(":")


def _labels_of_levels(text: str, sums: list[Sum]) -> list[list[Purse]]:
    """For each sum the level names that are all there is before it (`Tỉnh: 200`) or in a bracket behind."""
    found, end = [], 0
    for one in sums:
        label = _BREAK.split(text[end : one.start])[-1]
        bracket = _BRACKET.match(text, one.end)
        found.append(bare_levels(label.strip(" ()")) or (bare_levels(bracket[1]) if bracket else []))
        end = one.end
    return found


_BRACKET = re.compile(r"\s*\(([^()]{1,40})\)")


def _sum_of(text: str, sums: list[Sum], purse: Purse, labels_first: bool) -> int:
    """The index of the sum that a source belongs to."""
    behind = next((index for index, found in enumerate(sums) if found.start >= purse.end), len(sums))
    if behind == 0:
        return 0
    if behind == len(sums):
        return len(sums) - 1
    start, end = sums[behind - 1].end, sums[behind].start
    left, right = text[start : purse.start], text[purse.end : end]
    if _in_open_bracket(left):
        # "1,5 tỷ (NSTW: 1 tỷ; …": a bracket that goes on to a sum holds labels, a closed one tells of the sum before.
        return behind if ")" not in right else behind - 1
    if _BREAK.search(left):
        return behind
    if _BREAK.search(right):
        return behind - 1
    return behind if labels_first else behind - 1


_BREAK = re.compile(r"[;,+]|(?<!\w)và(?!\w)|\s[-–]\s")


def _in_open_bracket(left: str) -> bool:
    return left.rfind("(") > left.rfind(")")


def _clause_break(text: str, sums: list[Sum], index: int) -> bool:
    return ";" in text[sums[index].end : sums[index + 1].start]


_TOTAL_WORD = re.compile(r"tổng|cộng|trong đó|gồm|=|chia ra|cụ thể")


def without_totals(text: str, sums: list[Sum]) -> list[int]:
    """Indexes of the sums that are not the printed total of the others, so that nothing counts twice."""
    indexes = list(range(len(sums)))
    if len(sums) < 2 or any(found.dong is None or found.per for found in sums):
        return indexes
    in_bracket = _in_open_bracket(text[sums[0].end : sums[1].start])
    if not in_bracket and not _TOTAL_WORD.search(accented(text)):
        return indexes
    for total in (0, len(sums) - 1):
        others = [index for index in indexes if index != total]
        if sum(sums[index].dong or 0 for index in others) == sums[total].dong:
            return others
    return indexes


def clauses(text: str) -> list[tuple[int, int]]:
    """Start and end of what semicolons and pluses part."""
    marks = [match.start() for match in CLAUSE.finditer(text)]
    return list(zip([0, *(mark + 1 for mark in marks)], [*marks, len(text)], strict=True))


def stands_apart(text: str, sums: list[Sum], clause: tuple[int, int]) -> bool:
    """Whether a clause holds no sum and is not the source of one: `…; còn lại tự chủ`."""
    start, end = clause
    return not any(start <= one.start < end for one in sums) and bool(_ON_ITS_OWN.search(plain(text[start:end])))
