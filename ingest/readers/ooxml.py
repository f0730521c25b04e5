"""The parts of an Office Open XML file: read with limits, parsed without entities, found by their relations."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cached_property

from lxml import etree

from ingest.errors import ReadError
from ingest.limits import Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO 29500 Strict has namespaces of its own; the elements are the same.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_RATIO_FROM = 1 << 20


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, *, limit: str) -> bytes:
    """Unpack one member, never further than the limit named. Raises ReadError."""
    most = getattr(limits, limit)
    limits.check(limit, member.file_size, f"its part {member.filename} is larger unpacked (in bytes)")
    if member.file_size > max(_RATIO_FROM, member.compress_size * limits.expansion_ratio):
        limits.exceeded("expansion_ratio", f"its part {member.filename} unpacks to more times its size")
    try:
        with archive.open(member) as stream:
            content = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ReadError("unreadable_file", f"its part {member.filename} is damaged: {error}") from error
    except NotImplementedError as error:
        raise ReadError("unreadable_file", f"its part {member.filename} is packed in an unknown way") from error
    except RuntimeError as error:
        raise ReadError(
            "unreadable_file", "it is protected by a password; remove the password and try again"
        ) from error
    limits.check(limit, len(content), f"its part {member.filename} is larger unpacked (in bytes)")
    return content


def parse_xml(content: bytes, name: str) -> etree._Element:
    """An XML part's root. Entities stay unresolved, nothing is fetched. Raises ReadError."""
    for strict, transitional in _STRICT:
        content = content.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root: etree._Element = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = error.msg if isinstance(error, etree.XMLSyntaxError) else error
        raise ReadError("unreadable_file", f"its part {name} is not valid XML: {reason}") from error
    return root


class Package:
    """An opened file. Parts that are missing are None: only the main document must be there."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise ReadError("unreadable_file", f"it is a damaged Word document: {error}") from error
        members = self._archive.infolist()
        limits.check("archive_members", len(members), "the file has more parts")
        self._members = {member.filename: member for member in members}

    def read(self, name: str) -> bytes | None:
        """The bytes of a part. Raises ReadError when it is damaged or too large."""
        member = self._members.get(name)
        return None if member is None else read_member(self._archive, member, self._limits, limit="text_size")

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part. Raises ReadError when it is damaged or too large."""
        content = self.read(name)
        return None if content is None else parse_xml(content, name)

    @cached_property
    def main_name(self) -> str:
        """The name of the main document, by the package's relations."""
        found = [target for kind, target in self._relations("").values() if kind == "officeDocument"]
        return found[0] if found else "word/document.xml"

    @cached_property
    def relations(self) -> dict[str, tuple[str, str]]:
        """Relations of the main document: id to (kind, name of the part)."""
        return self._relations(self.main_name)

    def related(self, kind: str) -> list[str]:
        """Names of the parts of a kind (`styles`, `numbering`, `footnotes`, `header`) that the document uses."""
        return sorted({target for found, target in self.relations.values() if found == kind})

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root.iter(_RELATION) if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                found[relation.get("Id", "")] = (kind, target.lstrip("/"))
        return found


def is_on(element: etree._Element | None) -> bool:
    """A switch such as `<w:vanish/>`: on when there, unless its value says no."""
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "off")


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of the element at a path below; None where there is none."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get(f"{W}val")


def number(text: str | None, default: int = 0) -> int:
    """An attribute's integer; `default` for missing and broken ones."""
    try:
        return int(text) if text else default
    except ValueError:
        return default
