"""What several figures say together: a range, a rate, a product, a sum said twice."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from normalize.money.amounts import Amount, find_amounts, scaled
from normalize.money.vocabulary import any_of, register
from normalize.plain import plain
from normalize.spelling import lower_in_place


class Sum(NamedTuple):
    """One statement of money at `start`..`end`; `dong` is None where its unit is unknown or foreign.

    `rule` names how it came about, `note` says what a reader might question.
    """

    start: int
    end: int
    dong: int | None
    per: str | None = None
    rule: str = "amount"
    note: str = ""
    worded: bool = False


# 50 - 70 triệu | từ 50 triệu đến 70 triệu | giữa 1000 và 2000 đồng
_BETWEEN_RANGE = re.compile(r"\s*(?:-|–|—|÷|~|->|đến|tới|và)\s*(?:khoảng\s+)?(?:vnđ|vnd|₫)?\s*")
# Words that make the figure behind them a date, a place in an order, or a number of something.
_LABEL_BEFORE = re.compile(
    r"(?:năm|quý|tháng|ngày|tuần|kỳ|số|khóa|khoá|lần|đợt|thứ|cấp|mức|điều|khoản|điểm|mục|phụ lục|giai đoạn|đề án)\s*$"
)
# What may stand behind a bare figure: the end of the clause, a rate, a range, a product, a purse.
_BARE_END = re.compile(
    r"""\s*(?: $ | [;,+)\]=×*.] | x(?![^\W\d_]) | [-–]\s*\d | đến\s | từ\s | do\s | \(
        | (?:ns|nsnn|nstw|nguồn|ngân\ssách|vốn|kinh\sphí|trong\sđó|và)(?!\w)
        | /\s*(?:0?1\s|một\s)?[^\W\d_]{2,} )""",
    re.VERBOSE,
)
_YEAR_LABEL = re.compile(r"(?:19|20)\d\d\s*[:)]")


def find_sums(text: str, unit: int | None, *, bare: bool) -> list[Sum]:
    """Every statement of money in the text, in order.

    `unit` is the đồng that one unit of the column is worth. With `bare`, figures without a unit count as
    sums where they stand alone (a budget cell); without it, only as the lower end of a range (a sentence).
    """
    lower = lower_in_place(text)
    sums: list[Sum] = []
    amounts = find_amounts(text)
    at = 0
    while at < len(amounts):
        amount, rule, after = _range(lower, amounts, at)
        if amount.bare and not (bare and _stands_alone(lower, text, amount)):
            at = after
            continue
        found = _rated(
            lower, text, Sum(amount.start, amount.end, scaled(amount, unit), rule=rule, worded=amount.worded)
        )
        found = _multiplied(lower, found)
        while after < len(amounts) and amounts[after].start < found.end:
            after += 1
        found, after = _result(lower, amounts, after, found, unit)
        if not (sums and _repeats(lower, sums, found)):
            sums.append(found)
        at = after
    return sums


def _range(lower: str, amounts: list[Amount], at: int) -> tuple[Amount, str, int]:
    """The amount at `at`, or the upper end of the range that begins there; the rule; the next index."""
    low = amounts[at]
    if at + 1 == len(amounts) or amounts[at + 1].start - low.end > 24:
        return low, "amount", at + 1
    high, between = amounts[at + 1], lower[low.end : amounts[at + 1].start]
    if not _BETWEEN_RANGE.fullmatch(between) or _YEAR_LABEL.match(lower, high.start):
        return low, "amount", at + 1
    if _labelled(lower, low):
        # "giai đoạn 2021 - 2025": neither end is a sum.
        return low, "amount", at + 1 + high.bare
    if "và" in between and not lower[max(0, low.start - 6) : low.start].endswith("giữa "):
        return low, "amount", at + 1
    if high.bare and not low.bare:
        if not _BARE_END.match(lower, high.end) or low.scale == 1:
            return low, "amount", at + 1
        high = high._replace(dong=high.dong * low.scale, bare=False)
    falling = high.dong < low.dong and low.bare == high.bare
    if falling:
        return low, "amount", at + 1
    return high._replace(start=low.start), "upper_end_of_range", at + 2


def _labelled(lower: str, amount: Amount) -> bool:
    return amount.bare and bool(_LABEL_BEFORE.search(lower, max(0, amount.start - 12), amount.start))


def _stands_alone(lower: str, text: str, amount: Amount) -> bool:
    """Whether a figure without a unit is a sum of its own, not a count, a year or part of a name."""
    if amount.foreign:
        return True
    if _labelled(lower, amount) or _YEAR_LABEL.match(lower, amount.start):
        return False
    if not _BARE_END.match(lower, amount.end) or _is_ordinal(lower, amount):
        return False
    # 12/QĐ-UBND: a document's number, known by the capitals.
    rest = text[amount.end : amount.end + 8].lstrip()
    if rest.startswith("/") and (rest[1:].lstrip()[:2].isupper() or "-" in rest):
        return False
    return text[amount.end : amount.end + 1] != "." or not text[amount.end + 1 : amount.end + 2].isalnum()


# "1. In ấn", "2) Hội nghị"; "(1)" needs nothing behind it.
_ORDINAL_END = re.compile(r"[.)]\s*[^\W\d_]")


def _is_ordinal(lower: str, amount: Amount) -> bool:
    if amount.end - amount.start > 2:
        return False
    bracketed = lower[amount.start - 1 : amount.start] == "(" and lower[amount.end : amount.end + 1] == ")"
    return bracketed or bool(_ORDINAL_END.match(lower, amount.end))


@cache
def _rate_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A rate's unit behind a sum (`/huyện`, `mỗi xã`), another behind that (`/tháng`), and one before a sum."""
    word = r"[^\W\d_]+[23²³]?"
    words = rf"{word}(?:,?\ {word}){{0,4}}"
    one = r"(?:(?:0*1|một|mỗi)(?:\s|(?=[^\W\d_])))?"
    slash = rf"\s*/\s*{one}(?P<words>{words})"
    behind = rf"(?:{slash})|\s(?:cho\s)?(?:mỗi|một)\s(?P<each>{words})"
    before = rf"(?<!\w)mỗi\s(?P<words>{word}(?:\s{word}){{0,4}}?)\s?(?::|là|được|hỗ trợ|chi)?\s?$"
    return re.compile(behind), re.compile(slash), re.compile(before)


@cache
def _unit_words() -> tuple[re.Pattern[str], frozenset[str]]:
    """Units of several words at the start of a text, and the words that end a unit."""
    rate = register()["rate"]
    return re.compile(rf"{any_of(rate['compound'])}(?!\w)"), frozenset(rate["stops"])


def _unit(words: str) -> str:
    """The words of a rate's unit, without the reason or the source behind it."""
    compound, stops = _unit_words()
    if match := compound.match(words):
        return match[0]
    kept: list[str] = []
    for word in words.split(" "):
        if word.strip(",") in stops:
            break
        kept.append(word)
        if word.endswith(","):
            break
    return " ".join(kept[:3] if len(kept) <= 3 else kept[:1]).strip(",")


def _rated(lower: str, text: str, found: Sum) -> Sum:
    """The sum with the unit it is per, if it is a rate."""
    behind, slash, before = _rate_patterns()
    units, end = [], found.end
    match = behind.match(lower, end)
    while match:
        group = "words" if match["words"] else "each"
        unit = _unit(match[group])
        if not unit:
            break
        units.append(_cased(text, match.start(group), unit))
        end = match.start(group) + len(unit)
        match = slash.match(lower, end)
    if not units and (match := before.search(lower, max(0, found.start - 40), found.start)):
        units = [_unit(match["words"])]
    if not units or not units[0]:
        return found
    return found._replace(end=end, per="/".join(units), rule="rate")


def _cased(text: str, start: int, unit: str) -> str:
    """The unit in small letters, short names as printed (`CLB`)."""
    printed = text[start : start + len(unit)]
    return printed if printed.isupper() and 1 < len(printed) <= 4 and not text.isupper() else unit


# 04 lớp x 35 triệu | 35 triệu x 04 lớp x 2 ngày
_FACTOR = r"(?P<count>\d+(?:[.,]\d+)*)\s*(?P<of>[^\W\d_]+(?:[\s/]+[^\W\d_]+){0,4}?)?\s*"
_TIMES = r"(?<![^\W\d_])[x×*](?![^\W\d_])"
_FACTOR_BEFORE = re.compile(rf"(?<![\w.,/]){_FACTOR}{_TIMES}\s*$")
_FACTOR_BEHIND = re.compile(rf"\s*{_TIMES}\s*{_FACTOR}(?=$|[=x×*,;.)(+]|\s[-–])")


def _multiplied(lower: str, found: Sum) -> Sum:
    """The sum times the counts that stand with it; the units of a rate that were counted fall away."""
    if found.dong is None or not any(sign in lower for sign in "x×*"):
        return found
    product, start, end, counted = Fraction(found.dong), found.start, found.end, list[str]()
    while match := _FACTOR_BEFORE.search(lower, max(0, start - 60), start):
        product, start = product * _count(match["count"]), match.start()
        counted.append(match["of"] or "")
    while match := _FACTOR_BEHIND.match(lower, end):
        product, end = product * _count(match["count"]), match.end()
        counted.append(match["of"] or "")
    if not counted or product >= 10**18:
        return found
    left = found.per.split("/") if found.per else []
    rest = [unit for unit in left if not any(unit and of.startswith(unit) for of in counted)]
    per = "/".join(rest) if rest and len(rest) < len(left) else None
    return found._replace(start=start, end=end, dong=int(product), per=per, rule="product")


def _count(figures: str) -> Fraction:
    whole, _, decimals = figures.replace(".", "").partition(",")
    return Fraction(int(whole + decimals.replace(",", "")), 10 ** len(decimals.replace(",", "")))


def _result(lower: str, amounts: list[Amount], after: int, found: Sum, unit: int | None) -> tuple[Sum, int]:
    """A product whose result is printed behind it (`= 140 triệu`) is that result."""
    if found.rule != "product" or after == len(amounts) or lower[found.end : amounts[after].start].strip() != "=":
        return found, after
    printed = scaled(amounts[after], unit)
    note = "" if printed in (None, found.dong) else f"the factors give {found.dong:,} đồng"
    dong = found.dong if printed is None else printed
    return found._replace(end=amounts[after].end, dong=dong, per=None, note=note), after + 1


def _repeats(lower: str, sums: list[Sum], found: Sum) -> bool:
    """Whether a sum only says the one before it again: in words, or in brackets."""
    between = lower[sums[-1].end : found.start]
    if len(between) > 60 or not ("(" in between or "bang chu" in plain(between)):
        return False
    in_words = found.worded != sums[-1].worded
    if found.dong == sums[-1].dong and in_words:
        return True
    if found.worded and "bang chu" in plain(between):
        sums[-1] = sums[-1]._replace(note=f"in words it is {found.dong:,} đồng")
        return True
    return False
