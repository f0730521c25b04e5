"""Every exception that kehoach raises on purpose, on one page.

    KehoachError
    └── ReadError            a document that could not be read, or holds no plan; the others of a batch go on

Anything else that reaches the user is a defect of the software.
"""

from __future__ import annotations

from typing import Literal

from schema.errors import KehoachError
from schema.findings import finding
from schema.records import Finding

ReadErrorCode = Literal["unreadable_file", "no_text_layer", "missing_reader", "limit_exceeded", "not_a_plan"]


class ReadError(KehoachError):
    """One document could not be read.

    `code` is a key of the catalogue of findings, `reason` one sentence without the file's name, which the
    caller knows. Pickles, so that it comes back from a worker process.
    """

    def __init__(self, code: ReadErrorCode, reason: str) -> None:
        super().__init__(code, reason)
        self.code: ReadErrorCode = code
        self.reason = " ".join(reason.split())  # reasons of parsers may run over lines

    def __str__(self) -> str:
        return self.reason

    def finding(self) -> Finding:
        """The same as a finding for the store."""
        return finding(self.code, reason=self.reason)
