"""A plan for people: what it says of itself, its tasks with their lines, its outline, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.box import ROUNDED
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from schema.records import Agency, Deadline, Document, Item, Money, PlanRecord, Task

_SOURCES = {"state": "NSNN", "province": "NS tỉnh", "district": "NS huyện", "commune": "NS xã", "own": "tự chủ"}


def print_plan(plan: PlanRecord, console: Console, *, outline: bool = True, ledger: bool = False) -> None:
    """Write a plan to a console."""
    console.print(Group(*_parts(plan, outline=outline, ledger=ledger)), highlight=False)


def _parts(plan: PlanRecord, *, outline: bool, ledger: bool) -> Iterator[RenderableType]:
    yield _head(plan.document)
    tables = sorted({task.table_no for task in plan.tasks if task.table_no is not None})
    for table_no in tables:
        title = f"Task table {table_no}" if len(tables) > 1 else "Task table"
        yield _task_table([t for t in plan.tasks if t.table_no == table_no], title)
    if told := [t for t in plan.tasks if t.origin == "prose" and (t.lead_agencies or t.deadlines or t.money)]:
        yield _task_table(told, "Tasks told in prose")
    if outline and plan.items:
        yield _outline(plan.items)
    yield from _findings(plan)
    if ledger:
        yield _ledger(plan)


def _head(document: Document) -> RenderableType:
    facts = Table.grid(padding=(0, 2))
    rows = {
        "Document": document.document_id,
        "Number": document.number,
        "Title": document.title,
        "Issuer": document.issuer,
        "Date": document.issued_on.isoformat() if document.issued_on else "",
        "Plan year": str(document.plan_year or ""),
        "Signed by": " ".join(filter(None, (document.signer_title, document.signer))),
        "Stated total": f"{document.stated_total_vnd:,} đồng" if document.stated_total_vnd is not None else "",
        "Read as": f"{document.media_type}, {document.encoding}, {', '.join(document.layouts) or 'no known layout'}",
    }
    for name, value in rows.items():
        if value:
            facts.add_row(Text(name, style="bold"), Text(value))
    return facts


def _task_table(tasks: list[Task], title: str) -> RenderableType:
    table = Table(title=f"{title}: {len(tasks)} rows", box=ROUNDED, show_lines=True, title_justify="left")
    for name, ratio in (
        ("Lines", 2),
        ("No.", 2),
        ("Task", 10),
        ("Lead", 6),
        ("Cooperating", 6),
        ("Due", 5),
        ("Money", 4),
    ):
        table.add_column(name, ratio=ratio, overflow="fold")
    section = ""
    for task in tasks:
        heading = " ".join(filter(None, (task.section_ordinal, task.section)))
        if heading != section:
            section = heading
            table.add_row("", "", Text(heading, style="bold"))
        product = Text(f"\n→ {task.product}", style="dim") if task.product else Text()
        table.add_row(
            f"{task.line_start}-{task.line_end}" if task.line_end != task.line_start else str(task.line_start),
            task.ordinal,
            Text(task.description) + product,
            _agencies(task.lead_agencies),
            _agencies(task.cooperating_agencies),
            Text("\n".join(_due(d) for d in task.deadlines)),
            Text("\n".join(_sum(m) for m in task.money)),
        )
    return table


def _agencies(agencies: list[Agency]) -> Text:
    text = Text()
    for position, agency in enumerate(agencies):
        text.append("\n" if position else "")
        text.append(agency.name, style="" if agency.known else "yellow")
        text.append(f" ({agency.detail})" if agency.detail else "", style="dim")
    return text


def _due(deadline: Deadline) -> str:
    """`2021-34`, `../2021-12-20`, `P1M ×2`, or the words where there is no date."""
    if deadline.kind == "recurring":
        parts = [deadline.every or "periodic"]
        parts += [f"×{deadline.times}"] if deadline.times else []
        parts += [f"day {deadline.day_of_month}"] if deadline.day_of_month else []
        return " ".join(parts)
    return deadline.edtf or deadline.text


def _sum(money: Money) -> str:
    amount = f"{money.amount_vnd:,}" if money.amount_vnd is not None else money.text
    per = f"/{money.per}" if money.per else ""
    return f"{amount}{per} {_SOURCES.get(money.source or '', '')}".strip()


def _outline(items: list[Item]) -> RenderableType:
    root = Tree(Text(f"Outline: {len(items)} items", style="bold"))
    branches: dict[tuple[str, ...], Tree] = {(): root}
    for item in items:
        for depth in range(1, len(item.path) + 1):
            path = tuple(item.path[:depth])
            if path not in branches:
                branches[path] = branches[path[:-1]].add(Text(path[-1], style="bold"))
        words = item.text if len(item.text) <= 160 else f"{item.text[:157]}…"
        leaf = Text(f"{item.line_start}  ", style="dim") + Text(f"{item.marker} {words}".strip())
        branches[tuple(item.path)].add(leaf + Text(f"  [{item.role}]", style="dim"))
    return root


def _findings(plan: PlanRecord) -> Iterator[RenderableType]:
    if not plan.findings:
        return
    counts = Counter(f.code for f in plan.findings)
    yield Text("Findings: " + ", ".join(f"{code} {n}" for code, n in sorted(counts.items())), style="bold")
    for found in plan.findings:
        where = f"line {found.line_start}: " if found.line_start else ""
        style = {"error": "red", "warning": "yellow", "info": "dim"}[found.severity]
        yield Text(f"  {found.severity}  {where}{found.message}", style=style)


def _ledger(plan: PlanRecord) -> RenderableType:
    table = Table(title="Ledger", box=None, title_justify="left")
    for name in ("Line", "Role", "Became", "Text"):
        table.add_column(name, overflow="fold", justify="right" if name == "Line" else "left")
    ledger = plan.ledger
    for number, (text, role, ref) in enumerate(zip(ledger.text, ledger.role, ledger.ref, strict=True), 1):
        table.add_row(str(number), role, ref.partition("#")[2], Text(text))
    return table
