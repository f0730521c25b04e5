"""Whole plans written by hand, printed in every text layout, through the whole way, against what they mean."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from explore.gold import Score, score_plan
from ingest.convert import convert
from tests.whole.annotation import annotate
from tests.whole.definition import DEFINITIONS, Definition, read_definition, read_values
from tests.whole.printing import LAYOUTS, print_plan
from tests.whole.word import write_word

PLANS = sorted(DEFINITIONS.glob("*.plan"))
_ENDINGS = {"markdown": ".md", "html": ".html"}
# The share of task fields that must be right in each printing. What is below 0.99 is a body's name that two readers
# would cut differently, or a cell whose paragraphs could as well be two cells.
_FIELDS = 0.95


def score_file(plan: Definition, path: Path, spans: list[tuple[int, int]] | None) -> Score:
    score = Score()
    score_plan(convert(path, prose=False), annotate(plan, read_values(), spans), score)
    return score


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("definition", PLANS, ids=lambda path: path.stem)
def test_a_whole_plan_is_read(definition: Path, layout: str, tmp_path: Path) -> None:
    plan = read_definition(definition)
    printed = print_plan(plan, layout)
    path = tmp_path / f"{definition.stem}{_ENDINGS.get(layout, '.txt')}"
    path.write_text(printed.text(), "utf-8")
    # A line of markup holds several cells: only text layouts have lines of their own for a row.
    score = score_file(plan, path, printed.spans if layout != "html" else None)
    assert (score.recall("task"), score.precision("task")) == (1.0, 1.0), score.misses
    assert score.rate("document.") == 1.0, score.misses
    assert score.rate("task.") >= _FIELDS, score.misses


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("style", ["one", "two", "empties"])
@pytest.mark.parametrize("wrap", ["0", "36"])
def test_rows_do_not_depend_on_how_sections_and_lines_are_printed(
    style: str, wrap: str, layout: str, tmp_path: Path
) -> None:
    total = Score()
    for definition in PLANS[::4]:
        plan = read_definition(definition)
        plan.keys |= {"section": style, "wrap": wrap}
        printed = print_plan(plan, layout)
        path = tmp_path / f"{definition.stem}{_ENDINGS.get(layout, '.txt')}"
        path.write_text(printed.text(), "utf-8")
        score_plan(convert(path, prose=False), annotate(plan, read_values(), None), total)
    assert (total.recall("task"), total.precision("task")) == (1.0, 1.0), total.misses
    assert total.rate("task.") >= _FIELDS, total.misses


@pytest.mark.parametrize("definition", PLANS, ids=lambda path: path.stem)
def test_a_whole_plan_is_read_from_word(definition: Path, tmp_path: Path) -> None:
    plan = read_definition(definition)
    path = tmp_path / f"{definition.stem}.docx"
    write_word(plan, path)
    score = score_file(plan, path, None)
    assert (score.recall("task"), score.precision("task")) == (1.0, 1.0), score.misses
    assert score.rate("document.") == 1.0, score.misses
    assert score.rate("task.") >= _FIELDS, score.misses


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["pdf", "odt", "doc"])
def test_whole_plans_are_read_as_an_office_writes_them(ending: str, tmp_path: Path) -> None:
    total = Score()
    names: list[Path] = []
    for definition in PLANS[:5]:
        names.append(tmp_path / f"{definition.stem}.docx")
        write_word(read_definition(definition), names[-1])
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir"]
    subprocess.run([*command, str(tmp_path), *map(str, names)], check=True, capture_output=True, timeout=240)
    for definition in PLANS[:5]:
        found = convert(tmp_path / f"{definition.stem}.{ending}", prose=False)
        score_plan(found, annotate(read_definition(definition), read_values(), None), total)
    assert (total.recall("task"), total.precision("task")) == (1.0, 1.0), total.misses
    assert total.rate("document.") == 1.0, total.misses
    assert total.rate("task.") >= _FIELDS, total.misses
