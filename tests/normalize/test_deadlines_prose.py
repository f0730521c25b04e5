"""Deadlines in sentences: found with their exact words, and nothing taken for one that is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.deadlines import find_deadlines
from tests.normalize.test_deadlines import lines, said

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize("case", lines("deadlines_prose.jsonl"), ids=lambda case: case["text"][:60])
def test_corpus(case: dict[str, Any]) -> None:
    found = find_deadlines(case["text"], year=case["year"])
    assert [said(d) for d in found] == [said(d) for d in case["expected"]]
    assert all(d.text in case["text"] for d in found)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Sở Nội vụ tham mưu, hoàn thành trước ngày 30/6/2023.", ["trước ngày 30/6/2023"]),
        ("Định kỳ hàng quý báo cáo kết quả về Sở Nội vụ", ["Định kỳ hàng quý"]),
        ("Gửi về Sở Tài chính trước ngày 15/6 và 15/12/2023 để tổng hợp", ["trước ngày 15/6", "15/12/2023"]),
        ("Hoàn thành trong quý II/2024 (xong trước 15/6)", ["trong quý II/2024", "trước 15/6"]),
        ("Kế hoạch số 1/KH-UBND ngày 02/01/2023; xong trong tháng 3", ["trong tháng 3"]),
        ("Trong thời hạn 15 ngày kể từ ngày ký, các sở ban hành", ["Trong thời hạn 15 ngày kể từ ngày ký"]),
    ],
)
def test_the_words_are_exact(sentence: str, words: list[str]) -> None:
    assert [d.text for d in find_deadlines(sentence, year=2023)] == words


def test_dates_of_documents_in_the_gold_plans_are_no_deadlines() -> None:
    texts = [
        (gold["document"]["plan_year"], item["text"])
        for path in sorted(GOLD.glob("*.json"))
        for gold in [json.loads(path.read_text("utf-8"))]
        for item in gold["prose"]
    ]
    assert len(texts) > 100
    for year, text in texts:
        for deadline in find_deadlines(text, year=year):
            assert deadline.end is None or deadline.end.year >= year - 1, text
