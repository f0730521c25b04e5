"""The table of HTML elements."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_TABLE: dict[str, str] = tomllib.loads(files(__package__).joinpath("html_elements.toml").read_text("utf-8"))

NOT_DISPLAYED = frozenset(_TABLE["not_displayed"].split())
BLOCKS = frozenset(_TABLE["blocks"].split())
FURNITURE = frozenset(_TABLE["furniture"].split())
FURNITURE_ROLES = frozenset(_TABLE["furniture_roles"].split())
SHALLOW = frozenset(_TABLE["shallow"].split())
