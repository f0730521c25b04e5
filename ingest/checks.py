"""What a careful reader of the plan would be told: step 6, each check a function over what was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ingest.ledger import unread_lines
from ingest.normalise import Context
from normalize.deadlines import unread_words
from normalize.front_matter import Identity
from normalize.money import read_money, unread_money_words
from parsers.raw import RawFrontMatter, RawTask, TaskTable
from schema.findings import finding
from schema.folding import slug
from schema.records import Document, Finding, Item, Ledger, Task


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave, for the checks to look at."""

    document: Document
    front: RawFrontMatter
    identity: Identity
    tables: list[TaskTable]
    raw_tasks: list[RawTask]
    tasks: list[Task]
    items: list[Item]
    ledger: Ledger
    context: Context


def check(reading: Reading) -> list[Finding]:
    """Every finding of every check, in the order of the checks."""
    return [found for one_check in CHECKS for found in one_check(reading)]


def _at(task: Task, code: str, text: str, **values: object) -> Finding:
    return finding(code, line_start=task.line_start, line_end=task.line_end, text=text[:500], **values)


def _front_matter(reading: Reading) -> Iterator[Finding]:
    document, front = reading.document, reading.front
    if not document.number:
        yield finding("missing_number")
    if document.issued_on is None:
        yield finding("missing_date")
    if reading.context.plan_year is not None and not (document.plan_year and reading.identity.plan_year_stated):
        yield finding("assumed_year", year=reading.context.plan_year)
    if front.annex_number and document.number and slug(front.annex_number) != slug(document.number):
        line = front.lines.get("annex_number")
        yield finding("number_mismatch", line_start=line, front=document.number, appendix=front.annex_number)


def _ledger(reading: Reading) -> Iterator[Finding]:
    if lines := unread_lines(reading.ledger):
        first = reading.ledger.text[lines[0] - 1].strip()[:200]
        yield finding("unread_lines", line_start=lines[0], line_end=lines[-1], text=first, count=len(lines))


def _task_table(reading: Reading) -> Iterator[Finding]:
    if not any(table.tasks for table in reading.tables):
        yield finding("no_task_table")


def _missing_values(reading: Reading) -> Iterator[Finding]:
    """Rows whose table has the column, but whose cell names nobody or no time."""
    for raw, task in zip(reading.raw_tasks, reading.tasks, strict=False):
        if "lead" in raw.headings and not task.lead_agencies:
            yield _at(task, "missing_lead", task.description)
        if "timeframe" in raw.headings and not task.timeframe:
            yield _at(task, "missing_deadline", task.description)


def _unknown_agencies(reading: Reading) -> Iterator[Finding]:
    """Each unknown name once, at the first row that has it."""
    seen: set[str] = set()
    for task in reading.tasks:
        for agency in chain(task.lead_agencies, task.cooperating_agencies):
            if not agency.known and agency.agency_id not in seen:
                seen.add(agency.agency_id)
                yield _at(task, "unknown_agency", agency.name, name=agency.name)


def _values(reading: Reading) -> Iterator[Finding]:
    """Cells of which some words, or all, gave no value."""
    year = reading.context.plan_year
    for raw, task in zip(reading.raw_tasks, reading.tasks, strict=False):
        if task.timeframe and (not task.deadlines or unread_words(task.timeframe, year=year or 0)):
            yield _at(task, "unparsed_deadline", task.timeframe, value=task.timeframe[:120])
        if task.budget and unread_money_words(task.budget, heading=raw.headings.get("budget", ""), note=task.note):
            yield _at(task, "unparsed_money", task.budget, value=task.budget[:120])


def _before_issue(reading: Reading) -> Iterator[Finding]:
    issued = reading.document.issued_on
    if issued is None:
        return
    for task in reading.tasks:
        for deadline in task.deadlines:
            if deadline.end is not None and deadline.end < issued:
                yield _at(task, "deadline_before_issue", deadline.text, value=deadline.text, issued=issued.isoformat())


def _totals(reading: Reading) -> Iterator[Finding]:
    """The stated total against the sum of the rows, the total row, and the sum in words."""
    stated, line = reading.document.stated_total_vnd, reading.front.lines.get("stated_total")
    words = reading.identity.stated_total_in_words_vnd
    if stated is not None and words is not None and words != stated:
        yield _mismatch(stated, "in words it is", words, line)
    reported: set[tuple[int, int]] = set()
    first = whole = 0
    for table in reading.tables:
        summed = _sum_of_rows(reading.tasks[first : first + len(table.tasks)])
        first, whole = first + len(table.tasks), whole + summed
        if summed and (printed := _total_row(table)) is not None and printed != summed:
            reported.add((printed, summed))
            yield _mismatch(printed, "the rows add up to", summed, table.total[1] if table.total else None)
    if whole and stated is not None and stated != whole and (stated, whole) not in reported:
        yield _mismatch(stated, "the rows add up to", whole, line)


def _mismatch(stated: int, basis: str, found: int, line: int | None) -> Finding:
    return finding("total_mismatch", line_start=line, stated=f"{stated:,}", basis=basis, found=f"{found:,}")


def _sum_of_rows(tasks: list[Task]) -> int:
    """Đồng of the rows that state a sum; a row that states a rate adds nothing."""
    return sum(money.amount_vnd or 0 for task in tasks for money in task.money if money.kind == "amount")


def _total_row(table: TaskTable) -> int | None:
    if table.total is None or not table.tasks:
        return None
    sums = read_money(table.total[0], heading=table.tasks[0].headings.get("budget", ""))
    return sum(money.amount_vnd or 0 for money in sums if money.kind == "amount") if sums else None


CHECKS = (
    _front_matter,
    _ledger,
    _task_table,
    _missing_values,
    _unknown_agencies,
    _values,
    _before_issue,
    _totals,
)
