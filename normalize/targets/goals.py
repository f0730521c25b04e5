"""A figure as a goal: a rank, a share, a count; or none of them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from normalize.targets.comparison import SHARED, Last, comparator_of
from normalize.targets.figures import Figure, any_of, is_from, register, value_of
from schema.records import Comparator


class TargetValue(NamedTuple):
    """One goal. `scope` is the part of the whole it is about ("cấp huyện", "63 tỉnh, thành"), `words` its own words."""

    comparator: Comparator
    value: float
    unit: str
    scope: str
    words: str


def share_of(printed: str, lower: str, figure: Figure, last: Last | None) -> tuple[TargetValue, int] | None:
    """The goal of a percentage, and where its words end."""
    if not figure.percent:
        return None
    comparator = comparator_of(lower, figure, last)
    target = TargetValue(
        comparator, value_of(figure.low), "percent", _scope(printed, lower, figure), printed[figure.start : figure.end]
    )
    return target, figure.end


@cache
def _scopes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = any_of(register()["scope"]["words"])
    behind = rf"\s?(?:trở lên\s)?(?:ở|tại|đối với|của|số)?\s?(?P<scope>{words})(?!\w)"
    before = rf"(?<!\w)(?P<scope>{words})(?:\s(?:đạt|là|trên|tối thiểu|ít nhất|từ|khoảng|có)){{0,3}}\s?:?\s?$"
    return re.compile(behind), re.compile(before)


def _scope(printed: str, lower: str, figure: Figure) -> str:
    behind, before = _scopes()
    match = behind.match(lower, figure.end) or before.search(lower, max(0, figure.start - 60), figure.start)
    return printed[match.start("scope") : match.end("scope")] if match else ""


@cache
def _ranks() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rank = register()["rank"]
    lead = rf"(?<!\w)(?P<lead>{any_of(rank['leads'])})\s(?:(?:từ|thứ|số|đầu|các|có)\s)?$"
    bodies = rf"\s(?:{any_of(rank['bodies'])})(?!\w)(?:,?\s(?:thành|thành phố|bộ|ngành)(?!\w))?"
    return re.compile(lead), re.compile(bodies), re.compile(any_of(rank["context"]))


# Leads that speak of an order by themselves; the others need a table of bodies or an index beside them.
_SURE_LEADS = ("top", "tốp", "xếp", "đứng", "thứ hạng", "thứ bậc", "hạng")


def rank_of(printed: str, lower: str, figure: Figure) -> tuple[TargetValue, int] | None:
    """The goal of a place in an order, and where its words end."""
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
    return TargetValue("rank<=", value_of(figure.high or figure.low), "rank", scope, words), figure.end


_LEADING = re.compile(r"dẫn đầu|đứng đầu|cao nhất|tốt nhất|đầu cả nước|tốp đầu|hàng đầu")


# --- Counts ----------------------------------------------------------------------------------------------


# No label of the register is as long.
_LONGEST_LABEL = 30


@cache
def _count_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = register()["words"]
    labels = rf"(?<!\w){any_of(words['labels'])}\s?$"
    before = r"(?:(?:được|khoảng|thêm|mới|là|ít|cho|lên|đến|từ)\s)*"
    # "đạt 80 xã", "đào tạo nghề cho 10.000 lao động"; at the beginning of the item or of a clause no verb is needed.
    verb = rf"(?<!\w){any_of(words['verbs'])}\s(?:{before}|(?:[^\W\d_]+\s){{1,3}}cho\s)"
    verbs = rf"(?:^|{verb}|[;:]\s|^[-+•]\s?)$"
    per = r"(?P<per>/(?:[\d.]+\s?)?[^\W\d_]+(?:\s(?:dân|người|năm|giao dịch))?(?:/[^\W\d_]+)?)?"
    units = rf"\s?(?P<unit>{any_of(words['units'])})(?!\w){per}"
    other = rf"\s(?!{any_of(words['not_units'])}(?!\w))(?P<unit>[^\W\d_]+)(?P<per>/[^\W\d_]+)?"
    return re.compile(labels), re.compile(verbs), re.compile(units), re.compile(other)


def count_of(printed: str, lower: str, figure: Figure, last: Last | None) -> tuple[TargetValue, int] | None:
    """The goal of a number of things, and where its words end."""
    if figure.percent or len(figure.low) > 15:
        return None
    labels, verbs, units, other = _count_patterns()
    window = max(0, figure.start - 60)
    if labels.search(lower, max(0, figure.start - _LONGEST_LABEL), figure.start):
        return None
    comparator = comparator_of(lower, figure, None)
    compared = comparator != "=" and not (figure.high and not is_from(lower, figure))
    committed = bool(verbs.search(lower, window, figure.start))
    shared = last is not None and bool(SHARED.fullmatch(lower, last.end, figure.start))
    counted = units.match(lower, figure.end)
    if not shared and last is not None and last.unit not in ("percent", "rank"):
        # "80 xã đạt chuẩn, 20 xã nâng cao": a list of counts goes on.
        shared = bool(counted) and lower[figure.start - 4 : figure.start].endswith((", ", " và "))
    money = bool(counted and figure.scale and counted["unit"] == "đồng")
    if not (compared or committed or shared or money):
        return None
    match = counted
    if not match and (compared or committed):
        match = other.match(lower, figure.end)
    if not match or (match["unit"] in _TIMES and not compared and not _SHORTENED.search(lower, window, figure.start)):
        return None
    if not compared and shared and last is not None and not committed:
        comparator = last.comparator
    if match["unit"] == "tuổi" and not committed:
        # "trẻ em dưới 6 tuổi": who is meant, not what is to be reached.
        return None
    value = value_of(figure.low, figure.scale)
    unit = printed[match.start("unit") : match.end("unit")].lower() + (match["per"] or "")
    scope = f"{figure.total} {unit}" if figure.total else _scope(printed, lower, figure)
    return TargetValue(comparator, value, unit, scope, printed[figure.start : match.end()].strip()), match.end()


_TIMES = frozenset({"năm", "tháng", "ngày", "tuần", "giờ", "phút", "lần", "tuổi", "ngày làm việc"})
_SHORTENED = re.compile(r"(?<!\w)(?:giảm|rút ngắn|cắt giảm|đạt|tăng|còn|tổ chức)\s(?:\w+\s){0,4}$")
