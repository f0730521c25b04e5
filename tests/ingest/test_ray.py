"""The same tables from a real Ray cluster, also when one of its nodes is killed in the middle."""

from __future__ import annotations

import threading
import time
import warnings
from pathlib import Path

import pytest

from ingest.batch import ingest
from ingest.verify import verify
from tests.ingest.made_plans import READ_PLAN, write_plan
from tests.ingest.stores import ask, contents, ingest_inline

pytestmark = [pytest.mark.ray, pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

PLANS = 60


@pytest.fixture(scope="module")
def cluster():
    """Two nodes with one core each: the coordinator's, and one that may die."""
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        yield cluster
        ray.shutdown()
        cluster.shutdown()


@pytest.fixture
def raw(tmp_path):
    for number in range(PLANS):
        write_plan(tmp_path / "raw", number, province=f"{number % 3:02d}")
    write_plan(tmp_path / "raw", 100, act="crash")
    write_plan(tmp_path / "raw", 101, act="refuse")
    return tmp_path / "raw"


def test_ray_gives_the_same_tables_and_survives_the_death_of_a_node(cluster, raw, tmp_path):
    node = cluster.add_node(num_cpus=1)
    expected = ingest_inline_without_crash(raw, tmp_path / "serial")
    result = ingest([raw], out=tmp_path / "ray", workers=2, engine="ray", address=cluster.address, read_plan=READ_PLAN)
    assert (result.read, result.failed, result.documents) == (PLANS, 2, PLANS)
    assert without_failures(tmp_path / "ray") == expected

    for number in range(PLANS):
        write_plan(raw, number, province=f"{number % 3:02d}", seconds=0.1)
    threading.Thread(target=kill_when_begun, args=(cluster, node, tmp_path / "ray")).start()
    result = ingest([raw], out=tmp_path / "ray", workers=2, engine="ray", address=cluster.address, read_plan=READ_PLAN)
    assert (result.read, result.replaced, result.documents) == (PLANS, PLANS, PLANS)
    assert verify(tmp_path / "ray") == []
    tables = without_failures(tmp_path / "ray")
    assert {name: len(rows) for name, rows in tables.items()} == {name: len(rows) for name, rows in expected.items()}
    assert ask(tmp_path / "ray", "SELECT count(DISTINCT document_id) FROM {lines}") == [(PLANS,)]


def kill_when_begun(cluster, node, out: Path) -> None:
    end = time.monotonic() + 30
    while len(list(out.glob("staging/*/*.part"))) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    cluster.remove_node(node, allow_graceful=False)


def without_failures(out: Path) -> dict[str, list[tuple]]:
    tables = contents(out)
    return {**tables, "findings": [row for row in tables["findings"] if row[0] is not None]}


def ingest_inline_without_crash(raw: Path, out: Path) -> dict[str, list[tuple]]:
    crash = (raw / "plan-00100.txt").rename(raw.parent / "aside.txt")
    ingest_inline(raw, out=out)
    crash.rename(raw / "plan-00100.txt")
    return without_failures(out)
