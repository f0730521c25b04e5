"""The samples and the written plans against their golden files, as `kehoach check` compares them."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT, SAMPLES, run_kehoach

PLANS = ROOT / "tests" / "plans"
GOLDEN = ROOT / "tests" / "golden"


def _documents() -> list[Path]:
    return [*sorted(SAMPLES.glob("*.txt")), *sorted(p for p in PLANS.glob("*.*") if p.suffix in (".txt", ".md"))]


def test_nothing_has_changed_since_the_golden_files() -> None:
    """Meant changes: review what this prints, then `kehoach check … --update`."""
    done = run_kehoach("check", *_documents(), "--golden", GOLDEN)
    assert done.returncode == 0, done.stdout


def test_every_golden_file_belongs_to_a_document() -> None:
    assert {path.name for path in GOLDEN.glob("*.json")} == {f"{path.name}.json" for path in _documents()}


def test_a_changed_row_is_shown_cell_by_cell_and_reported(tmp_path: Path) -> None:
    source = next(SAMPLES.glob("003*"))
    golden = tmp_path / "golden"
    assert run_kehoach("check", source, "--golden", golden, "--update").returncode == 0
    edited = tmp_path / source.name
    edited.write_text(source.read_text("utf-8").replace("Tháng 4/2021", "Tháng 9/2021"), "utf-8")
    report = tmp_path / "changes.md"
    done = run_kehoach("check", edited, "--golden", golden, "--report", report)
    assert done.returncode == 1
    assert "timeframe: Tháng 4/2021 → Tháng 9/2021" in done.stdout
    assert "| Tháng 4/2021 | Tháng 9/2021 |" in report.read_text("utf-8")


def test_annotations_are_scored_beside_the_golden_files() -> None:
    source = next(SAMPLES.glob("004*"))
    done = run_kehoach("check", source, "--golden", GOLDEN, "--gold", ROOT / "tests" / "gold")
    assert "annotated" in done.stdout
    assert "58" in done.stdout
