"""Which files a document's rows go to.

A document stays in its group while its year and area stay the same, so a query that lists files before a
commit and reads them after it sees each document once. A document that changes its partition cannot stay;
then both groups get new names, and a query that runs across this commit stops with an error
("no such file") instead of counting the document twice or not at all.
"""

from __future__ import annotations

from collections import defaultdict

from ingest.store.catalog import Entry
from ingest.store.layout import Group
from ingest.store.manifest import Manifest

LARGEST_GROUP = 64 << 20
"""Decoded bytes after which a group takes no more documents: about 500 plans of a usual size."""


class Grouping:
    """Gives documents their groups, knowing how full the groups are."""

    def __init__(self, manifest: Manifest, largest: int = LARGEST_GROUP) -> None:
        self._largest = largest
        self._partitions: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
        for group, state in manifest.groups.items():
            self._partitions[group.year, group.area][group.number] = state.decoded

    def remove(self, entry: Entry) -> None:
        """Say that a document leaves its group, or is about to be replaced in it."""
        self._partitions[entry.year, entry.area][entry.number] -= entry.decoded

    def place(self, entry: Entry, before: Entry | None) -> Entry:
        """The entry in its group; `before` is the same document as it was stored."""
        groups = self._partitions[entry.year, entry.area]
        if before is not None and (before.year, before.area) == (entry.year, entry.area):
            number = before.number
        else:
            number = next((n for n in sorted(groups) if n and groups[n] + entry.decoded <= self._largest), 0)
            number = number or self._unused(groups)
        groups[number] = groups.get(number, 0) + entry.decoded
        return entry.change(number=number)

    def renumber(self, group: Group) -> int:
        """A new number for a group that must have another name."""
        groups = self._partitions[group.year, group.area]
        number = self._unused(groups)
        groups[number] = groups.pop(group.number, 0)
        return number

    @staticmethod
    def _unused(groups: dict[int, int]) -> int:
        return max(groups, default=0) + 1
