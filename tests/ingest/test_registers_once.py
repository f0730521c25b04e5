"""Registers are parsed once in a process: doing so for each document would cost more than reading it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ingest.convert import convert

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.txt"))


def test_no_register_is_parsed_again_for_a_further_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """All samples once, then once more."""
    for path in SAMPLES:
        convert(path)
    parsed: list[str] = []
    loads = tomllib.loads

    def counted(text: str) -> object:
        parsed.append(text[:80])
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", counted)
    for path in SAMPLES:
        convert(path)
    assert parsed == []
