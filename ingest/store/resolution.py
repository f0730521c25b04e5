"""Which of several sources of the same document is kept: a function of the set of sources, never of their order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from pathlib import Path

from ingest.store.catalog import Entry
from schema.folding import plain_key
from schema.records import Document

_TASKS = 1  # place of `tasks` in Counts


def identity_of(document: Document) -> str:
    """What tells two documents apart that ask for the same id: who issued it, and when."""
    return f"{plain_key(document.issuer)}|{document.issued_on or ''}"


@dataclass(slots=True)
class Settlement:
    """What becomes of the sources that ask for one id.

    `missing` are keys of sources that ought to be stored but whose rows are not at hand: they are to be read.
    """

    entries: list[Entry] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def settle(claimants: list[Entry], at_hand: Callable[[Entry], bool]) -> Settlement:
    """Give every document one source that is stored, and the other sources of it the outcome `duplicate`.

    Of several sources the one with the most tasks is kept, then the first by name. Of several documents that
    ask for one id, the first by issuer and date has it; the others get a suffix made from issuer and date.
    """
    documents: dict[str, list[Entry]] = {}
    for entry in claimants:
        documents.setdefault(entry.identity, []).append(entry)
    settlement = Settlement()
    for place, (identity, sources) in enumerate(sorted(documents.items())):
        name = sources[0].stated_id
        if place:
            name += f"-{hashlib.sha256(identity.encode()).hexdigest()[:6]}"
        _settle_document(name, sorted(sources, key=_preference), at_hand, settlement)
    return settlement


def _settle_document(name: str, sources: list[Entry], at_hand: Callable[[Entry], bool], settlement: Settlement) -> None:
    kept = next((entry for entry in sources if at_hand(entry)), None)
    if kept is not sources[0]:
        settlement.missing.append(sources[0].key)
    for entry in sources:
        outcome = "stored" if entry is kept else "duplicate"
        settlement.entries.append(entry.change(outcome=outcome, document_id=name))


def _preference(entry: Entry) -> tuple[int, str, str]:
    return -entry.rows[_TASKS], entry.source_file, entry.key


def moved_away(claimants: list[Entry], seen: Container[str]) -> list[str]:
    """Keys of sources that are gone from where they were while the same bytes are claimed from elsewhere.

    A renamed file is the same document under its new name, no duplicate. `seen` are keys read just now.
    """
    hashes: dict[str, int] = {}
    for entry in claimants:
        hashes[entry.sha256] = hashes.get(entry.sha256, 0) + 1
    gone = [
        entry for entry in claimants if hashes[entry.sha256] > 1 and entry.key not in seen and not _is_there(entry.path)
    ]
    return [entry.key for entry in gone if any(e.sha256 == entry.sha256 and e not in gone for e in claimants)]


def _is_there(path: str) -> bool:
    """Whether a source is still where it was; of what is no file of this machine nothing is known."""
    return not path.startswith("/") or Path(path).exists()
