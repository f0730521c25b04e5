"""Is a store whole? Every file against the manifest, every row against the rows it refers to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from ingest.store.catalog import Catalog, load_catalog
from ingest.store.errors import StoreError
from ingest.store.layout import ALWAYS, CURRENT, current_snapshot
from ingest.store.manifest import FileState, Manifest, load_manifest
from schema.findings import CATALOGUE
from schema.tables import TABLES

if TYPE_CHECKING:
    import duckdb

_READ_AGAIN = "Run `kehoach ingest --force` on the folders that the documents came from."
_NEW_STORE = "Restore the store from a copy, or make a new one from the documents with `kehoach ingest PATH --out NEW`."
_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a store that is not as it must be, and what to do about it."""

    what: str
    advice: str


def verify(store: str | Path, on_check: Callable[[str], None] | None = None) -> list[Problem]:
    """Every problem of a store; none when it is whole. It can be read and written meanwhile.

    `on_check` is told the name of each check as it begins.
    """
    store = Path(store)
    snapshot = current_snapshot(store)
    if snapshot is None:
        return [Problem(f"there is no store at {store}", "Make one with `kehoach ingest PATH`.")]
    try:
        manifest, catalog = load_manifest(snapshot), load_catalog(snapshot)
    except StoreError as error:
        return [Problem(str(error), _NEW_STORE)]
    tell = on_check or (lambda _: None)
    problems = [*_links(store), *_files(snapshot, manifest, tell)]
    if problems:
        # Rows cannot be judged while files are missing or torn.
        return problems
    return [*_catalog(manifest, catalog), *_rows(snapshot, catalog, tell)]


def _links(store: Path) -> Iterator[Problem]:
    for table in TABLES:
        link = store / table
        if not link.is_symlink() or link.readlink() != Path(CURRENT) / table:
            yield Problem(
                f"{link} is not the link that it should be", "Remove it and run `kehoach ingest` on any folder."
            )


def _files(snapshot: Path, manifest: Manifest, tell: Callable[[str], None]) -> Iterator[Problem]:
    """Each file of the manifest: there, with the right bytes and schema; and no other files."""
    tell("files")
    expected = manifest.files()
    for group, files_of_group in manifest.groups.items():
        for table in TABLES:
            if table not in files_of_group.files:
                yield Problem(f"the manifest names no file {group.path(table)}", _NEW_STORE)
    for name, state in sorted(expected.items()):
        yield from _file(snapshot / name, name.partition("/")[0], state)
    for table in TABLES:
        for path in sorted((snapshot / table).rglob("*.parquet")):
            if str(path.relative_to(snapshot)) not in expected:
                yield Problem(f"{path} belongs to no document", "Remove it.")


def _file(path: Path, table: str, state: FileState) -> Iterator[Problem]:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != state.sha256:
            yield Problem(f"{path} has changed since it was written", f"{_READ_AGAIN} If that fails: {_NEW_STORE}")
            return
        with pq.ParquetFile(path) as parquet:
            if not parquet.schema_arrow.equals(TABLES[table]):
                yield Problem(f"{path} has another schema than the table {table}", _READ_AGAIN)
            if parquet.metadata.num_rows != state.rows:
                yield Problem(
                    f"{path} has {parquet.metadata.num_rows} rows, the manifest says {state.rows}", _READ_AGAIN
                )
    except FileNotFoundError:
        yield Problem(f"{path} is missing", f"{_READ_AGAIN} If that fails: {_NEW_STORE}")
    except (OSError, ValueError) as error:
        yield Problem(f"{path} cannot be read: {error}", f"{_READ_AGAIN} If that fails: {_NEW_STORE}")


def _catalog(manifest: Manifest, catalog: Catalog) -> Iterator[Problem]:
    """The list of sources against the manifest: the same groups, documents and rows."""
    rows = {name: [0] * len(TABLES) for name in manifest.groups}
    documents = dict.fromkeys(manifest.groups, 0)
    for entry in catalog.entries.values():
        if entry.outcome == "stored":
            if entry.group not in rows:
                yield Problem(f"{entry.document_id} should be in {entry.group.path('documents')}", _READ_AGAIN)
                continue
            documents[entry.group] += 1
            rows[entry.group] = [a + b for a, b in zip(rows[entry.group], entry.rows, strict=True)]
    for group, state in manifest.groups.items():
        found = [state.files[table].rows for table in TABLES]
        if group != ALWAYS and (state.documents != documents[group] or found != rows[group]):
            yield Problem(f"{group.path('*')} has other rows than the list of sources says", _READ_AGAIN)


def _rows(snapshot: Path, catalog: Catalog, tell: Callable[[str], None]) -> Iterator[Problem]:
    """Questions whose answer must be empty, asked of all rows; each is a section of `verify.sql`."""
    import duckdb  # heavy

    with duckdb.connect() as connection:
        for table in TABLES:
            glob = str(snapshot / table / "**" / "*.parquet").replace("'", "''")
            connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{glob}', hive_partitioning = true)")
        connection.execute("CREATE TABLE codes AS SELECT unnest(?) AS code", [list(CATALOGUE)])
        stored = [entry.document_id for entry in catalog.entries.values() if entry.outcome == "stored"]
        connection.execute("CREATE TABLE stored AS SELECT unnest(?::VARCHAR[]) AS document_id", [stored])
        for name, question in checks():
            tell(name)
            yield from _answer(connection, name, question)


def _answer(connection: duckdb.DuckDBPyConnection, name: str, question: str) -> Iterator[Problem]:
    found = connection.execute(f"SELECT count(*), list(example)[:{_MOST_EXAMPLES}] FROM ({question})").fetchone()
    if found and found[0]:
        count, examples = found
        yield Problem(f"{name}: {count}, such as {', '.join(str(example) for example in examples)}", _READ_AGAIN)


def checks() -> Iterator[tuple[str, str]]:
    """The checks of all rows: what is wrong where the question has an answer, and the question."""
    script = files("ingest").joinpath("verify.sql").read_text("utf-8")
    for section in script.split("-- !")[1:]:
        name, _, question = section.partition("\n")
        yield name.strip(), question.strip().rstrip(";")
