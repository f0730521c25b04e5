"""The kehoach command: one function per command, arguments in, one call, result printed.

Heavy imports stand inside the functions, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

ALL_WELL, SOME_FAILED = 0, 1

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

StoreOption = Annotated[Path, typer.Option("--store", help="The store to read.", envvar="KEHOACH_STORE")]
Out = Annotated[Path, typer.Option("--out", help="Where to write; a store is made if there is none.")]
Encoding = Annotated[str | None, typer.Option(help="Encoding of text files, instead of detecting it.")]
Limit = Annotated[list[str] | None, typer.Option("--limit", help="Raise a limit, e.g. pages=20000; may be repeated.")]
Seconds = Annotated[float, typer.Option(help="Break a query off after so many seconds.")]
Memory = Annotated[str, typer.Option(help="Memory that a query may use.")]
Year = Annotated[int | None, typer.Option(help="Year that the plan is for.")]
Province = Annotated[str | None, typer.Option(help="A province, as it was or as it is now.")]
Agency = Annotated[str | None, typer.Option(help="Tasks that this agency leads or cooperates in.")]
DueBefore = Annotated[date | None, typer.Option(parser=date.fromisoformat, help="Tasks due before this day.")]
TextFormat = Annotated[str, typer.Option("--format", help="table, json or markdown.")]
STORE = Path("data/curated")


class Engine(StrEnum):
    """Where documents are read."""

    local = "local"
    ray = "ray"


@app.callback(invoke_without_command=True)
def kehoach(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Read Vietnamese administrative plans (kế hoạch) into a store that plain SQL can question."""
    if version:
        from schema.version import VERSION

        typer.echo(VERSION)


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs, archives, or - for standard input.")],
    out: Out = STORE,
    workers: Annotated[int, typer.Option(help="Processes; 0 for one per core.", min=0)] = 0,
    engine: Annotated[Engine, typer.Option(help="Where to read: this machine, or a Ray cluster.")] = Engine.local,
    address: Annotated[str | None, typer.Option(help="Address of a running Ray cluster.")] = None,
    encoding: Encoding = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose source is gone.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Read unchanged sources again.")] = False,
    prose: Annotated[bool, typer.Option(help="Read the tasks told in sentences.")] = True,
    limit: Limit = None,
) -> None:
    """Read plans into a store: every task, item, target and citation, and what became of every line."""
    from explore.printing import console
    from ingest.batch import ingest as ingest_batch
    from ingest.limits import limits_from_options
    from ingest.reporting import exit_code, shown, summary

    limits = limits_from_options(limit or [])
    with shown(console(sys.stderr)) as on_progress:
        result = ingest_batch(
            paths,
            out=out,
            workers=workers or None,
            engine=engine.value,
            address=address,
            encoding=encoding,
            prune=prune,
            force=force,
            prose=prose,
            limits=limits,
            on_progress=on_progress,
        )
    typer.echo(summary(result, out))
    raise typer.Exit(exit_code(result))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SQL statement that reads, or - for standard input.")],
    store: StoreOption = STORE,
    format_name: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    seconds: Seconds = 60.0,
    memory: Memory = "2GB",
) -> None:
    """Ask a store in SQL: its tables, and the views that `kehoach query "SHOW TABLES"` lists."""
    from explore.printing import print_table
    from explore.query import query as ask

    question = sys.stdin.read() if sql == "-" else sql
    print_table(ask(store, question, seconds=seconds, memory=memory), format_name=format_name)


@app.command()
def sql(
    store: StoreOption = STORE,
    views: Annotated[Path | None, typer.Option(help="Only write this DuckDB file of the views.")] = None,
) -> None:
    """Open an interactive SQL session over a store's tables and views."""
    from explore.printing import console
    from explore.session import open_session, write_views

    if views is None:
        open_session(store, console(sys.stdout))
    else:
        typer.echo(write_views(store, views))


@app.command()
def show(
    plan: Annotated[str, typer.Argument(help="A file, or the id of a document in the store.")],
    store: StoreOption = STORE,
    outline: Annotated[bool, typer.Option(help="Show the outline of the body.")] = True,
    ledger: Annotated[bool, typer.Option("--ledger", help="Show every line with its role.")] = False,
    encoding: Encoding = None,
    limit: Limit = None,
) -> None:
    """Show one plan: its tasks with their lines, its outline, and what a careful reader would be told."""
    from explore.printing import console
    from explore.show import print_plan

    print_plan(_plan(plan, store, encoding, limit), console(sys.stdout), outline=outline, ledger=ledger)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="The words of a cell or sentence.")],
    kind: Annotated[str, typer.Option("--as", help="deadline, money, agencies, citations or sentence.")],
    year: Year = None,
    province: Annotated[str, typer.Option(help="Province of the plan.")] = "",
    heading: Annotated[str, typer.Option(help="Heading of the budget column, for its unit.")] = "",
    note: Annotated[str, typer.Option(help="The note cell, for the source of money.")] = "",
) -> None:
    """Say which rule read which value from which words, and why not another."""
    from explore.explain import explain as explain_text
    from explore.printing import print_table

    print_table(explain_text(text, kind, year=year or date.today().year, province=province, heading=heading, note=note))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words, with or without accents.")],
    store: StoreOption = STORE,
    year: Year = None,
    province: Province = None,
    agency: Agency = None,
    due_before: DueBefore = None,
    most: Annotated[int, typer.Option(help="Rows at most.", min=1)] = 20,
    format_name: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
) -> None:
    """Find tasks and items by their words, best first."""
    from explore.export.selection import Selection
    from explore.printing import print_table
    from explore.search import search as find

    chosen = Selection(None, province, year, agency, due_before)
    print_table(find(store, " ".join(words), selection=chosen, most=most), format_name=format_name)


@app.command()
def timeline(
    agency: Annotated[str, typer.Argument(help="Name or id of an agency.")],
    store: StoreOption = STORE,
    year: Annotated[int | None, typer.Option(help="Only what falls due in this year.")] = None,
    format_name: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
) -> None:
    """List what one agency has to deliver, in the order in which it falls due."""
    from explore.printing import print_table
    from explore.timeline import timeline as due_of

    print_table(due_of(store, agency, year=year), format_name=format_name)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A file, or the id of a document in the store.")],
    after: Annotated[str, typer.Argument(help="The plan to compare it with.")],
    store: StoreOption = STORE,
    format_name: TextFormat = "table",
) -> None:
    """Compare two plans: tasks kept, changed (which cell, how), dropped and new, matched by meaning."""
    from explore.change_report import print_task_changes
    from explore.comparison import compare
    from explore.printing import console

    changes = compare(_plan(before, store), _plan(after, store))
    print_task_changes(changes, console(sys.stdout), format_name=format_name)


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="File to write; its ending says the format if --format does not.")],
    store: StoreOption = STORE,
    table: Annotated[list[str] | None, typer.Option(help="Tables; all for a workbook, else tasks.")] = None,
    format_name: Annotated[str | None, typer.Option("--format", help="csv, xlsx, json, ics, md or parquet.")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Begin a CSV with the mark that Excel needs.")] = False,
    per_agency: Annotated[bool, typer.Option("--per-agency", help="A folder with one calendar per agency.")] = False,
    document: Annotated[str | None, typer.Option(help="Only this plan.")] = None,
    year: Year = None,
    province: Province = None,
    agency: Agency = None,
    due_before: DueBefore = None,
) -> None:
    """Write rows of a store as CSV, XLSX, JSON lines, iCalendar, Markdown or Parquet."""
    from explore.export.selection import Selection
    from explore.export.writing import Request, write

    chosen = Selection(document, province, year, agency, due_before)
    typer.echo(write(store, Request(target, format_name, table or [], excel, per_agency), chosen))


@app.command()
def check(
    documents: Annotated[list[str], typer.Argument(help="Files or folders of documents.")],
    golden: Annotated[Path, typer.Option(help="Folder of the golden files.")] = Path("tests/golden"),
    gold: Annotated[Path | None, typer.Option(help="Folder of annotations to compare with as well.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Write the golden files anew, after review.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write the changes to this Markdown file.")] = None,
) -> None:
    """Read documents again and say which rows were gained, lost and altered since their golden files."""
    from explore.printing import console
    from explore.regression import check as check_documents
    from ingest.convert import convert
    from ingest.sources import find_sources

    sources, out = [(source.name, source) for source in find_sources(documents)], console(sys.stdout)
    well = check_documents(sources, convert, golden=golden, gold=gold, update=update, report=report, console=out)
    raise typer.Exit(ALL_WELL if well else SOME_FAILED)


@app.command()
def verify(store: StoreOption = STORE) -> None:
    """Prove that a store is whole: schemas, counts, ids, references, every line, hashes of files."""
    from ingest.verify import verify as problems_of

    problems = problems_of(store)
    typer.echo("".join(f"{problem}\n" for problem in problems), nl=False)
    typer.echo(f"{store}: {f'{len(problems)} problems' if problems else 'whole'}")
    raise typer.Exit(SOME_FAILED if problems else ALL_WELL)


@app.command()
def registers(
    store: StoreOption = STORE,
    unused: Annotated[bool, typer.Option("--unused", help="Entries that no plan of the store has used.")] = False,
) -> None:
    """List the agency names that the register lacks, by frequency, or the entries that nothing matched."""
    from explore.printing import print_table
    from explore.register_use import register_use

    print_table(register_use(store, "unused" if unused else "unknown"))


@app.command()
def serve(
    store: StoreOption = STORE, port: Annotated[int, typer.Option(help="0 for any that is free.")] = 8765
) -> None:
    """Open a page over a store in the browser, for this machine only, until interrupted."""
    from explore.server import serve as serve_page

    serve_page(store, port=port, announce=typer.echo)


def _plan(plan: str, store: Path, encoding: str | None = None, limit: list[str] | None = None) -> Any:
    """A plan from a file or archive, else from the store."""
    if Path(plan).exists():
        from ingest.convert import convert
        from ingest.limits import limits_from_options

        return convert(plan, encoding=encoding, limits=limits_from_options(limit or []))
    from explore.plans import load_plan

    return load_plan(store, plan)


def main() -> None:
    """Run the command; what the user can mend is said in one sentence, without a traceback."""
    from schema.errors import KehoachError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        sys.exit(ALL_WELL)
    except KehoachError as error:
        typer.echo(f"kehoach: {error}", err=True)
        sys.exit(error.exit_code)
