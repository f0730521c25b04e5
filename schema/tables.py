"""One explicit Arrow schema per table, for every file, empty or full."""

from __future__ import annotations

import pyarrow as pa

AGENCY = pa.struct(
    [
        ("agency_id", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("level", pa.string()),
        ("detail", pa.string()),
        ("known", pa.bool_()),
    ]
)
DEADLINE = pa.struct(
    [
        ("kind", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("end_exclusive", pa.bool_()),
        ("edtf", pa.string()),
        ("every", pa.string()),
        ("times", pa.int16()),
        ("day_of_month", pa.int16()),
        ("rrule", pa.string()),
        ("applies_to", pa.string()),
        ("text", pa.string()),
    ]
)
MONEY = pa.struct(
    [
        ("kind", pa.string()),
        ("amount_vnd", pa.int64()),
        ("per", pa.string()),
        ("source", pa.string()),
        ("text", pa.string()),
    ]
)

DOCUMENTS = pa.schema(
    [
        ("document_id", pa.string()),
        ("source_file", pa.string()),
        ("source_sha256", pa.string()),
        ("media_type", pa.string()),
        ("encoding", pa.string()),
        ("number", pa.string()),
        ("kind", pa.string()),
        ("title", pa.string()),
        ("issuer", pa.string()),
        ("province", pa.string()),
        ("province_code", pa.string()),
        ("province_now", pa.string()),
        ("province_now_code", pa.string()),
        ("place", pa.string()),
        ("issued_on", pa.date32()),
        ("plan_year", pa.int16()),
        ("plan_start", pa.date32()),
        ("plan_end", pa.date32()),
        ("signer", pa.string()),
        ("signer_title", pa.string()),
        ("stated_total_vnd", pa.int64()),
        ("layouts", pa.list_(pa.string())),
        ("line_count", pa.int32()),
        ("task_count", pa.int32()),
        ("ingested_at", pa.timestamp("us", tz="UTC")),
        ("software_version", pa.string()),
    ]
)
TASKS = pa.schema(
    [
        ("document_id", pa.string()),
        ("task_id", pa.string()),
        ("origin", pa.string()),
        ("table_no", pa.int16()),
        ("seq", pa.int32()),
        ("section_ordinal", pa.string()),
        ("section", pa.string()),
        ("domain", pa.string()),
        ("ordinal", pa.string()),
        ("description", pa.string()),
        ("product", pa.string()),
        ("lead", pa.string()),
        ("cooperating", pa.string()),
        ("timeframe", pa.string()),
        ("budget", pa.string()),
        ("note", pa.string()),
        ("more", pa.map_(pa.string(), pa.string())),
        ("lead_agencies", pa.list_(AGENCY)),
        ("cooperating_agencies", pa.list_(AGENCY)),
        ("deadlines", pa.list_(DEADLINE)),
        ("money", pa.list_(MONEY)),
        ("item_id", pa.string()),
        ("line_start", pa.int32()),
        ("line_end", pa.int32()),
        ("search_key", pa.string()),
    ]
)
ITEMS = pa.schema(
    [
        ("document_id", pa.string()),
        ("item_id", pa.string()),
        ("seq", pa.int32()),
        ("path", pa.list_(pa.string())),
        ("marker", pa.string()),
        ("text", pa.string()),
        ("role", pa.string()),
        ("agencies", pa.list_(AGENCY)),
        ("line_start", pa.int32()),
        ("line_end", pa.int32()),
        ("search_key", pa.string()),
    ]
)
TARGETS = pa.schema(
    [
        ("document_id", pa.string()),
        ("item_id", pa.string()),
        ("text", pa.string()),
        ("comparator", pa.string()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("scope", pa.string()),
        ("line_start", pa.int32()),
        ("line_end", pa.int32()),
    ]
)
CITATIONS = pa.schema(
    [
        ("document_id", pa.string()),
        ("text", pa.string()),
        ("kind", pa.string()),
        ("number", pa.string()),
        ("issuer", pa.string()),
        ("issued_on", pa.date32()),
        ("role", pa.string()),
        ("line_start", pa.int32()),
        ("line_end", pa.int32()),
    ]
)
LINES = pa.schema(
    [
        ("document_id", pa.string()),
        ("line_no", pa.int32()),
        ("text", pa.string()),
        ("role", pa.string()),
        ("ref", pa.string()),
    ]
)
FINDINGS = pa.schema(
    [
        ("document_id", pa.string()),
        ("source_file", pa.string()),
        ("code", pa.string()),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("line_start", pa.int32()),
        ("line_end", pa.int32()),
        ("text", pa.string()),
    ]
)

TABLES: dict[str, pa.Schema] = {
    "documents": DOCUMENTS,
    "tasks": TASKS,
    "items": ITEMS,
    "targets": TARGETS,
    "citations": CITATIONS,
    "lines": LINES,
    "findings": FINDINGS,
}
