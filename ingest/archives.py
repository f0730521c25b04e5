"""Zip and tar archives: what is in them, one member's bytes at a time. Nothing is ever unpacked onto the disk."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple, Protocol, cast

from ingest.errors import ReadError, ReadErrorCode
from ingest.limits import Limits
from ingest.media_type import BZIP2, GZIP, TAR, XZ, ZIP

Problem = tuple[ReadErrorCode, str]

_DRIVE = re.compile(r"[A-Za-z]:")
_RATIO_FROM = 1 << 20
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_PASSWORD: Problem = ("unreadable_file", "it is protected by a password; unpack the archive first")
_NAME_TAKEN: Problem = ("unreadable_file", "another member of the archive has the same name")
_NO_FILE: Problem = ("unreadable_file", "it is a link or device in the archive")
_UNPACKERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    GZIP: lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream)),
    BZIP2: lambda stream: cast(BinaryIO, bz2.BZ2File(stream)),
    XZ: lambda stream: cast(BinaryIO, lzma.LZMAFile(stream)),  # noqa: SIM115 - closed by its archive
}


class Member(NamedTuple):
    """A file in an archive: `key` finds it again, `name` is its path as shown; `problem` says why not to read it."""

    key: str
    name: str
    problem: Problem | None = None


class Archive(Protocol):
    """An opened archive."""

    def members(self, limits: Limits) -> Iterator[Member]:
        """Its files in the order of the archive. Raises ReadError where the archive itself is not to be read."""

    def read(self, key: str, limits: Limits) -> bytes:
        """The bytes of one member. Raises ReadError."""

    def close(self) -> None:
        """Release the file."""


def open_archive(stream: BinaryIO, kind: str, name: str, packed_size: int) -> Archive:
    """The archive of a media type in a seekable stream, which it owns. Raises ReadError when it is damaged."""
    try:
        if kind == ZIP:
            return _ZipArchive(stream, packed_size)
        if kind == TAR:
            return _TarArchive(stream, stream, packed_size)
        unpacked = _UNPACKERS[kind](stream)
        head = unpacked.read(512)
        unpacked.seek(0)
        if head[257:262] == b"ustar":
            return _TarArchive(unpacked, stream, packed_size)
        return _PackedFile(unpacked, stream, PurePosixPath(name).stem or name, packed_size)
    except _BROKEN as error:
        stream.close()
        raise ReadError("unreadable_file", f"it is a damaged archive: {error}") from error


def safe_name(name: str) -> str | None:
    """A member's path with plain slashes; None for one that leads out of the archive."""
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or not parts:
        return None
    return "/".join(parts)


def _member(key: str, name: str, problem: Problem | None = None) -> Member:
    safe = safe_name(name)
    if safe is None:
        return Member(key, name, ("unreadable_file", "its path leads out of the archive"))
    return Member(key, safe, problem)


class _ZipArchive:
    def __init__(self, stream: BinaryIO, packed_size: int) -> None:
        self._stream = stream
        self._packed_size = packed_size
        self._zip = zipfile.ZipFile(stream)
        self._members = {member.filename: member for member in self._zip.infolist()}

    def members(self, limits: Limits) -> Iterator[Member]:
        listed = self._zip.infolist()
        limits.check("archive_members", len(listed), "the archive has more members")
        unpacked = sum(member.file_size for member in listed)
        if unpacked > max(_RATIO_FROM, self._packed_size * limits.expansion_ratio):
            limits.exceeded("expansion_ratio", "the archive unpacks to more times its size")
        for member in listed:
            if member.is_dir():
                continue
            if self._members[member.filename] is not member:
                yield _member(member.filename, _zip_name(member), _NAME_TAKEN)
            else:
                yield _member(member.filename, _zip_name(member), _PASSWORD if member.flag_bits & 1 else None)

    def read(self, key: str, limits: Limits) -> bytes:
        if key not in self._members:
            raise ReadError("unreadable_file", "it is no longer in the archive")
        try:
            with self._zip.open(self._members[key]) as member:
                return _read(cast(BinaryIO, member), self._members[key].file_size, limits)
        except _BROKEN as error:
            raise ReadError("unreadable_file", f"it is damaged in the archive: {error}") from error
        except RuntimeError as error:
            raise ReadError("unreadable_file", f"it cannot be unpacked: {error}") from error

    def close(self) -> None:
        self._zip.close()
        self._stream.close()


class _TarArchive:
    """A tar, packed or not. Members are found by going through it once, which unpacks it once."""

    def __init__(self, unpacked: BinaryIO, stream: BinaryIO, packed_size: int) -> None:
        self._stream = stream
        self._most = packed_size if unpacked is stream else 0
        self._packed_size = packed_size
        self._tar = tarfile.open(fileobj=unpacked, mode="r:", errors="surrogateescape")  # noqa: SIM115 - closed by close
        self._found: dict[str, tarfile.TarInfo] = {}
        self._is_listed = False

    def members(self, limits: Limits) -> Iterator[Member]:
        most = self._most or max(_RATIO_FROM, self._packed_size * limits.expansion_ratio)
        count = 0
        try:
            for member in self._tar:
                count += 1
                limits.check("archive_members", count, "the archive has more members")
                if member.offset_data + member.size > most:
                    limits.exceeded("expansion_ratio", "the archive unpacks to more times its size")
                if member.isdir():
                    continue
                if member.name in self._found:
                    reason = "an earlier member of the archive has the same name"
                    yield _member(member.name, member.name, ("unreadable_file", reason))
                elif not member.isfile():
                    yield _member(
                        member.name, member.name, ("unreadable_file", "it is a link or device in the archive")
                    )
                else:
                    self._found[member.name] = member
                    yield _member(member.name, member.name)
        except _BROKEN as error:
            raise ReadError("unreadable_file", f"the archive is damaged: {error}") from error
        self._is_listed = True

    def read(self, key: str, limits: Limits) -> bytes:
        if key not in self._found and not self._is_listed:
            for _ in self.members(limits):
                pass
        member = self._found.get(key)
        if member is None:
            raise ReadError("unreadable_file", "it is no longer in the archive")
        try:
            stream = self._tar.extractfile(member)
            if stream is None:
                raise ReadError(*_NO_FILE)
            return _read(cast(BinaryIO, stream), member.size, limits)
        except _BROKEN as error:
            raise ReadError("unreadable_file", f"it is damaged in the archive: {error}") from error

    def close(self) -> None:
        self._tar.close()
        self._stream.close()


class _PackedFile:
    """One file packed by gzip, bzip2 or xz: an archive of one member."""

    def __init__(self, unpacked: BinaryIO, stream: BinaryIO, name: str, packed_size: int) -> None:
        self._unpacked, self._stream, self._name, self._packed_size = unpacked, stream, name, packed_size

    def members(self, limits: Limits) -> Iterator[Member]:
        yield _member(self._name, self._name)

    def read(self, key: str, limits: Limits) -> bytes:
        most = max(_RATIO_FROM, self._packed_size * limits.expansion_ratio)
        try:
            self._unpacked.seek(0)
            content = self._unpacked.read(min(most, limits.file_size) + 1)
        except _BROKEN as error:
            raise ReadError("unreadable_file", f"it is damaged: {error}") from error
        limits.check("file_size", len(content), "it is larger unpacked (in bytes)")
        if len(content) > most:
            limits.exceeded("expansion_ratio", "it unpacks to more times its size")
        return content

    def close(self) -> None:
        self._unpacked.close()
        self._stream.close()


def _read(stream: BinaryIO, declared: int, limits: Limits) -> bytes:
    limits.check("file_size", declared, "it is larger unpacked (in bytes)")
    content = stream.read(limits.file_size + 1)
    limits.check("file_size", len(content), "it is larger unpacked (in bytes)")
    return content


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The name of a member. Programs that write UTF-8 without saying so are read as UTF-8 all the same."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
