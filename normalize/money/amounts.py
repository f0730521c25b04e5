"""Single sums in a text: figures or number words, with the unit behind them."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from normalize.money.vocabulary import any_of, heading_units, register
from normalize.numbers import number_words, read_decimal
from normalize.spelling import lower_in_place

# Larger sums do not fit the curated column (int64) and are no plan's money.
_MOST_DONG = 10**18
# A bare number in a column of millions that would be more than this is in đồng already, as a reader sees.
_MOST_CREDIBLE = 10**14
_SCALES = ("nghìn", "ngàn", "triệu", "tr", "tỷ", "tỉ", "vạn", "k", "nghin", "ngan", "trieu", "ty")
_ASCII_SCALES = {"nghin": "nghìn", "ngan": "ngàn", "trieu": "triệu", "ty": "tỷ"}


class Amount(NamedTuple):
    """One sum at `start`..`end` of the text.

    `dong` is its value in đồng; `bare` is true for a figure without any unit, whose `dong` is the figure
    itself. `figure` is the number before the last scale word, `scale` that word's value (1 for none).
    `worded` is true for a sum in words alone. `foreign` is true for another currency.
    """

    start: int
    end: int
    dong: Fraction
    bare: bool
    scale: int = 1
    worded: bool = False
    foreign: bool = False


# 1.200.000  1 200 000  1.200,5  0,75  05
_FIGURE = r"(?:[1-9]\d{0,2}(?:\ \d{3})+(?![\d.,]\d|\d)|\d+(?:[.,]\d+)*)"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A sum with its unit, and a figure that has none."""
    currency = register()["currency"]
    # Glued to đ or đồng, else a whole word; not the ratios and the like that begin with the same syllable.
    scales = any_of(_SCALES) + r"(?:(?![^\W\d_])|(?=đ(?!\w))|(?=đồng|dong))(?!\s(?:lệ|trọng|suất|giá)(?!\w))"
    words = any_of(number_words() - set(_SCALES))
    number = rf"(?:{_FIGURE}|(?<!\w){words}(?!\w))"
    # 1 tỷ 200 triệu | 35tr2 | Một tỷ hai trăm năm mươi triệu
    run = rf"{number}(?:\s?(?:{number}|{scales})){{0,24}}"
    # tr.đ | triệu đồng | 200.000đ | VNĐ, not "đồng chí"
    unit = rf"""{any_of(currency["words"])}(?!\w)(?!\s{any_of(currency["not_before"])}(?!\w))"""
    foreign = rf"""(?:{any_of(w for w in currency["foreign"] if w.isalpha() or " " in w)}(?!\w)|[$€])"""
    amount = rf"""
        (?: (?P<before>{any_of(currency["before"])}) \s? )?
        (?P<run>{run})
        (?: \s?\.?\s? (?:(?P<after>{unit}) | (?P<foreign>{foreign})) )?
    """.replace(" (?", "(?")
    return re.compile(amount, re.VERBOSE), re.compile(_FIGURE)


# What recognition makes of zero and one inside figures: 5O, 2OO.000, l50.
_LETTER_ZERO = re.compile(r"(?<=\d)[oO]+(?=[\d.,\s]|$|đ|tr)|(?<=[.,])[oO]{3}(?!\w)")
_LETTER_ONE = re.compile(r"(?<![\w.])[lI](?=\d)")
# 200. 000. 000 and 200 .000.000: at least two groups, so that "1. 200 triệu" stays an ordinal and a sum.
_LOOSE_GROUPS = re.compile(r"(?<!\d)\d{1,3}(?:\ ?\.\ ?\d{3}){2,}(?!\d)")


def repair_figures(text: str) -> str:
    """The text with slips inside figures read through; offsets hold where no blank was inside a figure."""
    if "o" in text or "O" in text:
        text = _LETTER_ZERO.sub(lambda match: "0" * len(match[0]), text)
    if "l" in text or "I" in text:
        text = _LETTER_ONE.sub("1", text)
    if ". " in text or " ." in text:
        text = _LOOSE_GROUPS.sub(lambda match: match[0].replace(" ", ""), text)
    return text


def find_amounts(text: str) -> list[Amount]:
    """Every sum with a unit and every bare figure of the text, in order, none inside another."""
    pattern, _ = _patterns()
    lower = lower_in_place(text)
    found = []
    for match in pattern.finditer(lower):
        amount = _amount(lower, match)
        if amount is not None:
            found.append(amount)
    return found


def _amount(lower: str, match: re.Match[str]) -> Amount | None:
    start, run = match.start("run"), match["run"]
    if not match["after"] and (ordinal := _NEXT_ORDINAL.search(run)):
        run = run[: ordinal.start()]
    run_end = start + len(run)
    has_currency = bool(match["after"] or match["before"])
    figure_at = next((at for at, letter in enumerate(run) if letter.isdigit()), -1)
    if figure_at > 0:
        # "năm 2 triệu": words before figures belong to the sentence.
        start, run = start + figure_at, run[figure_at:]
    read = _read_run(run, whole_dong=has_currency)
    if read is None:
        return None
    dropped, value, scale = read
    start += dropped
    bare = not has_currency and scale == 1
    if figure_at < 0 and bare:
        return None
    if not bare and not 0 <= value < _MOST_DONG:
        return None
    if figure_at == 0 and match["before"]:
        start = match.start()
    end = match.end() if match["after"] or match["foreign"] else run_end
    if _inside_other_number(lower, start, end, bare):
        return None
    return Amount(start, end, value, bare, scale, figure_at < 0, bool(match["foreign"]))


# "20 triệu 2. Hội nghị": the next number of a list; a tail of the sum is glued (35tr2) or has three figures.
_NEXT_ORDINAL = re.compile(r"(?<=[^\W\d])\s\d{1,2}$")


def _inside_other_number(lower: str, start: int, end: int, bare: bool) -> bool:
    """Whether the figure is part of a percentage, a date, a document's number or a code."""
    before, after = lower[max(0, start - 1) : start], lower[end : end + 2]
    if before and (before.isalpha() or before.isdigit() or before == "_"):
        return True
    if not bare:
        return False
    if after[:1] == "%" or after == " %" or after[:1].isalpha():
        return True
    return before == "/" or (after[:1] in "/." and after[1:].isdigit())


def _read_run(run: str, *, whole_dong: bool) -> tuple[int, Fraction, int] | None:
    """Characters dropped from the front, the value in đồng and the last scale; None where it is no number."""
    dropped = 0
    while run:
        words = run.split()
        try:
            value = read_decimal(_spelled(run))
        except ValueError:
            if len(words) < 2 or run[0].isdigit():
                return None
            rest = run.split(maxsplit=1)[1]
            dropped, run = dropped + len(run) - len(rest), rest
            continue
        scale = _last_scale(run)
        if scale == 1 and whole_dong and _COMMA_GROUPS.fullmatch(run):
            value = Fraction(int(run.replace(",", "")))
        return dropped, value, scale
    return None


def _spelled(run: str) -> str:
    return _ASCII_SCALE.sub(lambda match: _ASCII_SCALES[match[0]], run)


_ASCII_SCALE = re.compile(r"nghin|ngan(?!\w)|trieu|ty(?!\w)")
_SCALE_VALUES = {"nghìn": 10**3, "ngàn": 10**3, "k": 10**3, "vạn": 10**4, "triệu": 10**6, "tr": 10**6}
_SCALE = re.compile(r"nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ|k|nghin|ngan|trieu|ty")


def _last_scale(run: str) -> int:
    found = _SCALE.findall(run)
    if not found:
        return 1
    word = _ASCII_SCALES.get(found[-1], found[-1])
    return _SCALE_VALUES.get(word, 10**9)


# 500,000 đồng: no plan counts in thousandths of a đồng, so the comma groups here.
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")


def scaled(amount: Amount, unit: int | None) -> int | None:
    """Whole đồng of a sum, the column's unit applied to a bare figure; None where nobody says the unit."""
    value = amount.dong
    if amount.foreign:
        return None
    if amount.bare:
        if unit is None and value < 100_000:
            return None
        if unit is not None and value * unit < _MOST_CREDIBLE:
            value *= unit
    dong = int(value + Fraction(1, 2))
    return dong if dong < _MOST_DONG else None


_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_UNIT_LABEL = re.compile(r"(?:đvt|đơn vị tính|đơn vị|tính bằng)\s*:?(.*)")


def unit_of_heading(heading: str) -> int | None:
    """Đồng that one unit of the column is worth, by its heading: `Kinh phí (triệu đồng)` gives 1,000,000."""
    lower = lower_in_place(heading)
    inner = [group for pair in _BRACKETS.findall(lower) for group in pair if group]
    labelled = _UNIT_LABEL.search(lower)
    units = heading_units()
    for words in (*reversed(inner), *([labelled[1]] if labelled else [])):
        if match := units.loose.search(_heading_words(words)):
            return units.value[" ".join(match[0].split())]
    if match := units.strict.search(_heading_words(lower)):
        return units.value[" ".join(match[0].split())]
    return units.value.get(_heading_words(lower).strip())


def _heading_words(text: str) -> str:
    spaced = re.sub(r"[^\w]+", " ", text)
    return re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", spaced).strip()
