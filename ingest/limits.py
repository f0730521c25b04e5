"""How much of a document kehoach is willing to read: caps against bombs, every one an option."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import NoReturn

from ingest.errors import ReadError
from schema.errors import UsageError

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps for one document (`archive_members` and `nesting`: for one archive). Each is `--limit NAME=VALUE`.

    Sizes are bytes; `text_size` holds for text, HTML and each XML part after unpacking. `expansion_ratio`
    is unpacked to packed size, looked at above 1 MiB only. `nesting` counts archives in archives.
    `seconds` is wall time for one document: readers look at it between pages, and pass it to LibreOffice.
    `memory` is what the process that reads it may hold.
    """

    file_size: int = 128 << 20
    text_size: int = 32 << 20
    archive_members: int = 100_000
    expansion_ratio: int = 300
    nesting: int = 4
    table_cells: int = 200_000
    lines: int = 1_000_000
    pages: int = 3_000
    seconds: int = 300
    memory: int = 2 << 30

    def check(self, name: str, found: float, what: str) -> None:
        """Raise ReadError (limit_exceeded) if `found` is above the limit `name`; `what` begins the sentence."""
        if found > getattr(self, name):
            self.exceeded(name, what)

    def exceeded(self, name: str, what: str) -> NoReturn:
        """Raise the ReadError that says which limit `what` broke and how to raise it."""
        most = getattr(self, name)
        raise ReadError("limit_exceeded", f"{what} than {most:,} (raise it with --limit {name}=N)")


def limits_from_options(options: list[str]) -> Limits:
    """Limits with changes such as `pages=20000` or `file_size=1G`; raises UsageError with one sentence."""
    names = [field.name for field in dataclasses.fields(Limits)]
    changes = {}
    for option in options:
        name, _, value = option.partition("=")
        name = name.strip().replace("-", "_")
        if name not in names:
            raise UsageError(f"there is no limit {name!r}; the limits are {', '.join(names)}")
        digits = value.strip().replace("_", "").upper().removesuffix("B").rstrip("I")
        unit = digits[-1:] if digits[-1:] in ("K", "M", "G") else ""
        number = digits.removesuffix(unit)
        if not (number.isascii() and number.isdigit()) or int(number) == 0:
            raise UsageError(f"the limit {name} needs a whole number above 0, such as {name}=1000, not {value!r}")
        changes[name] = int(number) * _UNITS[unit]
    return Limits(**changes)
