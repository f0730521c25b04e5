"""One document, the whole way: the ledger, ids from evidence, and what a careful reader is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.convert import convert, convert_manuscript
from ingest.errors import ReadError
from ingest.identifiers import ItemIds, TaskIds, document_id
from ingest.read import read_content
from schema.findings import CATALOGUE
from schema.records import PlanRecord
from tests.conftest import SAMPLES

HEAD = "UBND TỈNH KON TUM\n\nSố: 77/KH-UBND\n\nKon Tum, ngày 10 tháng 02 năm 2022\n\nKẾ HOẠCH\nTRỒNG RỪNG NĂM 2022\n\n"
TABLE = (
    "| STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn | Kinh phí (triệu đồng) |\n| --- | --- | --- | --- | --- |\n"
    "| 1 | Ươm giống | Sở Nông nghiệp và Phát triển nông thôn | Quý I/2021 | 10 |\n"
    "| 2 | Trồng rừng phòng hộ | Tổ xung kích thôn Kon Rẫy | chưa rõ ràng | 25 |\n"
    "| 3 | Chăm sóc | | | |\n| | Tổng cộng | | | 36 |\n"
)


def _read(text: str) -> PlanRecord:
    return convert_manuscript(read_content(text.encode(), name="plan.md"))


def test_findings_tell_what_a_careful_reader_would_see() -> None:
    plan = _read(HEAD + TABLE + "\nTổng kinh phí: 36.000.000 đồng (Bằng chữ: Ba mươi lăm triệu đồng)\n")
    found = {(f.code, f.line_start) for f in plan.findings}
    first = 1 + HEAD.count("\n") + 2
    assert ("deadline_before_issue", first) in found
    assert ("unparsed_deadline", first + 1) in found
    assert ("missing_lead", first + 2) in found
    assert ("missing_deadline", first + 2) in found
    assert ("unknown_agency", first + 1) in found
    messages = [f.message for f in plan.findings if f.code == "total_mismatch"]
    assert len(messages) == 2
    assert any("36,000,000" in m and "35,000,000" in m for m in messages)
    assert {f.code for f in plan.findings} <= CATALOGUE.keys()


def test_a_plan_that_adds_up_has_no_findings_about_money() -> None:
    plan = _read(HEAD + TABLE.replace("36", "35"))
    assert not [f for f in plan.findings if f.code == "total_mismatch"]


def test_rows_point_at_their_lines() -> None:
    plan = _read(HEAD + TABLE)
    for task in plan.tasks:
        assert task.description in plan.ledger.text[task.line_start - 1]
        assert plan.ledger.ref[task.line_start - 1] == task.task_id
        assert plan.ledger.role[task.line_start - 1] == "task_row"


@pytest.mark.parametrize("text", ["", " \n \n", "Chào bạn.\n", "abc " * 50])
def test_a_text_without_a_plan_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ReadError) as error:
        _read(text)
    assert "\n" not in error.value.reason


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_line_is_in_the_ledger_once_whatever_is_cut_out(data: st.DataObject) -> None:
    """Any selection of a plan's lines: no line is lost, none is doubled, every reference resolves."""
    source = data.draw(st.sampled_from(sorted(SAMPLES.glob("*.txt"))))
    lines = source.read_text("utf-8").split("\n")
    start = data.draw(st.integers(0, max(0, len(lines) - 60)))
    kept = lines[start : start + data.draw(st.integers(20, 120))]
    try:
        plan = _read("\n".join(kept))
    except ReadError as error:
        assert error.code in ("not_a_plan", "unreadable_file")
        return
    assert len(plan.ledger.text) == len(plan.ledger.role) == len(plan.ledger.ref) == plan.document.line_count
    names = {task.task_id for task in plan.tasks} | {item.item_id for item in plan.items}
    assert len(names) == len(plan.tasks) + len(plan.items)
    assert {ref for ref in plan.ledger.ref if ref} <= names
    for part in (*plan.tasks, *plan.items, *plan.targets, *plan.citations):
        assert 1 <= part.line_start <= part.line_end <= plan.document.line_count


def test_a_change_elsewhere_renames_no_row() -> None:
    before = _read(HEAD + TABLE)
    after = _read(HEAD + TABLE.replace("| 1 | Ươm giống", "| 1 | Ươm giống cây bản địa"))
    assert [t.task_id for t in before.tasks][1:] == [t.task_id for t in after.tasks][1:]


def test_sub_rows_and_repeated_numbers_have_ids_of_their_own() -> None:
    ids = TaskIds("x")
    rows = [("1", "A"), ("1", "A"), ("2", "B"), ("1", "C"), ("", "D"), ("", "E")]
    made = [ids.next(table_no=1, section_ordinal="I", ordinal=o, description=d) for o, d in rows]
    assert made[:3] == ["x#I.1", "x#I.1/2", "x#I.2"]
    assert len(set(made)) == len(made)
    items = ItemIds("x")
    assert items.next(path=["II. NHIỆM VỤ", "1. Thể chế"], marker="a", text="") == "x#p.II.1.a"


@pytest.mark.parametrize(
    ("province", "issuer", "number", "expected"),
    [
        ("Đồng Tháp", "Ủy ban nhân dân tỉnh Đồng Tháp", "285/KH-UBND", "dong-thap-2020-285-kh-ubnd"),
        ("", "Bộ Nội vụ", "12/KH-BNV", "bo-noi-vu-2020-12-kh-bnv"),
        (
            "Đồng Tháp",
            "Ủy ban nhân dân huyện Tam Nông, tỉnh Đồng Tháp",
            "9/KH-UBND",
            "dong-thap-huyen-tam-nong-2020-9-kh-ubnd",
        ),
        ("Đồng Tháp", "Ủy ban nhân dân tỉnh Đồng Tháp", "", "dong-thap-2020-abcdef0123"),
    ],
)
def test_document_ids_are_readable(province: str, issuer: str, number: str, expected: str) -> None:
    made = document_id(
        province=province,
        issuer=issuer,
        issued_on=date(2020, 12, 5),
        number=number,
        content_sha256="abcdef0123456789",
    )
    assert made == expected


def test_converting_a_path_and_a_source_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(HEAD + TABLE, "utf-8")
    assert convert(path) == convert(str(path))
