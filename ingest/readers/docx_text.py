"""The runs of a Word paragraph into the lines that Word shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.encodings.detection import syllable_share
from ingest.readers.docx_styles import Look, Styles
from ingest.readers.fonts import font_codes_of
from ingest.readers.ooxml import MC, W, value

_RUN = f"{W}r"
_TEXT = f"{W}t"
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_PLAIN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_TEXT_BOX = f"{W}txbxContent"
_ALTERNATIVES = f"{MC}AlternateContent"
_NOT_TEXT = frozenset({f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{W}delText", f"{W}instrText", f"{W}rt"})
# The private characters of Symbol and Wingdings; the rest become a bullet.
_SYMBOLS = {"f0fc": "✓", "f0fe": "☑", "f0a8": "□", "f06f": "□", "f0e0": "→", "f0b3": "≥", "f0a3": "≤", "f0b0": "°"}


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph's runs hold: lines, text boxes anchored in it, and how many runs were not shown."""

    lines: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: int = 0
    encodings: set[str] = field(default_factory=set)


def read_runs(paragraph: etree._Element, look: Look, styles: Styles) -> ParagraphText:
    """The visible text of `w:p`: insertions kept, deletions and hidden runs counted, old fonts converted."""
    found = ParagraphText()
    segments: list[tuple[str, str]] = []  # (font, text): VNI splits a letter over runs, so neighbours are joined
    for font, text in _visible(paragraph, look, styles, found):
        if segments and segments[-1][0] == font:
            segments[-1] = (font, segments[-1][1] + text)
        else:
            segments.append((font, text))
    whole = "".join(_converted(font, text, found) for font, text in segments)
    found.lines = [line.strip(" ") for line in whole.split("\n")]
    return found


def _converted(font: str, text: str, found: ParagraphText) -> str:
    codes = font_codes_of(font)
    if codes is None or any(letter > "\u02ff" and letter.isalpha() for letter in text):
        return text
    converted = codes.convert(text)
    if syllable_share(converted) < syllable_share(text):
        return text
    found.encodings.add(codes.encoding)
    return converted


def _visible(element: etree._Element, look: Look, styles: Styles, found: ParagraphText) -> Iterator[tuple[str, str]]:
    for child in element:
        tag = child.tag
        if tag == _RUN:
            properties = child.find(f"{W}rPr")
            run_look = styles.over(look, value(properties, f"{W}rStyle")) if properties is not None else look
            yield from _run(child, run_look.with_run(properties), styles, found)
        elif tag in _REMOVED:
            found.hidden += any(part.text for part in child.iter(f"{W}delText", _TEXT))
        elif tag not in _NOT_TEXT:
            yield from _visible(_chosen(child), look, styles, found)


def _run(run: etree._Element, look: Look, styles: Styles, found: ParagraphText) -> Iterator[tuple[str, str]]:
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            # What children it has are entities, which stay unresolved.
            text = (child.text or "") + "".join(entity.tail or "" for entity in child)
            if look.hidden:
                found.hidden += bool(text.strip())
            elif text:
                yield look.font, text.upper() if look.capitals else text
        elif look.hidden:
            continue
        elif tag in _BREAKS:
            yield look.font, "\n"
        elif tag in _PLAIN:
            yield look.font, _PLAIN[tag]
        elif tag == f"{W}sym":
            yield "", _SYMBOLS.get(child.get(f"{W}char", "").lower(), "•")
        elif tag not in _NOT_TEXT:
            found.boxes += _text_boxes(_chosen(child))


def _chosen(element: etree._Element) -> etree._Element:
    """Of alternatives, which say the same in two ways, the first."""
    if element.tag == _ALTERNATIVES and len(element):
        chosen: etree._Element = element[0]
        return chosen
    return element


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """The outermost text boxes below an element of a run, each alternative once."""
    boxes: list[etree._Element] = []
    pending = [element]
    while pending:
        current = _chosen(pending.pop())
        if current.tag == _TEXT_BOX:
            boxes.append(current)
        else:
            pending += reversed(current)
    return boxes
