"""Formats that LibreOffice reads for us: Word 97 (`.doc`), OpenDocument (`.odt`), RTF, Word XML."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.readers.docx import read_docx
from ingest.readers.reading import Reading

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_INSTALL = (
    "reading {suffix} files needs LibreOffice: install it so that `soffice` is found "
    "(Debian and Ubuntu: apt-get install libreoffice-writer-nogui; macOS: brew install --cask libreoffice)"
)
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
    return _read_converted(content, ".doc", limits)


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
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
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


def _run(command: list[str], folder: str, limits: Limits) -> str:
    """Run a program in a session of its own, end all of it after the time limit; the first line of its complaint."""
    environment = {**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            _, errors = process.communicate(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            limits.exceeded("seconds", "LibreOffice takes more seconds to read it")
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return next(iter(errors.decode("utf-8", "replace").strip().splitlines()), "")


def _is_encrypted_doc(content: bytes) -> bool:
    """Word's file information block: `0xA5EC`, and the flag for encryption in bit 8 of its flags."""
    start = content.find(b"\xec\xa5", 512)
    return start % 512 == 0 and len(content) > start + 12 and bool(content[start + 11] & 0x01)
