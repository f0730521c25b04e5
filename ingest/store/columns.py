"""PlanRecords as Arrow record batches, built column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import accumulate, chain, repeat
from operator import attrgetter
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
    arrays = _attributes(rows, [field for field in schema if field.name not in given and field.name != "search_key"])
    arrays.update(given)
    if searched:
        arrays["search_key"] = search_keys([arrays[name] for name in searched])
    return pa.RecordBatch.from_arrays([arrays[name] for name in schema.names], schema=schema)


def _attributes(rows: Sequence[Any], fields: list[pa.Field]) -> dict[str, pa.Array]:
    """One array per field. All attributes of a row are fetched at once: a third of the time of one by one."""
    fetch = attrgetter(*(field.name for field in fields))
    columns: Iterable[Sequence[Any]] = zip(*map(fetch, rows), strict=True) if rows else repeat((), len(fields))
    return {field.name: _array(column, field.type) for field, column in zip(fields, columns, strict=True)}


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_map(kind):
        return _map_array(values, kind)
    if pa.types.is_list(kind):
        return pa.ListArray.from_arrays(
            _offsets(values), _array(list(chain.from_iterable(values)), kind.value_type), kind
        )
    if pa.types.is_struct(kind):
        return _struct_array(values, kind)
    return pa.array(values, kind)


def _struct_array(values: Sequence[Any], kind: pa.StructType) -> pa.Array:
    """Structs of records. Readers that know a cell already give the same records again: these are looked at once."""
    places: dict[int, int] = {}
    indices = [places.setdefault(id(value), len(places)) for value in values]
    few = len(places) * 2 < len(values)
    if few:
        values = list({id(value): value for value in values}.values())
    columns = _attributes(values, list(kind))
    structs = pa.StructArray.from_arrays([columns[field.name] for field in kind], fields=list(kind))
    return structs.take(pa.array(indices, pa.int32())) if few else structs


def _map_array(values: Sequence[dict[str, str]], kind: pa.MapType) -> pa.Array:
    if not any(values):
        return pa.array([()] * len(values), kind)
    keys = pa.array(list(chain.from_iterable(values)), kind.key_type)
    items = pa.array(list(chain.from_iterable(mapping.values() for mapping in values)), kind.item_type)
    return pa.MapArray.from_arrays(_offsets(values), keys, items, kind)


def _offsets(values: Sequence[Any]) -> pa.Array:
    """Where each list begins in the values of all lists joined, and where the last one ends."""
    return pa.array(list(accumulate(map(len, values), initial=0)), pa.int32())
