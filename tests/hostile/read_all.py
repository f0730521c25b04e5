"""Reads hostile files in a process of limited memory: `python -m tests.hostile.read_all NAME…`, one JSON line each."""

from __future__ import annotations

import faulthandler
import json
import resource
import sys
import time

from ingest.errors import ReadError
from ingest.read import read_content
from tests.hostile.files import FILES, OFFICE_FILES
from tests.ingest.invariants import check

MEMORY = 1 << 30
SECONDS = 30


def main(names: list[str]) -> None:
    """Print what became of each file; a file that hangs ends the process with its stack."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for name in names:
        content = {**FILES, **OFFICE_FILES}[name]()
        faulthandler.dump_traceback_later(SECONDS, exit=True)
        started, outcome, reason = time.monotonic(), "read", ""
        try:
            check(read_content(content, name=name))
        except ReadError as error:
            outcome, reason = error.code, error.reason
        faulthandler.cancel_dump_traceback_later()
        seconds = time.monotonic() - started
        print(json.dumps({"name": name, "outcome": outcome, "reason": reason, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
