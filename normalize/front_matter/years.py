"""The year, and the days from and to, that a plan is for, by its title."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from normalize.numbers import read_roman
from normalize.spelling import lower_in_place
from schema.folding import fold_space


class Term(NamedTuple):
    """The year planned for, and the first and last day where the title says them."""

    year: int
    start: date | None
    end: date | None


# ngày 15 tháng 7 năm 2021, ngày 15/7/2021: dates of other documents.
_DATES = re.compile(r"ngày\s*\d{1,2}\s*(?:tháng\s*\d{1,2}\s*năm\s*\d{4}|[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})")
# số 76/2021/NQ-CP, QH13: numbers of other documents.
_NUMBERS = re.compile(r"\d+(?:/\d{4})?/[a-zđ]+[\w-]*|\d+-[a-zđ]+/[a-zđ]+")
_YEAR = r"(?:19|20)\d\d"
_RUN = re.compile(
    rf"""(?P<lead>giai\ đoạn|thời\ kỳ|nhiệm\ kỳ|năm\ học|trong\ \d+\ năm|các\ năm|năm|từ\ năm|từ)?\s*\(?
         (?P<first>{_YEAR})\s*(?:-|–|—|đến\ năm|đến|tới)\s*(?P<last>{_YEAR})""",
    re.VERBOSE,
)
_HALF = re.compile(rf"(?P<months>6|06|sáu|3|03|9|09)\s*tháng\s*(?P<part>đầu|cuối)\s*(?:của\s*)?năm\s*(?P<year>{_YEAR})")
_QUARTERS = re.compile(
    rf"quý\s*(?P<first>[ivl1-4]{{1,3}})(?:\s*(?:,|-|–|và|đến)\s*(?:quý\s*)?(?P<last>[ivl1-4]{{1,3}}))?\s*(?:/|\s*năm\s*|\s*-\s*)\s*(?P<year>{_YEAR})"
)
_MONTH = re.compile(rf"tháng\s*(?P<month>\d{{1,2}})\s*(?:/|\s*năm\s*|-)\s*(?P<year>{_YEAR})")
# A year ahead that only sets a direction: "đến năm 2030", "tầm nhìn 2045".
_ONE = re.compile(
    rf"""(?P<lead>đến\ năm|tới\ năm|đến|hướng\ đến|tầm\ nhìn(?:\ đến)?(?:\ năm)?|định\ hướng(?:\ đến)?(?:\ năm)?|từ\ năm
         |sau\ năm|kỷ\ niệm|trước\ năm|năm\ học)?\s*(?:năm\s*)?(?P<year>{_YEAR})(?!\d)""",
    re.VERBOSE,
)
_OPEN_END = re.compile(r"(?:và|&)\s*(?:các|những)\s*năm\s*(?:tiếp theo|sau|tiếp)")


def term_of(title: str) -> Term | None:
    """The term that a title states: a half-year, quarters, a month, a run of years or one year; else None.

    A year named for itself counts before a run ("Kế hoạch năm 2023 thực hiện Chương trình giai đoạn 2021 - 2030"),
    and the first year of a run is the year planned for.
    """
    words = _NUMBERS.sub(" ", _DATES.sub(" ", lower_in_place(fold_space(title))))
    part = _part_of_year(words)
    if part:
        return part
    runs = list(_RUN.finditer(words))
    single = _single_year(words, runs)
    if single is not None:
        open_end = bool(_OPEN_END.search(words))
        return Term(single, date(single, 1, 1), None if open_end else date(single, 12, 31))
    for run in runs:
        first, last = int(run["first"]), int(run["last"])
        if run["lead"] == "năm học":
            return Term(first, date(first, 9, 1), date(last, 8, 31))
        if first < last:
            return Term(first, date(first, 1, 1), date(last, 12, 31))
    return None


def horizon_of(title: str) -> int | None:
    """The year up to which a plan without a first year reaches: `đến năm 2025`; None where the title names none."""
    words = _NUMBERS.sub(" ", _DATES.sub(" ", lower_in_place(fold_space(title))))
    years = [int(match["year"]) for match in _ONE.finditer(words) if match["lead"] in ("đến năm", "đến", "tới năm")]
    return min(years) if years else None


def _part_of_year(words: str) -> Term | None:
    if match := _HALF.search(words):
        year, months = int(match["year"]), {"sáu": 6}.get(match["months"], 0) or int(match["months"])
        if match["part"] == "đầu":
            return Term(year, date(year, 1, 1), _last_day(year, months))
        return Term(year, date(year, 13 - months, 1), date(year, 12, 31))
    if match := _QUARTERS.search(words):
        first = _quarter(match["first"])
        last = _quarter(match["last"]) if match["last"] else first
        if first and last:
            year = int(match["year"])
            return Term(year, date(year, 3 * first - 2, 1), _last_day(year, 3 * last))
    if match := _MONTH.search(words):
        year, month = int(match["year"]), int(match["month"])
        if 1 <= month <= 12:
            return Term(year, date(year, month, 1), _last_day(year, month))
    return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _quarter(figure: str) -> int:
    """1 to 4; 0 where the figure is no quarter."""
    try:
        quarter = int(figure) if figure.isdigit() and len(figure) == 1 else read_roman(figure)
    except ValueError:
        return 0
    return quarter if 1 <= quarter <= 4 else 0


def _single_year(words: str, runs: list[re.Match[str]]) -> int | None:
    """A year that stands for itself, outside the runs, and is no horizon or origin."""
    for match in _ONE.finditer(words):
        inside = any(run.start("first") <= match.start("year") < run.end() for run in runs)
        if not inside and not match["lead"] and re.search(r"năm\s*$", words[: match.start("year")]):
            return int(match["year"])
    return None
