"""The documentation is true: generated pages are up to date, every example prints what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))

import examples
import generate


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return examples.workspace(tmp_path_factory.mktemp("clone"))


@pytest.mark.parametrize("page", sorted(generate.pages()))
def test_generated_pages_are_up_to_date(page: str) -> None:
    assert (ROOT / "docs" / page).read_text("utf-8") == generate.pages()[page], "run python docs/generate.py"


@pytest.mark.parametrize("page", list(examples.pages()), ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_print_what_the_page_says(page: Path, place: Path) -> None:
    text = page.read_text("utf-8")
    assert examples.refreshed(text, place) == text, "run python docs/examples.py"


@pytest.mark.parametrize("page", list(examples.pages()), ids=lambda page: str(page.relative_to(ROOT)))
def test_python_examples_run(page: Path, place: Path) -> None:
    for example in examples.python_examples(page.read_text("utf-8")):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", example], cwd=place, env=environment, capture_output=True, timeout=60
        )
        assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("page", list(examples.pages()), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
