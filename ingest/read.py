"""One document in, one Manuscript out, whatever the format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.media_type import media_type
from ingest.readers.registry import find_reader
from ingest.sources import Source, load
from parsers.manuscript import Manuscript

_DEFAULT_LIMITS = Limits()


def read(source: Source, *, limits: Limits = _DEFAULT_LIMITS, encoding: str | None = None) -> Manuscript:
    """Read one source; `encoding` overrides the detection for text formats. Raises ReadError."""
    return read_content(load(source, limits), name=source.name, limits=limits, encoding=encoding)


def read_path(path: str | Path, *, limits: Limits = _DEFAULT_LIMITS, encoding: str | None = None) -> Manuscript:
    """Read one file on disk. Raises ReadError."""
    return read(Source(Path(path).name, str(path)), limits=limits, encoding=encoding)


def read_content(
    content: bytes, *, name: str, limits: Limits = _DEFAULT_LIMITS, encoding: str | None = None
) -> Manuscript:
    """Read a document's bytes; `name` becomes its `source_file`. Raises ReadError."""
    if not content:
        raise ReadError("unreadable_file", "the file is empty")
    kind = media_type(content, name)
    reading = find_reader(kind)(content, limits=limits, encoding=encoding)
    return Manuscript(
        source_file=name,
        source_sha256=hashlib.sha256(content).hexdigest(),
        media_type=kind,
        encoding=reading.encoding,
        lines=reading.lines,
        grids=reading.grids,
        findings=reading.findings,
        furniture=reading.furniture,
    )
