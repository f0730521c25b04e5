"""What one agency has to deliver, in the order in which it falls due."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
from rapidfuzz import fuzz, process

from explore.connection import open_store
from explore.errors import NotFound
from schema.folding import plain_key, slug

_DUE = """
SELECT due_on, repeats, role, text AS deadline, description AS task, product, t.document_id, line_start AS line
FROM task_agencies a JOIN tasks t USING (document_id, task_id) JOIN due_dates d USING (document_id, task_id)
WHERE agency_id = $agency AND ($year IS NULL OR year(due_on) = $year)
ORDER BY due_on, t.document_id, line_start, role
"""


def timeline(store: Path, agency: str, *, year: int | None = None) -> pa.Table:
    """The days on which something of the agency (a name or an id) falls due. Raises NoStore, NotFound."""
    with open_store(store) as connection:
        return connection.sql(_DUE, params={"agency": agency_id(connection, agency), "year": year}).to_arrow_table()


def agency_id(connection: duckdb.DuckDBPyConnection, agency: str) -> str:
    """The id that a name or an id means. Raises NotFound, naming the agencies that come near."""
    known = dict(connection.execute("SELECT agency_id, name FROM agencies").fetchall())
    if (wanted := slug(agency)) in known:
        return wanted
    keys = {name: plain_key(name) for name in known.values()}
    near = process.extract(plain_key(agency), keys, scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    hint = f"; near it: {', '.join(name for _, _, name in near)}" if near else ""
    raise NotFound(f"no task in the store names {agency!r}{hint}")
