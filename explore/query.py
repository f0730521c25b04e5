"""SQL questions: one statement that only reads, within limits of time and memory."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pyarrow as pa

from explore.connection import DEFAULT_MEMORY, open_store
from explore.errors import QueryRefused

# A question: SELECT with all its spellings (FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE), and EXPLAIN.
_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
DEFAULT_SECONDS = 60.0


def query(store: Path, sql: str, *, seconds: float = DEFAULT_SECONDS, memory: str = DEFAULT_MEMORY) -> pa.Table:
    """The answer to one SQL statement as an Arrow table. Raises NoStore, QueryRefused."""
    with open_store(store, memory=memory) as connection:
        return ask(connection, sql, seconds=seconds)


def ask(connection: duckdb.DuckDBPyConnection, sql: str, *, seconds: float = DEFAULT_SECONDS) -> pa.Table:
    """The same in a connection that is open already; after `seconds` the query is broken off."""
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryRefused(_sentence(error)) from error
    if len(statements) != 1 or statements[0].type not in _READING:
        raise QueryRefused("give one SQL statement that reads (SELECT, FROM, DESCRIBE, SHOW, EXPLAIN …)")
    watch = threading.Timer(seconds, connection.interrupt)
    watch.start()
    try:
        return connection.sql(statements[0]).to_arrow_table()
    except duckdb.InterruptException as error:
        raise QueryRefused(f"the query ran longer than {seconds:g} seconds (raise it with --seconds N)") from error
    except duckdb.OutOfMemoryException as error:
        raise QueryRefused("the query needs more memory than it may have (raise it with --memory 4GB)") from error
    except duckdb.Error as error:
        raise QueryRefused(_sentence(error)) from error
    finally:
        watch.cancel()


def _sentence(error: duckdb.Error) -> str:
    """DuckDB's message: its own pointer to the place is worth keeping, its stack trace is not."""
    return str(error).split("\n\nStack Trace", 1)[0].strip()
