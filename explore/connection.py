"""A store opened for questions: DuckDB in memory, views over the Parquet files, nothing else within reach."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import duckdb

from explore.errors import NoStore
from schema.errors import UsageError
from schema.tables import TABLES

DEFAULT_MEMORY = "2GB"


def open_store(store: Path, *, memory: str = DEFAULT_MEMORY) -> duckdb.DuckDBPyConnection:
    """A connection in which every table and view of the store can be asked by its name.

    Files outside the store cannot be read, the settings cannot be changed, and `memory` bounds what a
    query may hold. Raises NoStore.
    """
    connection = duckdb.connect()
    define_views(connection, store)
    connection.execute("SET allowed_directories = [?]", [str(store.resolve())])
    connection.execute(f"SET memory_limit = '{_memory(memory)}'")
    connection.execute("SET temp_directory = ''")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def define_views(connection: duckdb.DuckDBPyConnection, store: Path) -> None:
    """Make the tables of a store, and the views of `schema/views`, in a connection. Raises NoStore."""
    if not any(store.glob("documents/**/*.parquet")):
        raise NoStore(f"there is no store at {store}; make one with `kehoach ingest PATH --out {store}`")
    for table in TABLES:
        glob = str(store.resolve() / table / "**" / "*.parquet").replace("'", "''")
        connection.execute(f"CREATE OR REPLACE VIEW {table} AS FROM read_parquet('{glob}', hive_partitioning = true)")
    for script in view_scripts():
        connection.execute(script)


def view_scripts() -> list[str]:
    """The SQL of the views, in the order in which they build on each other."""
    folder = files("schema.views")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in names]


# `2GB`, `500 MB`: what DuckDB takes, and nothing that could end the quoted value.
_MEMORY = re.compile(r"\d+(?:\.\d+)?\s*[KMGT]?i?B", re.IGNORECASE)


def _memory(text: str) -> str:
    if not _MEMORY.fullmatch(text):
        raise UsageError(f"{text!r} is not an amount of memory such as 2GB or 500MB")
    return text
