"""An interactive SQL session over a store: DuckDB's own command line where there is one, else a prompt."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
from rich.console import Console

from explore.connection import define_views, open_store
from explore.errors import CannotWrite, QueryRefused
from explore.printing import print_table
from explore.query import ask

_PROMPT = "kehoach> "


def write_views(store: Path, target: Path) -> str:
    """Write a DuckDB file that holds the views over a store; returns how to open it. Raises NoStore, CannotWrite."""
    partial = target.with_name(f".{target.name}.part")
    partial.unlink(missing_ok=True)
    try:
        with duckdb.connect(partial) as connection:
            define_views(connection, store)
        os.replace(partial, target)  # noqa: PTH105 - one atomic step, on every system
    except (duckdb.IOException, OSError) as error:
        raise CannotWrite(f"{target} cannot be written: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return f"{target}: open it with `duckdb -readonly {target}`"


def open_session(store: Path, console: Console) -> None:
    """Ask and answer until the end of input; a statement ends with a semicolon. Raises NoStore."""
    hint = "`duckdb` on this machine opens the same views: write them with `kehoach sql --views FILE`"
    with open_store(store) as connection:
        console.print(
            f"Tables and views: SHOW TABLES;  end with Ctrl-D.{f'  ({hint})' if shutil.which('duckdb') else ''}"
        )
        for statement in _statements():
            try:
                print_table(ask(connection, statement))
            except QueryRefused as error:
                console.print(str(error), markup=False)


def _statements() -> Iterator[str]:
    """Statements as they are typed, up to each semicolon, until the end of input."""
    lines: list[str] = []
    while True:
        try:
            line = input("" if lines else _PROMPT)
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip() or lines:
            lines.append(line)
        if line.rstrip().endswith(";"):
            yield "\n".join(lines)
            lines = []
