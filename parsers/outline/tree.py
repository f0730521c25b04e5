"""Paragraphs into a tree: each under the heading, introduction or item that it belongs to."""

from __future__ import annotations

from parsers.outline.labels import is_label
from parsers.outline.lines import is_ended, is_footnote
from parsers.outline.markers import RANKS, Marker
from parsers.outline.nodes import LONGEST_BULLET_HEADING, Node
from parsers.outline.paragraphs import is_capitals
from parsers.outline.phrases import introduces, is_closing, is_pointer
from parsers.outline.sections import is_heading_phrase
from schema.findings import finding
from schema.records import Finding

DEEPEST = 12
_LOWEST_SECTION = RANKS["section"]
_LONGEST_TITLE = 200


class TreeBuilder:
    """Places paragraphs one by one; the stack is the way down to the last one that may have something under it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.findings: list[Finding] = []
        self._stack: list[Node] = []
        self._last: dict[tuple[Node | None, str], Marker] = {}
        self._told: set[tuple[Node | None, str]] = set()
        self._deepest = 0

    def add(self, nodes: list[Node]) -> None:
        """Place the paragraphs of one body run; the way down stays for the next run, behind a table."""
        followers = [*(node.marker for node in nodes[1:]), None]
        for node, following in zip(nodes, followers, strict=False):
            if node.marker is not None:
                self._place_marked(node, node.marker)
            elif is_footnote(node.full):
                node.kind = "footnote"
                self.nodes.append(node)
            else:
                self._place_unmarked(node, following)

    def finish(self) -> None:
        """Say what a reader should know about the whole tree."""
        if self._deepest > DEEPEST:
            self.findings.append(finding("deep_nesting", depth=self._deepest))

    def _place_marked(self, node: Node, marker: Marker) -> None:
        node.kind, node.level, node.rank = "marked", marker.level, marker.rank
        node.introduces = introduces(node.full)
        sibling = self._sibling(node, marker)
        if sibling is not None:
            del self._stack[sibling:]
        else:
            self._climb(node, not marker.value or marker.value[-1] == 1)
        self._attach(node)
        if marker.value:
            self._check_order(node, marker)
        self._stack.append(node)

    def _sibling(self, node: Node, marker: Marker) -> int | None:
        """The place in the stack of the list that the node goes on with; None where it begins one."""
        stack, value = self._stack, marker.value
        highest = lowest = None
        for place in range(len(stack) - 1, -1, -1):
            other = stack[place]
            if other.level == node.level:
                if value and other.marker is not None and other.marker.value[-1] + 1 == value[-1]:
                    return place
                highest, lowest = place, place if lowest is None else lowest
        if lowest is None:
            return None
        top = stack[-1]
        begins = top.introduces and not top.children
        if value:
            return None if begins and value[-1] == 1 else lowest
        if node.introduces:
            return highest
        # "- Gồm:" and then more dashes: those stand under it
        return None if begins and top.level == node.level else lowest

    def _climb(self, node: Node, first: bool) -> None:
        """Leave everything that stands lower than a marker of this rank, unless it has just announced the list."""
        while self._stack:
            top = self._stack[-1]
            if top.level == node.level or top.rank <= node.rank:
                return
            if first and not top.children and (top.introduces or _heads_bullets(top, node)):
                return
            self._stack.pop()

    def _attach(self, node: Node) -> None:
        if self._stack:
            node.depth = self._stack[-1].depth + 1
            if node.depth >= self._deepest:
                self._deepest = node.depth + 1
            del self._stack[DEEPEST - 1 :]
            node.parent = self._stack[-1]
            node.parent.children.append(node)
        self.nodes.append(node)

    def _check_order(self, node: Node, marker: Marker) -> None:
        key = (node.parent, node.level)
        before = self._last.get(key)
        self._last[key] = marker
        if before is not None and marker.value <= before.value and key not in self._told:
            self._told.add(key)  # one finding per list: a list that runs backwards would give hundreds
            self.findings.append(
                finding(
                    "numbering_restarts",
                    line_start=node.lines[0],
                    text=node.full[:120],
                    before=before.printed or before.value[-1],
                    after=marker.printed or marker.value[-1],
                )
            )

    def _place_unmarked(self, node: Node, following: Marker | None) -> None:
        """Place a paragraph without a marker; `following` is the next one's."""
        text = node.full
        if is_pointer(text):
            node.kind = "pointer"
        elif is_label(text):
            node.kind = "label"
        elif is_closing(text) and self._stack:
            node.kind = "closing"
            while len(self._stack) > 1 and self._stack[-1].rank > _LOWEST_SECTION:
                self._stack.pop()
        elif is_title(text):
            self._place_title(node)
            return
        elif following is not None and introduces(text):
            self._place_lead_in(node, following)
            return
        else:
            self._leave_leaf()
        self._attach(node)

    def _place_title(self, node: Node) -> None:
        node.kind = "title"
        node.rank = RANKS["upper"] + 0.5 if is_capitals(node.full) else RANKS["named"] + 0.5
        node.level = f"title{node.rank}"
        node.introduces = introduces(node.full)
        while self._stack and self._stack[-1].rank >= node.rank:
            self._stack.pop()
        self._attach(node)
        self._stack.append(node)

    def _place_lead_in(self, node: Node, marker: Marker) -> None:
        """An introduction takes the place of the one before it, beside or under what stands above the list."""
        places = [place for place, other in enumerate(self._stack) if other.level == marker.level]
        if places and self._stack[-1].children:
            del self._stack[places[-1] :]
        elif places:
            if self._stack[-1].level == marker.level:
                self._stack.pop()
        else:
            self._leave_leaf()
        if not self._stack and marker.rank <= RANKS["1."]:
            self._attach(node)  # "… ban hành Kế hoạch như sau:" introduces all of it
            return
        if self._stack and self._stack[-1].kind == "lead_in" and self._stack[-1].children:
            self._stack.pop()
        node.kind, node.rank, node.introduces = "lead_in", marker.rank - 0.5, True
        self._attach(node)
        self._stack.append(node)

    def _leave_leaf(self) -> None:
        """Words without a marker stand beside a finished item, and under a heading."""
        while self._stack:
            top = self._stack[-1]
            if top.children or top.is_heading:
                return
            self._stack.pop()


def _heads_bullets(top: Node, node: Node) -> bool:
    """`• Về hạ tầng` without a colon, and then dashes: which sign stands higher is the document's own."""
    return top.rank > RANKS["-"] and node.rank >= RANKS["*"] and top.is_heading


def is_title(text: str) -> bool:
    """An unmarked line that is a heading: in capitals, or nothing but a section's name (`Yêu cầu`)."""
    if is_capitals(text):
        return len(text) <= _LONGEST_TITLE and not is_ended(text.rstrip(":"))
    return len(text) <= LONGEST_BULLET_HEADING and is_heading_phrase(text) and not is_ended(text.rstrip(":"))
