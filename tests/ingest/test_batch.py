"""Batches bring a store up to date: only what changed is read, and history leaves no trace."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunks import LARGEST_CHUNK, SMALLEST_CHUNK, Job
from ingest.progress import Progress
from ingest.selection import chunks_of
from ingest.software import software_digest
from ingest.sources import Source
from ingest.store.writer import open_writer
from ingest.verify import verify
from tests.ingest.made_plans import write_plan
from tests.ingest.stores import ask, contents, ingest_inline


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "raw"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "store"


def test_each_live_row_is_there_once_and_pruning_by_folder_works(raw, out):
    for number in range(12):
        write_plan(raw, number, year=2020 + number % 3, province=f"{number % 2:02d}")
    result = ingest_inline(raw, out=out)
    assert (result.read, result.failed, result.documents, result.tasks) == (12, 0, 12, 36)
    assert ask(out, "SELECT count(*), count(DISTINCT task_id) FROM {tasks}") == [(36, 36)]
    assert ask(out, "SELECT count(*) FROM {tasks} WHERE year = 2021 AND area = 'p01'") == [(6,)]
    assert ask(out, "SELECT DISTINCT province_code FROM {documents} WHERE area = 'p01'") == [("01",)]
    assert verify(out) == []


def test_what_has_not_changed_is_not_read_again(raw, out):
    for number in range(4):
        write_plan(raw, number)
    ingest_inline(raw, out=out)
    before, times = contents(out), ask(out, "SELECT document_id, epoch_us(ingested_at) FROM {documents} ORDER BY ALL")
    again = ingest_inline(raw, out=out)
    assert (again.read, again.unchanged, again.replaced) == (0, 4, 0)
    assert contents(out) == before
    assert ask(out, "SELECT document_id, epoch_us(ingested_at) FROM {documents} ORDER BY ALL") == times
    forced = ingest_inline(raw, out=out, force=True)
    assert (forced.read, forced.unchanged, forced.replaced) == (4, 0, 4)
    assert contents(out) == before


def test_other_settings_or_other_software_read_again(raw, out, monkeypatch):
    write_plan(raw, 1)
    ingest_inline(raw, out=out)
    assert ingest_inline(raw, out=out, encoding="cp1258").read == 1
    monkeypatch.setattr("ingest.software.software_digest", lambda: "another")
    assert ingest_inline(raw, out=out).read == 1


def test_a_changed_file_replaces_exactly_its_rows(raw, out):
    for number in range(5):
        write_plan(raw, number)
    ingest_inline(raw, out=out)
    others = "SELECT * FROM {lines} WHERE document_id <> 'tinh-3-kh-ubnd' ORDER BY ALL"
    before = ask(out, others)
    write_plan(raw, 3, tasks=2, lines=9, version=1)
    result = ingest_inline(raw, out=out)
    assert (result.read, result.replaced, result.unchanged, result.documents) == (1, 1, 4, 5)
    assert ask(out, others) == before
    rows = "SELECT count(*) FROM {%s} WHERE document_id = 'tinh-3-kh-ubnd'"
    assert [ask(out, rows % table)[0][0] for table in ("documents", "tasks", "lines")] == [1, 2, 9]


def test_prune_removes_only_what_is_gone_from_the_folders_named(tmp_path, out):
    one, two = tmp_path / "one", tmp_path / "two"
    for number in range(3):
        write_plan(one, number)
        write_plan(two, number + 10)
    ingest_inline(one, two, out=out)
    (one / "plan-00001.txt").unlink()
    (two / "plan-00011.txt").unlink()
    kept = ingest_inline(one, out=out)
    assert (kept.vanished, kept.removed, kept.documents) == (1, 0, 6)
    pruned = ingest_inline(one, out=out, prune=True)
    assert (pruned.vanished, pruned.removed, pruned.documents) == (0, 1, 5)
    assert ask(out, "SELECT count(*) FROM {documents} WHERE document_id = 'tinh-1-kh-ubnd'") == [(0,)]
    assert verify(out) == []


def test_a_folder_that_is_not_there_is_told_and_prunes_nothing(raw, out):
    write_plan(raw, 1)
    ingest_inline(raw, out=out)
    shutil.rmtree(raw)
    result = ingest_inline(raw, out=out, prune=True)
    assert (result.failed, result.removed, result.documents) == (1, 0, 1)
    assert result.failures == [("raw", "it cannot be opened: no such file or directory")]
    assert ask(out, "SELECT count(*) FROM {findings} WHERE document_id IS NULL") == [(0,)]


def test_no_documents_at_all_still_make_a_store_that_answers(raw, out):
    raw.mkdir()
    result = ingest_inline(raw, out=out)
    assert (result.sources, result.documents) == (0, 0)
    assert [ask(out, f"SELECT count(*) FROM {{{t}}}") for t in ("tasks", "findings")] == [[(0,)], [(0,)]]
    assert verify(out) == []


def test_the_same_document_under_two_names_is_one_document_whatever_the_order(tmp_path):
    stores = []
    for place, order in enumerate((("a.txt", "b.txt", "c.txt"), ("c.txt", "b.txt", "a.txt"))):
        raw, out = tmp_path / f"raw{place}" / "plans", tmp_path / f"out{place}"
        for name in order:
            # c is the same plan, read more fully.
            write_plan(raw, 1, name=name, tasks=4 if name == "c.txt" else 3)
            ingest_inline(raw, out=out)
        stores.append(out)
        assert verify(out) == []
    assert contents(stores[0]) == contents(stores[1])
    assert ask(stores[0], "SELECT source_file, task_count FROM {documents}") == [("c.txt", 4)]
    duplicates = ask(
        stores[0], "SELECT source_file, message FROM {findings} WHERE code = 'duplicate_document' ORDER BY 1"
    )
    assert duplicates == [(name, "the same document was read from c.txt") for name in ("a.txt", "b.txt")]


def test_when_the_file_that_was_kept_is_gone_the_other_takes_its_place(raw, out):
    write_plan(raw, 1, name="a.txt", tasks=4)
    write_plan(raw, 1, name="b.txt", tasks=3)
    ingest_inline(raw, out=out)
    (raw / "a.txt").unlink()
    result = ingest_inline(raw, out=out, prune=True)
    assert result.documents == 1
    assert ask(out, "SELECT source_file, task_count FROM {documents}") == [("b.txt", 3)]
    assert ask(out, "SELECT count(*) FROM {findings} WHERE code = 'duplicate_document'") == [(0,)]
    assert verify(out) == []


def test_a_document_is_never_away_while_its_other_source_is_read_anew(raw, out):
    write_plan(raw, 1, name="a.txt")
    write_plan(raw, 1, name="b.txt")
    ingest_inline(raw, out=out)
    write_plan(raw, 2, name="a.txt")
    seen = []

    def look(_: Progress) -> None:
        seen.append((verify(out), ask(out, "SELECT document_id, count(*) FROM {tasks} GROUP BY ALL ORDER BY ALL")))

    ingest_inline(raw, out=out, on_progress=look)
    # After both files were looked at there is a commit, and then the second is read in place of the first.
    assert len(seen) == 3
    assert all(problems == [] for problems, _ in seen)
    assert [len(tasks) for _, tasks in seen] == [1, 1, 2]
    assert ask(out, "SELECT source_file FROM {documents} ORDER BY ALL") == [("a.txt",), ("b.txt",)]


@pytest.mark.parametrize("prune", [False, True])
def test_a_document_whose_source_goes_before_the_other_is_read_waits_for_the_next_run(raw, out, prune):
    write_plan(raw, 1, name="a.txt")
    write_plan(raw, 1, name="b.txt")
    ingest_inline(raw, out=out)
    write_plan(raw, 2, name="a.txt")
    with open_writer(out, software=software_digest()) as writer:
        (missing,) = writer.commit({str(raw / "a.txt")}, software_digest())
    assert missing == str(raw / "b.txt")
    assert verify(out) == []
    assert ask(out, "SELECT source_file, count(*) FROM {documents} GROUP BY ALL") == [("a.txt", 1)]
    ingest_inline(raw, out=out, prune=prune)
    assert ask(out, "SELECT source_file FROM {documents} ORDER BY ALL") == [("a.txt",), ("b.txt",)]
    assert verify(out) == []


def test_a_renamed_file_is_the_same_document_and_no_duplicate(raw, out):
    path = write_plan(raw, 1)
    ingest_inline(raw, out=out)
    path.rename(raw / "renamed.txt")
    result = ingest_inline(raw, out=out)
    assert result.documents == 1
    assert ask(out, "SELECT source_file FROM {documents}") == [("renamed.txt",)]
    assert ask(out, "SELECT count(*) FROM {findings} WHERE code = 'duplicate_document'") == [(0,)]


def test_two_documents_that_ask_for_one_id_are_both_kept(tmp_path):
    stores = []
    for place, order in enumerate((("a.txt", "b.txt"), ("b.txt", "a.txt"))):
        raw, out = tmp_path / f"raw{place}" / "plans", tmp_path / f"out{place}"
        for name in order:
            write_plan(raw, 7, name=name, issuer="Ủy ban nhân dân xã A" if name == "a.txt" else "Ủy ban nhân dân xã B")
            ingest_inline(raw, out=out)
        stores.append(contents(out))
        assert verify(out) == []
    assert stores[0] == stores[1]
    ids = [row[0] for row in ask(tmp_path / "out0", "SELECT document_id FROM {documents} ORDER BY 1")]
    assert ids[0] == "tinh-7-kh-ubnd"
    assert ids[1].startswith("tinh-7-kh-ubnd-")
    orphans = ask(tmp_path / "out0", "SELECT count(*) FROM {tasks} WHERE NOT starts_with(task_id, document_id || '#')")
    assert orphans == [(0,)]


def test_a_plan_that_changes_its_year_moves_to_another_folder(raw, out):
    for number in range(4):
        write_plan(raw, number, year=2020)
    write_plan(raw, 9, year=2021)
    ingest_inline(raw, out=out)
    write_plan(raw, 2, year=2021)
    ingest_inline(raw, out=out)
    assert ask(out, "SELECT count(*) FROM {tasks} WHERE year = 2021 AND document_id = 'tinh-2-kh-ubnd'") == [(3,)]
    assert ask(out, "SELECT count(*), count(DISTINCT task_id) FROM {tasks}") == [(15, 15)]
    assert verify(out) == []


def test_files_that_cannot_be_read_cost_themselves_and_are_told_again(raw, out):
    write_plan(raw, 1)
    write_plan(raw, 2, act="refuse")
    write_plan(raw, 3, act="fail")
    result = ingest_inline(raw, out=out)
    assert (result.read, result.failed, result.documents) == (1, 2, 1)
    expected = [("plan-00002.txt", "unreadable_file", None), ("plan-00003.txt", "software_error", None)]
    findings = "SELECT source_file, code, document_id FROM {findings} WHERE severity = 'error' ORDER BY ALL"
    assert ask(out, findings) == expected
    again = ingest_inline(raw, out=out)
    assert (again.read, again.failed, again.unchanged) == (0, 2, 1)
    assert again.failures == result.failures
    write_plan(raw, 2)
    (raw / "plan-00003.txt").unlink()
    mended = ingest_inline(raw, out=out)
    assert (mended.read, mended.failed, mended.documents) == (1, 0, 2)
    assert ask(out, findings) == []


def test_a_file_that_cannot_be_opened_any_more_keeps_its_rows(raw, out):
    path = write_plan(raw, 1)
    ingest_inline(raw, out=out)
    path.unlink()
    path.symlink_to(path.name)  # a link to itself: there, and not to be opened
    result = ingest_inline(raw, out=out)
    assert (result.failed, result.documents) == (1, 1)
    assert ask(out, "SELECT code FROM {findings} WHERE severity = 'error'") == [("unreadable_file",)]
    path.unlink()
    write_plan(raw, 1)
    assert ingest_inline(raw, out=out).failed == 0
    assert ask(out, "SELECT code FROM {findings} WHERE severity = 'error'") == []
    assert verify(out) == []


def test_progress_counts_every_source_once(raw, out):
    for number in range(7):
        write_plan(raw, number, act="refuse" if number == 3 else "read")
    seen: list[Progress] = []
    ingest_inline(raw, out=out, on_progress=seen.append)
    assert [p.done for p in seen] == list(range(1, 8))
    assert (seen[-1].read, seen[-1].failed, seen[-1].total) == (6, 1, 7)
    assert {p.outcome.status for p in seen if p.outcome} == {"read", "failed"}


def test_names_that_are_no_text_are_stored_escaped(raw, out):
    path = write_plan(raw, 1)
    path.rename(raw / os.fsdecode(b"k\xff.txt"))
    assert ingest_inline(raw, out=out).read == 1
    assert ask(out, "SELECT source_file FROM {documents}") == [("k\\xff.txt",)]
    assert ingest_inline(raw, out=out).unchanged == 1


_PLAN = st.fixed_dictionaries(
    {
        "number": st.integers(0, 3),
        "year": st.sampled_from([2020, 2021]),
        "tasks": st.integers(0, 2),
        "version": st.integers(0, 1),
        "issuer": st.sampled_from(["A", "A", "B"]),
        "act": st.sampled_from(["read", "read", "read", "refuse"]),
    }
)
_FOLDERS = st.lists(st.dictionaries(st.sampled_from("abcde"), _PLAN, max_size=5), min_size=2, max_size=4)


@settings(max_examples=6, deadline=None)
@given(_FOLDERS)
def test_a_store_is_what_its_folder_is_whatever_came_before(tmp_path_factory, folders):
    top = tmp_path_factory.mktemp("history")
    raw = top / "raw"
    for files in folders:
        shutil.rmtree(raw, ignore_errors=True)
        raw.mkdir()
        for name, plan in files.items():
            write_plan(raw, name=f"{name}.txt", lines=9, **plan)
        ingest_inline(raw, out=top / "grown", prune=True)
        assert verify(top / "grown") == []
    ingest_inline(raw, out=top / "fresh")
    assert contents(top / "grown") == contents(top / "fresh")
    shutil.rmtree(top)


def test_a_store_can_be_moved_as_a_whole(raw, out, tmp_path):
    write_plan(raw, 1)
    ingest_inline(raw, out=out)
    before = contents(out)
    moved = Path(shutil.move(out, tmp_path / "elsewhere"))
    assert contents(moved) == before
    assert verify(moved) == []


@pytest.mark.parametrize("workers", [1, 2, 50])
def test_chunks_hold_every_job_once_and_become_smaller_for_several_workers(workers):
    jobs = [Job(Source(f"{n}.txt", f"/{n}.txt")) for n in range(1000)]
    chunks = list(chunks_of(jobs, workers))
    assert [job for chunk in chunks for job in chunk] == jobs
    sizes = [len(chunk) for chunk in chunks]
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes[:-1]) <= LARGEST_CHUNK
    assert sizes[-2] == (LARGEST_CHUNK if workers == 1 else SMALLEST_CHUNK)
