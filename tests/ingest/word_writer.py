"""Word files made from their XML, for tests of what no library writes."""

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr", "footer": "ftr"}


def word_file(body: str, *, chunks: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A file with that body; `parts` are further parts by kind, `chunks` foreign parts by relation id."""
    members = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>".encode()}
    relations = []
    for number, (kind, content) in enumerate(parts.items()):
        members[f"word/{kind}.xml"] = f"<w:{_ROOTS[kind]} {_NAMES}>{content}</w:{_ROOTS[kind]}>".encode()
        relations.append(f'<Relationship Id="p{number}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>')
    for name, chunk in (chunks or {}).items():
        members[f"word/{name}.htm"] = chunk
        relations.append(f'<Relationship Id="{name}" Type="{_OFFICE}/aFChunk" Target="/word/{name}.htm"/>')
    members["word/_rels/document.xml.rels"] = _relations("".join(relations))
    members["_rels/.rels"] = _relations(
        f'<Relationship Id="m" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    )
    members["[Content_Types].xml"] = b"<Types/>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _relations(content: str) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}">{content}</Relationships>'.encode()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number_id: int, level: int = 0) -> str:
    """A paragraph that Word numbers."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>')


def level(number: int, style: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list's definition."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(number: int, *levels: str, more: str = "") -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def instance(number_id: int, abstract: int, overrides: str = "") -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{number_id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def cell(text: str, *, across: int = 1, down: str = "", content: str = "", more: str = "") -> str:
    """A table cell; `down` is "restart" or "continue"."""
    merge = f'<w:vMerge w:val="{down}"/>' if down else ""
    body = content or paragraph(text)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}{more}</w:tcPr>{body}</w:tc>'


def table(*rows: str, widths: tuple[int, ...] = (), ruled: bool = True) -> str:
    """A table of rows, each the XML of its cells."""
    borders = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if ruled else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(row if row.startswith("<w:tr") else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
