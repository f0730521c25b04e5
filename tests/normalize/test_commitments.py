"""Who leads, who cooperates, by when, with which money: a corpus of sentences, and the rules one by one."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.commitments import explain_commitment, heading_agencies, read_commitment
from normalize.commitments.cues import key
from normalize.commitments.parties import read_parties
from normalize.commitments.roles import read_roles
from normalize.commitments.screening import begins_with_verb, may_tell
from normalize.commitments.sentences import sentence_ends
from normalize.commitments.tokens import read_tokens
from normalize.commitments.unknown_names import find_unknown_names
from normalize.registers import read_register
from tests.normalize.commitment_cases import FIELDS, agencies, cases, found, read, same

REGISTER = read_register("commitments")


def corpus() -> list[Any]:
    """Each line a test; `xfail` of a line says why it is a known failure."""
    marked = []
    for case in cases("commitments"):
        marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
        marked.append(pytest.param(case, marks=marks, id=case["text"][:60]))
    return marked


@pytest.mark.parametrize("case", corpus())
def test_corpus(case: dict[str, Any]) -> None:
    got = found(read(case))
    wrong = {name: got[name] for name in FIELDS if name in case and not same(got[name], case[name])}
    assert not wrong


@pytest.mark.parametrize(
    ("name", "least"), [("lead", 0.92), ("cooperating", 0.94), ("deadlines", 0.97), ("money", 0.97)]
)
def test_rate_on_sentences_written_before_the_rules(name: str, least: float) -> None:
    judged = [case for case in cases("commitments_held_out") if name in case]
    right = sum(same(found(read(case))[name], case[name]) for case in judged)
    assert right / len(judged) >= least


PATTERNS = [(pattern["name"], pattern) for pattern in REGISTER["pattern"]]


@pytest.mark.parametrize("pattern", [one for _, one in PATTERNS], ids=[name for name, _ in PATTERNS])
def test_every_pattern_reads_its_example(pattern: dict[str, Any]) -> None:
    explained = {(one.rule, one.words) for one in explain_commitment(pattern["example"], province="Quảng Nam")}
    if pattern["role"] == "none":
        assert not any(body in words for _, words in explained for body in pattern["bodies"])
    else:
        rule = f"{pattern['role']}: {pattern['name']}"
        words = " ".join(words for found_rule, words in explained if found_rule == rule)
        assert all(body in words for body in pattern["bodies"]), explained


@pytest.mark.parametrize(("heading", "names"), REGISTER["headings"]["examples"])
def test_headings_of_the_register(heading: str, names: list[str]) -> None:
    assert [agency.name for agency in heading_agencies(heading)] == names


@pytest.mark.parametrize(("text", "name"), REGISTER["unknown_names"]["examples"])
def test_names_that_no_register_has(text: str, name: str) -> None:
    assert [text[start:end] for start, end in find_unknown_names(text)] == [name]


def commitment(text: str, **arguments: Any) -> dict[str, list[str]]:
    wanted = {"heading_agencies": [], "role": "assignment", "year": 2022, "province": "", **arguments}
    return found(read_commitment(text, **wanted))


def test_a_heading_leads_where_the_sentence_names_nobody_that_does() -> None:
    above = agencies("2. Sở Tư pháp")
    got = commitment("Chủ trì, phối hợp với Sở Nội vụ tham mưu UBND tỉnh ban hành quy chế.", heading_agencies=above)
    assert (got["lead"], got["cooperating"]) == (["Sở Tư pháp"], ["Sở Nội vụ"])
    got = commitment("Sở Nội vụ thẩm định, gửi Sở Tư pháp tổng hợp.", heading_agencies=above)
    assert got["lead"] == ["Sở Nội vụ"]


def test_a_task_has_no_lead_of_its_heading() -> None:
    assert commitment("Nâng cấp phần mềm.", role="task", heading_agencies=agencies("Sở Tư pháp"))["lead"] == []


def test_labelled_cells_outrank_the_sentence() -> None:
    read = read_commitment(
        "Sở Tư pháp tổ chức hội nghị trong tháng 5/2022.",
        heading_agencies=[],
        labels={"lead": "Sở Nội vụ", "timeframe": "Quý II/2022", "budget": "20 triệu đồng"},
        role="task",
        year=2022,
        province="",
    )
    assert (read.lead, read.timeframe, read.budget) == ("Sở Nội vụ", "Quý II/2022", "20 triệu đồng")
    assert found(read) == {
        "lead": ["Sở Nội vụ"],
        "cooperating": [],
        "deadlines": ["2022-34"],
        "money": ["amount 20000000"],
    }


@pytest.mark.parametrize(
    ("heading", "deadlines"),
    [
        ("1. Quý I/2022", ["2022-33"]),
        ("2. Các nhiệm vụ hoàn thành trước ngày 30/6/2022", ["<2022-06-30"]),
        ("II. NHIỆM VỤ TRỌNG TÂM NĂM 2022", []),
        ("2. Mục tiêu giai đoạn 2021 - 2025", []),
        ("II. NHIỆM VỤ THƯỜNG XUYÊN", []),
    ],
)
def test_a_deadline_in_the_heading_of_a_group(heading: str, deadlines: list[str]) -> None:
    assert commitment("Rà soát văn bản.", heading=heading, role="task")["deadlines"] == deadlines


def test_words_are_those_of_the_sentence() -> None:
    text = "Giao Giám đốc Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ, Sở Tài chính hoàn thành trước ngày 30/6/2022."
    read = read_commitment(text, heading_agencies=[], role="assignment", year=2022, province="")
    for words in (read.lead, read.cooperating, read.timeframe):
        assert words
        assert words in text


def test_bodies_merely_mentioned_have_no_role() -> None:
    mentions = [
        "Báo cáo UBND tỉnh kết quả thực hiện Kế hoạch của Sở Nội vụ.",
        "Thực hiện theo hướng dẫn của Bộ Nội vụ tại Công văn số 12/BNV-CCHC ngày 05/01/2022.",
        "Đôn đốc các sở, ban, ngành, UBND các huyện trên địa bàn tỉnh.",
        "Cập nhật trên Cổng Thông tin điện tử của Sở Tư pháp.",
    ]
    for text in mentions:
        got = commitment(text, role="task")
        assert (got["lead"], got["cooperating"]) == ([], []), text


def test_sentences_end_at_full_stops_and_not_behind_abbreviations() -> None:
    text = "UBND TP. Hồ Chí Minh chủ trì. VP. UBND tỉnh phối hợp. Hoàn thành trước 30/6/2022."
    assert [text[: end + 1].rsplit(" ", 1)[-1] for end in sentence_ends(text)] == ["trì.", "hợp.", "30/6/2022."]


WORDS = ["Tổ chức", "Ban hành", "Báo cáo", "Tổ", "bộ máy", "hội nghị", "Sở Nội vụ", "các xã", "tổ chức, cá nhân", "ông"]
WORDS += [phrase for name in ("OPENER", "TITLE", "VIA", "JOIN", "GIVE", "BY") for phrase in REGISTER["cues"][name]]


@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", ", ", "; ", ": ", ". "])), max_size=8)
)
@settings(max_examples=300, deadline=None)
def test_a_verb_that_looks_like_a_body_hides_no_role(words: list[tuple[str, str]]) -> None:
    text = "".join(["Tổ chức ", *(word + joint for word, joint in words)])
    if begins_with_verb(text, key(text)):
        assert all(reading.role == "none" for reading in read_roles(read_tokens(text, "")))


def test_sentences_that_begin_with_a_verb_are_not_read_further() -> None:
    for text in ("Tổ chức hội nghị tập huấn cho cán bộ.", "Ban hành Kế hoạch cải cách hành chính năm 2021."):
        assert may_tell(key(text), led=False) and begins_with_verb(text, key(text))
    assert not begins_with_verb("Sở Tư pháp thẩm định.", key("Sở Tư pháp thẩm định."))


def test_sentences_with_roles_pass_the_fast_test() -> None:
    for case in cases("commitments"):
        named = [party for party in read_parties(case["text"], case["province"], led=False) if party.role]
        assert not named or may_tell(key(case["text"]), led=False)


PIECES = [phrase for phrases in REGISTER["cues"].values() for phrase in phrases[:4]]
PIECES += [
    "Sở Nội vụ",
    "các sở, ban, ngành",
    "UBND cấp huyện",
    ",",
    ";",
    ":",
    "(",
    ")",
    ".",
    "kế hoạch",
    "trước ngày 5/5",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.booleans())
def test_any_words_give_words_of_the_text(pieces: list[str], led: bool) -> None:
    text = " ".join(pieces)
    above = agencies("Sở Tư pháp") if led else []
    read = read_commitment(text, heading_agencies=above, role="assignment", year=2022, province="")
    for words in (read.lead, read.cooperating):
        assert all(part in text for part in words.split("; ")) or words in text
    if led:
        assert read.lead_agencies
    assert not {a.agency_id for a in read.lead_agencies} & {a.agency_id for a in read.cooperating_agencies}


@pytest.mark.timing
def test_a_very_long_item_takes_no_longer_than_its_beginning() -> None:
    sentence = "Trong năm, Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, UBND cấp huyện thực hiện, "
    commitment(sentence * 20)
    start = time.process_time()
    commitment(sentence * 20_000)
    assert time.process_time() - start < 1
