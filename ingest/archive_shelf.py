"""Opened archives, one at a time: members are read in the order of the archive, so that one is enough."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import BinaryIO

from ingest.archives import Archive, open_archive
from ingest.errors import ReadError
from ingest.files import describe
from ingest.limits import Limits
from ingest.media_type import archive_type
from ingest.remote import is_url, read_url


def open_outer(path: str, limits: Limits) -> Archive | None:
    """The archive at a path or URL; None where there is a document. Raises ReadError when it cannot be opened."""
    if is_url(path):
        return open_inner(read_url(path, limits), path)
    try:
        size, stream = Path(path).stat().st_size, Path(path).open("rb")  # noqa: SIM115 - closed by its archive
    except OSError as error:
        raise ReadError("unreadable_file", describe(error)) from error
    return _open(stream, path, size)


def open_inner(content: bytes, name: str) -> Archive | None:
    """The archive that a member of another one is; None for a document. Raises ReadError when it is damaged."""
    return _open(io.BytesIO(content), name, len(content))


def _open(stream: BinaryIO, name: str, size: int) -> Archive | None:
    kind = archive_type(stream)
    if kind is None:
        stream.close()
        return None
    return open_archive(stream, kind, name, size)


class Shelf(threading.local):
    """Keeps, by thread, the archive opened last. An archive within another keeps only its own bytes."""

    def __init__(self) -> None:
        self._key: tuple[str, tuple[str, ...], int] | None = None
        self._archive: Archive | None = None

    def open(self, path: str, members: tuple[str, ...], limits: Limits) -> Archive:
        """The archive at a path, or the one that a chain of members leads to. Raises ReadError."""
        changed_at = 0 if is_url(path) or not Path(path).exists() else Path(path).stat().st_mtime_ns
        key = (path, members, changed_at)
        if self._archive is None or key != self._key:
            if members:
                outer = self.open(path, members[:-1], limits)
                archive = open_inner(outer.read(members[-1], limits), members[-1])
            else:
                archive = open_outer(path, limits)
            if archive is None:
                raise ReadError("unreadable_file", "it is no longer an archive")
            self.close()
            self._key, self._archive = key, archive
        return self._archive

    def close(self) -> None:
        """Close what is open."""
        if self._archive is not None:
            self._archive.close()
        self._key = self._archive = None
