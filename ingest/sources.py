"""Where documents come from: files, folders, patterns, archives, URLs and standard input become small Sources."""

from __future__ import annotations

import atexit
import dataclasses
import glob
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.archive_shelf import Shelf, open_inner, open_outer
from ingest.archives import Archive
from ingest.errors import ReadError, ReadErrorCode
from ingest.files import describe, display_name, read_file
from ingest.limits import Limits
from ingest.remote import is_url, list_files, read_url

STANDARD_INPUT = "-"
# What operating systems and editors leave in folders; never a document of the user.
_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "$RECYCLE.BIN"})
_JUNK_PREFIXES = (".", "~$")
# Zip files that are documents, not opened to look whether they are archives; and archives within archives.
_ZIPPED_DOCUMENTS = (".docx", ".docm", ".dotx", ".odt", ".ott", ".xlsx", ".pptx", ".ods", ".epub")
_ARCHIVE_NAMES = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz")
_SHELF = Shelf()


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read.

    `name` is shown and stored: the path relative to the ingested root, NFC, `/` between parts (also between
    an archive and its members), control characters escaped. `path` is the file on disk, the URL, or `-`;
    `members` the chain of archive members below it. `problem` is set where listing already found that it
    cannot be read; `load` raises it. `spooled` is the file that keeps what standard input said.
    """

    name: str
    path: str
    members: tuple[str, ...] = ()
    problem: tuple[ReadErrorCode, str] | None = None
    spooled: str = ""


def find_sources(paths: Iterable[str], *, limits: Limits | None = None) -> Iterator[Source]:
    """Every document under `paths`, in a fixed order whatever the file system's; folders and archives are walked.

    A path that does not exist is a Source too: reading it says so. Two sources that would have the same
    name are told apart by their paths.
    """
    limits = limits or Limits()
    names: set[str] = set()
    for path in paths:
        for source in _find(path, limits):
            if source.name in names:
                longer = display_name("/".join((source.path, *source.members)))
                source = dataclasses.replace(source, name=longer)
            names.add(source.name)
            yield source


def load(source: Source, limits: Limits) -> bytes:
    """The bytes of a source. Raises ReadError when they cannot be read or are too many."""
    if source.problem:
        raise ReadError(*source.problem)
    path = source.spooled or source.path
    if source.members:
        return _SHELF.open(path, source.members[:-1], limits).read(source.members[-1], limits)
    return read_url(path, limits) if is_url(path) else read_file(path, limits)


def is_missing(source: Source) -> bool:
    """Whether a source is a path on this machine at which there is nothing."""
    return source.path != STANDARD_INPUT and not is_url(source.path) and not os.path.lexists(source.path)


def _find(path: str, limits: Limits) -> Iterator[Source]:
    if path == STANDARD_INPUT:
        yield from _look_into(Source(STANDARD_INPUT, path, spooled=_spool_standard_input()), limits)
    elif is_url(path):
        yield from _find_remote(path, limits)
    elif glob.has_magic(path) and not os.path.lexists(path):
        yield from _find_matches(path, limits)
    else:
        yield from _walk(path, display_name(Path(path).name or path), limits)


def _find_matches(pattern: str, limits: Limits) -> Iterator[Source]:
    """What a pattern matches (`**` for any depth), named relative to the folder before its first sign."""
    parts = Path(pattern).parts
    fixed = Path(*parts[: next(n for n, part in enumerate(parts) if glob.has_magic(part))])
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - patterns with `..` and absolute ones too
    if not matches:
        yield Source(display_name(pattern), pattern, problem=("unreadable_file", "no file matches this pattern"))
    for match in matches:
        if not Path(match).is_dir():
            yield from _look_into(Source(display_name(Path(match).relative_to(fixed).as_posix()), match), limits)


def _find_remote(url: str, limits: Limits) -> Iterator[Source]:
    try:
        for address, name in list_files(url):
            source = Source(display_name(name), address)
            if name.lower().endswith(_ARCHIVE_NAMES):
                yield from _look_into(source, limits)
            else:
                yield source
    except ReadError as error:
        yield Source(display_name(url), url, problem=(error.code, error.reason))


def _walk(root: str, name: str, limits: Limits) -> Iterator[Source]:
    """The files at and below `root`, depth first, each folder's entries by name; each folder once."""
    visited: set[tuple[int, int]] = set()
    stack = [(root, "")]
    while stack:
        path, relative = stack.pop()
        shown = display_name(relative) or name
        try:
            status = Path(path).stat()
            if not stat.S_ISDIR(status.st_mode):
                yield from (
                    _look_into(Source(shown, path), limits) if stat.S_ISREG(status.st_mode) else [Source(shown, path)]
                )
                continue
            entries = sorted((e for e in os.scandir(path) if not _is_junk(e.name)), key=lambda e: e.name)
        except (OSError, ValueError) as error:
            yield Source(shown, path, problem=("unreadable_file", describe(error)))
            continue
        if (status.st_dev, status.st_ino) not in visited:
            visited.add((status.st_dev, status.st_ino))
            stack += [(entry.path, f"{relative}/{entry.name}".lstrip("/")) for entry in reversed(entries)]


def _look_into(source: Source, limits: Limits) -> Iterator[Source]:
    """A document as it is, an archive as its members."""
    if source.path.lower().endswith(_ZIPPED_DOCUMENTS):
        yield source
        return
    try:
        archive = open_outer(source.spooled or source.path, limits)
    except ReadError as error:
        yield dataclasses.replace(source, problem=(error.code, error.reason))
        return
    if archive is None:
        yield source
    else:
        yield from _members(archive, source, limits)


def _members(archive: Archive, parent: Source, limits: Limits) -> Iterator[Source]:
    """The documents in an archive and in the archives within it. Closes the archive."""
    try:
        for member in archive.members(limits):
            if member.problem is None and any(_is_junk(part) for part in PurePosixPath(member.name).parts):
                continue
            name = f"{parent.name}/{display_name(member.name)}"
            source = dataclasses.replace(
                parent, name=name, members=(*parent.members, member.key), problem=member.problem
            )
            if source.problem is None and member.name.lower().endswith(_ARCHIVE_NAMES):
                yield from _inner_members(archive, source, limits)
            else:
                yield source
    except ReadError as error:
        yield dataclasses.replace(parent, problem=(error.code, error.reason))
    finally:
        archive.close()


def _inner_members(archive: Archive, source: Source, limits: Limits) -> Iterator[Source]:
    try:
        limits.check("nesting", len(source.members), "archives are nested deeper")
        inner = open_inner(archive.read(source.members[-1], limits), source.members[-1])
    except ReadError as error:
        yield dataclasses.replace(source, problem=(error.code, error.reason))
        return
    if inner is None:
        yield source
    else:
        yield from _members(inner, source, limits)


def _spool_standard_input() -> str:
    """Standard input as a file for the length of the run: it cannot be read twice, nor by other processes."""
    with tempfile.NamedTemporaryFile(prefix="kehoach-", delete=False) as spool:
        atexit.register(Path(spool.name).unlink, missing_ok=True)
        while block := sys.stdin.buffer.read(1 << 20):
            spool.write(block)
    return spool.name


def _is_junk(name: str) -> bool:
    return name in _JUNK or name.startswith(_JUNK_PREFIXES)
