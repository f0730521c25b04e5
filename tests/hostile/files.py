"""Hostile files, made anew for each test run: small on disk, whatever they would become."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable


def replace_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zipped document with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            part = source.read(member)
            target.writestr(member, change(part) if member == name else part)
    return stream.getvalue()
