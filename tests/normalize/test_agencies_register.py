"""The agency register: canonical order, unique ids, successors that exist, aliases that mean their entry."""

from __future__ import annotations

import pytest

from normalize.agencies import Entry, read_agencies, register_entries
from normalize.agencies.register import REGISTERS, entries
from normalize.registers import read_register
from schema.folding import plain_key

SETS = [(name, part) for name in (*REGISTERS, "agencies_groups") for part in read_register(name)["sets"]]


@pytest.mark.parametrize(("register", "part"), SETS, ids=[f"{name} {part.get('head', '')}" for name, part in SETS])
def test_rows_stand_in_order(register: str, part: dict[str, list[dict[str, str]]]) -> None:
    names = [plain_key(row["name"]) for row in part["rows"]]
    assert names == sorted(names)


def test_words_stand_in_order() -> None:
    words = read_register("agencies_words")
    short = list(words.pop("abbreviations"))
    assert short == sorted(short, key=lambda phrase: (plain_key(phrase), phrase))
    for section in words.values():
        assert section["words"] == sorted(set(section["words"]), key=lambda word: (plain_key(word), word))


def test_ids_are_unique() -> None:
    ids = [entry.id for entry in register_entries()]
    assert len(ids) == len(set(ids)) > 700


def test_periods_and_successors() -> None:
    known = {entry.name for entry in register_entries()}
    for entry in entries():
        assert entry.start is None or entry.end is None or entry.start < entry.end
        assert not entry.successor or entry.successor in known, entry.name
        assert entry.successor != entry.name


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: str(entry.id))
def test_aliases_mean_their_entry(entry: Entry) -> None:
    for alias in () if entry.needs_parent else entry.aliases:
        (agency,) = read_agencies(f"{alias} tỉnh" if entry.several_levels else alias, province="Đồng Tháp")
        assert agency.known
        assert agency.name.startswith(entry.name), alias
