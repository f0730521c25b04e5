"""Views, search, timeline, golden files and the page, over the store of the samples."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explore.connection import open_store
from explore.errors import NotFound, QueryRefused
from explore.export.selection import Selection
from explore.golden import changes, load_golden, write_golden
from explore.plans import load_plan
from explore.query import query
from explore.search import search
from explore.server import make_server
from explore.timeline import timeline
from ingest.convert import convert
from ingest.store.search_keys import search_keys
from schema.errors import UsageError
from schema.folding import plain_key
from tests.conftest import SAMPLES

VIEWS = (
    "task_agencies",
    "task_deadlines",
    "task_money",
    "agencies",
    "agency_workload",
    "unassigned_tasks",
    "targets_by_comparator",
    "legal_bases",
    "finding_counts",
    "due_dates",
    "due_calendar",
    "task_costs",
    "money_by_source",
)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_rows_and_every_column_a_comment(view: str, sample_store: Path) -> None:
    assert query(sample_store, f"SELECT count(*) AS n FROM {view}").to_pylist()[0]["n"] > 0
    sql = f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{view}' AND comment IS NULL"
    assert query(sample_store, sql).to_pylist() == []


def test_recurrences_are_expanded_over_the_plan_period(sample_store: Path) -> None:
    sql = (
        "SELECT due_on::VARCHAR AS d FROM due_dates WHERE text LIKE 'Báo cáo và công bố ngày 05 hàng tháng' ORDER BY 1"
    )
    days = [row["d"] for row in query(sample_store, sql).to_pylist()]
    assert days == [f"2018-{month:02}-05" for month in range(1, 13)]


def test_a_rate_is_multiplied_out_and_marked_as_an_estimate(sample_store: Path) -> None:
    sql = "SELECT per, units, cost_vnd FROM task_costs WHERE estimated ORDER BY per"
    rows = query(sample_store, sql).to_pylist()
    assert {"per": "tháng", "units": 12, "cost_vnd": 60_000_000} in rows
    assert {"per": "kỳ", "units": 24, "cost_vnd": 120_000_000} in rows


def test_provinces_can_be_grouped_as_they_are_now(sample_store: Path) -> None:
    sql = "SELECT DISTINCT province_now FROM agency_workload WHERE province IN ('Thái Bình', 'Bình Thuận') ORDER BY 1"
    assert [row["province_now"] for row in query(sample_store, sql).to_pylist()] == ["Hưng Yên", "Lâm Đồng"]


@pytest.mark.parametrize(
    "words", ["thủ tục hành chính", "thu tuc hanh chinh", "THỦ TỤC HÀNH CHÍNH", "thủ tục hành chính".upper()]
)
def test_search_needs_no_accents_and_no_case(words: str, sample_store: Path) -> None:
    found = search(sample_store, words, most=1000).to_pylist()
    assert len(found) > 50
    for row in found:
        key = plain_key(row["words"])
        assert row["kind"] == "tasks" or all(word in key for word in ("thu", "tuc", "hanh", "chinh"))
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)


def test_search_takes_both_styles_of_tone_marks(sample_store: Path) -> None:
    old, new = (search(sample_store, words, most=1000).num_rows for words in ("hoá đơn điện tử", "hóa đơn điện tử"))
    assert old == new > 0


def test_search_filters(sample_store: Path) -> None:
    found = search(sample_store, "kế hoạch", selection=Selection(agency="so-tu-phap", year=2024)).to_pylist()
    assert found
    assert {row["document_id"] for row in found} == {"vinh-long-2023-2890-qd-ubnd"}


VIETNAMESE = st.text(alphabet="aàảãáạăằâầeéêếiíoóôốơớuúưứyýđĐẾỘ bcdghk.,;()0123456789 \t\n\u00a0", max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(VIETNAMESE, min_size=1, max_size=4))
def test_search_keys_are_those_of_folding(texts: list[str]) -> None:
    words = ["Hoà giải ở cơ sở", *texts]
    assert search_keys([words]).to_pylist() == [plain_key(word) for word in words]


def test_timeline_is_in_order_and_names_near_agencies(sample_store: Path) -> None:
    due = [row["due_on"] for row in timeline(sample_store, "Sở Nội vụ", year=2021).to_pylist()]
    assert due == sorted(due)
    assert due
    with pytest.raises(NotFound, match="Sở Nội vụ"):
        timeline(sample_store, "Sở Nội vu x")


def test_a_plan_comes_out_of_the_store_as_it_was_converted(sample_store: Path) -> None:
    source = next(SAMPLES.glob("004*"))
    assert load_plan(sample_store, "binh-thuan-2020-3272-qd-ubnd").tasks == convert(source).tasks


def test_golden_files_tell_every_altered_cell(tmp_path: Path) -> None:
    plan = convert(next(SAMPLES.glob("003*")))
    write_golden(plan, tmp_path / "plan.json")
    assert changes(load_golden(tmp_path / "plan.json"), plan) == []
    golden = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    golden["tasks"][0]["budget"] = "11"
    del golden["tasks"][1]
    found = changes(golden, plan)
    assert [(c.table, c.kind) for c in found] == [("tasks", "altered"), ("tasks", "gained")]
    assert found[0].cells == {"budget": ("11", "10")}


@pytest.mark.parametrize("text", ["{}", "[1]", "nothing", '{"form": 0}'])
def test_a_golden_file_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="golden file"):
        load_golden(tmp_path / "plan.json")


def test_the_store_cannot_be_written_through_a_question(sample_store: Path) -> None:
    with open_store(sample_store) as connection, pytest.raises(Exception, match="configuration"):
        connection.execute("SET enable_external_access = true")
    with pytest.raises(QueryRefused):
        query(sample_store, f"COPY (SELECT 1) TO '{sample_store}/x.csv'")


@pytest.fixture(scope="module")
def page(sample_store: Path) -> object:
    with make_server(sample_store, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _get(url: str, host: str | None = None) -> tuple[int, bytes]:
    request = Request(url, headers={"Host": host} if host else {})
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def test_the_page_answers_its_questions(page: str) -> None:
    assert b"<title>kehoach</title>" in _get(f"{page}/")[1]
    assert len(json.loads(_get(f"{page}/plans")[1])) == 5
    plan = json.loads(_get(f"{page}/plan?id=thai-binh-2020-3669-qd-ubnd")[1])
    assert len(plan["tasks"]) == 41
    assert json.loads(_get(f"{page}/search?words=tuyen%20truyen")[1])
    assert json.loads(_get(f"{page}/sql?sql=SELECT%2042%20AS%20n")[1])["rows"] == [{"n": 42}]


def test_the_page_refuses_what_it_should(page: str) -> None:
    assert _get(f"{page}/sql?sql=DROP%20VIEW%20tasks")[0] == 400
    assert _get(f"{page}/plan?id=none")[0] == 400
    assert _get(f"{page}/../cli.py")[0] == 404
    assert _get(f"{page}/plans", host="example.org")[0] == 403
