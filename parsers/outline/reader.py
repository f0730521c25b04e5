"""The one way through: body lines, paragraphs, tree, items with their roles, and what became of every line."""

from __future__ import annotations

from parsers.manuscript import Manuscript
from parsers.outline.activities import Cells, read_activities
from parsers.outline.lines import measure, read_body
from parsers.outline.markers import RANKS
from parsers.outline.nodes import Node
from parsers.outline.paragraphs import read_paragraphs
from parsers.outline.roles import RoleReader
from parsers.outline.tree import TreeBuilder
from parsers.raw import Outline, RawItem
from parsers.regions import Regions

_SECTION_STYLES = frozenset({"part", "chapter", "upper", "roman", "section"})


def read_outline(manuscript: Manuscript, regions: Regions) -> Outline:
    """The list structure of the body: its leaves as items, headings as their paths, a role for every body line.

    Linear in the number of characters; nothing is raised. Lists nested deeper than twelve are read as the
    twelfth level, with a finding; so are numbers that do not rise.
    """
    bodies = [read_body(manuscript.lines, regions.roles, run) for run in regions.bodies]
    wrap = measure(bodies)
    tree = TreeBuilder()
    before_tables: set[int] = set()
    starts = {table.line_start for table in regions.tables}
    for run, body in zip(regions.bodies, bodies, strict=True):
        paragraphs = read_paragraphs(body, wrap)
        tree.add(paragraphs)
        if paragraphs and any(run[1] < start <= run[1] + 3 for start in starts):
            before_tables.add(len(tree.nodes) - 1)
    tree.finish()
    outline = _assemble(tree, before_tables)
    for node in tree.nodes:
        node.parent = None  # without circles of objects the tree is gone at once: workers seldom look for any
    for body in bodies:
        outline.line_roles.update((number, _role_of_rule(manuscript, number)) for number in body.rules)
    return outline


def _role_of_rule(manuscript: Manuscript, number: int) -> tuple[str, int]:
    return ("furniture" if manuscript.lines[number - 1].strip() else "blank", -1)


def _assemble(tree: TreeBuilder, before_tables: set[int]) -> Outline:
    outline = Outline(findings=tree.findings)
    items, line_roles = outline.items, outline.line_roles
    activities = read_activities(tree.nodes)
    absorbed = {label for _, labels in activities.values() for label in labels}
    roles = RoleReader()
    paths = _Paths()
    preamble = _preamble_end(tree.nodes)
    became: tuple[str, int]
    for place, node in enumerate(tree.nodes):
        if node in absorbed:
            continue  # its lines go with the activity's item
        lines = node.lines
        if place < preamble:
            became = ("basis" if node.text.startswith("Căn cứ") else "front_matter", -1)
        elif node.kind == "footnote":
            became = ("furniture", -1)
        elif node in activities or _is_item(node, place in before_tables):
            became = ("item", len(items))
            cells: Cells = {}
            if node in activities:
                cells, labels = activities[node]
                lines = sorted({*lines, *(line for label in labels for line in label.lines)})
            items.append(
                RawItem(
                    path=paths.above(node),
                    marker=node.marker.printed if node.marker is not None else "",
                    text=node.text,
                    role=roles.role(node),
                    line_start=lines[0],
                    line_end=lines[-1],
                    labels=cells,
                    lines=lines,
                )
            )
        else:
            roles.note(node)
            became = ("heading", -1)
        for line in lines:
            line_roles[line] = became
    return outline


class _Paths:
    """The headings above a node; siblings have the same."""

    def __init__(self) -> None:
        self._known: dict[Node | None, list[str]] = {None: []}

    def above(self, node: Node) -> list[str]:
        parent = node.parent
        if parent in self._known:
            return self._known[parent]
        assert parent is not None
        self._known[parent] = path = [*self.above(parent), parent.full]
        return path


def _preamble_end(nodes: list[Node]) -> int:
    """How many paragraphs stand before the first section; none where the body has no section at all."""
    for place, node in enumerate(nodes):
        if node.kind in ("marked", "title"):
            return place if node.rank <= RANKS["1."] + 0.5 or node.children else 0
        if node.kind == "lead_in" and node.children:
            return place
    return 0


def _is_item(node: Node, before_table: bool) -> bool:
    """A leaf is an item, unless it is a heading that only a table, a pointer or nothing stands under."""
    if node.kind in ("pointer", "title"):
        return False
    below = {child.kind for child in node.children} if node.children else set()
    if not below <= {"closing", "pointer"}:
        return False
    if not node.is_heading or node.kind == "lead_in":
        return True
    marker = node.marker
    if marker is not None and marker.style in _SECTION_STYLES:
        return ": " in node.text
    return "pointer" not in below and not before_table
