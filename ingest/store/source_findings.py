"""Findings about sources as such: those that could not be read, and documents that have more than one source."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from ingest.store.catalog import Catalog, Entry
from schema.findings import CATALOGUE, finding
from schema.records import Finding
from schema.tables import FINDINGS


def source_findings(catalog: Catalog) -> pa.Table:
    """Rows of the findings table; `document_id` is null where nothing could be read."""
    rows = []
    for key in sorted(catalog.entries):
        entry = catalog.entries[key]
        if entry.outcome != "stored" or entry.code or entry.document_id != entry.stated_id:
            kept = entry.document_id or None
            rows += [(kept, entry.source_file, *_columns(found)) for found in _findings(catalog, entry)]
    rows.sort(key=lambda row: (row[1], row[2], row[0] or ""))
    columns = zip(*rows, strict=True) if rows else [()] * len(FINDINGS)
    return pa.Table.from_arrays(
        [pa.array(values, field.type) for values, field in zip(columns, FINDINGS, strict=True)], schema=FINDINGS
    )


def _columns(found: Finding) -> tuple[object, ...]:
    return found.code, found.severity, found.message, found.line_start, found.line_end, found.text


def _findings(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    if entry.code:
        yield Finding(code=entry.code, severity=CATALOGUE[entry.code].severity, message=entry.message)
    if entry.outcome == "duplicate":
        others = (e for e in catalog.claimants(entry.stated_id) if e.outcome == "stored")
        other = next((e.source_file for e in others if e.document_id == entry.document_id), "another file")
        yield finding("duplicate_document", other=other)
    elif entry.outcome == "stored" and entry.document_id != entry.stated_id:
        yield finding("shared_number", other=entry.stated_id)
