"""Whole plans written by hand: the text of a clerk, and beside each cell the value a careful reader gives it.

A definition is a text file of `key: value` lines, then parts that begin with `== name`: `left`, `right` (letterhead),
`opening`, `body`, `recipients`, `signature`, `appendix` (paragraphs, one a line) and `table`. A line of the table is a
row whose cells stand between broken bars; `//` parts paragraphs of one cell, `^` is a cell merged with the one above.
Other lines begin with a letter: `H:` headings, `S:` section, `G:` numbered group, `N:` total, `J:` page furniture.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEFINITIONS = Path(__file__).parents[1] / "plans" / "whole"


@dataclass(slots=True)
class Row:
    kind: str
    cells: list[str]


@dataclass(slots=True)
class Definition:
    name: str
    keys: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        return self.keys["columns"].split()


def read_definition(path: Path) -> Definition:
    """One definition file. Raises ValueError naming the row whose cells do not fit the columns."""
    made, part = Definition(path.stem), ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("== "):
            part = line[3:].strip()
            made.parts[part] = []
        elif not part:
            key, _, value = line.partition(":")
            made.keys[key.strip()] = value.strip()
        elif part == "table" and line.strip():
            made.rows.append(_row(line))
        elif part != "table" and line.strip():
            made.parts[part].append(line.strip())
    for row in made.rows:
        if row.kind == "T" and len(row.cells) != len(made.columns):
            raise ValueError(f"{path.name}: {len(row.cells)} cells for {len(made.columns)} columns: {row.cells}")
    return made


def _row(line: str) -> Row:
    kind, rest = (line[0], line[2:]) if line[1:2] == ":" else ("T", line)
    return Row(kind, [cell.strip() for cell in rest.split("¦")])


def read_values() -> dict[str, Any]:
    """What each agency cell, time cell and sum means, as written by hand."""
    return tomllib.loads((DEFINITIONS / "values.toml").read_text("utf-8"))
