"""A budget cell, with its column's heading and its row's note, as money objects."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.explanation import Explanation
from normalize.money.amounts import repair_figures, unit_of_heading
from normalize.money.attribution import CLAUSE, clauses, purses_by_sum, stands_apart, without_totals
from normalize.money.sources import bare_levels, find_purses, single_source
from normalize.money.sums import Sum, find_sums
from normalize.money.vocabulary import accented, any_of, register, whole_words
from normalize.plain import plain
from schema.folding import fold_space, strip_markup
from schema.records import Money, MoneyKind, MoneySource

# Cells longer than this hold no budget; only their beginning is read, and the rest is said to be unread.
MOST_CHARACTERS = 4000


class Reading(NamedTuple):
    """What a cell gave: values with their origin, and the words that gave none."""

    values: tuple[Explanation, ...]
    unread: str


def read_cell(text: str, heading: str, note: str) -> Reading:
    """The money of a budget cell. `heading` gives the unit, `note` and `heading` a source the cell does not name."""
    most = MOST_CHARACTERS
    reading = _read_cell(text[:most], heading[:most], note[:most])
    return reading if len(text) <= most else reading._replace(unread=reading.unread or text[most : 2 * most])


@lru_cache(maxsize=16384)
def _read_cell(text: str, heading: str, note: str) -> Reading:
    cell, note = _cleaned(text), _cleaned(note)
    if not cell:
        return _from_note(note)
    if says_nothing(cell):
        return Reading((), "")
    elsewhere = _source_elsewhere(note, heading)
    sums = find_sums(cell, unit_of_heading(fold_space(heading)), bare=True)
    if any(found.dong != 0 for found in sums):
        values, left = _sums_with_sources(cell, sums, elsewhere)
        return Reading(values, left)
    values, left = _without_sums(cell, elsewhere)
    return Reading(values, left)


def _cleaned(text: str) -> str:
    # An asterisk between blanks multiplies; any other is mark-up.
    text = fold_space(strip_markup(text.replace(" * ", " x ")))
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
    return re.compile(rf"\W*{any_of(register()['unknown']['words'])}(?!\w)")


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
        if index not in kept or found.dong == 0:
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


def _other_clauses(cell: str, sums: list[Sum]) -> list[Explanation]:
    found = []
    for start, end in clauses(cell):
        if stands_apart(cell, sums, (start, end)):
            found += _clause(cell[start:end].strip(), cell, (None, ""))
    return found


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
        rf"[\W\d]*(?:(?P<pointer>{pointer})|(?P<document>{document})\W*$|(?P<apart>{apart}))|.*?(?P<inside>{inside})",
        re.DOTALL,
    )


@cache
def _purpose() -> re.Pattern[str]:
    return whole_words(register()["purpose"]["words"])


def _without_sums(cell: str, elsewhere: tuple[MoneySource | None, str]) -> tuple[tuple[Explanation, ...], str]:
    values: list[Explanation] = []
    left: list[str] = []
    for clause in CLAUSE.split(cell):
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
    purses = find_purses(words) or bare_levels(words) or bare_levels(words.partition(":")[0])
    pointer = _reference().match(plain(words.rpartition(":")[2] if purses else words))
    # "Kinh phí tự chủ theo Nghị định …" is the body's own money; "NS tỉnh theo quy định" says more than a source.
    own_money = pointer and pointer["inside"] and any(purse.source == "own" for purse in purses)
    if pointer and not own_money:
        source = single_source(purses) if purses else elsewhere
        return [_explained("by_reference", words, cell, "by_reference", source)]
    found: list[Explanation] = []
    for purse in purses:
        kind: MoneyKind = "self_funded" if purse.source == "own" else "source_only"
        one = _explained(kind, words[purse.start : purse.end], cell, kind, (purse.source, purse.entry))
        found += [one] if all(one.value != other.value for other in found) else []
    if not found and _purpose().search(accented(words)):
        found = [_explained("source_only", words, cell, "source_only", elsewhere)]
    return found


# --- Notes -----------------------------------------------------------------------------------------------


def _from_note(note: str) -> Reading:
    """What the note of a row with an empty budget says of money: sums with a unit, or sources by name."""
    purses = find_purses(note)
    if not purses and not _purpose().search(accented(note)):
        return Reading((), "")
    sums = [found for found in find_sums(note, None, bare=False) if found.dong]
    if sums:
        values, _ = _sums_with_sources(note, sums, (None, ""))
        return Reading(values, "")
    values, _ = _without_sums(note, (None, "")) if purses else ((), "")
    return Reading(tuple(one for one in values if isinstance(one.value, Money) and one.value.source), "")
