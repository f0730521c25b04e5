"""The console examples of the documentation, run for real: `$ kehoach …` lines and the output below them.

`python docs/examples.py` writes the outputs anew; a test fails while they differ.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"(?<=^```console\n)(?P<body>\$ .*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"(?<=^```python\n)(?P<body>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def pages() -> Iterator[Path]:
    """Every page of the project that is written by hand."""
    yield from sorted(ROOT.glob("README*.md"))
    yield from sorted(p for p in (ROOT / "docs").rglob("*.md") if "reference" not in p.parts)


def workspace(folder: Path) -> Path:
    """A folder like a fresh clone after `make demo`: the samples, and a store of them."""
    (folder / "data").mkdir()
    (folder / "data" / "raw").symlink_to(ROOT / "data" / "raw")
    (folder / "tests").symlink_to(ROOT / "tests")
    run("kehoach ingest data/raw --workers 1", folder)
    return folder


def run(command: str, folder: Path) -> str:
    """What a command prints on standard output, ends of lines trimmed."""
    words = [sys.executable, "-c", "from cli import main; main()", *shlex.split(command)[1:]]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, cwd=folder, env=variables, capture_output=True, encoding="utf-8", timeout=120)
    printed = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
    return printed or done.stderr.strip()


def refreshed(text: str, folder: Path) -> str:
    """A page with every example's output as it is now."""

    def block(match: re.Match[str]) -> str:
        commands = [line for line in match["body"].splitlines() if line.startswith("$ ")]
        return "".join(f"{line}\n{run(line[2:], folder)}\n" for line in commands)

    return _BLOCK.sub(block, text)


def python_examples(text: str) -> list[str]:
    """The Python of a page, one text per block."""
    return [match["body"] for match in _PYTHON.finditer(text)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        place = workspace(Path(name))
        for page in pages():
            page.write_text(refreshed(page.read_text("utf-8"), place), "utf-8")
