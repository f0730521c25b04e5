"""The unit of work of every engine: a few sources in, one sealed part and a short report out."""

from __future__ import annotations

import hashlib
import importlib
import os
import uuid
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.remote import is_url
from ingest.sources import STANDARD_INPUT, Source, load
from ingest.store.catalog import MEMBER_MARK, Entry
from ingest.store.part_writer import PartWriter, ReadPlan
from ingest.store.parts import SUFFIX
from schema.findings import CATALOGUE
from schema.records import PlanRecord

LARGEST_CHUNK = 128
# A part has a price of its own, that of two documents.
SMALLEST_CHUNK = 4

Status = Literal["read", "unchanged", "failed"]
ReadPlanFunction = Callable[[Source, bytes, "Settings"], PlanRecord]


@dataclass(frozen=True, slots=True)
class Settings:
    """What every chunk of a run has in common. `read_plan` names the function that reads one document."""

    staging: str
    reader: str
    ingested_at: datetime
    encoding: str | None = None
    prose: bool = True
    limits: Limits = field(default_factory=Limits)
    read_plan: str = "ingest.chunks:read_plan"


@dataclass(frozen=True, slots=True)
class Job:
    """One source; `known` is the hash of its content when the store has it from the same software, else ""."""

    source: Source
    known: str = ""


Chunk = list[Job]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source."""

    key: str
    source_file: str
    status: Status
    message: str = ""
    tasks: int = 0


@dataclass(slots=True)
class Report:
    """What became of a chunk. `part` is the path of its part, or "" when it has none."""

    part: str = ""
    outcomes: list[Outcome] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)


def key_of(source: Source) -> str:
    """What names a source for good: its absolute path or URL, and the names of archive members below it.

    What standard input said has no name but its content.
    """
    if source.path == STANDARD_INPUT:
        with Path(source.spooled).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return MEMBER_MARK.join((f"{STANDARD_INPUT}{digest}", *source.members))
    return MEMBER_MARK.join((path_key(source.path), *source.members))


def path_key(path: str) -> str:
    """An absolute path as text, links not followed, bytes that are no UTF-8 escaped; a URL as it is."""
    if is_url(path):
        return path
    return os.fsencode(os.path.abspath(path)).decode("utf-8", "backslashreplace")  # noqa: PTH100


def read_plan(source: Source, content: bytes, settings: Settings) -> PlanRecord:
    """Read one document. Raises ReadError."""
    from ingest.convert import convert_manuscript  # heavy: not for those who only look at chunks
    from ingest.read import read_content

    manuscript = read_content(content, name=source.name, limits=settings.limits, encoding=settings.encoding)
    return convert_manuscript(manuscript, prose=settings.prose)


def failed_entry(source: Source, sha256: str, settings: Settings, code: str, reason: str) -> Entry:
    """The entry of a source that could not be read."""
    message = CATALOGUE[code].message.format(reason=reason)
    return Entry(
        key=key_of(source),
        source_file=source.name,
        sha256=sha256,
        reader=settings.reader,
        outcome="failed",
        code=code,
        message=message,
    )


class ChunkReader:
    """Reads the sources of one chunk, one after the other, and seals what they gave."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        module, _, name = settings.read_plan.partition(":")
        self._read_plan: ReadPlanFunction = getattr(importlib.import_module(module), name)

    def read(self, chunk: Chunk) -> Generator[Outcome | Report, bool, None]:
        """Outcomes as they come, then the report. A caller who stops early sends True and gets the report next.

        Raises OSError when the part cannot be written.
        """
        part, report = PartWriter(self._settings.ingested_at), Report()
        for job in chunk:
            outcome = self._read_job(job, part, report.findings)
            report.outcomes.append(outcome)
            if (yield outcome):
                break
        if len(part):
            path = Path(self._settings.staging) / f"{uuid.uuid4().hex}{SUFFIX}"
            part.seal(path)
            report.part = str(path)
        yield report

    def _read_job(self, job: Job, part: PartWriter, findings: Counter[str]) -> Outcome:
        source, sha256, key, code = job.source, "", key_of(job.source), ""
        try:
            content = load(source, self._settings.limits)
            sha256 = hashlib.sha256(content).hexdigest()
            if sha256 == job.known:
                return Outcome(key, source.name, "unchanged")
            record = self._read_plan(source, content, self._settings)
        except ReadError as error:
            code, reason = error.code, error.reason
        except MemoryError:
            code, reason = "limit_exceeded", "it needs more memory than allowed (raise it with --limit memory=N)"
        except Exception as error:  # noqa: BLE001 - a defect costs one document and is told, not the batch
            code, reason = "software_error", f"{type(error).__name__}: {error}"
        else:
            part.add(ReadPlan(key, self._settings.reader, record))
            findings.update(finding.code for finding in record.findings)
            return Outcome(key, source.name, "read", tasks=len(record.tasks))
        entry = failed_entry(source, sha256, self._settings, code, reason)
        part.add_failure(entry)
        findings[code] += 1
        return Outcome(key, source.name, "failed", entry.message)
