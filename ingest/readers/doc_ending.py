"""Word 97 files that end with a table: given the empty paragraph that Word always puts after one.

LibreOffice takes such a table for loose text. Word never writes such files; converters do, LibreOffice too.
Structures as in [MS-CFB] (the compound file) and [MS-DOC] (the document); names are those of the latter.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_END_OF_CHAIN = 0xFFFFFFFA
_CELL_MARK = b"\x07\0"
_PARAGRAPH_MARK = b"\r\0"
_PAGE = 512  # of formatting (FKP)
_BX = 13
_ONE_BYTE_LETTERS = 0x40000000
# Places in the file information block.
_CCP_TEXT, _CCP_OTHERS = 0x4C, range(0x50, 0x6C, 4)
_FC_MAC, _CLX, _PLCF_BTE_PAPX, _PLCF_SED = 0x1C, 0x1A2, 0x102, 0xCA


class _Stream:
    """A stream of a compound file, changed in place."""

    def __init__(self, content: bytearray, sectors: list[int], sector_size: int) -> None:
        self._content, self._sectors, self._sector_size = content, sectors, sector_size
        self.data = bytearray().join(self._slices())

    def save(self) -> None:
        """Write the data back, in the same length."""
        for number, sector in enumerate(self._sectors):
            at = (sector + 1) * self._sector_size
            part = self.data[number * self._sector_size : (number + 1) * self._sector_size]
            self._content[at : at + len(part)] = part

    def number(self, at: int) -> int:
        """The 32-bit number at a place."""
        found: int = struct.unpack_from("<I", self.data, at)[0]
        return found

    def put(self, at: int, *numbers: int) -> None:
        """Write 32-bit numbers at a place."""
        struct.pack_into(f"<{len(numbers)}I", self.data, at, *numbers)

    def _slices(self) -> Iterator[bytearray]:
        for sector in self._sectors:
            at = (sector + 1) * self._sector_size
            yield self._content[at : at + self._sector_size]


def end_with_paragraph(content: bytes) -> bytes:
    """The file with a paragraph after its last table; unchanged where it has one, or is not as expected."""
    changed = bytearray(content)
    try:
        streams = _streams(changed)
        document = streams["WordDocument"]
        table = streams["1Table" if document.data[11] & 0x02 else "0Table"]
        if _append_paragraph(document, table):
            document.save()
            table.save()
            return bytes(changed)
    except (struct.error, IndexError, KeyError, ValueError):
        pass  # damaged in some way that LibreOffice may know how to live with
    return content


def _streams(content: bytearray) -> dict[str, _Stream]:
    sector_size: int = 1 << struct.unpack_from("<H", content, 30)[0]
    if sector_size not in (512, 4096):
        raise ValueError(sector_size)
    fat: list[int] = []
    for sector in struct.unpack_from("<109I", content, 76):
        if sector < _END_OF_CHAIN:
            fat += struct.unpack_from(f"<{sector_size // 4}I", content, (sector + 1) * sector_size)
    found = {}
    for sector in _chain(fat, struct.unpack_from("<I", content, 48)[0]):
        for entry in range((sector + 1) * sector_size, (sector + 2) * sector_size, 128):
            length = struct.unpack_from("<H", content, entry + 64)[0]
            name = content[entry : entry + max(length - 2, 0)].decode("utf-16-le", "replace")
            if name in ("WordDocument", "0Table", "1Table"):
                start = struct.unpack_from("<I", content, entry + 116)[0]
                found[name] = _Stream(content, list(_chain(fat, start)), sector_size)
    return found


def _chain(fat: list[int], sector: int) -> Iterator[int]:
    for _ in range(len(fat)):
        if sector >= _END_OF_CHAIN:
            return
        yield sector
        sector = fat[sector]
    raise ValueError("the sectors form a circle")


def _append_paragraph(document: _Stream, table: _Stream) -> bool:
    """Put a paragraph mark behind the text, if that ends with a cell and nothing else (notes, headers) follows."""
    count, end = document.number(_CCP_TEXT), document.number(_FC_MAC)
    clx = document.number(_CLX)
    pieces = (document.number(_CLX + 4) - 9) // 12
    last_end, descriptor = clx + 5 + 4 * pieces, clx + 5 + 4 * (pieces + 1) + 8 * (pieces - 1)
    start, place = table.number(last_end - 4), table.number(descriptor + 2)
    if any(document.number(at) for at in _CCP_OTHERS) or table.data[clx] != 2 or table.number(last_end) != count:
        return False
    # The last piece is in two-byte letters and ends where the text does, at the mark of a cell; behind is room.
    if place & _ONE_BYTE_LETTERS or place + 2 * (count - start) != end or end % _PAGE > _PAGE - 2:
        return False
    if document.data[end - 2 : end] != _CELL_MARK or document.data[end : end + 2] != b"\0\0":
        return False
    if not _describe_paragraph(document, table, end):
        return False
    document.data[end : end + 2] = _PARAGRAPH_MARK
    document.put(_FC_MAC, end + 2)
    document.put(_CCP_TEXT, count + 1)
    table.put(last_end, count + 1)
    sections = (document.number(_PLCF_SED + 4) - 4) // 16
    table.put(document.number(_PLCF_SED) + 4 * sections, count + 1)
    return True


def _describe_paragraph(document: _Stream, table: _Stream, end: int) -> bool:
    """Give the new paragraph the default formatting, in the last page of paragraph formatting."""
    at, length = document.number(_PLCF_BTE_PAPX), document.number(_PLCF_BTE_PAPX + 4)
    pages = (length - 4) // 8
    page = _PAGE * table.number(at + 4 * (2 * pages))
    runs = document.data[page + _PAGE - 1]
    ends = list(struct.unpack_from(f"<{runs + 1}I", document.data, page))
    formats = bytes(document.data[page + 4 * (runs + 1) : page + 4 * (runs + 1) + _BX * runs])
    taken = min((2 * offset for offset in formats[::_BX] if offset), default=_PAGE - 1)
    described = struct.pack(f"<{runs + 2}I", *ends, end + 2) + formats + bytes(_BX)
    if len(described) > taken or ends[-1] != end:
        return False
    document.data[page : page + len(described)] = described
    document.data[page + _PAGE - 1] = runs + 1
    table.put(at + 4 * pages, end + 2)
    return True
