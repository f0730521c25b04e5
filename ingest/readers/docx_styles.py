"""Styles of a Word file, as far as they change what a reader sees: font, capitals, hidden text, numbering."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from ingest.readers.ooxml import W, is_on, number, value


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown. `numbering` is (numId, level) of a paragraph style; the level None where not said."""

    font: str = ""
    capitals: bool = False
    hidden: bool = False
    numbering: tuple[str, int | None] | None = None
    bordered: bool = False

    def with_run(self, properties: etree._Element | None) -> Look:
        """This look under the direct formatting of a run (`w:rPr`)."""
        if properties is None:
            return self
        fonts, caps, vanish = (properties.find(f"{W}{tag}") for tag in ("rFonts", "caps", "vanish"))
        font = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
        return replace(
            self,
            font=font or self.font,
            capitals=self.capitals if caps is None else is_on(caps),
            hidden=self.hidden if vanish is None else is_on(vanish),
        )


class Styles:
    """The styles by id, with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._looks: dict[tuple[Look, str], Look] = {}
        self.default = Look()
        self.default_paragraph = ""
        if root is None:
            return
        self.default = Look().with_run(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._elements[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default_paragraph = name

    def look(self, style: str | None) -> Look:
        """The look of a paragraph or table style; the document's defaults for an unknown one."""
        return self.over(self.default, style or self.default_paragraph)

    def over(self, look: Look, style: str | None) -> Look:
        """A look with a (character) style laid over it."""
        if not style:
            return look
        if (look, style) not in self._looks:
            self._looks[look, style] = self._laid_over(look, style)
        return self._looks[look, style]

    def _laid_over(self, look: Look, style: str) -> Look:
        for element in reversed(self._chain(style)):
            look = look.with_run(element.find(f"{W}rPr"))
            numbering = _numbering(element.find(f"{W}pPr/{W}numPr"), look.numbering)
            bordered = look.bordered or has_borders(element.find(f"{W}tblPr/{W}tblBorders"))
            look = replace(look, numbering=numbering, bordered=bordered)
        return look

    def numbering_of(self, style: str) -> str | None:
        """The numId that a numbering style names."""
        for element in self._chain(style):
            found = value(element, f"{W}pPr/{W}numPr/{W}numId")
            if found:
                return found
        return None

    def _chain(self, style: str | None) -> list[etree._Element]:
        """A style and those it is based on; a circle ends it."""
        chain: list[etree._Element] = []
        while style and style in self._elements and self._elements[style] not in chain:
            chain.append(self._elements[style])
            style = value(chain[-1], f"{W}basedOn")
        return chain


def _numbering(
    properties: etree._Element | None, inherited: tuple[str, int | None] | None
) -> tuple[str, int | None] | None:
    if properties is None:
        return inherited
    level = value(properties, f"{W}ilvl")
    number_id = value(properties, f"{W}numId") or (inherited[0] if inherited else None)
    return None if number_id is None else (number_id, None if level is None else number(level))


def has_borders(borders: etree._Element | None) -> bool:
    """Whether any border of a table or cell is drawn."""
    return borders is not None and any(b.get(f"{W}val", "nil") not in ("nil", "none") for b in borders)
