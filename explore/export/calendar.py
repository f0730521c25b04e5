"""iCalendar (RFC 5545): one entry per deadline, its grain kept, recurrences as rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, vRecur

_ONE_DAY = timedelta(days=1)


def calendar_of(tasks: Iterable[dict[str, Any]], *, name: str, stamp: datetime | None = None) -> bytes:
    """The calendar of task rows (as in the `tasks` table).

    A day is a day; a month, quarter, half or year is a span from its first to its last day; a limit is
    the last day in time; a recurrence with a stated interval is one entry with an RRULE. Deadlines
    without a date (conditional, by reference), ongoing work and recurrences whose interval is not
    stated give no entry.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//kehoach//plans//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    moment = stamp or datetime.now(UTC)
    for task in tasks:
        for number, deadline in enumerate(task["deadlines"], 1):
            for event in _events(task, deadline, number):
                event.add("dtstamp", moment)
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(task: dict[str, Any], deadline: dict[str, Any], number: int) -> Iterator[Event]:
    span = _span(deadline)
    if span is None:
        return
    first, last, rule = span
    event = Event()
    event.add("uid", f"{task['task_id']}~{number}@kehoach")
    event.add("summary", task["description"][:200] or task["product"][:200])
    event.add("dtstart", first)
    event.add("dtend", last + _ONE_DAY)
    event.add("description", _description(task, deadline))
    event.add("categories", [task["domain"]])
    event.add("transp", "TRANSPARENT")
    if rule:
        event.add("rrule", vRecur.from_ical(rule))
    yield event


def _span(deadline: dict[str, Any]) -> tuple[date, date, str | None] | None:
    """First and last day of an entry, and its recurrence rule; None for what has no date."""
    kind, start, end = deadline["kind"], deadline["start"], deadline["end"]
    if kind == "recurring":
        return _first_occurrence(deadline) if deadline["rrule"] and start else None
    if kind not in ("date", "period") or (start is None and end is None):
        return None
    if end is None:
        return start, start, None
    last = end - _ONE_DAY if deadline["end_exclusive"] else end
    return (start or last), last, None


def _first_occurrence(deadline: dict[str, Any]) -> tuple[date, date, str | None]:
    """The first day that the rule itself gives: DTSTART must be an occurrence (RFC 5545, 3.8.5.3)."""
    start: date = deadline["start"]
    rule = deadline["rrule"]
    first = next(iter(rrulestr(rule, dtstart=datetime.combine(start, datetime.min.time()))), None)
    day = first.date() if first else start
    return day, day, rule


def _description(task: dict[str, Any], deadline: dict[str, Any]) -> str:
    lead = ", ".join(agency["name"] for agency in task["lead_agencies"])
    cooperating = ", ".join(agency["name"] for agency in task["cooperating_agencies"])
    parts = {
        "Thời hạn": deadline["text"],
        "Chủ trì": lead,
        "Phối hợp": cooperating,
        "Sản phẩm": task["product"],
        "Nguồn": f"{task['document_id']}, dòng {task['line_start']}",
    }
    return "\n".join(f"{label}: {words}" for label, words in parts.items() if words)
