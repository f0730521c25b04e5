"""Measurable goals in a goal item: how much of what, compared how.

Shares are `percent`, places in an order `rank`, counts carry the noun counted, sums of money `đồng`; scales
are multiplied out (`1,5 triệu lượt khách` is 1500000 `lượt khách`). Of a range the lower end is the goal, for
whoever reaches it has met the goal; of a range of ranks the upper end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from normalize.numbers import read_decimal
from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones
from schema.folding import fold_space, strip_markup
from schema.records import Comparator

# What is longer is no goal; only so much of its beginning is looked at.
_MOST_CHARACTERS = 20_000


class TargetValue(NamedTuple):
    """One goal. `scope` is the part of the whole it is about ("cấp huyện", "63 tỉnh, thành"), `words` its own words."""

    comparator: Comparator
    value: float
    unit: str
    scope: str
    words: str


class _Figure(NamedTuple):
    start: int
    end: int
    low: str
    high: str
    total: str
    scale: str
    percent: bool


class _Last(NamedTuple):
    """The goal read before, which a list may go on from."""

    end: int
    comparator: Comparator
    unit: str


def read_targets(text: str) -> list[TargetValue]:
    """The measurable goals of a goal item, in order; years, numbers of documents and levels are none."""
    return list(_read(text[:_MOST_CHARACTERS]))


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[TargetValue, ...]:
    printed = fold_space(strip_markup(text))
    if not _DIGIT.search(printed):
        return ()
    return tuple(_targets(printed, lower_in_place(modern_tones(printed))))


_DIGIT = re.compile(r"\d")


@cache
def _register() -> dict[str, Any]:
    return read_register("targets")


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True)) + ")"


# 100%  85,5 %  90 - 95%  từ 90% đến 95%  02  15/63  1,5 triệu; not 30/6/2021, 76/NQ-CP, 2021-2025
_FIGURE = re.compile(
    r"""
    (?<![\w.,/-]) (?P<low>\d+(?:[.,]\d+)*)
    (?: \s?(?P<low_percent>%)? \s?(?:-|–|đến|tới)\s? (?P<high>\d+(?:[.,]\d+)*) (?=\s?(?:%|phần\străm|[^\W\d_])) )?
    (?: /(?P<total>\d+) (?![/\d]) )?
    (?: \s?(?P<percent>%|phần\străm) | \s(?P<scale>nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)(?!\slệ) )?
    (?! [.,]?\d | -\d | :\d | /?[^\W\d_]+[-–][^\W\d_] | /[^\W\d_]*\d )
    """,
    re.VERBOSE,
)


def _figures(lower: str) -> Iterator[_Figure]:
    for match in _FIGURE.finditer(lower):
        low, high = match["low"], match["high"] or ""
        yield _Figure(
            match.start(), match.end(), low, high, match["total"] or "", match["scale"] or "", bool(match["percent"])
        )


def _targets(printed: str, lower: str) -> Iterator[TargetValue]:
    """The goals one after another; a figure with no comparison of its own may share that of the one before it."""
    last: _Last | None = None
    consumed = 0
    for figure in _figures(lower):
        if figure.start < consumed or _is_baseline(lower, figure):
            continue
        found = (
            _rank(printed, lower, figure)
            or _share(printed, lower, figure, last)
            or _count(printed, lower, figure, last)
        )
        if not found:
            continue
        target, end = found
        last, consumed = _Last(figure.end, target.comparator, target.unit), end
        yield target


# --- Comparison ------------------------------------------------------------------------------------------


@cache
def _comparisons() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Comparator]]:
    entries = _register()["comparator"]
    before = {word: entry["sign"] for entry in entries for word in entry["before"]}
    after = {word: entry["sign"] for entry in entries for word in entry.get("after", ())}
    fillers = _any(_register()["words"]["fillers"])
    pattern = rf"(?:^|(?<!\w))(?P<sign>{_any(before)})\s?(?:{fillers}\s){{0,4}}$"
    behind = rf"[^.;,:\d]{{0,80}}?\s?(?P<sign>{_any(after)})(?!\w)"
    return re.compile(pattern), re.compile(behind), before | after


def _comparator(lower: str, figure: _Figure, last: _Last | None) -> Comparator:
    before, behind, signs = _comparisons()
    match = before.search(lower, max(0, figure.start - 60), figure.start)
    sign = signs[match["sign"]] if match else None
    after = behind.match(lower, figure.end, min(len(lower), figure.end + 120))
    if after and (sign in (None, ">=") or match is None):
        near = len(after[0]) - len(after["sign"]) <= 1
        if near or (match is not None and match["sign"] == "từ"):
            sign = signs[after["sign"]]
    if sign == ">" and figure.percent and read_decimal(figure.low) >= 100:
        # "trên 100% số xã": trên is "on", nobody wants more than all of them.
        sign = None
    if sign is None and figure.high:
        return ">="
    if sign is None and last is not None and _SHARED.fullmatch(lower, last.end, figure.start):
        return last.comparator
    return sign or "="


# tối thiểu 90% ở cấp tỉnh, 80% ở cấp huyện và 60% …: what follows by comma without a verb shares the comparison.
_SHARED = re.compile(
    r"""(?: (?! \b(?:đạt|có|được|phấn\sđấu|tỷ\slệ)\b | [.;:%\d] ) . ){0,60}?
        (?: , | \bvà\b ) \s (?: (?:ở|tại|đối\svới|cấp) \s [^,.;:\d]{0,30} \s )?""",
    re.VERBOSE,
)


@cache
def _baseline() -> re.Pattern[str]:
    words = rf"(?<!\w){_any(_register()['words']['baseline'])}(?:\s[^\W\d_]+){{0,3}}"
    year = r"năm\s\d{4}\s"
    return re.compile(rf"(?:{words}\s*:?\s*(?:{year})?|\(\s?{year})(?:là\s|đạt\s)?\s?$")


# từ 60% lên 80%, từ 60% năm 2020 lên 80%: the first figure is where things stand.
_RAISED = re.compile(r"\s?%?[^.;%]{0,40}?\s(?:lên|xuống|lên đến|xuống còn|thành)\s(?:trên\s|dưới\s|ít nhất\s|còn\s)?\d")
_FROM = re.compile(r"(?<!\w)từ\s(?:mức\s)?$")


def _is_baseline(lower: str, figure: _Figure) -> bool:
    window = max(0, figure.start - 60)
    if _baseline().search(lower, window, figure.start):
        return True
    return bool(_FROM.search(lower, window, figure.start) and _RAISED.match(lower, figure.end))


# --- Shares and ranks ------------------------------------------------------------------------------------


def _share(printed: str, lower: str, figure: _Figure, last: _Last | None) -> tuple[TargetValue, int] | None:
    if not figure.percent:
        return None
    comparator = _comparator(lower, figure, last)
    target = TargetValue(
        comparator, _value(figure.low), "percent", _scope(printed, lower, figure), printed[figure.start : figure.end]
    )
    return target, figure.end


def _value(figures: str, scale: str = "") -> float:
    return float(read_decimal(f"{figures} {scale}".strip()))


@cache
def _scopes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _any(_register()["scope"]["words"])
    behind = rf"\s?(?:trở lên\s)?(?:ở|tại|đối với|của|số)?\s?(?P<scope>{words})(?!\w)"
    before = rf"(?<!\w)(?P<scope>{words})(?:\s(?:đạt|là|trên|tối thiểu|ít nhất|từ|khoảng|có)){{0,3}}\s?:?\s?$"
    return re.compile(behind), re.compile(before)


def _scope(printed: str, lower: str, figure: _Figure) -> str:
    behind, before = _scopes()
    match = behind.match(lower, figure.end) or before.search(lower, max(0, figure.start - 60), figure.start)
    return printed[match.start("scope") : match.end("scope")] if match else ""


@cache
def _ranks() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rank = _register()["rank"]
    lead = rf"(?<!\w)(?P<lead>{_any(rank['leads'])})\s(?:(?:từ|thứ|số|đầu|các|có)\s)?$"
    bodies = rf"\s(?:{_any(rank['bodies'])})(?!\w)(?:,?\s(?:thành|thành phố|bộ|ngành)(?!\w))?"
    return re.compile(lead), re.compile(bodies), re.compile(_any(rank["context"]))


# Leads that speak of an order by themselves; the others need a table of bodies or an index beside them.
_SURE_LEADS = ("top", "tốp", "xếp", "đứng", "thứ hạng", "thứ bậc", "hạng")


def _rank(printed: str, lower: str, figure: _Figure) -> tuple[TargetValue, int] | None:
    lead, bodies, context = _ranks()
    match = None if figure.percent else lead.search(lower, max(0, figure.start - 40), figure.start)
    if not match:
        return None
    among = bodies.match(lower, figure.end)
    sure = any(word in match["lead"] for word in _SURE_LEADS) or bool(figure.total)
    weak = match["lead"] in ("trong", "thuộc", "trong số", "nằm trong", "vị trí", "hạng")
    if weak and not (among and _LEADING.search(lower, figure.end)) and not (figure.total or "vị trí" in match["lead"]):
        return None
    if not sure and not context.search(lower, max(0, figure.start - 300), figure.end + 200):
        return None
    scope = ""
    if figure.total:
        end = among.end() if among else figure.end
        scope = printed[figure.end - len(figure.total) : end]
    words = printed[match.start() : figure.end]
    return TargetValue("rank<=", _value(figure.high or figure.low), "rank", scope, words), figure.end


_LEADING = re.compile(r"dẫn đầu|đứng đầu|cao nhất|tốt nhất|đầu cả nước|tốp đầu|hàng đầu")


# --- Counts ----------------------------------------------------------------------------------------------


@cache
def _count_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = _register()["words"]
    labels = rf"(?<!\w){_any(words['labels'])}\s?$"
    verbs = (
        rf"(?:^|(?<!\w){_any(words['verbs'])}\s(?:(?:được|khoảng|thêm|mới|là|ít|cho|lên|đến|từ)\s)*|[;:]\s|^[-+•]\s?)$"
    )
    per = r"(?P<per>/(?:[\d.]+\s?)?[^\W\d_]+(?:\s(?:dân|người|năm|giao dịch))?(?:/[^\W\d_]+)?)?"
    units = rf"\s?(?P<unit>{_any(words['units'])})(?!\w){per}"
    other = rf"\s(?!{_any(words['not_units'])}(?!\w))(?P<unit>[^\W\d_]+)(?P<per>/[^\W\d_]+)?"
    return re.compile(labels), re.compile(verbs), re.compile(units), re.compile(other)


def _count(printed: str, lower: str, figure: _Figure, last: _Last | None) -> tuple[TargetValue, int] | None:
    if figure.percent or len(figure.low) > 15:
        return None
    labels, verbs, units, other = _count_patterns()
    window = max(0, figure.start - 60)
    comparator = _comparator(lower, figure, None)
    if labels.search(lower, window, figure.start):
        return None
    compared = comparator != "=" and not (figure.high and not _FROM.search(lower, window, figure.start))
    committed = bool(verbs.search(lower, window, figure.start))
    shared = last is not None and bool(_SHARED.fullmatch(lower, last.end, figure.start))
    if not shared and last is not None and lower[figure.start - 4 : figure.start].endswith((", ", " và ")):
        # "80 xã đạt chuẩn, 20 xã nâng cao": the same thing counted again.
        shared = lower.startswith(f" {last.unit} ", figure.end)
    if not (compared or committed or shared):
        return None
    match = units.match(lower, figure.end)
    if not match and (compared or committed):
        match = other.match(lower, figure.end)
    if not match or (match["unit"] in _TIMES and not compared and not _SHORTENED.search(lower, window, figure.start)):
        return None
    if not compared and shared and last is not None and not committed:
        comparator = last.comparator
    value = _value(figure.low, figure.scale)
    unit = printed[match.start("unit") : match.end("unit")].lower() + (match["per"] or "")
    scope = f"{figure.total} {unit}" if figure.total else _scope(printed, lower, figure)
    return TargetValue(comparator, value, unit, scope, printed[figure.start : match.end()].strip()), match.end()


_TIMES = frozenset({"năm", "tháng", "ngày", "tuần", "giờ", "phút", "lần", "tuổi", "ngày làm việc"})
_SHORTENED = re.compile(r"(?<!\w)(?:giảm|rút ngắn|cắt giảm|đạt|tăng|còn|tổ chức)\s(?:\w+\s){0,4}$")
