"""The commands as people run them: exit codes, one sentence for bad input, no traceback, UTF-8 everywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer.main

import cli
from tests.conftest import SAMPLES, run_kehoach

COMMANDS = sorted(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


def test_the_commands_are_these() -> None:
    named = {"ingest", "query", "show", "explain", "check", "export", "verify", "serve"}
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_for_its_users(command: str) -> None:
    group = typer.main.get_command(cli.app)
    named = group.commands[command]  # type: ignore[attr-defined]
    assert named.help
    assert named.help.strip().endswith(".")
    for parameter in named.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", f"{command} {parameter.name} has no help"


def test_ingesting_again_changes_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    source = next(SAMPLES.glob("003*"))
    assert run_kehoach("ingest", source, "--out", store, "--workers", "1").returncode == 0
    again = run_kehoach("ingest", source, "--out", store, "--workers", "1")
    assert again.returncode == 0
    assert "0 read" in again.stdout
    assert "1 unchanged" in again.stdout


@pytest.fixture
def mixed_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "letter.txt").write_text("Chào bạn,\n\nHẹn gặp lại.\n", "utf-8")
    source = next(SAMPLES.glob("003*"))
    (folder / "plan.txt").write_bytes(source.read_bytes())
    return folder


def test_bad_files_are_named_and_the_others_stored(mixed_folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    done = run_kehoach("ingest", mixed_folder, "--out", store, "--workers", "1")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for name in ("empty.txt", "binary.txt", "letter.txt"):
        assert sum(line.startswith(f"{name}: ") for line in done.stderr.splitlines()) == 1
    sql = "SELECT source_file, code FROM findings WHERE severity = 'error' ORDER BY ALL"
    rows = run_kehoach("query", sql, "--store", store, "--format", "csv").stdout.splitlines()
    assert rows == [
        "source_file,code",
        "binary.txt,unreadable_file",
        "empty.txt,unreadable_file",
        "letter.txt,not_a_plan",
    ]
    assert run_kehoach("verify", "--store", store).returncode == 0


def test_a_folder_without_files_is_nothing_done(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run_kehoach("ingest", tmp_path / "in", "--out", tmp_path / "store")
    assert done.returncode == 3
    assert "no documents were found" in done.stdout


REFUSED = {
    "no store": (("query", "FROM tasks", "--store", "nowhere"), 3, "there is no store at nowhere"),
    "writes": (("query", "CREATE TABLE t AS SELECT 1"), 2, "one SQL statement that reads"),
    "two statements": (("query", "SELECT 1; SELECT 2"), 2, "one SQL statement that reads"),
    "other file": (("query", "FROM read_csv('/etc/passwd')"), 2, "/etc/passwd"),
    "unknown view": (("query", "FROM taks"), 2, "taks"),
    "runs for ever": (("query", "SELECT count(*) FROM range(100000000000) a", "--seconds", "0.5"), 2, "0.5 seconds"),
    "fills memory": (("query", "SELECT list(a) FROM range(500000000) t(a)", "--memory", "100MB"), 2, "memory"),
    "no amount": (("query", "SELECT 1", "--memory", "much"), 2, "'much' is not an amount"),
    "unknown document": (("show", "dong-thap-2020-258-kh-ubnd"), 3, "near it: dong-thap-2020-285-kh-ubnd"),
    "unknown agency": (("timeline", "Sở Nội vu tỉnh"), 3, "near it: "),
    "unknown kind": (("explain", "x", "--as", "weather"), 2, "choose one of"),
    "unknown format": (("query", "SELECT 1", "--format", "yaml"), 2, "choose one of"),
    "no words": (("search", " "), 2, "at least one word"),
    "export nowhere": (("export", "no/such/folder/tasks.csv"), 3, "cannot be written"),
    "export what": (("export", "tasks.what"), 2, "--format"),
    "unknown limit": (("ingest", "data/raw", "--limit", "size=1"), 2, "there is no limit 'size'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_one_sentence(case: str, sample_store: Path) -> None:
    arguments, code, words = REFUSED[case]
    stores = () if "--store" in arguments or arguments[0] in ("explain", "ingest") else ("--store", str(sample_store))
    done = run_kehoach(*arguments, *stores)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert words in done.stderr


def test_utf8_where_the_locale_is_c(sample_store: Path) -> None:
    done = run_kehoach("query", "SELECT name FROM agencies", "--store", sample_store, LC_ALL="C", PYTHONIOENCODING="")
    assert "Sở Nội vụ" in done.stdout


def test_json_keeps_nested_values(sample_store: Path) -> None:
    sql = "SELECT deadlines, money FROM tasks WHERE len(money) > 0 ORDER BY task_id LIMIT 1"
    row = json.loads(run_kehoach("query", sql, "--store", sample_store, "--format", "json").stdout)
    assert row["money"][0]["kind"]
    assert row["deadlines"][0]["text"]


def test_show_prints_rows_with_their_lines_and_the_outline() -> None:
    shown = run_kehoach("show", next(SAMPLES.glob("004*"))).stdout
    assert "Task table: 58 rows" in shown
    assert "Outline: 95 items" in shown
    assert "386" in shown


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Quý II, IV/2021", "deadline", "2021-34"),
        ("50triệu/huyện", "money", "50000000"),
        ("các Sở: Tư pháp, Tài chính", "agencies", "Sở Tài chính"),
        ("Nghị định số 107, 108/2020/NĐ-CP", "citations", "108/2020/NĐ-CP"),
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tổng hợp.", "sentence", "Sở Tài chính"),
    ],
)
def test_explain_names_value_words_and_rule(words: str, kind: str, expected: str) -> None:
    done = run_kehoach("explain", words, "--as", kind, "--year", "2021")
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout
