"""Bodies in running text: which words name them, and which only look like it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.agencies import find_agencies, may_name_agency

PROSE = Path(__file__).parents[1] / "corpora" / "agencies_prose.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in PROSE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"][:60]))
def test_mentions(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        {"words": text[mention.start : mention.end], "names": [agency.name for agency in mention.agencies]}
        for mention in find_agencies(text, province=case["province"])
    ]
    assert found == case["mentions"]


def test_the_fast_test_never_hides_a_mention() -> None:
    for case in CASES:
        assert may_name_agency(case["text"]) or not case["mentions"]
    assert not may_name_agency("Nâng cao chất lượng, hiệu quả công việc.")
