"""What was found in a plan, as the data kept beside it; `python -m tests.parsers.region_record` writes it anew."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from parsers.manuscript import Manuscript
from parsers.regions import find_regions

PLANS = Path(__file__).parents[1] / "plans"


def read_plan(path: Path) -> Manuscript:
    """A plan of the tests as a manuscript."""
    media_type = "text/markdown" if path.suffix == ".md" else "text/plain"
    return Manuscript(path.name, "0" * 64, media_type, "utf-8", path.read_text("utf-8").split("\n"))


def record(manuscript: Manuscript) -> dict[str, Any]:
    """Roles as runs of lines (blank ones left out), bodies, and every table with its rows.

    A row is its line (with a star below a page's end) and its cells; null for a covered position.
    """
    regions = find_regions(manuscript)
    runs = []
    printed = [(line, role) for line, role in enumerate(regions.roles, 1) if role != "blank"]
    for role, group in groupby(printed, key=lambda numbered: numbered[1]):
        lines = [line for line, _ in group]
        runs.append(f"{lines[0]}-{lines[-1]} {role or 'open'}")
    tables = [
        {
            "layout": region.layout,
            "lines": f"{region.line_start}-{region.line_end}",
            "caption": region.grid.caption,
            "rows": [
                [f"{row.line_start}{'*' if row.after_break else ''}", *(cell and cell.text for cell in row.cells)]
                for row in region.grid.rows
            ],
        }
        for region in regions.tables
        if region.grid is not None
    ]
    return {"roles": runs, "bodies": [f"{first}-{last}" for first, last in regions.bodies], "tables": tables}


def dump(data: dict[str, Any]) -> str:
    """JSON with one row of a table per line, so that a change shows as a line."""
    lines = [f'  "roles": {json.dumps(data["roles"])},', f'  "bodies": {json.dumps(data["bodies"])},', '  "tables": [']
    for number, table in enumerate(data["tables"], 1):
        head = {key: value for key, value in table.items() if key != "rows"}
        rows = ",\n".join("      " + json.dumps(row, ensure_ascii=False) for row in table["rows"])
        comma = "," if number < len(data["tables"]) else ""
        lines.append(f'    {{"head": {json.dumps(head, ensure_ascii=False)}, "rows": [\n{rows}\n    ]}}{comma}')
    return "\n".join(["{", *lines, "  ]", "}", ""])


if __name__ == "__main__":
    for record_path in sorted(PLANS.glob("*.regions.json")):
        (plan,) = [
            path for path in PLANS.glob(record_path.name[: -len(".regions.json")] + ".*") if path.suffix != ".json"
        ]
        record_path.write_text(dump(record(read_plan(plan))), "utf-8")
