"""Timeframe cells: the gold annotation, the peers' own examples, our corpora, and who and what a deadline is for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.deadlines import explain_deadlines, read_deadlines, unread_words
from normalize.registers import read_register
from schema.records import Deadline

TESTS = Path(__file__).parents[1]
FIELDS = ("kind", "start", "end", "end_exclusive", "edtf", "every", "times", "day_of_month")


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TESTS / "corpora" / name).read_text("utf-8").splitlines()]


def said(deadline: Deadline | dict[str, Any], fields: tuple[str, ...] = FIELDS) -> dict[str, Any]:
    """The fields that say something, of a record or of an annotated object."""
    value = deadline.model_dump(mode="json") if isinstance(deadline, Deadline) else deadline
    return {field: value[field] for field in fields if value.get(field) not in (None, False, "")}


def gold_cells() -> list[tuple[int, str, list[dict[str, Any]]]]:
    cells = {}
    for path in sorted((TESTS / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        year = gold["document"]["plan_year"]
        cells |= {(year, task["timeframe"]): task["deadlines"] for task in gold["tasks"]}
    return [(year, text, expected) for (year, text), expected in cells.items()]


@pytest.mark.parametrize(("year", "text", "expected"), gold_cells())
def test_gold(year: int, text: str, expected: list[dict[str, Any]]) -> None:
    fields = (*FIELDS, "applies_to", "text")
    assert [said(d, fields) for d in read_deadlines(text, year=year)] == [said(d, fields) for d in expected]
    assert unread_words(text, year=year) == ""


@pytest.mark.parametrize(
    "case", lines("peers/heideltime_time.jsonl") + lines("peers/duckling_time.jsonl"), ids=lambda case: case["text"]
)
def test_peers_examples(case: dict[str, Any]) -> None:
    readings = [case["expected"], *case.get("accept", [])]
    accepted = [[said(d) for d in (one if isinstance(one, list) else [one])] for one in readings]
    assert [said(d) for d in read_deadlines(case["text"], year=case["reference_year"])] in accepted


@pytest.mark.parametrize(
    "case", lines("deadlines.jsonl") + lines("deadlines_wordings.jsonl"), ids=lambda case: case["text"]
)
def test_corpus(case: dict[str, Any]) -> None:
    assert [said(d) for d in read_deadlines(case["text"], year=case["year"])] == [said(d) for d in case["expected"]]
    assert unread_words(case["text"], year=case["year"]) == case.get("unread", "")


ENTRIES = read_register("deadlines")["entry"]
EXAMPLES = [(entry["name"], text, kinds) for entry in ENTRIES for text, kinds in entry["examples"].items()]


@pytest.mark.parametrize(("name", "text", "kinds"), EXAMPLES)
def test_register_examples(name: str, text: str, kinds: str) -> None:
    assert " ".join(deadline.kind for deadline in read_deadlines(text, year=2022)) == kinds


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_register_entries_have_examples_and_unique_words(entry: dict[str, Any]) -> None:
    assert entry["examples"]
    others = {word for other in ENTRIES if other is not entry for word in other["words"]}
    assert not others & set(entry["words"])
    assert len(set(entry["words"])) == len(entry["words"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Quý II/2022", [("", "Quý II/2022")]),
        ("Các sở: trước 01/3; UBND cấp xã: quý II", [("Các sở", "trước 01/3"), ("UBND cấp xã", "quý II")]),
        ("Sơ kết quý II, tổng kết quý IV", [("Sơ kết", "Sơ kết quý II"), ("tổng kết", "tổng kết quý IV")]),
        ("Trước ngày 15/6 đối với cấp huyện", [("cấp huyện", "Trước ngày 15/6")]),
        ("Tháng 6 (cấp huyện), tháng 7 (cấp tỉnh)", [("cấp huyện", "Tháng 6"), ("cấp tỉnh", "tháng 7")]),
        ("Quý I: xây dựng đề cương; quý II: trình", [("xây dựng đề cương", "Quý I"), ("trình", "quý II")]),
        ("Báo cáo 6 tháng trước ngày 15/6", [("Báo cáo 6 tháng", "Báo cáo 6 tháng trước ngày 15/6")]),
        ("Báo cáo quý, năm", [("Báo cáo", "Báo cáo quý"), ("Báo cáo", "năm")]),
        ("Thời gian: Quý II", [("", "Quý II")]),
        ("<b>Quý II</b>", [("", "Quý II")]),
        ("Quý I (đối với cấp tỉnh)", [("cấp tỉnh", "Quý I")]),
        ("Trước 15/6 và 15/12", [("", "Trước 15/6"), ("", "15/12")]),
    ],
)
def test_whom_it_applies_to_and_which_words_say_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.applies_to, d.text) for d in read_deadlines(text, year=2022)] == expected


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Quý II/2022 mùa mưa bão", "mùa mưa bão"),
        ("Trước ngày 31/02/2022", "Trước ngày 31/02/2022"),
        ("Ngày 29/02/2021", "Ngày 29/02/2021"),
        ("Ngày 29/02", "Ngày 29/02"),
        ("Từ ngày 30/6/2022 đến 15/3/2022", "Từ ngày 30/6/2022 đến 15/3/2022"),
        ("Hàng quý âm lịch; mùa lễ hội", "âm lịch … mùa lễ hội"),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_invented(text: str, unread: str) -> None:
    assert unread_words(text, year=2021) == unread


def test_29_february_is_a_day_of_leap_years_only() -> None:
    assert [d.edtf for d in read_deadlines("29/02", year=2024)] == ["2024-02-29"]
    assert read_deadlines("29/02", year=2023) == []


def test_results_are_lists_of_ones_own() -> None:
    first = read_deadlines("Quý II", year=2022)
    first.clear()
    assert len(read_deadlines("Quý II", year=2022)) == 1


def test_explanations_name_rule_words_entries_and_the_assumed_year() -> None:
    limit, recurring = explain_deadlines("Xong trước 15/12; hàng quý", year=2022)
    assert (limit.rule, limit.words, limit.entry) == ("before", "Xong trước 15/12", "finishing, before")
    assert limit.note == "no year is stated: the plan's year"
    assert (recurring.rule, recurring.entry, recurring.note) == ("every", "every, quarter", "")
    assert isinstance(recurring.value, Deadline)
    assert recurring.value.every == "P3M"


def test_a_cell_is_explained_as_it_is_read() -> None:
    text = "Báo cáo quý: trước ngày 15 tháng cuối quý; đột xuất khi có yêu cầu; theo quy định"
    assert [e.value for e in explain_deadlines(text, year=2022)] == read_deadlines(text, year=2022)
