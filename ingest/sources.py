"""Where documents come from: files, folders and globs become a sequence of small, picklable Sources."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReadError, ReadErrorCode
from ingest.limits import Limits

# What operating systems and editors leave in folders; never a document of the user.
_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "$RECYCLE.BIN"})
_JUNK_PREFIXES = (".", "~$")


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read.

    `name` is shown and stored: the path relative to the ingested root, NFC, `/` between parts, control
    characters escaped. `path` is the file on disk, `members` the chain of archive members below it.
    `problem` is set where listing already found that it cannot be read; `load` raises it.
    """

    name: str
    path: str
    members: tuple[str, ...] = ()
    problem: tuple[ReadErrorCode, str] | None = None


def find_sources(paths: Iterable[str], *, limits: Limits | None = None) -> Iterator[Source]:
    """Every document under `paths`, in a fixed order whatever the file system's; folders are walked.

    A path that does not exist is a Source too: reading it says so.
    """
    for path in paths:
        yield from _walk(path, _display(Path(path).name or path))


def _walk(root: str, name: str) -> Iterator[Source]:
    """The files at and below `root`, depth first, each folder's entries by name; each folder once."""
    visited: set[tuple[int, int]] = set()
    stack = [(root, "")]
    while stack:
        path, relative = stack.pop()
        if not Path(path).is_dir():
            yield Source(_display(relative) or name, path)
            continue
        try:
            status = Path(path).stat()
            entries = sorted((e for e in os.scandir(path) if not _is_junk(e.name)), key=lambda e: e.name)
        except OSError as error:
            yield Source(_display(relative) or name, path, problem=("unreadable_file", describe(error)))
            continue
        if (status.st_dev, status.st_ino) not in visited:
            visited.add((status.st_dev, status.st_ino))
            stack += [(entry.path, f"{relative}/{entry.name}".lstrip("/")) for entry in reversed(entries)]


def _is_junk(name: str) -> bool:
    return name in _JUNK or name.startswith(_JUNK_PREFIXES)


def load(source: Source, limits: Limits) -> bytes:
    """The bytes of a source. Raises ReadError when they cannot be read or are too many."""
    if source.problem:
        raise ReadError(*source.problem)
    try:
        status = Path(source.path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError("unreadable_file", "it is a folder")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("unreadable_file", "it is not a regular file")
        limits.check("file_size", status.st_size, "it is larger (in bytes)")
        return Path(source.path).read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError("unreadable_file", describe(error)) from error


def describe(error: Exception) -> str:
    """What an operating system's error means, without the path that the caller knows."""
    if not isinstance(error, OSError) or error.errno is None:
        return f"it cannot be opened: {error}"
    if error.errno == errno.ELOOP:
        return "it is a symbolic link that leads to itself"
    return f"it cannot be opened: {os.strerror(error.errno).lower()}"


def _display(name: str) -> str:
    """A name fit for a terminal and a Parquet column: NFC, control characters and stray bytes escaped."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if not name.isprintable():
        name = "".join(_escape(c) if unicodedata.category(c) in _UNPRINTABLE else c for c in name)
    return unicodedata.normalize("NFC", name)


_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
