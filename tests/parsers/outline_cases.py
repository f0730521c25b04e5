"""How outlines are compared with their gold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from parsers.manuscript import Manuscript
from parsers.outline import read_outline
from parsers.raw import Outline
from parsers.regions import Regions

TESTS = Path(__file__).parents[1]
SAMPLES = sorted((TESTS / "gold").glob("*.gold.json"))
PLANS = sorted((TESTS / "plans").glob("prose-*.gold.json"))


def manuscript(text: str) -> Manuscript:
    """A text as a reader would hand it over."""
    return Manuscript("plan.txt", "", "text/plain", "utf-8", text.split("\n"))


def outline(text: str) -> Outline:
    """The outline of a text that is all body."""
    lines = text.split("\n")
    roles = ["" if line.strip() else "blank" for line in lines]
    return read_outline(manuscript(text), Regions(roles, [(1, len(lines))]))


def leaves(text: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Path, marker and text of each item."""
    return [(tuple(item.path), item.marker, item.text) for item in outline(text).items]


def annotated(gold_file: Path) -> tuple[dict[str, Any], Manuscript]:
    """A gold file with its document."""
    gold = json.loads(gold_file.read_text("utf-8"))
    source = gold_file.with_name(gold["file"])
    if not source.exists():
        source = TESTS.parent / "data" / "raw" / gold["file"]
    return gold, manuscript(source.read_text("utf-8"))


def compared(text: str) -> str:
    """Texts that differ in mark-up, case or final stops only are the same reading."""
    return " ".join(re.sub(r"</?[bi]>|\*+", "", text).split()).casefold().strip(" .;:")
