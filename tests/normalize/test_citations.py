"""Legal documents are found by number and by name, and nothing else is taken for one."""

from __future__ import annotations

import json
from bisect import bisect_right
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.citations import CitationValue, clean_number, find_citations
from normalize.registers import read_register

TESTS = Path(__file__).parents[1]
REGISTER = read_register("citations")


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TESTS / "corpora" / name).read_text("utf-8").splitlines()]


def _facts(value: CitationValue) -> dict[str, Any]:
    day = value.issued_on.isoformat() if value.issued_on else None
    return {"kind": value.kind, "number": value.number, "issuer": value.issuer, "issued_on": day}


@pytest.mark.parametrize("case", _lines("citations.jsonl"), ids=lambda case: case["text"][:60])
def test_corpus(case: dict[str, Any]) -> None:
    found = find_citations(case["text"])
    assert [_facts(value) for value in found] == case["expected"]
    assert all(case["text"][value.start : value.end] == value.text for value in found)


# The whole of two plans, checked by hand; site navigation that repeats the plan's own name is left out.
BODIES = {"001_f2f413426d7afbab.txt": (1, 1655), "002_e61befbfe928924c.txt": (10, 1240)}


@pytest.mark.parametrize("name", BODIES)
def test_all_citations_of_a_plan(name: str) -> None:
    wanted = [(case["line"], _facts_of(case)) for case in _lines("citations_of_samples.jsonl") if case["file"] == name]
    found = _citations_by_line(TESTS.parent / "data" / "raw" / name, *BODIES[name])
    hits = sum(one in found for one in wanted)
    assert hits / len(wanted) >= 0.97
    assert hits / len(found) >= 0.97


def _facts_of(case: dict[str, Any]) -> dict[str, Any]:
    return {k: case[k] for k in ("kind", "number", "issuer", "issued_on")}


def _citations_by_line(path: Path, first: int, last: int) -> list[tuple[int, dict[str, Any]]]:
    """Citations of the lines joined to one text, each with the line it begins on."""
    text, places = "", []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        places.append((len(text), number))
        text += " ".join(line.replace("*", "").split()) + " "
    lines = [(places[bisect_right(places, v.start, key=lambda p: p[0]) - 1][1], v) for v in find_citations(text)]
    return [(line, _facts(value)) for line, value in lines if first <= line <= last]


@pytest.mark.parametrize(
    ("kind", "text"), [(entry["name"], text) for entry in REGISTER["kind"] for text in entry["examples"]]
)
def test_examples_of_the_register(kind: str, text: str) -> None:
    assert [value.kind for value in find_citations(text)] == [kind]


@pytest.mark.parametrize("code", sorted(REGISTER["issuers"]))
def test_each_issuer_is_read_from_the_number(code: str) -> None:
    number = {"QH": "12/2020/QH14", "UBTVQH": "12/2020/UBTVQH14"}.get(code, f"123/QĐ-{code}")
    (value,) = find_citations(f"Nghị quyết số {number}" if "QH1" in number else f"Quyết định số {number}")
    assert value.issuer == REGISTER["issuers"][code]


@pytest.mark.parametrize("name", REGISTER["laws"]["names"])
def test_each_law_is_cited_by_its_name(name: str) -> None:
    text = f"Căn cứ Luật {name[0].upper()}{name[1:]}, các văn bản hướng dẫn và tình hình thực tế"
    assert [value.text for value in find_citations(text)] == [text[7 : 12 + len(name)]]


def test_numbers_are_cleaned() -> None:
    slips = {
        "141/2016//NĐ-CP": "141/2016/NĐ-CP",
        "130/2005/N/Đ-CP": "130/2005/NĐ-CP",
        "54/2016NĐ-CP": "54/2016/NĐ-CP",
        "18- NQ/TW": "18-NQ/TW",
        "3669 /QĐ-UBND": "3669/QĐ-UBND",
        "71/2014/TTLTBTC- BNV": "71/2014/TTLT-BTC-BNV",
        "12/2020/QD-UBND": "12/2020/QĐ-UBND",
    }
    assert {printed: clean_number(printed) for printed in slips} == slips


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for value in find_citations(text):
        assert text[value.start : value.end] == value.text
