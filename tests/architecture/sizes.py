"""Fail when a file or a function has grown past what a reader takes in at once."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOMS = ("cli.py", "ingest", "parsers", "schema", "normalize", "explore")
MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 50


def oversized(root: Path) -> list[str]:
    """Every file and function over the limits, as `path:line name: lines`."""
    found = []
    files = [p for room in ROOMS for p in ([root / room] if room.endswith(".py") else (root / room).rglob("*.py"))]
    for path in sorted(files):
        source, name = path.read_text("utf-8"), path.relative_to(root)
        if (lines := source.count("\n")) > MOST_FILE_LINES:
            found.append(f"{name}: {lines} lines (at most {MOST_FILE_LINES})")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > MOST_FUNCTION_LINES:
                    found.append(f"{name}:{node.lineno} {node.name}: {size} lines (at most {MOST_FUNCTION_LINES})")
    return found


if __name__ == "__main__":
    problems = oversized(Path(__file__).parents[2])
    print("\n".join(problems) or "sizes: every file and function within the limits")
    sys.exit(bool(problems))
