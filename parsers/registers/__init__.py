"""The knowledge of this room as data: TOML files beside this one, each entry with examples that run as tests."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_register(name: str) -> dict[str, Any]:
    """The register `name`.toml, parsed. Read once; callers change nothing in it. Raises FileNotFoundError."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
