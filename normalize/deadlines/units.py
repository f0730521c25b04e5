"""Units of the calendar as plans name them: a day, a month, a quarter, a half, a year, or a run of one kind.

A unit keeps the grain that the text gives it; its year may be unknown until its neighbours have been read.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Grain = Literal["day", "days", "week", "month", "quarter", "half", "year"]


class Unit(NamedTuple):
    """`number` counts the grain in its year (month 1-12, quarter 1-4, half 1-2; the month of a day, days or week).

    `day` is the day of the month, or the ordinal of a week (-1 for the last); `length` that of a run of months or
    years. `year` is None where the text gives none; `shift` then counts from the plan's year (năm sau: 1).
    """

    grain: Grain
    number: int = 0
    day: int = 0
    year: int | None = None
    length: int = 1
    shift: int | None = None


class Span(NamedTuple):
    """The first and last day of a unit in a year, and its EDTF."""

    first: date
    last: date
    edtf: str


# EDTF level 2 numbers quarters 33 to 36 and halves 40, 41 in the place of the month.
_QUARTER, _HALF = 32, 39


def span_of(unit: Unit, year: int) -> Span | None:
    """The days of `unit`, in `year` where it names none; None where the calendar has no such days (31/02)."""
    year = unit.year if unit.year is not None else year + (unit.shift or 0)
    if not 1 <= year <= 9990:
        return None
    if unit.grain == "day":
        return _day(year, unit.number, unit.day)
    if unit.grain == "days":
        return _days(year, unit)
    if unit.grain == "week":
        return _week(year, unit.number, unit.day)
    if unit.grain == "month":
        return _months(year, unit)
    if unit.grain == "quarter":
        return Span(*_bounds(year, 3 * unit.number - 2, 3), f"{year:04}-{_QUARTER + unit.number}")
    if unit.grain == "half":
        return Span(*_bounds(year, 6 * unit.number - 5, 6), f"{year:04}-{_HALF + unit.number}")
    last = year + unit.length - 1
    return Span(date(year, 1, 1), date(last, 12, 31), f"{year:04}" if last == year else f"{year:04}/{last:04}")


def exists(unit: Unit) -> bool:
    """Whether the calendar has the unit in its year, or in some year where it names none."""
    return span_of(unit, 2000) is not None


def _bounds(year: int, month: int, count: int) -> tuple[date, date]:
    end = month + count - 1
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


def _months(year: int, unit: Unit) -> Span:
    first, last = _bounds(year, unit.number, unit.length)
    edtf = f"{year:04}-{unit.number:02}"
    return Span(first, last, edtf if unit.length == 1 else f"{edtf}/{year:04}-{last.month:02}")


def _day(year: int, month: int, day: int) -> Span | None:
    length = monthrange(year, month)[1]
    if day == -1:
        day = length
    if day > length:
        return None
    value = date(year, month, day)
    return Span(value, value, value.isoformat())


def _days(year: int, unit: Unit) -> Span:
    """A run of `length` days of one month from `day`, cut off at its end; a negative `day` counts from there."""
    month_length = monthrange(year, unit.number)[1]
    day = unit.day if unit.day > 0 else max(1, month_length + 1 + unit.day)
    first = date(year, unit.number, day)
    last = date(year, unit.number, min(day + unit.length - 1, month_length))
    return Span(first, last, f"{first.isoformat()}/{last.isoformat()}")


def _week(year: int, month: int, ordinal: int) -> Span | None:
    """The n-th week that begins in the month, Monday to Sunday; -1 for the last one."""
    first = date(year, month, 1)
    monday = first + timedelta(days=-first.weekday() % 7)
    mondays = [monday + timedelta(weeks=n) for n in range(5) if (monday + timedelta(weeks=n)).month == month]
    if ordinal > len(mondays):
        return None
    start = mondays[ordinal - 1 if ordinal > 0 else ordinal]
    last = start + timedelta(days=6)
    return Span(start, last, f"{start.isoformat()}/{last.isoformat()}")


def full_year(figures: int, near: int) -> int:
    """A year in two figures, in the century that brings it nearest to the year `near`."""
    return min(
        (figures + century for century in range(near // 100 * 100 - 100, near + 101, 100)), key=lambda y: abs(y - near)
    )
