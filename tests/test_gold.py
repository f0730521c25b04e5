"""The sample plans, through the public command and the store, against annotations made by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from explore.connection import open_store
from explore.gold import Score, load_gold, score_plan
from explore.plans import load_plan
from tests.conftest import ROOT

GOLD = sorted((ROOT / "tests" / "gold").glob("*.gold.json"))


@pytest.fixture(scope="module")
def score(sample_store: Path) -> Score:
    with open_store(sample_store) as connection:
        ids = dict(connection.execute("SELECT source_file, document_id FROM documents").fetchall())
    total = Score()
    for path in GOLD:
        gold = load_gold(path)
        score_plan(load_plan(sample_store, ids[gold["file"]]), gold, total)
    return total


@pytest.mark.parametrize("kind", ["task", "item", "target"])
def test_every_row_is_found_and_no_other(score: Score, kind: str) -> None:
    assert (score.recall(kind), score.precision(kind)) == (1.0, 1.0), score.misses


@pytest.mark.parametrize(("prefix", "least"), [("document.", 1.0), ("task.", 0.99), ("item.", 0.97), ("target.", 0.95)])
def test_fields_are_right(score: Score, prefix: str, least: float) -> None:
    assert score.rate(prefix) >= least, score.misses


def test_every_line_of_every_sample_is_in_the_ledger_once_and_none_is_unread(sample_store: Path) -> None:
    with open_store(sample_store) as connection:
        counts = connection.execute(
            "SELECT count(*), count(DISTINCT line_no), max(line_no), any_value(line_count),"
            " count(*) FILTER (role = 'unread') FROM lines JOIN documents USING (document_id) GROUP BY document_id"
        ).fetchall()
    assert len(counts) == len(GOLD)
    for lines, distinct, last, stated, unread in counts:
        assert lines == distinct == last == stated
        assert unread == 0


def test_lines_hold_the_text_of_the_files(sample_store: Path) -> None:
    with open_store(sample_store) as connection:
        for path in sorted((ROOT / "data" / "raw").glob("*.txt")):
            stored = connection.execute(
                "SELECT text FROM lines JOIN documents USING (document_id) WHERE source_file = ? ORDER BY line_no",
                [path.name],
            ).fetchall()
            assert "\n".join(row[0] for row in stored) == path.read_text("utf-8").removesuffix("\n")


def test_duckdb_alone_answers_from_the_files(sample_store: Path) -> None:
    """No kehoach code: plain globs, as an analyst would write them."""
    tasks = f"read_parquet('{sample_store}/tasks/**/*.parquet')"
    with duckdb.connect() as connection:
        led = connection.execute(
            f"SELECT a.name, count(*) FROM (SELECT unnest(lead_agencies) a FROM {tasks} WHERE origin = 'table')"
            " GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
        ).fetchone()
        due = connection.execute(
            f"SELECT count(*) FROM (SELECT unnest(deadlines) d FROM {tasks} WHERE origin = 'table')"
            " WHERE d.edtf = '2021-34'"
        ).fetchone()
        lines = connection.execute(
            f"SELECT min(line_start), max(line_end), count(*) FROM {tasks} WHERE document_id LIKE 'thai-binh%'"
        ).fetchone()
    gold = [task for path in GOLD for task in load_gold(path)["tasks"]]
    leads = Counter(agency["name"] for task in gold for agency in task["lead_agencies"])
    assert led == leads.most_common(1)[0]
    assert due == (sum(deadline["edtf"] == "2021-34" for task in gold for deadline in task["deadlines"]),)
    assert lines == (48, 98, 41)


def test_the_stated_total_that_the_rows_do_not_add_up_to_is_a_finding(sample_store: Path) -> None:
    with open_store(sample_store) as connection:
        messages = connection.execute("SELECT message FROM findings WHERE code = 'total_mismatch'").fetchall()
    assert any("200,000,000" in message and "190,000,000" in message for (message,) in messages)
