"""A batch for people: a progress bar on a terminal, one line per file elsewhere, a summary at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from ingest.batch import BatchResult
from ingest.progress import Progress, ProgressListener

ALL_WELL, SOME_FAILED, NOTHING_DONE = 0, 1, 3


@contextmanager
def shown(console: Console) -> Iterator[ProgressListener]:
    """A listener that shows how far a batch is: a bar on a terminal, else a line for each source read."""
    if not console.is_terminal:
        yield lambda progress: _print_line(progress, console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.0f}/s"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]} failed"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        row = bar.add_task("Reading", total=None, rate=0.0, failed=0)

        def listen(progress: Progress) -> None:
            _print_failure(progress, bar.console)
            bar.update(row, total=progress.total, completed=progress.done, rate=progress.rate, failed=progress.failed)

        yield listen


def _print_line(progress: Progress, console: Console) -> None:
    outcome = progress.outcome
    if outcome is None or outcome.status == "unchanged":
        return
    if outcome.status == "failed":
        _print_failure(progress, console)
    else:
        console.print(f"{outcome.source_file}: {outcome.tasks} tasks", markup=False, highlight=False, soft_wrap=True)


def _print_failure(progress: Progress, console: Console) -> None:
    outcome = progress.outcome
    if outcome is not None and outcome.status == "failed":
        console.print(f"{outcome.source_file}: {outcome.message}", markup=False, highlight=False, soft_wrap=True)


def summary(result: BatchResult, store: object) -> str:
    """What a batch did, in a few lines."""
    if not result.sources:
        return "no documents were found under the paths given"
    rate = f", {result.read / result.seconds:.0f} a second" if result.read and result.seconds > 1 else ""
    lines = [
        f"{result.sources} sources: {result.read} read ({result.replaced} of them replaced), "
        f"{result.unchanged} unchanged, {result.failed} failed, {result.removed} removed{rate}",
        f"{result.tasks} tasks read; {store} holds {result.documents} documents",
    ]
    if result.findings:
        counts = ", ".join(f"{code} {count}" for code, count in sorted(result.findings.items()))
        lines.append(f"findings: {counts}")
    if result.vanished:
        lines.append(f"{result.vanished} documents are stored whose source is gone; --prune removes them")
    if result.interrupted:
        lines.append("interrupted; the same command goes on from here")
    return "\n".join(lines)


def exit_code(result: BatchResult) -> int:
    """0 when all is well, 1 when some sources failed, 3 when there was nothing, or every source failed."""
    done = result.read + result.unchanged + result.removed
    if not done:
        return NOTHING_DONE
    return SOME_FAILED if result.failed or result.interrupted else ALL_WELL
