"""Deadlines told in a sentence, where most dates belong to something else: names of documents, reports, past work.

A date counts where a word of time leads it (trước, đến hết, trong, vào, định kỳ, hằng …) or where it stands alone at
the head of a clause or in brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from normalize.deadlines.cells import Reading, absorb_bounds, compose, lend_limits
from normalize.deadlines.clauses import CLAUSES
from normalize.deadlines.drafts import Draft, finish
from normalize.deadlines.reading import mark_bullets, read_clauses, read_units
from normalize.deadlines.screening import may_tell_deadline
from normalize.deadlines.tokens import Item, Line
from schema.records import Deadline

# Conditions and references without a time are the manner of a task, not its deadline.
_CLAUSES = CLAUSES.without(
    "reference", "when", "sudden", "event", "within", "named_each", "each_of_year", "start_and_finish"
)
# No sentence without a figure or one of these words holds a deadline that is looked for here.
_FIGURE = re.compile(r"\d")
_UNITS = r"\ (?: ngày | tuần | tháng | quý | qúy | năm | k[ỳì] | [ivx]+\b )"
_BEFORE_UNITS = ("hàng", "hằng", "mỗi", "từng", "trong", "cuối", "đầu", "quý", "qúy", "tháng", "hết", "định")
_HINT = re.compile(
    r"thường\ (?: niên | xuyên ) | ngay\ (?:sau\ )?khi | thời\ [gh] | "
    + " | ".join(word + _UNITS for word in _BEFORE_UNITS),
    re.VERBOSE,
)
# The symbols of which one is in every deadline of a sentence.
_CORE = re.compile(r"[0-6epVgSxdhj]|[FEG]o?e?[MQW]|[azbcn][DWMY]")
_MARKS = ",;:<>!_-"
# How many items back the name of a document may begin that a date belongs to.
_NAME_AT_MOST = 40


class Found(NamedTuple):
    """A deadline, and where its words stand in the folded sentence."""

    deadline: Deadline
    start: int
    end: int
    rule: str


# `thời gian thực hiện: cả năm;` `(Thời hạn: thường xuyên)`: behind the colon stands what a timeframe cell would hold.
_LABEL = re.compile(
    r"""\b (?: thời\ (?:gian|hạn)
            (?: \ (?: thực\ hiện | hoàn\ thành | triển\ khai | tổ\ chức | gửi | báo\ cáo | dự\ kiến ) )*
          | lộ\ trình | tiến\ độ (?:\ (?: thực\ hiện | hoàn\ thành ) )? )
        \ ?:\ ? (?P<cell> [^;)]{1,160}? ) (?= [;)] | \.(?:\ |$) | $ )""",
    re.IGNORECASE | re.VERBOSE,
)


def find_in_sentence(folded: str, year: int) -> list[Found]:
    """The deadlines of a sentence that is NFC with single blanks."""
    if not (_FIGURE.search(folded) or _HINT.search(folded.lower())):
        return []
    found, at = [], 0
    for label in _LABEL.finditer(folded) if ":" in folded else ():
        found += _find_told(folded[at : label.start()], at, year)
        found += _read_labelled(label["cell"], label.start("cell"), year)
        at = label.end()
    return found + _find_told(folded[at:] if at else folded, at, year)


def _read_labelled(cell: str, offset: int, year: int) -> list[Found]:
    """The deadlines of words behind a label; `offset` is where they stand in the sentence."""
    readings = compose(read_clauses(read_units(cell, year), year)).readings
    return [one for reading in readings if (one := _finished(reading, cell, offset, year)) is not None]


def _finished(reading: Reading, text: str, offset: int, year: int) -> Found | None:
    deadline = finish(reading.draft, year, text[reading.start : reading.end], "")
    if deadline is None:
        return None
    return Found(deadline, offset + reading.start, offset + reading.end, reading.rule)


def _find_told(told: str, offset: int, year: int) -> list[Found]:
    """The deadlines of a stretch of prose that begins at `offset` in the sentence."""
    if not may_tell_deadline(told, year):
        return []
    units = mark_bullets(read_units(told, year))
    if not _CORE.search(units.code):
        return []
    line = _CLAUSES.reduce(units, year)
    readings: list[Reading] = []
    joint = ""
    starts = [unit.start for unit in units.items]
    for place, item in enumerate(line.items):
        if item.symbol != "@":
            joint = joint + item.symbol if item.symbol in ",v&<>:-" else "?"
            continue
        start = _first_word_of_time(units, bisect_left(starts, item.start), item)
        reading = Reading(item.value, start, item.end, item.origin, "", joint if readings else "?")
        if _lent(readings, reading) or _is_deadline(line, place, start, year):
            readings.append(reading)
            joint = ""
        else:
            joint = "?"
    lend_limits(readings)
    return [one for r in absorb_bounds(readings) if (one := _finished(r, told, offset, year)) is not None]


def _first_word_of_time(units: Line, at: int, item: Item) -> int:
    """Where the deadline's own words begin, behind verbs like "hoàn thành" and "thực hiện"; its units begin at `at`."""
    for unit in units.items[at : at + 8]:
        if unit.symbol not in "Kks:":
            return unit.start if unit.start < item.end else item.start
    return item.start


def _lent(readings: list[Reading], reading: Reading) -> bool:
    """`trước ngày 15/6 và 15/12`, `vào tháng 6, tháng 12`: the second of a list whose first is a deadline."""
    joined = bool(reading.joint) and set(reading.joint) <= set(",v&")
    return bool(readings) and joined and reading.draft.bare and _grain(readings[-1].draft) == _grain(reading.draft)


def _grain(draft: Draft) -> str:
    return draft.last.grain if draft.last else ""


def _is_deadline(line: Line, place: int, start: int, year: int) -> bool:
    item = line.items[place]
    draft: Draft = item.value
    if draft.kind == "recurring":
        return _is_recurrence(line, place, item)
    if draft.kind == "conditional":
        return True
    if draft.kind == "ongoing":
        # `…, thực hiện thường xuyên.`; not `thường xuyên kiểm tra`, nor `duy trì thường xuyên hoạt động của …`
        following = line.code[place + 1 : place + 2]
        return start > item.start and following in ("", "!", ";", ",", ">", "@")
    if _is_past(draft, year) or _word_before(line, start) in _GIVEN:
        return False
    in_years = draft.in_years or (draft.is_limit and _grain(draft) == "year")
    at_head = place == 0 or line.items[place - 1].symbol in _MARKS
    if draft.bare:
        if in_years:
            return place == 0 and line.code[1:2] in (",", ":")
        return at_head or (_grain(draft) == "day" and not _in_name(line, place) and _says_day(line.text, start))
    if in_years and (_in_name(line, place) or draft.last is None or draft.last.year is None):
        # `Đề án … đến năm 2025`, `hồ sơ tiếp nhận trong năm`: the year is the thing's, unless a clause begins here.
        return at_head or _STRESSED.match(line.text, item.start) is not None
    return True


_GIVEN = frozenset({"giao", "nhìn", "hướng", "với"})


def _word_before(line: Line, start: int) -> str:
    return line.text[max(0, start - 12) : start].rstrip().rsplit(" ", 1)[-1].lower()


def _is_past(draft: Draft, year: int) -> bool:
    """Years gone by are reported on, not planned."""
    unit = draft.last
    if unit is None or unit.year is None:
        return bool(unit is not None and unit.shift is not None and unit.shift < 0)
    last = unit.year + (unit.length - 1 if unit.grain == "year" else 0)
    return last < (year if unit.grain == "year" else year - 1)


def _in_name(line: Line, place: int) -> bool:
    """Whether a document is named just before, in the same clause."""
    for item in reversed(line.items[max(0, place - _NAME_AT_MOST) : place]):
        if item.symbol in ";!":
            return False
        if item.symbol in "m#":
            return True
    return False


def _says_day(text: str, start: int) -> bool:
    return text[start : start + 4].lower().startswith(("ngày", "thứ", "chủ"))


# Recurrences whose words hold a day or date.
_DATED = frozenset({"day_of_each", "each_on_day", "date_of_each_year", "each_year_on_date", "weekday"})
_LED = ("vào", "trong", "trước", "chậm", "đến", "hết", "ngày")
_EVERY = re.compile("hàng|hằng|mỗi|từng")
# `Kế hoạch này thực hiện từ năm 2023 đến năm 2025`, `… đạt 80% vào năm 2025`: not the years of a name.
_STRESSED = re.compile(r"(?:thực hiện|triển khai|áp dụng|hoàn thành|vào|ngay trong|trong giai đoạn)\b", re.IGNORECASE)


def _is_recurrence(line: Line, place: int, item: Item) -> bool:
    """`Định kỳ hàng quý báo cáo` and `hằng năm, …`; not `kế hoạch hằng năm`, nor `báo cáo định kỳ`."""
    draft: Draft = item.value
    before = line.items[place - 1].symbol if place else ""
    at_head = not before or before in _MARKS or before in "v@"
    if draft.every is None:
        following = line.code[place + 1 : place + 2]
        return at_head and following not in ("", "T", "!", "@", "6")
    if item.origin == "edge_of_each":
        words = line.text[item.start : item.end].lower()
        return words.startswith(_LED) or (at_head and _EVERY.search(words) is not None)
    if at_head or draft.every.times is not None or item.origin in _DATED:
        return True
    if "định k" in line.text[item.start : item.end].lower() or before in "KkiqT":
        return True
    return not _in_name(line, place) and line.code[place + 1 : place + 2] != "o"
