"""Agencies: the register reads its own examples, the gold annotation is read exactly, the corpora hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.agencies import Entry, explain_agencies, read_agencies, register_entries

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.gold.json"))


@pytest.mark.parametrize("entry", register_entries(), ids=lambda entry: f"{entry.id}")
def test_examples_of_the_register(entry: Entry) -> None:
    assert entry.examples, "an entry needs an example"
    for example in entry.examples:
        (explanation,) = explain_agencies(example, province="Đồng Tháp")
        assert explanation.entry == entry.id, example


def gold_cells() -> list[tuple[str, str, str]]:
    """Province, cell, expected agencies as JSON; each once."""
    found = set()
    for path in GOLD:
        gold = json.loads(path.read_text("utf-8"))
        for task in gold["tasks"]:
            for cell, agencies in (("lead", "lead_agencies"), ("cooperating", "cooperating_agencies")):
                expected = json.dumps(task[agencies], ensure_ascii=False)
                found.add((gold["document"]["province"], task[cell], expected))
    return sorted(found)


def objects(text: str, province: str) -> list[dict[str, Any]]:
    return [
        agency.model_dump(include={"name", "kind", "level", "detail"})
        for agency in read_agencies(text, province=province)
    ]


@pytest.mark.parametrize(("province", "cell", "expected"), gold_cells())
def test_gold_cells(province: str, cell: str, expected: str) -> None:
    wanted = [{key: agency[key] for key in ("name", "kind", "level", "detail")} for agency in json.loads(expected)]
    assert objects(cell, province) == wanted


CORPORA = [Path(__file__).parents[1] / "corpora" / name for name in ("agencies.jsonl", "agencies_unseen.jsonl")]


def corpus_cells() -> list[Any]:
    """Cases of the corpora: text, province, expected objects; `xfail` says why a case is a known failure."""
    cases = []
    for path in CORPORA:
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
            cases.append(
                pytest.param(case["text"], case["province"], case["expected"], marks=marks, id=case["text"][:60])
            )
    return cases


@pytest.mark.parametrize(("text", "province", "expected"), corpus_cells())
def test_corpus(text: str, province: str, expected: list[dict[str, Any]]) -> None:
    found = [agency.model_dump(exclude={"agency_id"}) for agency in read_agencies(text, province=province)]
    assert found == [{"detail": "", "known": True, **agency} for agency in expected]
