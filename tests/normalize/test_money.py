"""Budget cells become sums in đồng, rates, sources and pointers, or nothing."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.money import explain_money, find_money, read_money, unit_of_heading, unread_money_words
from normalize.registers import read_register
from schema.records import Money

TESTS = Path(__file__).parents[1]
REGISTER = read_register("money")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


CORPUS = _lines(TESTS / "corpora" / "money.jsonl")
PEERS = _lines(TESTS / "corpora" / "peers" / "duckling_money.jsonl")


def _facts(money: Money) -> dict[str, Any]:
    return {k: v for k, v in money.model_dump(exclude={"text"}).items() if v is not None}


def _name(case: dict[str, Any]) -> str:
    return " | ".join([case["text"], case.get("heading", ""), case.get("note", "")])[:60]


@pytest.mark.parametrize("case", CORPUS, ids=_name)
def test_corpus(case: dict[str, Any]) -> None:
    got = read_money(case["text"], heading=case.get("heading", ""), note=case.get("note", ""))
    assert [_facts(money) for money in got] == case["expected"]


@pytest.mark.parametrize("case", CORPUS, ids=_name)
def test_corpus_in_decomposed_unicode(case: dict[str, Any]) -> None:
    text, heading, note = (unicodedata.normalize("NFD", case.get(k, "")) for k in ("text", "heading", "note"))
    assert [_facts(money) for money in read_money(text, heading=heading, note=note)] == case["expected"]


@pytest.mark.parametrize("case", PEERS, ids=_name)
def test_examples_of_a_peer(case: dict[str, Any]) -> None:
    assert [money.model_dump() for money in read_money(case["text"])] == [case["expected"]]


def _gold_rows() -> list[tuple[str, str, str, Any]]:
    rows = []
    for path in sorted((TESTS / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = (TESTS.parent / "data" / "raw" / gold["file"]).read_text("utf-8")
        heading = next((w for line in source.split("\n") for w in line.split("\t") if w.startswith("Kinh phí dự")), "")
        rows += [(task["budget"], heading, task["note"], task["money"]) for task in gold["tasks"]]
    return rows


def test_rows_of_the_annotated_plans() -> None:
    for budget, heading, note, want in _gold_rows():
        got = [money.model_dump() for money in read_money(budget, heading=heading, note=note)]
        assert got == ([] if want is None else [want]), budget
        assert unread_money_words(budget, heading=heading, note=note) == ""


@pytest.mark.parametrize(
    ("entry", "example"), [(entry, example) for entry in REGISTER["heading_unit"] for example in entry["examples"]]
)
def test_heading_units_of_the_register(entry: dict[str, Any], example: str) -> None:
    assert unit_of_heading(example) == entry["value"]


def test_headings_without_a_unit() -> None:
    for heading in ("Kinh phí", "Nội dung hoạt động", "Hội đồng thẩm định", "Kinh phí thực hiện hợp đồng", "Ghi chú"):
        assert unit_of_heading(heading) is None


@pytest.mark.parametrize(
    ("source", "example"),
    [(e["source"] or None, x) for table in ("level", "fund") for e in REGISTER[table] for x in e["examples"]],
)
def test_sources_of_the_register(source: str | None, example: str) -> None:
    (money,) = read_money(example)
    assert (money.kind, money.source) == ("self_funded" if source == "own" else "source_only", source)


@pytest.mark.parametrize(
    ("kind", "example"),
    [("by_reference", x) for x in REGISTER["reference"]["examples"]]
    + [("source_only", x) for x in REGISTER["purpose"]["examples"]],
)
def test_cells_without_a_sum(kind: str, example: str) -> None:
    assert [money.kind for money in read_money(example)] == [kind]


@pytest.mark.parametrize("example", REGISTER["nothing"]["examples"] + REGISTER["unknown"]["examples"])
def test_cells_that_say_there_is_no_money(example: str) -> None:
    assert read_money(example) == []
    assert unread_money_words(example) == ""


@pytest.mark.parametrize("text", REGISTER["prose"]["examples"])
def test_sentences_of_the_register(text: str) -> None:
    assert len(find_money(text)) == 1


@pytest.mark.parametrize("case", _lines(TESTS / "corpora" / "money_in_sentences.jsonl"), ids=_name)
def test_sums_in_sentences(case: dict[str, Any]) -> None:
    found = find_money(case["text"])
    assert [_facts(money) for money in found] == case["expected"]
    assert all(money.text in case["text"] for money in found)


def test_words_not_understood_are_given_back() -> None:
    assert unread_money_words("10 lớp", heading="Kinh phí (triệu đồng)") == "10 lớp"
    assert unread_money_words("500 triệu; xem phụ lục", heading="") == ""
    assert unread_money_words("1.000 USD") == "1.000 USD"
    assert unread_money_words("150", heading="Kinh phí") == "150"


def test_explanations_name_the_rule_the_words_and_the_entry() -> None:
    explained = explain_money("04 lớp x 35 triệu đồng/lớp = 150 triệu", note="NS tỉnh")
    assert [(one.rule, one.words, one.entry) for one in explained] == [
        ("product", "04 lớp x 35 triệu đồng/lớp = 150 triệu", "tinh")
    ]
    assert explained[0].note == "the factors give 140,000,000 đồng"


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**15))
def test_whole_dong_come_back_exactly(dong: int) -> None:
    printed = f"{dong:,}".replace(",", ".")
    assert [money.amount_vnd for money in read_money(f"{printed} đồng")] == [dong]
    assert [money.amount_vnd for money in read_money(printed, heading="Kinh phí (đồng)")] == [dong]


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 999), st.sampled_from([("nghìn", 3), ("triệu", 6), ("tỷ", 9)]))
def test_decimals_of_a_scale_are_exact(whole: int, thousandths: int, scale: tuple[str, int]) -> None:
    word, power = scale
    expected = (whole * 1000 + thousandths) * 10 ** (power - 3)
    assert [money.amount_vnd for money in read_money(f"{whole},{thousandths:03d} {word} đồng")] == [expected]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for money in [*read_money(text), *find_money(text)]:
        assert money.amount_vnd is None or 0 < money.amount_vnd < 10**18
