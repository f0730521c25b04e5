"""How long a command takes to answer at all."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

BIN = Path(sys.executable).parent
COMMANDS = {
    "kehoach --help": [str(BIN / "kehoach"), "--help"],
    "python -c 'import duckdb, pyarrow, pydantic'": [sys.executable, "-c", "import duckdb, pyarrow, pydantic"],
    "python -c ''": [sys.executable, "-c", ""],
}


def measure_startup(repeat: int = 5) -> Iterator[tuple[str, float]]:
    """Seconds of each command: the median of `repeat` runs."""
    for name, command in COMMANDS.items():
        seconds = []
        for _ in range(repeat):
            started = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - started)
        yield name, sorted(seconds)[repeat // 2]
