"""The manifest of a snapshot: every file of it, with what must be true of that file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ingest.store.errors import StoreDamaged
from ingest.store.layout import MANIFEST, Group

FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileState:
    """One Parquet file. Bytes from `start` to `end` hold its rows; what else is in it belongs to its predecessor."""

    rows: int
    size: int
    start: int
    end: int
    sha256: str
    written: float


@dataclass(slots=True)
class GroupState:
    """The files of one group by table, and how much is in them.

    `decoded` is bytes in memory, `emptied` the time since when the group has no documents.
    """

    files: dict[str, FileState]
    documents: int = 0
    decoded: int = 0
    emptied: float | None = None


@dataclass(slots=True)
class Manifest:
    """A snapshot's files. `created` is seconds since 1970, as are all times here."""

    sequence: int = 0
    created: float = 0.0
    software: str = ""
    groups: dict[Group, GroupState] = field(default_factory=dict)

    def files(self) -> dict[str, FileState]:
        """Every table file by its path in the snapshot."""
        return {group.path(table): f for group, state in self.groups.items() for table, f in state.files.items()}

    def save(self, snapshot: Path) -> None:
        """Write the manifest into a snapshot that is being built."""
        groups = [[*group, asdict(state)] for group, state in sorted(self.groups.items())]
        content = {"format": FORMAT, "sequence": self.sequence, "created": self.created, "software": self.software}
        (snapshot / MANIFEST).write_text(json.dumps({**content, "groups": groups}), "utf-8")


def load_manifest(snapshot: Path) -> Manifest:
    """The manifest of a snapshot. Raises StoreDamaged where it is missing or unreadable."""
    try:
        content = json.loads((snapshot / MANIFEST).read_text("utf-8"))
        if content["format"] != FORMAT:
            raise StoreDamaged(f"{snapshot} was written by another version of the software; make a new store")
        groups = {Group(*key): _group_state(state) for *key, state in content["groups"]}
        return Manifest(content["sequence"], content["created"], content["software"], groups)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"the manifest of {snapshot} cannot be read: {error}") from error


def _group_state(state: dict[str, Any]) -> GroupState:
    files = {table: FileState(**values) for table, values in state.pop("files").items()}
    return GroupState(files=files, **state)
