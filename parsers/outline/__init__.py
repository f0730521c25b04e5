"""The body of a plan as an outline: sections, lists, items and their roles, from the lines of its prose."""

from parsers.outline.reader import read_outline

__all__ = ["read_outline"]
