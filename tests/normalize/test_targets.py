"""Goal items give their measurable goals, and no year, document number or level."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.registers import read_register
from normalize.targets import TargetValue, read_targets

TESTS = Path(__file__).parents[1]
REGISTER = read_register("targets")
CORPUS = [json.loads(line) for line in (TESTS / "corpora" / "targets.jsonl").read_text("utf-8").splitlines()]


def _facts(target: TargetValue) -> dict[str, Any]:
    return {"comparator": target.comparator, "value": target.value, "unit": target.unit}


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"][:60])
def test_corpus(case: dict[str, Any]) -> None:
    assert [_facts(target) for target in read_targets(case["text"])] == case["expected"]
    decomposed = unicodedata.normalize("NFD", case["text"])
    assert [_facts(target) for target in read_targets(decomposed)] == case["expected"]


@pytest.mark.parametrize("path", sorted((TESTS / "gold").glob("*.gold.json")), ids=lambda path: path.name[:3])
def test_goal_items_of_the_annotated_plans(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    for item in (item for item in gold["prose"] if item["role"] == "goal"):
        want = [t for t in gold["targets"] if t["line_start"] == item["line_start"]]
        got = [_facts(target) for target in read_targets(item["text"])]
        assert got == [{k: t[k] for k in ("comparator", "value", "unit")} for t in want], item["text"]


@pytest.mark.parametrize(
    ("sign", "text", "value"),
    [(entry["sign"], text, value) for entry in REGISTER["comparator"] for text, value in entry["examples"].items()]
    + [("rank<=", text, value) for text, value in REGISTER["rank"]["examples"].items()],
)
def test_examples_of_the_register(sign: str, text: str, value: float) -> None:
    assert [(t.comparator, t.value) for t in read_targets(text)] == [(sign, value)]


def test_scopes_of_a_list() -> None:
    text = "Tỷ lệ hồ sơ trực tuyến: cấp tỉnh đạt 90%, cấp huyện đạt 80%, cấp xã đạt 60%"
    assert [target.scope for target in read_targets(text)] == ["cấp tỉnh", "cấp huyện", "cấp xã"]
    (rank,) = read_targets("Chỉ số PCI xếp thứ 15/63 tỉnh, thành phố")
    assert rank.scope == "63 tỉnh, thành phố"


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100), st.sampled_from(["đạt {}%", "tối thiểu {}%", "{}% trở lên", "không quá {} %"]))
def test_a_share_comes_back_as_printed(share: int, form: str) -> None:
    assert [(t.value, t.unit) for t in read_targets("Tỷ lệ " + form.format(share))] == [(share, "percent")]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for target in read_targets(text):
        assert target.unit
