"""The exceptions of the store; each message is one sentence that says what and how to mend it.

KehoachError
└── StoreError           the store cannot be written, or is not whole
    ├── StoreBusy        another process is writing to it
    ├── NoSpace          the disk or the quota is full
    ├── NotWritable      the folder is read-only, or has vanished
    └── StoreDamaged     a file is not what the manifest says it is
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schema.errors import KehoachError


class StoreError(KehoachError):
    """The store cannot be written or read; what was committed before stays as it is."""


class StoreBusy(StoreError):
    """Another process is writing to the store, and waiting for it has taken too long."""


class NoSpace(StoreError):
    """The disk, or the user's share of it, is full."""


class NotWritable(StoreError):
    """The store's folder is read-only or has vanished."""


class StoreDamaged(StoreError):
    """A file of the store is not what the manifest says it is."""


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE}


@contextmanager
def explained(store: Path) -> Iterator[None]:
    """Turn what an operating system says about writing below `store` into one sentence for the user."""
    try:
        yield
    except OSError as error:
        raise explain(error, store) from error


def explain(error: OSError, store: Path) -> StoreError:
    """The StoreError that says what `error` means for the store at `store`."""
    if error.errno in _FULL:
        return NoSpace(
            f"there is no space left to write to {store}; free some and run the same command again: "
            "what was read is kept and the work goes on"
        )
    if error.errno in _FORBIDDEN:
        return NotWritable(f"{store} cannot be written: {_reason(error)}; choose another folder with --out")
    if error.errno in _GONE:
        return NotWritable(f"{store} has vanished while it was written; run the same command again")
    return StoreError(f"writing to {store} failed: {_reason(error)}; run the same command again")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
