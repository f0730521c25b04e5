"""Web pages: saved from a browser, exported by Word, or cut out of one."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.readers.blocks import Block
from ingest.readers.compose import compose
from ingest.readers.html_blocks import PageReader
from ingest.readers.html_elements import SHALLOW
from ingest.readers.html_encoding import decode_page
from ingest.readers.reading import Reading
from schema.findings import finding
from schema.records import Finding

_TAG = re.compile(r"<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9]*+)(?![:a-zA-Z0-9])")
_TEXT_UNTIL = {"<!--": "-->", "<script": "</script", "<style": "</style", "<textarea": "</textarea"}
_LONGEST_TAG = 20_000
_MOST_ATTRIBUTES = 2_000
_MOST_NESTED = 2_000


class PageBlocks(NamedTuple):
    """What is on a page, its encoding, and what to tell of it."""

    blocks: list[Block]
    encoding: str
    findings: list[Finding]


def read_html(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """Paragraphs, lists with their numbers, and tables of a page. Raises ReadError above the limits."""
    limits.check("text_size", len(content), "the page is longer (in bytes)")
    page = page_blocks(content, encoding)
    reading = compose(page.blocks, layout="html", limits=limits)
    reading.encoding = page.encoding
    reading.findings += page.findings
    return reading


def page_blocks(content: bytes, encoding: str | None = None) -> PageBlocks:
    """The paragraphs and tables of a page, before they have line numbers. Raises ReadError."""
    page = decode_page(content, encoding)
    _check_depth(page.source)
    reader = PageReader(page)
    root = LexborHTMLParser(page.source).root
    if root is not None:
        _walk(root, reader)
    blocks, findings = reader.finish(), list(page.findings)
    if reader.hidden:
        findings.append(finding("hidden_text", reason=f"{reader.hidden} passages are not displayed"))
    return PageBlocks(blocks, page.encoding, findings)


def _walk(root: LexborNode, reader: PageReader) -> None:
    """Show the reader every node, depth first, without recursion: pages may be nested deep."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            reader.leave(node)
        elif node.is_text_node:
            reader.text(node.text_content or "")
        elif node.is_element_node and reader.enter(node):
            stack.append((node, True))
            stack += [(child, False) for child in reversed(list(node.iter(include_text=True)))]


def _check_depth(source: str) -> None:
    """Refuse pages nested so deep, or tags so long, that the parser's time would grow with the square of it."""
    for piece in source.split("<"):
        if len(piece) > _LONGEST_TAG and len(piece.partition(">")[0].split()) > _MOST_ATTRIBUTES:
            raise ReadError("limit_exceeded", f"an element of the page has more than {_MOST_ATTRIBUTES:,} attributes")
    if source.count("<") < _MOST_NESTED:
        return
    depth, until = 0, ""
    for tag in _TAG.finditer(source):
        mark = tag[0].lower()
        if until:
            until = "" if mark == until else until
        elif mark in _TEXT_UNTIL:
            until = _TEXT_UNTIL[mark]
        elif tag[2] and tag[2].lower() not in SHALLOW:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > _MOST_NESTED:
                raise ReadError("limit_exceeded", f"the page's elements are nested more than {_MOST_NESTED:,} deep")
