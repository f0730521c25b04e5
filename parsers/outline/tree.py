"""Paragraphs into a tree: each under the heading, introduction or item that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from parsers.outline.labels import is_label
from parsers.outline.lines import is_ended, is_footnote
from parsers.outline.markers import RANKS, UNNUMBERED, Marker
from parsers.outline.paragraphs import Paragraph, is_capitals
from parsers.outline.phrases import introduces, is_closing, is_pointer
from parsers.outline.sections import is_heading_phrase
from schema.findings import finding
from schema.records import Finding

Kind = Literal["marked", "lead_in", "title", "plain", "closing", "label", "pointer", "footnote"]

DEEPEST = 12
_LOWEST_SECTION = RANKS["section"]
_LOWEST_NUMBERED = RANKS["1)"]
# Longer texts are sentences, whatever they begin with.
_LONGEST_HEADING = {"part": 400, "chapter": 400, "upper": 400, "roman": 400, "section": 400, "article": 300}
_LONGEST_TITLE = 200
_LONGEST_NUMBERED_HEADING = 200
_LONGEST_LETTERED_HEADING = 110
_LONGEST_BULLET_HEADING = 60


@dataclass(slots=True, eq=False)
class Node:
    """A paragraph with its place. `rank` is its marker's; an introduction stands just above what it introduces."""

    paragraph: Paragraph
    kind: Kind
    level: str = ""
    rank: float = 99
    parent: Node | None = None
    depth: int = 0
    children: list[Node] = field(default_factory=list)
    introduces: bool = False

    @property
    def is_heading(self) -> bool:
        """Would words that follow without a marker stand under this, rather than beside it?"""
        if self.kind in ("lead_in", "title"):
            return True
        marker = self.paragraph.marker
        if marker is None or self.kind != "marked":
            return False
        text = self.paragraph.text
        if self.introduces:
            return True
        if is_ended(text):
            return False
        if marker.style in _LONGEST_HEADING:
            return len(text) <= _LONGEST_HEADING[marker.style]
        if marker.rank <= _LOWEST_NUMBERED:
            return len(text) <= _LONGEST_NUMBERED_HEADING
        if marker.style in UNNUMBERED:
            return len(text) <= _LONGEST_BULLET_HEADING
        return len(text) <= _LONGEST_LETTERED_HEADING


class TreeBuilder:
    """Places paragraphs one by one; the stack is the way down to the last one that may have something under it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.findings: list[Finding] = []
        self._stack: list[Node] = []
        self._last: dict[tuple[int, str], Marker] = {}
        self._told: set[tuple[int, str]] = set()
        self._deepest = 0

    def add(self, paragraphs: list[Paragraph]) -> None:
        """Place the paragraphs of one body run; the way down stays for the next run, behind a table."""
        followers = [*(paragraph.marker for paragraph in paragraphs[1:]), None]
        for paragraph, following in zip(paragraphs, followers, strict=False):
            if paragraph.marker is not None:
                self._place_marked(paragraph, paragraph.marker)
            elif is_footnote(paragraph.full):
                self.nodes.append(Node(paragraph, "footnote"))
            else:
                self._place_unmarked(paragraph, following)

    def finish(self) -> None:
        """Say what a reader should know about the whole tree."""
        if self._deepest > DEEPEST:
            self.findings.append(finding("deep_nesting", depth=self._deepest))

    def _place_marked(self, paragraph: Paragraph, marker: Marker) -> None:
        node = Node(paragraph, "marked", marker.level, marker.rank, introduces=introduces(paragraph.full))
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
        places = self._places(node.level)
        if not places:
            return None
        top = self._stack[-1]
        begins = top.introduces and not top.children
        if not marker.value:
            if begins and top.level == node.level and not node.introduces:
                return None  # "- Gồm:" and then more dashes: those stand under it
            return places[0] if node.introduces else places[-1]
        value = marker.value[-1]
        for place in reversed(places):
            other = self._stack[place].paragraph.marker
            if other is not None and other.value[-1] + 1 == value:
                return place
        if value == 1 and begins:
            return None
        return places[-1]

    def _places(self, level: str) -> list[int]:
        return [place for place, node in enumerate(self._stack) if node.level == level]

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
        parent = self._stack[-1] if self._stack else None
        if parent is not None:
            node.depth = parent.depth + 1
            self._deepest = max(self._deepest, node.depth + 1)
            del self._stack[DEEPEST - 1 :]
            node.parent = parent = self._stack[-1]
            parent.children.append(node)
        self.nodes.append(node)

    def _check_order(self, node: Node, marker: Marker) -> None:
        key = (id(node.parent), node.level)
        before = self._last.get(key)
        self._last[key] = marker
        if before is not None and marker.value <= before.value and key not in self._told:
            self._told.add(key)  # one finding per list: a list that runs backwards would give hundreds
            self.findings.append(
                finding(
                    "numbering_restarts",
                    line_start=node.paragraph.lines[0],
                    text=node.paragraph.full[:120],
                    before=before.printed or before.value[-1],
                    after=marker.printed or marker.value[-1],
                )
            )

    def _place_unmarked(self, paragraph: Paragraph, following: Marker | None) -> None:
        """Place a paragraph without a marker; `following` is the next one's."""
        text = paragraph.full
        if is_pointer(text):
            self._attach(Node(paragraph, "pointer"))
        elif is_label(text):
            self._attach(Node(paragraph, "label"))
        elif is_closing(text) and self._stack:
            while len(self._stack) > 1 and self._stack[-1].rank > _LOWEST_SECTION:
                self._stack.pop()
            self._attach(Node(paragraph, "closing"))
        elif is_title(text):
            self._place_title(paragraph)
        elif following is not None and introduces(text):
            self._place_lead_in(paragraph, following)
        else:
            self._leave_leaf()
            self._attach(Node(paragraph, "plain"))

    def _place_title(self, paragraph: Paragraph) -> None:
        rank = RANKS["upper"] + 0.5 if is_capitals(paragraph.full) else RANKS["named"] + 0.5
        node = Node(paragraph, "title", f"title{rank}", rank, introduces=introduces(paragraph.full))
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()
        self._attach(node)
        self._stack.append(node)

    def _place_lead_in(self, paragraph: Paragraph, marker: Marker) -> None:
        """An introduction takes the place of the one before it, beside or under what stands above the list."""
        places = self._places(marker.level)
        if places and self._stack[-1].children:
            del self._stack[places[-1] :]
        elif places:
            top = self._stack[-1]
            if top.level == marker.level:
                self._stack.pop()
        else:
            self._leave_leaf()
        if not self._stack and marker.rank <= RANKS["1."]:
            self._attach(Node(paragraph, "plain"))  # "… ban hành Kế hoạch như sau:" introduces all of it
            return
        if self._stack and self._stack[-1].kind == "lead_in" and self._stack[-1].children:
            self._stack.pop()
        node = Node(paragraph, "lead_in", "", marker.rank - 0.5, introduces=True)
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
    return len(text) <= _LONGEST_BULLET_HEADING and is_heading_phrase(text) and not is_ended(text.rstrip(":"))
