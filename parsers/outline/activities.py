"""Labelled lines become cells of the activity they stand under: `- Thời gian: Quý II`, `Đơn vị chủ trì: Sở Nội vụ`."""

from __future__ import annotations

from parsers.outline.labels import is_label, read_labels
from parsers.outline.markers import RANKS, UNNUMBERED
from parsers.outline.nodes import Node

# Who or when: without one of these, labels under a list are items like others ("- Kinh phí: …").
_TELLING = frozenset({"lead", "cooperating", "timeframe"})
_LONGEST_OWN_LABEL = 40
_MOST_LABEL_WORDS = 6

Cells = dict[str, tuple[str, int]]


def read_activities(nodes: list[Node]) -> dict[Node, tuple[Cells, list[Node]]]:
    """The activities among the nodes: their cells, and the nodes that hold those.

    A label that several activities share is a cell of each; its lines are the last one's.
    """
    found: dict[Node, tuple[Cells, list[Node]]] = {}
    labelled = {node.parent for node in nodes if is_label(node.text)}
    for node in nodes:
        if node in labelled:
            holder: dict[Node, Node] = {}
            for owner, label in _owners(node):
                cells, _ = found.setdefault(owner, ({}, []))
                holder[label] = owner
                for field, words in _cells(label).items():
                    cells.setdefault(field, (words, label.lines[0]))
            for label, owner in holder.items():
                found[owner][1].append(label)
    return found


def _cells(label: Node) -> dict[str, str]:
    text = label.text
    return read_labels(text) or dict([_own_label(text)])


def _own_label(text: str) -> tuple[str, str]:
    """`Địa điểm: Hội trường A` under a name that no field has."""
    name, _, words = text.partition(":")
    return name.strip(), words.strip()


def _owners(parent: Node) -> list[tuple[Node, Node]]:
    """Pairs of an activity and a label of it, among the children of one node."""
    children = [child for child in parent.children if child.kind not in ("pointer", "closing")]
    if _is_activity(parent, children):
        return [(parent, child) for child in children]
    pairs: list[tuple[Node, Node]] = []
    group: list[Node] = []
    labels: list[Node] = []
    for child in [*children, None]:
        if child is not None and _is_cell(child, parent):
            labels.append(child)
            continue
        if labels:
            pairs += _shared(group, labels, parent)
            group, labels = [], []
        if child is not None:
            group.append(child)
    return pairs


def _is_activity(parent: Node, children: list[Node]) -> bool:
    """All that stands under it is labelled, and at least one label says who or when."""
    if parent.rank <= RANKS["section"] or parent.kind == "lead_in":
        return False
    fields = [read_labels(child.text) for child in children if not child.children]
    if len(fields) < len(children) or not any(_TELLING & cells.keys() for cells in fields):
        return False
    return all(cells or _has_own_label(child.text) for cells, child in zip(fields, children, strict=True))


def _has_own_label(text: str) -> bool:
    colon = text.find(":", 0, _LONGEST_OWN_LABEL)
    return colon > 1 and text.count(" ", 0, colon) < _MOST_LABEL_WORDS


def _is_cell(child: Node, parent: Node) -> bool:
    if child.kind == "label":
        return True
    marker = child.marker
    return (
        marker is not None
        and marker.style in UNNUMBERED
        and not child.children
        and parent.rank > RANKS["section"]
        and bool(read_labels(child.text))
    )


def _shared(group: list[Node], labels: list[Node], parent: Node) -> list[tuple[Node, Node]]:
    """Labels that follow items belong to the last one, or to all where they are dashes of the same list."""
    own = [label for label in labels if label.kind == "label"]
    listed = [label for label in labels if label.kind != "label"]
    leaves = [node for node in group if not any(child.kind != "pointer" for child in node.children)]
    if not leaves:
        if own and not group and parent.rank > RANKS["section"]:
            return [(parent, label) for label in labels]
        return []
    told = any(_TELLING & read_labels(label.text).keys() for label in listed)
    pairs = [(leaves[-1], label) for label in own]
    if told or len(leaves) == 1:
        pairs += [(leaf, label) for leaf in leaves for label in listed]
    return pairs
