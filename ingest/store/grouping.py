"""Which files a document's rows go to.

A document stays in its group while its year and area stay the same, so a query that lists files before a
commit and reads them after it sees each document once. A document that changes its partition cannot stay;
then both groups get new names, and a query that runs across this commit stops with an error
("no such file") instead of counting the document twice or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.store.catalog import Entry
from ingest.store.layout import Group
from ingest.store.manifest import Manifest

LARGEST_GROUP = 256 << 20
"""Decoded bytes after which a group takes no more documents: about 1,000 plans of a usual size."""

_OWN_GROUP = 8
"""What is at least this part of a full group becomes a group of its own: files are rewritten for less only, so the
bytes written grow with the documents added, and files stay large enough."""


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

    def place(self, entries: Iterable[Entry], before: dict[str, Entry]) -> Iterator[Entry]:
        """Each entry in its group; `before` are documents as they were stored, by id."""
        new: dict[tuple[int, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            partition, old = (entry.year, entry.area), before.get(entry.document_id)
            if old is not None and (old.year, old.area) == partition:
                self._partitions[partition][old.number] += entry.decoded
                yield entry.change(number=old.number)
            else:
                new[partition].append(entry)
        for partition, arrived in new.items():
            yield from self._place_new(self._partitions[partition], arrived)

    def _place_new(self, groups: dict[int, int], arrived: list[Entry]) -> Iterator[Entry]:
        """Documents that are new to a partition, in the order of their ids."""
        is_much = self.is_group_of_its_own(sum(entry.decoded for entry in arrived))
        usable = set() if is_much else {number for number in groups if number}
        for entry in sorted(arrived, key=lambda e: e.document_id):
            fitting = (number for number in sorted(usable) if groups[number] + entry.decoded <= self._largest)
            number = next(fitting, 0) or self._unused(groups)
            usable.add(number)
            groups[number] = groups.get(number, 0) + entry.decoded
            yield entry.change(number=number)

    def is_group_of_its_own(self, decoded: int) -> bool:
        """Whether so many bytes are enough not to be added to a group that is there."""
        return decoded * _OWN_GROUP >= self._largest

    def renumber(self, group: Group) -> int:
        """A new number for a group that must have another name."""
        groups = self._partitions[group.year, group.area]
        number = self._unused(groups)
        groups[number] = groups.pop(group.number, 0)
        return number

    @staticmethod
    def _unused(groups: dict[int, int]) -> int:
        return max(groups, default=0) + 1
