"""Formats that LibreOffice reads for us: Word 97 (`.doc`), OpenDocument (`.odt`), RTF, Word XML."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.readers.doc_ending import end_with_paragraph
from ingest.readers.docx import read_docx
from ingest.readers.reading import Reading

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_INSTALL = (
    "reading {suffix} files needs LibreOffice: install it so that `soffice` is found "
    "(Debian and Ubuntu: apt-get install libreoffice-writer-nogui; macOS: brew install --cask libreoffice)"
)
# It asks to be started again after it has set up a new profile.
_START_AGAIN = frozenset({79, 81})
_MOST_STARTS = 3
# A document must run no macro and fetch nothing while it is converted.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>
</prop></item>
</oor:items>
"""


def read_doc(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """A Word 97 to 2003 document. Raises ReadError, also where LibreOffice is missing."""
    if _is_encrypted_doc(content):
        raise ReadError("unreadable_file", "it is protected by a password; remove the password and try again")
    return _read_converted(end_with_paragraph(content), ".doc", limits)


def read_odt(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """An OpenDocument text. Raises ReadError, also where LibreOffice is missing."""
    return _read_converted(content, ".odt", limits)


def read_flat_odt(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """An OpenDocument text in one XML file. Raises ReadError, also where LibreOffice is missing."""
    return _read_converted(content, ".fodt", limits)


def read_rtf(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """Rich text. Raises ReadError, also where LibreOffice is missing."""
    return _read_converted(content, ".rtf", limits)


def read_word_xml(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """Word's single XML file. Raises ReadError, also where LibreOffice is missing."""
    return _read_converted(content, ".xml", limits)


def _read_converted(content: bytes, suffix: str, limits: Limits) -> Reading:
    return read_docx(_convert(content, suffix, limits), limits=limits)


def _convert(content: bytes, suffix: str, limits: Limits) -> bytes:
    """The document as `.docx`, by a LibreOffice that shares nothing with one the user has open."""
    program = _program()
    if program is None:
        raise ReadError("missing_reader", _INSTALL.format(suffix=suffix))
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        source, profile = Path(folder, f"document{suffix}"), Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        source.write_bytes(content)
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(Path(folder, "out")),
            str(source),
        ]
        said = _run(command, folder, limits)
        result = Path(folder, "out", "document.docx")
        if not result.is_file():
            reason = f"LibreOffice cannot read it (damaged, or protected by a password?): {said}"
            raise ReadError("unreadable_file", reason.rstrip(": "))
        limits.check("file_size", result.stat().st_size, "it is larger when converted (in bytes)")
        return result.read_bytes()


def _program() -> str | None:
    """LibreOffice itself rather than the script that starts it: one process, which ends when it is told to."""
    for name in _PROGRAMS:
        if found := shutil.which(name):
            binary = Path(found).resolve().with_name("soffice.bin")
            return str(binary) if binary.is_file() else found
    return None


def _run(command: list[str], folder: str, limits: Limits) -> str:
    """Run a program for as long as the limit allows; the first line of its complaint.

    It stays in the process group of its caller, so that who ends the reading of a document ends this too.
    """
    environment = {**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"}
    deadline = time.monotonic() + limits.seconds
    for _ in range(_MOST_STARTS):
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=environment,
                timeout=max(deadline - time.monotonic(), 0.1),
                check=False,
            )
        except subprocess.TimeoutExpired:
            limits.exceeded("seconds", "LibreOffice takes more seconds to read it")
        if done.returncode not in _START_AGAIN:
            break
    return next(iter(done.stderr.decode("utf-8", "replace").strip().splitlines()), "")


def _is_encrypted_doc(content: bytes) -> bool:
    """Word's file information block: `0xA5EC`, and the flag for encryption in bit 8 of its flags."""
    start = content.find(b"\xec\xa5", 512)
    return start % 512 == 0 and len(content) > start + 12 and bool(content[start + 11] & 0x01)
