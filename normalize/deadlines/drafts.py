"""A deadline under way: what a rule read, still in units of the calendar, and how it becomes a `Deadline`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from normalize.deadlines.units import Span, Unit, span_of
from schema.records import Deadline, DeadlineKind


class Every(NamedTuple):
    """The interval of a recurrence (`number` of D, W, M, Q or Y) and when in it: days, months, weekday (Monday is 0).

    `month_of_quarter` is 1 to 3 where the text says in which month of the quarter.
    """

    number: int
    unit: str
    times: int | None = None
    day: int | None = None
    months: tuple[int, ...] = ()
    weekday: int | None = None
    month_of_quarter: int | None = None


class Draft(NamedTuple):
    """`first` and `last` bound a period; a limit has no `first`, an open period no `last`.

    `after` starts the period on the day behind `first`. `bare` marks a unit without any word of time before it,
    `edge` the beginning, middle or end of one, `weak` a recurrence that is only named (`quý`, `6 tháng`), which may
    as well be part of another name.
    """

    kind: DeadlineKind
    first: Unit | None = None
    last: Unit | None = None
    exclusive: bool = False
    after: bool = False
    every: Every | None = None
    bare: bool = False
    weak: bool = False
    edge: bool = False

    @property
    def is_limit(self) -> bool:
        """Whether this is a limit on a day, a month and so on."""
        return self.kind == "date" and self.first is None

    @property
    def in_years(self) -> bool:
        """Whether this is a period of whole years, which may bound a recurrence."""
        units = [unit for unit in (self.first, self.last) if unit is not None]
        return self.kind == "period" and not (self.after or self.edge) and all(unit.grain == "year" for unit in units)


def finish(draft: Draft, year: int, text: str, applies_to: str) -> Deadline | None:
    """The deadline that `draft` says, in the plan's `year`; None where the calendar has no such days."""
    text = _own_words(text)
    if draft.kind in ("conditional", "by_reference"):
        return Deadline(kind=draft.kind, applies_to=applies_to, text=text)
    bounds = _bounds(draft, year)
    if bounds is None:
        return None
    start, end, edtf = bounds
    if draft.every is not None or draft.kind == "recurring":
        every = draft.every
        return Deadline(
            kind="recurring",
            start=start,
            end=end,
            every=duration(every) if every else None,
            times=every.times if every else None,
            day_of_month=every.day if every and every.day and every.day > 0 else None,
            rrule=recurrence_rule(every, end) if every else None,
            applies_to=applies_to,
            text=text,
        )
    return Deadline(
        kind=draft.kind,
        start=start,
        end=end,
        end_exclusive=draft.exclusive,
        edtf=edtf,
        applies_to=applies_to,
        text=text,
    )


# `Thời gian thực hiện: Quý II` says what the cell is about, as a heading would.
_HEADING = re.compile(r"(?:thời (?:gian|hạn|điểm)|lộ trình|tiến độ)[^:;]{0,20}:\s*", re.IGNORECASE)


def _own_words(text: str) -> str:
    """The words without a heading before them, or a bracket that closes behind them and opens elsewhere."""
    if text[-1:] in ")]" and "(" not in text and "[" not in text:
        text = text[:-1].rstrip()
    heading = _HEADING.match(text) if text[:1] in "TtLl" else None
    return text[heading.end() :] if heading else text


def _bounds(draft: Draft, year: int) -> tuple[date | None, date | None, str] | None:
    if draft.kind in ("recurring", "ongoing") and draft.first is None and draft.last is None:
        whole = span_of(Unit("year"), year)
        return (whole.first, whole.last, whole.edtf) if whole else None
    if draft.last is None:
        return _open(draft, year)
    last = span_of(draft.last, year)
    if last is None:
        return None
    if draft.first is None:
        limit = last.first if draft.exclusive else last.last
        return None, limit, f"../{limit.isoformat()}"
    if draft.first == draft.last:
        return last.first, last.last, last.edtf
    return _run(draft, last, year)


def _open(draft: Draft, year: int) -> tuple[date, None, str] | None:
    first = span_of(draft.first, year) if draft.first else None
    if first is None:
        return None
    if draft.after:
        start = first.last + timedelta(days=1)
        return start, None, f"{start.isoformat()}/.."
    return first.first, None, f"{first.edtf.split('/')[0]}/.."


def _run(draft: Draft, last: Span, year: int) -> tuple[date, date, str] | None:
    """A run of units; one that would end before it begins ends in the next year (`tháng 10 đến tháng 3`)."""
    first = span_of(draft.first, year) if draft.first else None
    if first is None:
        return None
    if last.first < first.first:
        unit = draft.last
        if unit is None or unit.year is not None or unit.shift is not None:
            return None
        later = span_of(unit, year + 1)
        if later is None or later.first < first.first:
            return None
        last = later
    end = last.first if draft.exclusive else last.last
    edtf_end = end.isoformat() if draft.exclusive else last.edtf.split("/")[-1]
    return first.first, end, f"{first.edtf.split('/')[0]}/{edtf_end}"


def duration(every: Every) -> str:
    """The interval as an ISO 8601 duration: `P3M` for a quarter."""
    if every.unit == "Q":
        return f"P{3 * every.number}M"
    return f"P{every.number}{every.unit}"


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Q": "MONTHLY", "Y": "YEARLY"}


def recurrence_rule(every: Every, until: date | None) -> str:
    """The RFC 5545 rule; `until` is the last day on which it holds."""
    interval = every.number * (3 if every.unit == "Q" else 1)
    parts = [f"FREQ={_FREQUENCIES[every.unit]}"]
    months = every.months
    if every.unit == "Q" and every.month_of_quarter:
        # The month says which days: an interval would count from the start of the plan instead.
        months, interval = tuple(range(every.month_of_quarter, 13, 3)), 1
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    if months:
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    if every.day is not None:
        parts.append(f"BYMONTHDAY={every.day}")
    if every.weekday is not None:
        parts.append(f"BYDAY={_WEEKDAYS[every.weekday]}")
    if until is not None:
        parts.append(f"UNTIL={until:%Y%m%d}")
    return ";".join(parts)
