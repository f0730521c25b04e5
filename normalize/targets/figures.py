"""The figures of a goal item, with the percent sign, scale or whole that belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from normalize.numbers import read_decimal
from normalize.registers import read_register
from normalize.spelling import trie_pattern


@cache
def register() -> dict[str, Any]:
    return read_register("targets")


def any_of(words: Iterable[str]) -> str:
    return f"(?:{trie_pattern(sorted(set(words)))})"


class Figure(NamedTuple):
    """A figure at `start`..`end`: `high` of a range, `total` of `15/63`, `scale` of `1,5 triệu`, or ""."""

    start: int
    end: int
    low: str
    high: str
    total: str
    scale: str
    percent: bool


# A pattern that begins with a digit is looked for at digits only.
# 100%  85,5 %  90 - 95%  từ 90% đến 95%  02  15/63  1,5 triệu; not 30/6/2021, 76/NQ-CP, 2021-2025
_FIGURE = re.compile(
    r"""
    (?P<low>\d(?<![\w.,/-]\d)\d*(?:[.,]\d+)*)
    (?: \s?(?P<low_percent>%)? \s?(?:-|–|đến|tới)\s? (?P<high>\d+(?:[.,]\d+)*) (?=\s?(?:%|phần\străm|[^\W\d_])) )?
    (?: /(?P<total>\d+) (?![/\d]) )?
    (?: \s?(?P<percent>%|phần\străm) | \s(?P<scale>nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)(?!\slệ) )?
    (?! [.,]?\d | -\d | :\d | /?[^\W\d_]+[-–][^\W\d_] | /[^\W\d_]*\d )
    """,
    re.VERBOSE,
)


def figures(lower: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(lower):
        low, high = match["low"], match["high"] or ""
        yield Figure(
            match.start(), match.end(), low, high, match["total"] or "", match["scale"] or "", bool(match["percent"])
        )


def value_of(figures: str, scale: str = "") -> float:
    """The number that the figures are. Raises ValueError for what only looks like one (`1.2.3`)."""
    return float(read_decimal(f"{figures} {scale}".strip()))


@cache
def _baseline() -> re.Pattern[str]:
    words = rf"(?<!\w){any_of(register()['words']['baseline'])}(?:\s[^\W\d_]+){{0,3}}"
    year = r"năm\s\d{4}\s"
    return re.compile(rf"(?:{words}\s*:?\s*(?:{year})?|\(\s?{year})(?:là\s|đạt\s)?\s?$")


# từ 60% lên 80%, từ 60% năm 2020 lên 80%: the first figure is where things stand.
_RAISED = re.compile(r"\s?%?[^.;%]{0,40}?\s(?:lên|xuống|lên đến|xuống còn|thành)\s(?:trên\s|dưới\s|ít nhất\s|còn\s)?\d")
_FROM = re.compile(r"(?<!\w)từ\s(?:mức\s)?$")


def is_baseline(lower: str, figure: Figure) -> bool:
    window = max(0, figure.start - 60)
    if _baseline().search(lower, window, figure.start):
        return True
    return is_from(lower, figure) and _RAISED.match(lower, figure.end) is not None


def is_from(lower: str, figure: Figure) -> bool:
    """Does `từ` stand before the figure, which is then the lower end of a range or where things stand?"""
    if not lower.endswith(("từ ", "từ mức "), 0, figure.start):
        return False
    return _FROM.search(lower, max(0, figure.start - len("từ mức ")), figure.start) is not None
