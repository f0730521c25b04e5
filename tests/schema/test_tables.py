"""The Arrow schemas, the records and the catalogue say the same."""

from __future__ import annotations

import string

import pyarrow as pa
import pytest

from schema.findings import CATALOGUE, finding
from schema.records import Agency, Citation, Deadline, Document, Finding, Item, Money, Record, Target, Task
from schema.tables import AGENCY, DEADLINE, MONEY, TABLES

ADDED = {"document_id", "ingested_at", "search_key"}
RECORDS = {"documents": Document, "tasks": Task, "items": Item, "targets": Target, "citations": Citation}


@pytest.mark.parametrize("table", RECORDS)
def test_every_field_has_a_column_and_a_description(table: str) -> None:
    fields = RECORDS[table].model_fields
    assert set(TABLES[table].names) - ADDED == set(fields) - {"document_id"}
    assert all(info.description for info in fields.values())


@pytest.mark.parametrize(("struct", "record"), [(AGENCY, Agency), (DEADLINE, Deadline), (MONEY, Money)])
def test_nested_values_have_the_fields_of_their_records(struct: pa.StructType, record: type[Record]) -> None:
    assert [field.name for field in struct] == list(record.model_fields)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_finding_has_a_sentence_and_advice(code: str) -> None:
    kind = CATALOGUE[code]
    names = [name for _, name, _, _ in string.Formatter().parse(kind.message) if name]
    made = finding(code, line_start=3, **dict.fromkeys(names, "x"))
    assert isinstance(made, Finding)
    assert (made.line_start, made.line_end) == (3, 3)
    assert "{" not in made.message
    assert kind.advice.endswith(".")


def test_an_unknown_code_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        finding("no_such_code")
