"""The outline of annotated plans: every item, its text, role, path, marker and lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.outline import read_outline
from parsers.raw import RawItem
from parsers.regions import find_regions
from tests.parsers.outline_cases import PLANS, SAMPLES, annotated, compared


def _reading(item: RawItem) -> tuple[object, ...]:
    path = tuple(map(compared, item.path))
    return item.line_start, item.line_end, item.role, path, item.marker, compared(item.text)


def _wanted(item: dict[str, object]) -> tuple[object, ...]:
    path = tuple(compared(heading) for heading in item["path"])  # type: ignore[attr-defined]
    text = compared(str(item["text"]))
    return item["line_start"], item["line_end"], item["role"], path, item["marker"], text


@pytest.mark.parametrize("gold_file", SAMPLES + PLANS, ids=lambda file: file.stem.removesuffix(".gold"))
def test_items_are_those_of_the_annotation(gold_file: Path) -> None:
    gold, document = annotated(gold_file)
    outline = read_outline(document, find_regions(document))
    assert [_reading(item) for item in outline.items] == [_wanted(item) for item in gold["prose"]]


@pytest.mark.parametrize("gold_file", SAMPLES + PLANS, ids=lambda file: file.stem.removesuffix(".gold"))
def test_every_body_line_has_one_role(gold_file: Path) -> None:
    _, document = annotated(gold_file)
    regions = find_regions(document)
    outline = read_outline(document, regions)
    body = {line for first, last in regions.bodies for line in range(first, last + 1) if not regions.roles[line - 1]}
    assert set(outline.line_roles) == body
    for line, (role, index) in outline.line_roles.items():
        assert (role == "item") == (index >= 0)
        if role == "item":
            assert line in outline.items[index].lines
