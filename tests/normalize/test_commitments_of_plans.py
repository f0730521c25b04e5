"""The tasks told in whole annotated plans: outline, headings and sentences together, each value of each task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from normalize.commitments import Commitment, heading_agencies, read_commitment
from parsers.outline import read_outline
from parsers.raw import RawItem
from parsers.regions import find_regions
from tests.normalize.commitment_cases import same
from tests.parsers.outline_cases import PLANS, annotated

# Names that no register has and that go on in small letters: nothing tells where they end.
KNOWN_FAILURES = {
    ("prose-ministry-health", "cooperating", 24),
    ("prose-ministry-waste", "cooperating", 47),
}


def _commitment(item: RawItem, document: dict[str, Any]) -> Commitment:
    province = document.get("province") or ""
    above = []
    if item.role == "assignment":
        named = (heading_agencies(heading, province=province) for heading in reversed(item.path))
        above = next((agencies for agencies in named if agencies), [])
    return read_commitment(
        item.text,
        heading_agencies=above,
        heading=item.path[-1] if item.path else "",
        labels={name: words for name, (words, _) in item.labels.items()},
        role=item.role,
        year=document["plan_year"],
        province=province,
    )


def _names(agencies: list[dict[str, Any]]) -> list[Any]:
    return [[agency["name"], *agency["alt"]] if "alt" in agency else agency["name"] for agency in agencies]


def _wrong(commitment: Commitment, task: dict[str, Any]) -> list[str]:
    """The fields in which a commitment is not what the annotation says."""
    wrong = []
    for name in ("lead", "cooperating"):
        got = [agency.name for agency in getattr(commitment, f"{name}_agencies")]
        if not same(got, _names(task[f"{name}_agencies"])):
            wrong.append(name)
    for name in ("deadlines", "money"):
        got = [value.model_dump(mode="json") for value in getattr(commitment, name)]
        wanted = task[name]
        if [{key: one[key] for key in two} for one, two in zip(got, wanted, strict=False)] != wanted or len(got) > len(
            wanted
        ):
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("gold_file", PLANS, ids=lambda file: file.stem.removesuffix(".gold"))
def test_every_task_of_a_plan(gold_file: Path) -> None:
    gold, manuscript = annotated(gold_file)
    outline = read_outline(manuscript, find_regions(manuscript))
    items = {item.line_start: item for item in outline.items if item.role in ("task", "assignment")}
    assert sorted(items) == [task["line_start"] for task in gold["tasks"]]
    name = gold_file.stem.removesuffix(".gold")
    wrong = {
        (name, field, task["line_start"])
        for task in gold["tasks"]
        for field in _wrong(_commitment(items[task["line_start"]], gold["document"]), task)
    }
    assert wrong == {failure for failure in KNOWN_FAILURES if failure[0] == name}


@pytest.mark.parametrize("gold_file", PLANS, ids=lambda file: file.stem.removesuffix(".gold"))
def test_the_bodies_of_headings(gold_file: Path) -> None:
    gold, _ = annotated(gold_file)
    for item in gold["prose"]:
        if item["role"] == "assignment":
            named = (
                heading_agencies(heading, province=gold["document"]["province"]) for heading in reversed(item["path"])
            )
            found = next((agencies for agencies in named if agencies), [])
            assert [agency.name for agency in found] == item["agencies"]
