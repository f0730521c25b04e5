"""Measure kehoach on this machine and print the tables of docs/benchmarks.md.

    make bench                                         what takes less than three minutes
    python tests/benchmarks/run.py --growth 100 1000 20000 --ray --keep     all of it, kept in the docs

Rates are ratios to a floor measured in the same run (see floor.py), so that they can be compared between machines.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.copies import write_copies  # noqa: E402
from tests.benchmarks.growth import measure_growth  # noqa: E402
from tests.benchmarks.queries import make_store, measure_queries  # noqa: E402
from tests.benchmarks.speed import measure_speed  # noqa: E402
from tests.benchmarks.startup import measure_startup  # noqa: E402
from tests.benchmarks.steps import PROSE, measure_steps  # noqa: E402

PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main() -> None:
    """Measure what the options say."""
    options = _options()
    lines: list[str] = []
    with tempfile.TemporaryDirectory(prefix="kehoach-bench-") as name:
        for line in measured(options, Path(name)):
            print(line, flush=True)
            lines.append(line)
    if options.keep:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300, help="copies of the samples to measure rates on")
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 400], help="sizes for time and memory")
    parser.add_argument("--plans", type=int, default=20_000, help="plans in the store that questions are asked of")
    parser.add_argument("--ray", action="store_true", help="measure Ray too")
    parser.add_argument("--keep", action="store_true", help=f"put the tables into {PAGE.relative_to(ROOT)}")
    parser.add_argument("--only", nargs="*", default=list(SECTIONS), choices=list(SECTIONS), help="sections to measure")
    return parser.parse_args()


def measured(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The page's tables, line by line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB, Linux, Python {platform.python_version()}"
    yield f"Measured on {date.today().isoformat()}, {machine}."
    for section in options.only:
        yield ""
        yield from SECTIONS[section](options, folder)


def _speed(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    yield f"### Documents per second ({options.documents} distinct copies of the samples)"
    yield ""
    paths = write_copies(options.documents, folder / "copies")
    rates = measure_speed(paths, folder, with_ray=options.ray)
    rows = ((rate.name, f"{rate.rate:,.0f}", f"{rate.ratio:.2f} × {rate.compared}") for rate in rates)
    yield from _table(("", "documents/s", "ratio"), rows)


def _steps(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    yield "### Where the time goes"
    yield ""
    steps = measure_steps(write_copies(min(options.documents, 300), folder / "steps-copies"), folder)
    total = sum(steps.values())
    yield from _table(
        ("step", "ms per document", "share"), ((n, f"{v:.2f}", f"{v / total:.0%}") for n, v in steps.items())
    )
    prose = sum(steps[name] for name in PROSE)
    yield ""
    yield f"All steps {total:.1f} ms; tasks told in prose cost {prose / (total - prose):.2f} of all else."


def _growth(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    yield "### Growth (two workers; memory is the most at any moment)"
    yield ""
    yield from _table(
        ("documents", "seconds", "ms per document", "coordinator, MiB", "all processes, MiB"),
        (_grown(size, folder) for size in options.growth),
    )


def _grown(size: int, folder: Path) -> tuple[str, ...]:
    raw = folder / f"growth-copies-{size}"
    write_copies(size, raw)
    grown = measure_growth(raw, size, folder)
    memory = (f"{size / 2**20:,.0f}" for size in (grown.coordinator, grown.together))
    return f"{size:,}", f"{grown.seconds:.1f}", f"{grown.seconds / size * 1000:.1f}", *memory


def _queries(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    store, tasks = make_store(options.plans, folder)
    yield f"### Questions over {options.plans:,} plans, {tasks:,} tasks, 1,260 partitions"
    yield ""
    rows = ((a.question, a.way, f"{a.first:.2f}", f"{a.usual:.2f}") for a in measure_queries(store))
    yield from _table(("question", "by", "seconds, first time", "seconds, then"), rows)


def _startup(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    yield "### Start-up"
    yield ""
    yield from _table(("command", "seconds"), ((name, f"{seconds:.2f}") for name, seconds in measure_startup()))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table, each row as soon as it is known."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


SECTIONS = {"speed": _speed, "steps": _steps, "growth": _growth, "queries": _queries, "startup": _startup}

if __name__ == "__main__":
    main()
