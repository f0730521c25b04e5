"""The agency register against a store: names that it lacks, entries that no plan has ever used."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pyarrow as pa

from explore.connection import open_store

_UNKNOWN = """
SELECT name, level, count(*) AS mentions, count(DISTINCT document_id) AS documents, min(task_id) AS first_task
FROM task_agencies WHERE NOT known GROUP BY name, level ORDER BY mentions DESC, name
"""
_USED = "SELECT DISTINCT name FROM task_agencies WHERE known"


def register_use(store: Path, which: Literal["unknown", "unused"]) -> pa.Table:
    """Unknown names by frequency, or register entries without a match. Raises NoStore."""
    with open_store(store) as connection:
        if which == "unknown":
            return connection.sql(_UNKNOWN).to_arrow_table()
        used = {row[0] for row in connection.execute(_USED).fetchall()}
    from normalize.agencies import register_entries

    unused = [entry for entry in register_entries() if entry.name not in used]
    return pa.table(
        {
            "name": [entry.name for entry in unused],
            "kind": [entry.kind for entry in unused],
            "level": [entry.level for entry in unused],
        },
        schema=pa.schema([("name", pa.string()), ("kind", pa.string()), ("level", pa.string())]),
    )
