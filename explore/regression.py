"""Documents read again: against their golden files, and against annotations made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from explore.change_report import print_row_changes, row_changes_markdown
from explore.gold import Score, load_gold, score_plan
from explore.golden import changes, load_golden, write_golden
from schema.errors import KehoachError
from schema.records import PlanRecord

Source = TypeVar("Source")


def check(
    documents: Iterable[tuple[str, Source]],
    convert: Callable[[Source], PlanRecord],
    *,
    golden: Path,
    gold: Path | None,
    update: bool,
    report: Path | None,
    console: Console,
) -> bool:
    """Whether every document gives what its golden file says; prints what does not.

    `documents` are names and what `convert` takes. A document without a golden file counts as changed,
    until `update` writes one. `gold` is a folder of `<name without ending>.gold.json`.
    """
    well, sections, score = True, [], Score()
    for name, document in documents:
        try:
            plan = convert(document)
        except KehoachError as error:
            console.print(f"{name}: {error}", markup=False)
            well = False
            continue
        if gold is not None and (annotation := gold / f"{Path(name).stem}.gold.json").exists():
            score_plan(plan, load_gold(annotation), score)
        path = golden / f"{Path(name).name}.json"
        if update:
            write_golden(plan, path)
        elif not path.exists():
            console.print(f"{name}: no golden file; review `kehoach show` and write it with --update", markup=False)
            well = False
        else:
            found = changes(load_golden(path), plan)
            print_row_changes(name, found, console)
            sections.append(row_changes_markdown(name, found))
            well = well and not found
    if gold is not None:
        _print_score(score, console)
    if report is not None:
        report.write_text("\n".join(sections), "utf-8")
    return well


def _print_score(score: Score, console: Console) -> None:
    rows = Table(title="Against annotations", box=None, title_justify="left")
    for name in ("what", "annotated", "found", "extra", "recall", "precision", "fields right"):
        rows.add_column(name, justify="left" if name == "what" else "right")
    for kind in score.wanted:
        counts = (score.wanted[kind], score.found[kind], score.extra[kind])
        rates = (score.recall(kind), score.precision(kind), score.rate(f"{kind}."))
        rows.add_row(kind, *map(str, counts), *(f"{rate:.4f}" for rate in rates))
    rows.add_row("document", "", "", "", "", "", f"{score.rate('document.'):.4f}")
    console.print(rows)
    for miss in score.misses:
        console.print(f"  {miss}", markup=False, highlight=False)
