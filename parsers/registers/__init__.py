"""The knowledge of this room as data: TOML files beside this one, each entry with examples that run as tests."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_register(name: str) -> dict[str, Any]:
    """The register `name`.toml, parsed. Callers keep what they make of it. Raises FileNotFoundError."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
