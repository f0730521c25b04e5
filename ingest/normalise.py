"""Raw rows and items into records: the step that gives the words of the document their meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pydantic import TypeAdapter

from ingest.identifiers import ItemIds, TaskIds
from normalize.agencies import read_agencies
from normalize.commitments import heading_agencies, read_commitment
from normalize.deadlines import read_deadlines
from normalize.domains import read_domain
from normalize.money import read_money
from normalize.targets import read_targets
from parsers.raw import RawItem, RawTask
from schema.records import Agency, Deadline, Domain, Item, Target, Task


@dataclass(frozen=True, slots=True)
class Context:
    """What the words of a cell lean on: whose plan it is, and for which year (None when nobody says)."""

    document_id: str
    plan_year: int | None
    province: str


def normalise_tasks(raw_tasks: list[RawTask], context: Context) -> list[Task]:
    """Rows of the document's task tables, in order, as records."""
    ids = TaskIds(context.document_id)
    return [_table_task(raw, seq, ids, context) for seq, raw in enumerate(raw_tasks, 1)]


def _table_task(raw: RawTask, seq: int, ids: TaskIds, context: Context) -> Task:
    return Task(
        task_id=ids.next(
            table_no=raw.table_no,
            section_ordinal=raw.section_ordinal,
            ordinal=raw.ordinal,
            description=raw.description,
        ),
        origin="table",
        table_no=raw.table_no,
        seq=seq,
        section_ordinal=raw.section_ordinal,
        section=raw.section,
        domain=read_domain(raw.section),
        ordinal=raw.ordinal,
        description=raw.description,
        product=raw.product,
        lead=raw.lead,
        cooperating=raw.cooperating,
        timeframe=raw.timeframe,
        budget=raw.budget,
        note=raw.note,
        more=raw.more,
        lead_agencies=read_agencies(raw.lead, province=context.province),
        cooperating_agencies=read_agencies(raw.cooperating, province=context.province),
        deadlines=_deadlines(raw.timeframe, context),
        money=read_money(raw.budget, heading=raw.headings.get("budget", ""), note=_money_note(raw)),
        line_start=raw.line_start,
        line_end=raw.line_end,
    )


def _money_note(raw: RawTask) -> str:
    """What stands beside a sum: the note, and a column of its own for where the money comes from (`Nguồn vốn`)."""
    return "; ".join(filter(None, (raw.note, raw.more.get(raw.headings.get("source", ""), ""))))


def _deadlines(text: str, context: Context) -> list[Deadline]:
    if not text or context.plan_year is None:
        return []
    return read_deadlines(text, year=context.plan_year)


_ITEMS = TypeAdapter(list[Item])


def normalise_items(raw_items: list[RawItem], context: Context) -> list[Item]:
    """Leaves of the body's outline, in order, as records; validated together, a third cheaper than one by one."""
    ids = ItemIds(context.document_id)
    return _ITEMS.validate_python(
        [
            {
                "item_id": ids.next(path=raw.path, marker=raw.marker, text=raw.text),
                "seq": seq,
                "path": raw.path,
                "marker": raw.marker,
                "text": raw.text,
                "role": raw.role,
                "agencies": _agencies_above(tuple(raw.path), context.province) if raw.role == "assignment" else (),
                "line_start": raw.line_start,
                "line_end": raw.line_end,
            }
            for seq, raw in enumerate(raw_items, 1)
        ]
    )


@lru_cache(maxsize=64)
def _agencies_above(path: tuple[str, ...], province: str) -> tuple[Agency, ...]:
    """The bodies that the nearest heading naming any names."""
    for heading in reversed(path):
        if agencies := heading_agencies(heading, province=province):
            return tuple(agencies)
    return ()


def normalise_prose_tasks(raw_items: list[RawItem], items: list[Item], context: Context, after: int) -> list[Task]:
    """What the items of role task and assignment commit to, one row each, numbered from `after` + 1."""
    committing = [
        (raw, item) for raw, item in zip(raw_items, items, strict=True) if item.role in ("task", "assignment")
    ]
    return [_prose_task(raw, item, seq, context) for seq, (raw, item) in enumerate(committing, after + 1)]


# `II. NHIỆM VỤ` is `II` and `NHIỆM VỤ`; `2.1. Sở Nội vụ` is `2.1` and `Sở Nội vụ`.
_HEADING = re.compile(r"(?:(?P<ordinal>[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])[.)/]\s*)?(?P<title>.*)", re.DOTALL)


def _prose_task(raw: RawItem, item: Item, seq: int, context: Context) -> Task:
    commitment = read_commitment(
        item.text,
        heading_agencies=item.agencies,
        heading=item.path[-1] if item.path else "",
        labels={name: words for name, (words, _) in raw.labels.items()},
        role=item.role,
        year=context.plan_year or 0,
        province=context.province,
    )
    section = _HEADING.match(item.path[0]) if item.path else None
    return Task(
        task_id=f"{item.item_id}!",
        origin="prose",
        seq=seq,
        section_ordinal=(section["ordinal"] or "") if section else "",
        section=section["title"] if section else "",
        domain=_domain_of_path(tuple(item.path)),
        ordinal=item.marker if item.marker.strip("-+•*–") else "",
        description=item.text,
        product=raw.labels.get("product", ("", 0))[0],
        lead=commitment.lead,
        cooperating=commitment.cooperating,
        timeframe=commitment.timeframe,
        budget=commitment.budget,
        note=raw.labels.get("note", ("", 0))[0],
        more={label: words for label, (words, _) in raw.labels.items() if label not in Task.model_fields},
        lead_agencies=commitment.lead_agencies,
        cooperating_agencies=commitment.cooperating_agencies,
        deadlines=commitment.deadlines,
        money=commitment.money,
        item_id=item.item_id,
        line_start=item.line_start,
        line_end=item.line_end,
    )


@lru_cache(maxsize=1024)
def _domain_of_path(path: tuple[str, ...]) -> Domain:
    for heading in reversed(path):
        if (domain := read_domain(heading)) != "other":
            return domain
    return "other"


def normalise_targets(items: list[Item]) -> list[Target]:
    """The measurable goals that the items of role goal state."""
    return [
        Target(
            item_id=item.item_id,
            text=item.text,
            comparator=value.comparator,
            value=value.value,
            unit=value.unit,
            scope=value.scope,
            line_start=item.line_start,
            line_end=item.line_end,
        )
        for item in items
        if item.role == "goal"
        for value in read_targets(item.text)
    ]
