"""The role of an item: what its section is for, unless its own heading or label says otherwise."""

from __future__ import annotations

from functools import cache

from parsers.outline.nodes import Node
from parsers.outline.sections import SectionRole, may_be_strong, read_section_role
from parsers.registers import read_register
from schema.records import ItemRole

_LONGEST_LABEL = 60
# What follows sections of known roles where its heading says nothing: after goals come tasks.
_NEXT: dict[str, ItemRole] = {"purpose": "task", "goal": "task", "task": "task", "solution": "solution"}


@cache
def _body_words() -> tuple[str, ...]:
    return tuple(read_register("outline")["body_words"])


class RoleReader:
    """Gives roles in the order of the document; remembers the last section whose heading spoke."""

    def __init__(self) -> None:
        self._of_heading: dict[Node | None, ItemRole | None] = {None: None}
        self._last: ItemRole | None = None

    def note(self, heading: Node) -> None:
        """A heading was passed; sections that say nothing of themselves follow from it."""
        role = self._heading_role(heading)
        if role is not None:
            self._last = role

    def role(self, node: Node) -> ItemRole:
        """The role of one item."""
        if node.kind == "closing":
            return "assignment"
        role = self._heading_role(node.parent)
        if node.marker is not None and (colon := node.text.find(":", 0, _LONGEST_LABEL)) >= 0:
            own = self._own(node, node.text[:colon])
            if own is not None:
                role = _within(role, own)
        return role or self._by_position(node)

    def _heading_role(self, node: Node | None) -> ItemRole | None:
        if node in self._of_heading:
            return self._of_heading[node]
        assert node is not None
        role = self._heading_role(node.parent)
        if node.kind in ("marked", "title"):
            text = node.text
            found = read_section_role(text)
            if found is None and role is None and text.casefold().startswith(_body_words()):
                found = SectionRole("assignment", strong=False)
            if found is not None:
                role = _within(role, found)
        self._of_heading[node] = role
        return role

    def _own(self, node: Node, label: str) -> SectionRole | None:
        """`1. Mục tiêu chung: Đẩy mạnh …`: the item's own label, where it is a strong one."""
        top = node.parent is None or node.parent.kind == "lead_in"
        if not (top or may_be_strong(label)):
            return None
        found = read_section_role(label)
        if found is None or not (found.strong or top) or found.role == "other":
            return None
        return found

    def _by_position(self, node: Node) -> ItemRole:
        if node.parent is None and node.kind == "plain":
            return "other"
        return _NEXT.get(self._last or "", "other")


def _within(section: ItemRole | None, found: SectionRole) -> ItemRole:
    """A part's role inside its section: who does what stays that, whatever its parts are called."""
    if section is None:
        return found.role
    if not found.strong:
        return section
    if section == "assignment":
        return "funding" if found.role == "funding" else section
    if section == "funding":
        return "assignment" if found.role == "assignment" else section
    return found.role
