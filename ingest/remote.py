"""Files in object stores and on the web, through fsspec (an extra): `s3://…`, `gs://…`, `https://…`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.errors import ReadError
from ingest.limits import Limits

_MISSING = "reading {url} needs fsspec: pip install 'kehoach[remote]'"


def is_url(path: str) -> bool:
    """Whether a path names a place that only fsspec reaches."""
    scheme, separator, _ = path.partition("://")
    return bool(separator) and scheme.replace("+", "").replace("::", "").isalnum()


def list_files(url: str) -> Iterator[tuple[str, str]]:
    """URLs of the files at and below a URL or pattern, with their names relative to it, in order. Raises ReadError."""
    try:
        system, root = _file_system(url)
        if any(sign in root for sign in "*?["):
            prefix = root[: min(root.index(sign) for sign in "*?[" if sign in root)].rpartition("/")[0]
            found = [path for path in system.glob(root) if system.isfile(path)]
        elif system.isdir(root):
            prefix, found = root.rstrip("/"), system.find(root)
        else:
            prefix, found = root.rpartition("/")[0], [root]
    except ReadError:
        raise
    except Exception as error:
        raise ReadError("unreadable_file", _reason(error)) from error
    for path in sorted(found):
        yield system.unstrip_protocol(path), path.removeprefix(prefix).lstrip("/")


def read_url(url: str, limits: Limits) -> bytes:
    """The bytes at a URL. Raises ReadError."""
    try:
        system, path = _file_system(url)
        with system.open(path, "rb") as stream:
            content: bytes = stream.read(limits.file_size + 1)
    except ReadError:
        raise
    except Exception as error:
        raise ReadError("unreadable_file", _reason(error)) from error
    limits.check("file_size", len(content), "it is larger (in bytes)")
    return content


def _file_system(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ReadError("missing_reader", _MISSING.format(url=url)) from error
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise ReadError("missing_reader", f"reading {url} needs a further package: {error}") from error
    return system, str(path)


def _reason(error: Exception) -> str:
    return f"it cannot be opened: {str(error).strip() or type(error).__name__}"[:300]
