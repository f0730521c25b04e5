"""Word documents (`.docx`): the body in document order, as Word shows it."""

from __future__ import annotations

from lxml import etree

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.readers.blocks import Block, Paragraph, plain_lines
from ingest.readers.compose import compose
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_tables import read_table
from ingest.readers.docx_text import read_runs
from ingest.readers.ooxml import MC, Package, R, W, number, value
from ingest.readers.reading import Reading
from schema.findings import finding

_PARAGRAPH = f"{W}p"
_TABLE = f"{W}tbl"
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_NOT_CONTENT = frozenset({f"{W}sectPr", f"{W}sdtPr", f"{W}tblPr", f"{W}tblGrid", f"{W}tcPr", f"{W}pPr"})


def read_docx(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """Paragraphs with their automatic numbers, tables, text boxes, notes. Raises ReadError.

    `encoding` has no meaning here: Word files say how they are encoded, and which fonts draw old codes.
    """
    package = Package(content, limits)
    main = package.part(package.main_name)
    body = None if main is None else main.find(f"{W}body")
    if body is None:
        raise ReadError("unreadable_file", "it is a damaged Word document: it has no text part")
    document = _Document(package, limits)
    blocks = document.blocks(body)
    blocks += document.notes("footnotes") + document.notes("endnotes")
    blocks += document.margins("header") + document.margins("footer")
    reading = compose(blocks, layout="docx", limits=limits)
    reading.encoding = "+".join(sorted(document.encodings))
    if document.hidden:
        reason = f"{document.hidden} passages are deleted or formatted as hidden"
        reading.findings.append(finding("hidden_text", reason=reason))
    return reading


class _Document:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._styles = Styles(self._first_part("styles"))
        self._numbering = Numbering(self._first_part("numbering"), self._styles)
        self.hidden = 0
        self.encodings: set[str] = set()

    def blocks(self, container: etree._Element) -> list[Block]:
        """The paragraphs and tables of a body, cell, note or text box, through all wrappers."""
        found: list[Block] = []
        for child in container:
            if child.tag == _PARAGRAPH:
                found += self._paragraph(child)
            elif child.tag == _TABLE:
                table = read_table(child, self.blocks, self._styles)
                self.hidden += table.hidden
                found.append(table.table)
            elif child.tag == f"{W}altChunk":
                found += self._foreign_part(child)
            elif child.tag in _REMOVED:
                self.hidden += 1
            elif child.tag == f"{MC}AlternateContent":
                found += self.blocks(child[0]) if len(child) else []
            elif child.tag not in _NOT_CONTENT:
                found += self.blocks(child)
        return found

    def notes(self, kind: str) -> list[Block]:
        """Footnotes or endnotes, numbered as they are called."""
        found: list[Block] = []
        for name in self._package.related(kind):
            part = self._package.part(name)
            for note in part if part is not None else ():
                if note.get(f"{W}type") in (None, "normal"):
                    text = " ".join(plain_lines(self.blocks(note)))
                    if text:
                        found.append(Paragraph([f"[{len(found) + 1}] {text}"]))
        return found

    def margins(self, kind: str) -> list[Block]:
        """Running headers or footers, each wording once, as furniture. Bare page numbers are left out."""
        wordings: dict[str, None] = {}
        for name in self._package.related(kind):
            part = self._package.part(name)
            for block in self.blocks(part) if part is not None else ():
                if isinstance(block, Paragraph):
                    wordings |= dict.fromkeys(line for line in block.lines if any(map(str.isalpha, line)))
        return [Paragraph([wording], furniture=True) for wording in wordings]

    def _first_part(self, kind: str) -> etree._Element | None:
        names = self._package.related(kind)
        return self._package.part(names[0]) if names else None

    def _paragraph(self, paragraph: etree._Element) -> list[Block]:
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, f"{W}pStyle")
        look = self._styles.look(style)
        text = read_runs(paragraph, look, self._styles)
        self.hidden += text.hidden
        self.encodings |= text.encodings
        marker = self._marker(properties, style, look.numbering)
        if marker:
            text.lines[0] = f"{marker} {text.lines[0]}".rstrip()
        found: list[Block] = [Paragraph(text.lines)] if any(text.lines) else []
        for box in text.boxes:
            found += self.blocks(box)
        return found

    def _marker(
        self, properties: etree._Element | None, style: str | None, inherited: tuple[str, int | None] | None
    ) -> str:
        """The number that Word prints before the paragraph; direct numbering overrides the style's."""
        direct = None if properties is None else properties.find(f"{W}numPr")
        number_id = value(direct, f"{W}numId") or (inherited[0] if inherited else None)
        if number_id is None or number_id == "0":
            return ""
        said = value(direct, f"{W}ilvl")
        if said is not None:
            level = number(said)
        elif inherited and inherited[1] is not None:
            level = inherited[1]
        else:
            level = self._numbering.level_of_style(number_id, style or self._styles.default_paragraph)
        return self._numbering.next_marker(number_id, level)

    def _foreign_part(self, chunk: etree._Element) -> list[Block]:
        """A document of another format, put in whole by a converter: web pages are read, others reported."""
        from ingest.readers.html import page_blocks
        from ingest.readers.web_archive import main_page

        _, name = self._package.relations.get(chunk.get(f"{R}id", ""), ("", ""))
        content = self._package.read(name) if name else None
        if content is None:
            return []
        page = main_page(content) if b"mime-version" in content[:2048].lower() else content
        return page_blocks(page).blocks
