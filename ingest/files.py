"""Files on this machine: their bytes, their names as shown, and what the operating system says against them."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from pathlib import Path

from ingest.errors import ReadError
from ingest.limits import Limits

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def read_file(path: str, limits: Limits) -> bytes:
    """The bytes of a regular file. Raises ReadError when they cannot be read or are too many."""
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError("unreadable_file", "it is a folder")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("unreadable_file", "it is not a regular file")
        limits.check("file_size", status.st_size, "it is larger (in bytes)")
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError("unreadable_file", describe(error)) from error


def describe(error: Exception) -> str:
    """What an operating system's error means, without the path that the caller knows."""
    if not isinstance(error, OSError) or error.errno is None:
        return f"it cannot be opened: {error}"
    if error.errno == errno.ELOOP:
        return "it is a symbolic link that leads to itself"
    return f"it cannot be opened: {os.strerror(error.errno).lower()}"


def display_name(name: str) -> str:
    """A name fit for a terminal and a Parquet column: NFC, control characters and stray bytes escaped."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if not name.isprintable():
        name = "".join(_escape(c) if unicodedata.category(c) in _UNPRINTABLE else c for c in name)
    return unicodedata.normalize("NFC", name)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
