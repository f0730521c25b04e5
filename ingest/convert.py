"""One document, the whole way, on one page: read, regions, grids and outline, rows, values, findings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

from ingest.checks import Reading, check
from ingest.citing import read_citations
from ingest.errors import ReadError
from ingest.identifiers import document_id
from ingest.ledger import LineRoles, with_separators, write_ledger
from ingest.limits import Limits
from ingest.normalise import Context, normalise_items, normalise_prose_tasks, normalise_targets, normalise_tasks
from ingest.read import read
from ingest.sources import Source
from normalize.front_matter import Identity, read_identity
from parsers.front_matter import read_front_matter
from parsers.manuscript import Manuscript
from parsers.outline import read_outline
from parsers.raw import Outline, RawFrontMatter, TaskTable
from parsers.regions import Regions, find_regions
from parsers.tasks import read_tasks
from schema.records import Document, Item, Ledger, PlanRecord, Task
from schema.version import VERSION

_DEFAULT_LIMITS = Limits()
_FRONT_MATTER_FIELDS = tuple(f.name for f in fields(RawFrontMatter) if f.name != "lines")


def convert(
    source: Source | str | Path, *, limits: Limits = _DEFAULT_LIMITS, encoding: str | None = None, prose: bool = True
) -> PlanRecord:
    """Read one plan. `prose=False` leaves out the tasks told in sentences.

    Raises ReadError when the source cannot be read, or holds no plan.
    """
    if not isinstance(source, Source):
        source = Source(Path(source).name, str(source))
    return convert_manuscript(read(source, limits=limits, encoding=encoding), prose=prose)


def convert_manuscript(manuscript: Manuscript, *, prose: bool = True) -> PlanRecord:
    """The six steps, from numbered lines to a validated record. Raises ReadError when there is no plan in it."""
    regions = find_regions(manuscript)
    front = read_front_matter(regions.text)
    tables = [read_tasks(table.grid, table_no=n) for n, table in enumerate(regions.tables, 1) if table.grid]
    outline = read_outline(manuscript, regions)
    identity = read_identity(**{name: getattr(front, name) for name in _FRONT_MATTER_FIELDS})
    planned = any(item.role != "other" for item in outline.items) or any(table.tasks for table in tables)
    if not (identity.number or identity.title or planned):
        raise ReadError("not_a_plan", "no plan was recognised in this text")
    name = document_id(
        province=identity.province,
        issuer=identity.issuer,
        issued_on=identity.issued_on,
        number=identity.number,
        content_sha256=manuscript.source_sha256,
    )
    context = Context(name, _year(identity, manuscript.lines), identity.province)
    raw_tasks = [task for table in tables for task in table.tasks]
    tasks = normalise_tasks(raw_tasks, context)
    items = normalise_items(outline.items, context)
    if prose:
        tasks += normalise_prose_tasks(outline.items, items, context, after=len(tasks))
    ledger = _ledger(manuscript, regions, tables, outline, tasks, items)
    document = _document(manuscript, regions, identity, context, tasks, items)
    reading = Reading(document, front, identity, tables, raw_tasks, tasks, items, ledger, context)
    return PlanRecord(
        document=document,
        tasks=tasks,
        items=items,
        targets=normalise_targets(items),
        citations=read_citations(ledger),
        ledger=ledger,
        findings=[*manuscript.findings, *(f for t in tables for f in t.findings), *outline.findings, *check(reading)],
    )


# A year that a plan could be for or from.
_PLAUSIBLE_YEAR = re.compile(r"\b(?:19[89]|20[0-4])\d\b")


def _year(identity: Identity, lines: list[str]) -> int | None:
    """The year that a date without one belongs to: planned for, else issued in, else the one named most."""
    if identity.plan_year is not None:
        return identity.plan_year
    if identity.issued_on is not None:
        return identity.issued_on.year
    years = Counter(_PLAUSIBLE_YEAR.findall("\n".join(lines)))
    return int(max(years, key=lambda year: (years[year], year))) if years else None


def _document(
    manuscript: Manuscript, regions: Regions, identity: Identity, context: Context, tasks: list[Task], items: list[Item]
) -> Document:
    layouts = dict.fromkeys(table.layout for table in regions.tables)
    if items:
        layouts["prose_list"] = None
    return Document(
        document_id=context.document_id,
        source_file=manuscript.source_file,
        source_sha256=manuscript.source_sha256,
        media_type=manuscript.media_type,
        encoding=manuscript.encoding,
        **identity.fields(),
        layouts=list(layouts),
        line_count=len(manuscript.lines),
        task_count=len(tasks),
        software_version=VERSION,
    )


def _ledger(
    manuscript: Manuscript,
    regions: Regions,
    tables: list[TaskTable],
    outline: Outline,
    tasks: list[Task],
    items: list[Item],
) -> Ledger:
    """Who took which line: first the regions, then the outline, then each table with its rows' ids."""
    parts: list[tuple[LineRoles, list[str]]] = [(outline.line_roles, [item.item_id for item in items])]
    first = 0
    for region, table in zip(regions.tables, tables, strict=True):
        ids = [task.task_id for task in tasks[first : first + len(table.tasks)]]
        parts.append((with_separators(table.line_roles, manuscript.lines, region.line_start, region.line_end), ids))
        first += len(table.tasks)
    return write_ledger(manuscript.lines, regions.roles, parts)
