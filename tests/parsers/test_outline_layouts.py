"""The same plan in any wrap gives the same outline."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.outline import read_outline
from parsers.regions import find_regions
from tests.parsers.outline_cases import PLANS, annotated, compared, manuscript

# These print each paragraph on a line of its own, so that it can be wrapped anew.
UNWRAPPED = [
    file for file in PLANS if file.stem.split(".")[0].endswith(("law", "education", "festival", "disaster", "waste"))
]


def _items(text: str) -> list[tuple[object, ...]]:
    document = manuscript(text)
    outline = read_outline(document, find_regions(document))
    return [
        (tuple(map(compared, item.path)), item.marker, compared(item.text), item.role, sorted(item.labels))
        for item in outline.items
    ]


def _wrapped(width: int, between: str) -> Callable[[list[str]], str]:
    return lambda lines: between.join("\n".join(textwrap.wrap(line, width, break_on_hyphens=False)) for line in lines)


LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "plain": "\n".join,
    "blank lines": "\n\n".join,
    "wrapped at 60": _wrapped(60, "\n"),
    "wrapped at 72": _wrapped(72, "\n"),
    "wrapped at 88": _wrapped(88, "\n"),
    "wrapped at 100": _wrapped(100, "\n"),
    "wrapped at 80 with blank lines": _wrapped(80, "\n\n"),
    "wrapped at 76, doubly spaced": lambda lines: _wrapped(76, "\n")(lines).replace("\n", "\n\n"),
    "no-break spaces": lambda lines: "\n".join(line.replace(" ", "\xa0", 1) for line in lines),
    "bold": lambda lines: "\n\n".join(
        f"**{line}**" if len(line) < 50 and line[0] not in "-*" else line for line in lines
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("gold_file", UNWRAPPED, ids=lambda file: file.stem.removesuffix(".gold"))
def test_items_do_not_depend_on_the_layout(gold_file: Path, layout: Callable[[list[str]], str]) -> None:
    gold, document = annotated(gold_file)
    lines = [line for line in document.lines if line.strip()]
    wanted = _items("\n".join(document.lines))
    assert len(wanted) == len(gold["prose"])
    assert _items(layout(lines)) == wanted
