"""Column headings: the register's own examples, a corpus of unseen ones with slips, and cells that are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.headings import recognise
from parsers.registers import read_register

REGISTER = read_register("headings")
EXAMPLES = [
    (text, column["fields"], column.get("rank", 0)) for column in REGISTER["column"] for text in column["examples"]
]
CORPUS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "corpora" / "headings.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("text", "fields", "rank"), EXAMPLES, ids=[text for text, *_ in EXAMPLES])
def test_each_example_of_the_register_is_read_by_its_own_entry(text: str, fields: list[str], rank: int) -> None:
    heading = recognise(text)
    assert heading is not None
    assert list(heading.fields) == fields
    assert heading.rank == rank


@pytest.mark.parametrize("text", REGISTER["never"]["examples"])
def test_an_ordinary_cell_is_no_heading(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize("case", CORPUS, ids=[case["text"] for case in CORPUS])
def test_headings_of_other_plans_and_with_slips(case: dict[str, object]) -> None:
    heading = recognise(str(case["text"]))
    assert (list(heading.fields) if heading else None) == case["fields"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[text for text, *_ in EXAMPLES])
def test_case_and_punctuation_do_not_matter(example: tuple[str, list[str], int]) -> None:
    text = example[0]
    assert recognise(text.upper()) == recognise(text) == recognise(text + ":")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_heading_or_none(text: str) -> None:
    heading = recognise(text)
    assert heading is None or heading.fields


def test_a_megabyte_is_no_heading() -> None:
    assert recognise("Cơ quan chủ trì " * 60_000) is None
