"""What a commit changes: from sources that were read and sources that are gone to groups with their documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.store.catalog import Catalog, Entry
from ingest.store.grouping import Grouping
from ingest.store.layout import Group
from ingest.store.manifest import Manifest
from ingest.store.parts import Part
from ingest.store.resolution import moved_away, settle
from ingest.store.rows import Committed, LiveDocument, Staged, committed_origins


@dataclass(slots=True)
class Changes:
    """`groups` are those to be written, with their documents by id; `renamed` those that get another name.

    `missing` are keys of sources that must be read for the store to be complete.
    """

    groups: dict[Group, list[LiveDocument]] = field(default_factory=dict)
    renamed: dict[Group, Group] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)


def apply_changes(
    catalog: Catalog, manifest: Manifest, parts: Iterable[Part], gone: Iterable[str], grouping: Grouping
) -> Changes:
    """Bring the catalog up to date and say which groups must be written for it."""
    return _Application(catalog, manifest, grouping).run(list(parts), set(gone))


class _Application:
    """One run of `apply_changes`, step by step; `before` and `after` are stored documents by id.

    `inherited` maps the key of a source to the entry whose rows it is given until it has been read itself.
    """

    def __init__(self, catalog: Catalog, manifest: Manifest, grouping: Grouping) -> None:
        self._catalog, self._manifest, self._grouping = catalog, manifest, grouping
        self._staged: dict[str, Staged] = {}
        self._before: dict[str, Entry] = {}
        self._after: dict[str, Entry] = {}
        self._inherited: dict[str, Entry] = {}
        self._changes = Changes()

    def run(self, parts: list[Part], gone: set[str]) -> Changes:
        claims = self._replace_sources(parts, gone)
        self._settle(claims)
        self._place_documents()
        self._rename_groups()
        self._list_groups()
        return self._changes

    def _replace_sources(self, parts: list[Part], gone: set[str]) -> set[str]:
        """Entries as they were read; gives the ids that are claimed anew, or no longer."""
        incoming: dict[str, Entry] = {}
        for part in parts:
            for entry in part.entries:
                incoming[entry.key] = entry
                self._staged.pop(entry.key, None)
                if entry.key in part.places:
                    self._staged[entry.key] = Staged(part, part.places[entry.key])
        replaced = [self._catalog.entries[key] for key in (*incoming, *gone) if key in self._catalog.entries]
        claims = {entry.stated_id for entry in (*replaced, *incoming.values()) if entry.stated_id}
        for stated_id in claims:
            stored = (entry for entry in self._catalog.claimants(stated_id) if entry.outcome == "stored")
            self._before.update({entry.document_id: entry for entry in stored})
        for key in gone:
            self._catalog.remove(key)
        for entry in incoming.values():
            self._catalog.put(self._unless_unreadable(entry))
        for stated_id in claims:
            for key in moved_away(self._catalog.claimants(stated_id), incoming.keys()):
                self._catalog.remove(key)
        return claims

    def _unless_unreadable(self, entry: Entry) -> Entry:
        """A file that could not even be opened says nothing new about its document, whose rows stay."""
        known = self._catalog.entries.get(entry.key)
        if entry.outcome == "failed" and not entry.sha256 and known is not None and known.outcome != "failed":
            return known.change(code=entry.code, message=entry.message)
        return entry

    def _at_hand(self, entry: Entry) -> bool:
        if entry.key in self._staged:
            return True
        stored = self._before.get(entry.document_id)
        return entry.outcome == "stored" and stored is not None and stored.key == entry.key

    def _settle(self, claims: set[str]) -> None:
        losing = {(entry.stated_id, entry.identity): entry for entry in self._before.values()}
        for stated_id in claims:
            settlement = settle(self._catalog.claimants(stated_id), self._at_hand)
            self._changes.missing.update(settlement.missing)
            kept = {entry.identity for entry in settlement.entries if entry.outcome == "stored"}
            for entry in settlement.entries:
                if entry.identity not in kept and (stated_id, entry.identity) in losing:
                    entry = self._heir(entry, losing[stated_id, entry.identity])
                    kept.add(entry.identity)
                self._catalog.put(entry)
                if entry.outcome == "stored":
                    self._after[entry.document_id] = entry

    def _heir(self, entry: Entry, former: Entry) -> Entry:
        """The next source of a document that has lost the one it was read from: the rows stay until it is read."""
        self._inherited[entry.key] = former
        rows = {name: getattr(former, name) for name in ("year", "area", "number", "rows", "decoded")}
        return entry.change(outcome="stored", reader="", **rows)

    def _place_documents(self) -> None:
        for entry in self._before.values():
            self._grouping.remove(entry)
        for placed in self._grouping.place(list(self._after.values()), self._before):
            self._catalog.put(placed)
            self._after[placed.document_id] = placed

    def _rename_groups(self) -> None:
        """Groups that exchange a document become groups of other names, with all their documents."""
        moved: set[Group] = set()
        for name, entry in self._after.items():
            before = self._before.get(name)
            if before is not None and before.group != entry.group:
                moved |= {before.group, entry.group} & self._manifest.groups.keys()
        if not moved:
            return
        self._changes.renamed = {
            group: group._replace(number=self._grouping.renumber(group)) for group in sorted(moved)
        }
        for entry in [e for e in self._catalog.entries.values() if e.outcome == "stored" and e.group in moved]:
            if entry.document_id not in self._after:
                self._before[entry.document_id] = entry
            renumbered = entry.change(number=self._changes.renamed[entry.group].number)
            self._catalog.put(renumbered)
            self._after[entry.document_id] = renumbered

    def _list_groups(self) -> None:
        """Documents of each group to be written, with where their rows are now."""
        dirty = {entry.group for entry in self._after.values() if self._is_changed(entry)}
        dirty |= {entry.group for name, entry in self._before.items() if self._after.get(name) != entry}
        dirty = {self._changes.renamed.get(group, group) for group in dirty}
        members: dict[Group, list[Entry]] = defaultdict(list)
        for entry in self._catalog.entries.values():
            if entry.outcome == "stored" and entry.group in dirty:
                members[entry.group].append(entry)
        origins = self._committed(members)
        former = {entry.key: entry for entry in self._before.values()} | self._inherited
        for group in dirty:
            ordered = sorted(members[group], key=lambda e: e.document_id)
            self._changes.groups[group] = [self._live(e, former.get(e.key, e), origins) for e in ordered]

    def _is_changed(self, entry: Entry) -> bool:
        return entry.key in self._staged or self._before.get(entry.document_id) != entry

    def _committed(self, members: dict[Group, list[Entry]]) -> dict[str, Committed]:
        """Where documents lie in the files of the current snapshot; documents as they were before."""
        formerly: dict[Group, list[Entry]] = defaultdict(list)
        for entry in self._before.values():
            formerly[entry.group].append(entry)
        for group, entries in members.items():
            formerly[group] += [e for e in entries if e.document_id not in self._after]
        return {name: origin for entries in formerly.values() for name, origin in committed_origins(entries).items()}

    def _live(self, entry: Entry, before: Entry, origins: dict[str, Committed]) -> LiveDocument:
        if entry.key in self._staged:
            return LiveDocument(entry, self._staged[entry.key], entry.stated_id)
        return LiveDocument(entry, origins[before.document_id], before.document_id)
