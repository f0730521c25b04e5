"""Which software read a document: the version, and a digest of everything that a reading depends on."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest.limits import Limits
from schema.version import VERSION

_ROOMS = ("parsers", "normalize", "schema", "ingest")
# What only moves results about, and never changes them.
_NOT_READING = {
    "batch.py",
    "chunks.py",
    "local_engine.py",
    "local_worker.py",
    "progress.py",
    "ray_engine.py",
    "reporting.py",
    "selection.py",
    "software.py",
    "verify.py",
    "worker.py",
    "store",
    "views",
}
_SUFFIXES = {".py", ".toml"}
# Packages of others whose version changes what is read; the optional ones among them, once installed.
_PACKAGES = (
    "charset-normalizer",
    "lxml",
    "markdown-it-py",
    "openpyxl",
    "pdfplumber",
    "python-docx",
    "selectolax",
    "spacy",
    "underthesea",
)


def reader_of(*, encoding: str | None, prose: bool, limits: Limits) -> str:
    """The software with the settings that can change what a document gives: equal means nothing to read again."""
    settings = f"{encoding or ''} {prose} {limits}"
    return f"{VERSION}+{software_digest()}.{hashlib.sha256(settings.encode()).hexdigest()[:6]}"


@cache
def software_digest() -> str:
    """Ten hexadecimal digits that change with any rule, register, reader or package that reading depends on."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(path for room in _ROOMS for path in (root / room).rglob("*")):
        relative = path.relative_to(root)
        if path.suffix in _SUFFIXES and not _NOT_READING & set(relative.parts):
            digest.update(f"{relative}\n".encode())
            digest.update(path.read_bytes())
    for package in _PACKAGES:
        digest.update(f"{package} {_version(package)}\n".encode())
    return digest.hexdigest()[:10]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
