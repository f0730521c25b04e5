"""A budget cell, with its column's heading and its row's note, as money objects."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.explanation import Explanation
from normalize.money.amounts import repair_figures, unit_of_heading
from normalize.money.sources import Purse, bare_levels, find_purses, single_source
from normalize.money.sums import Sum, find_sums
from normalize.money.vocabulary import any_of, plain_words, register
from normalize.plain import plain
from schema.folding import fold_space, strip_markup
from schema.records import Money, MoneyKind, MoneySource

# Cells longer than this hold no budget; only their beginning is read, and the rest is said to be unread.
MOST_CHARACTERS = 4000


class Reading(NamedTuple):
    """What a cell gave: values with their origin, and the words that gave none."""

    values: tuple[Explanation, ...]
    unread: str


@lru_cache(maxsize=16384)
def read_cell(text: str, heading: str, note: str) -> Reading:
    """The money of a budget cell. `heading` gives the unit, `note` and `heading` a source the cell does not name."""
    cell, note = _cleaned(text), _cleaned(note)
    unread = cell[MOST_CHARACTERS:]
    cell = cell[:MOST_CHARACTERS]
    if not cell:
        return _from_note(note)
    if says_nothing(cell):
        return Reading((), "")
    elsewhere = _source_elsewhere(note, heading)
    sums = [found for found in find_sums(cell, unit_of_heading(heading), bare=True) if found.dong != 0]
    if sums:
        values, left = _sums_with_sources(cell, sums, elsewhere)
        return Reading(values, unread or left)
    values, left = _without_sums(cell, elsewhere)
    return Reading(values, unread or left)


def _cleaned(text: str) -> str:
    text = fold_space(strip_markup(text))
    # "TƯ" is "từ" and "tự" without accents; the other abbreviation of the centre is not.
    return repair_figures(_CENTRE.sub(lambda match: match[0][:-1] + "W", text)) if text else text


_CENTRE = re.compile(r"(?<![^\W\d_])(?:NS|Nguồn |Vốn )?T\.?Ư(?!\w)")


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:0|x|{any_of(register()['nothing']['words'])})?(?:\s?(?:dong|d|vnd))?[\W_]*")


def says_nothing(cell: str) -> bool:
    """Whether the cell says that no money is needed, or holds only a dash or a zero."""
    return bool(_nothing().fullmatch(plain(cell)))


@cache
def _unknown() -> re.Pattern[str]:
    return re.compile(rf"\W*{plain_words(register()['unknown']['words'])}")


def _source_elsewhere(note: str, heading: str) -> tuple[MoneySource | None, str]:
    source, entry = single_source(find_purses(note))
    return (source, entry) if source else single_source(find_purses(fold_space(heading)))


def _explained(
    rule: str,
    words: str,
    cell: str,
    kind: MoneyKind,
    source: tuple[MoneySource | None, str],
    dong: int | None = None,
    per: str | None = None,
    note: str = "",
) -> Explanation:
    money = Money(kind=kind, amount_vnd=dong, per=per, source=source[0], text=cell)
    return Explanation(rule, words, source[1], money, note)


# --- Cells with sums -------------------------------------------------------------------------------------


def _sums_with_sources(
    cell: str, sums: list[Sum], elsewhere: tuple[MoneySource | None, str]
) -> tuple[tuple[Explanation, ...], str]:
    zones = purses_by_sum(cell, sums)
    kept = without_totals(cell, sums)
    values, left = [], ""
    for index, found in enumerate(sums):
        if index not in kept:
            continue
        source = single_source(zones[index])
        if not zones[index]:
            source = elsewhere
        note = found.note
        if found.dong is None:
            left = cell[found.start : found.end]
            note = "the unit is not known"
        kind: MoneyKind = "rate" if found.per else "amount"
        words = cell[found.start : found.end]
        values.append(_explained(found.rule, words, cell, kind, source, found.dong, found.per, note))
    values += _other_clauses(cell, sums)
    return tuple(values), left


def purses_by_sum(text: str, sums: list[Sum]) -> list[list[Purse]]:
    """For each sum the sources that stand with it: in its label, its bracket, its clause.

    A source named once, before all sums or behind them all, is that of each sum.
    """
    zones: list[list[Purse]] = [[] for _ in sums]
    purses = find_purses(text)
    labels_first = _labels_first(text, sums, purses)
    for purse in purses or _labels_of_levels(text, sums):
        zones[_sum_of(text, sums, purse, labels_first)].append(purse)
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


def _labels_of_levels(text: str, sums: list[Sum]) -> list[Purse]:
    """Level names that are all there is before, or in brackets behind, a sum: `Tỉnh: 200; huyện (100)`."""
    found, end = [], 0
    for index, one in enumerate(sums):
        label = re.split(r"[;,+)]|(?<!\w)và(?!\w)", text[end : one.start])[-1]
        found += [p._replace(start=one.start - 1, end=one.start) for p in bare_levels(label)]
        stop = sums[index + 1].start if index + 1 < len(sums) else len(text)
        if bracket := re.match(r"\s*\(([^()]{1,40})\)", text[one.end : stop]):
            found += [p._replace(start=one.end, end=one.end + 1) for p in bare_levels(bracket[1])]
        end = one.end
    return found


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
        # "1,5 tỷ (NSTW: 1 tỷ; …": an open bracket holds labels, a closed one belongs to the sum before it.
        return behind if ":" in right and ")" not in right else behind - 1
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


_TOTAL_WORD = re.compile(r"tong|cong|trong do|bao gom|gom|=|\(|chia ra|cu the")


def without_totals(text: str, sums: list[Sum]) -> list[int]:
    """Indexes of the sums that are not the printed total of the others, so that nothing counts twice."""
    indexes = list(range(len(sums)))
    if len(sums) < 2 or any(found.dong is None or found.per for found in sums) or not _TOTAL_WORD.search(plain(text)):
        return indexes
    for total in (0, len(sums) - 1):
        others = [index for index in indexes if index != total]
        if sum(sums[index].dong or 0 for index in others) == sums[total].dong:
            return others
    return indexes


def _other_clauses(cell: str, sums: list[Sum]) -> list[Explanation]:
    """Clauses behind a semicolon or plus that hold no sum and are not the source of one: `…; còn lại tự chủ`."""
    found, at = [], 0
    for clause in _CLAUSE.split(cell):
        start = cell.index(clause, at)
        at = start + len(clause)
        if any(start <= one.start < at for one in sums) or not _OWN_CLAUSE.search(plain(clause)):
            continue
        values, _ = _without_sums(clause.strip(), (None, ""))
        found += [v._replace(value=v.value.model_copy(update={"text": cell})) for v in values if isinstance(v.value, Money)]
    return found


_CLAUSE = re.compile(r"[;+]")
_OWN_CLAUSE = re.compile(r"con lai|khac|:|^\W*theo\b")


# --- Cells without sums ----------------------------------------------------------------------------------


@cache
def _reference() -> re.Pattern[str]:
    entry = register()["reference"]
    heads = any_of(entry["heads"])
    documents, qualifiers = any_of(entry["documents"]), any_of(entry["qualifiers"])
    pointer = rf"(?:{any_of(entry['lead_ins'])}\s+){{0,3}}{heads}(?!\w)(?!\s+(?:nguon|ngan sach|ns)(?!\w))"
    document = rf"(?:{any_of(entry['have'])}\s+)?{documents}(?:\s+\w+)?(?:\s+{qualifiers})?"
    apart = rf"(?:{any_of(entry['have'])}\s+)?(?:{documents}|du toan|kinh phi|nguon)\s+rieng"
    inside = rf"(?<!\w){heads}\s+(?:cac\s+)?(?:{documents}|du toan|qd|kh|nq)(?!\w)"
    return re.compile(
        rf"[\W\d]*(?:(?P<pointer>{pointer})|(?P<document>{document})\W*$|(?P<apart>{apart}))|.*?(?P<inside>{inside})", re.DOTALL
    )


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(plain_words(register()["purpose"]["words"]))


def _without_sums(
    cell: str, elsewhere: tuple[MoneySource | None, str]
) -> tuple[tuple[Explanation, ...], str]:
    values: list[Explanation] = []
    left: list[str] = []
    for clause in _CLAUSE.split(cell):
        words = clause.strip()
        if not words or says_nothing(words) or _unknown().match(plain(words)):
            continue
        read = _clause(words, cell, elsewhere)
        if not read:
            left.append(words)
        values += [one for one in read if all(one.value != known.value for known in values)]
    return tuple(values), "; ".join(left)


def _clause(words: str, cell: str, elsewhere: tuple[MoneySource | None, str]) -> list[Explanation]:
    """What a clause without a sum says: a pointer to a document, the body's own money, or where it comes from."""
    purses = find_purses(words) or bare_levels(words)
    key = plain(words)
    pointer = _reference().match(key)
    if pointer and not (pointer["inside"] and purses and purses[0].end <= pointer.start("inside")):
        source = single_source(purses) if purses else elsewhere
        return [_explained("by_reference", words, cell, "by_reference", source)]
    found = []
    for purse in purses:
        kind: MoneyKind = "self_funded" if purse.source == "own" else "source_only"
        found.append(_explained(kind, words[purse.start : purse.end], cell, kind, (purse.source, purse.entry)))
    if not found and _purpose().search(key):
        found = [_explained("source_only", words, cell, "source_only", elsewhere)]
    return found


# --- Notes -----------------------------------------------------------------------------------------------


def _from_note(note: str) -> Reading:
    """What the note of a row with an empty budget says of money: sums with a unit, or sources by name."""
    note = note[:MOST_CHARACTERS]
    purses = find_purses(note)
    if not purses and not _purpose().search(plain(note)):
        return Reading((), "")
    sums = [found for found in find_sums(note, None, bare=False) if found.dong]
    if sums:
        values, _ = _sums_with_sources(note, sums, (None, ""))
        return Reading(values, "")
    values, _ = _without_sums(note, (None, "")) if purses else ((), "")
    return Reading(tuple(one for one in values if isinstance(one.value, Money) and one.value.source), "")
