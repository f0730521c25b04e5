"""PlanRecords as Arrow record batches, built column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np
import pyarrow as pa

from ingest.store.search_keys import SEARCHED, search_keys
from schema.records import PlanRecord, Record
from schema.tables import TABLES

Counts = tuple[int, ...]
"""Rows of one document in each table, in the order of `schema.tables.TABLES`."""


def batches_of(records: Sequence[PlanRecord], ingested_at: datetime) -> dict[str, pa.RecordBatch]:
    """One batch per table; the rows of each document are together, documents in the order given."""
    return {name: _BUILDERS[name](records, schema, ingested_at) for name, schema in TABLES.items()}


def counts_of(record: PlanRecord) -> Counts:
    """How many rows the record has in each table."""
    return tuple(len(rows(record)) for rows in _ROWS.values())


_ROWS: dict[str, Callable[[PlanRecord], Sequence[Any]]] = {
    "documents": lambda record: (record.document,),
    "tasks": attrgetter("tasks"),
    "items": attrgetter("items"),
    "targets": attrgetter("targets"),
    "citations": attrgetter("citations"),
    "lines": attrgetter("ledger.text"),
    "findings": attrgetter("findings"),
}


def _build_documents(records: Sequence[PlanRecord], schema: pa.Schema, ingested_at: datetime) -> pa.RecordBatch:
    rows = [record.document for record in records]
    given = {"ingested_at": pa.array([ingested_at] * len(rows), schema.field("ingested_at").type)}
    return _batch(rows, schema, given)


def _build_rows(table: str) -> Callable[[Sequence[PlanRecord], pa.Schema, datetime], pa.RecordBatch]:
    """A builder for tables whose rows are records with the document's id before them."""
    rows_of = _ROWS[table]

    def build(records: Sequence[PlanRecord], schema: pa.Schema, _: datetime) -> pa.RecordBatch:
        per_record = [rows_of(record) for record in records]
        given = {"document_id": _repeated((record.document.document_id for record in records), per_record)}
        if "source_file" in schema.names:
            given["source_file"] = _repeated((record.document.source_file for record in records), per_record)
        return _batch(list(chain.from_iterable(per_record)), schema, given, SEARCHED.get(table, ()))

    return build


def _build_lines(records: Sequence[PlanRecord], schema: pa.Schema, _: datetime) -> pa.RecordBatch:
    """The ledger is kept by column already, so its lists are only joined."""
    texts = [record.ledger.text for record in records]
    columns = {
        "document_id": _repeated((record.document.document_id for record in records), texts),
        "line_no": np.concatenate([np.arange(1, len(text) + 1, dtype=np.int32) for text in [*texts, []]]),
        "text": list(chain.from_iterable(texts)),
        "role": list(chain.from_iterable(record.ledger.role for record in records)),
        "ref": list(chain.from_iterable(record.ledger.ref for record in records)),
    }
    arrays = [_array(columns[field.name], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


_BUILDERS = {name: _build_rows(name) for name in TABLES} | {"documents": _build_documents, "lines": _build_lines}


def _repeated(ids: Iterable[str], per_record: Sequence[Sequence[Any]]) -> pa.Array:
    """Each document's id once for each of its rows."""
    rows = np.repeat(np.arange(len(per_record)), [len(rows) for rows in per_record])
    return pa.array(list(ids), pa.string()).take(pa.array(rows))


def _batch(
    rows: Sequence[Record], schema: pa.Schema, given: dict[str, pa.Array], searched: Sequence[str] = ()
) -> pa.RecordBatch:
    """A batch of `rows`; columns in `given` are taken as they are, the others are attributes of the rows.

    The search key is made of the `searched` columns.
    """
    values = [row.__dict__ for row in rows]
    arrays = _fields(values, [field for field in schema if field.name not in given and field.name != "search_key"])
    arrays.update(given)
    if searched:
        arrays["search_key"] = search_keys([[row[name] for row in values] for name in searched])
    return pa.RecordBatch.from_arrays([arrays[name] for name in schema.names], schema=schema)


def _fields(values: Sequence[dict[str, Any]], fields: list[pa.Field]) -> dict[str, pa.Array]:
    """One array per field of records, which are given as their dictionaries: faster than by attribute."""
    names = [field.name for field in fields]
    columns: Iterable[Sequence[Any]] = (
        zip(*map(itemgetter(*names), values), strict=True) if values else [()] * len(names)
    )
    return {field.name: _array(column, field.type) for field, column in zip(fields, columns, strict=True)}


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_map(kind):
        return _map_array(values, kind)
    if pa.types.is_list(kind):
        flat = list(chain.from_iterable(values))
        return pa.ListArray.from_arrays(_offsets(values), _array(flat, kind.value_type), kind)
    if pa.types.is_struct(kind):
        return _struct_array(values, kind)
    return pa.array(values, kind)


def _struct_array(values: Sequence[Record], kind: pa.StructType) -> pa.Array:
    """Structs of records. Readers that know a cell already give the same records again: these are looked at once."""
    distinct = dict(zip(map(id, values), values, strict=True))
    columns = _fields([record.__dict__ for record in distinct.values()], list(kind))
    structs = pa.StructArray.from_arrays([columns[field.name] for field in kind], fields=list(kind))
    if len(distinct) == len(values):
        return structs
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    return structs.take(pa.array(np.fromiter(map(places.__getitem__, map(id, values)), np.int32, len(values))))


def _map_array(values: Sequence[dict[str, str]], kind: pa.MapType) -> pa.Array:
    keys = pa.array(list(chain.from_iterable(values)), kind.key_type)
    items = pa.array([item for mapping in values for item in mapping.values()], kind.item_type)
    return pa.MapArray.from_arrays(_offsets(values), keys, items, kind)


def _offsets(values: Sequence[Sequence[Any] | dict[str, str]]) -> pa.Array:
    """Where each list begins in the values of all lists joined, and where the last one ends."""
    offsets = np.zeros(len(values) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, values), np.int32, len(values)), out=offsets[1:])
    return pa.array(offsets)
