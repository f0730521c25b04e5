"""The footer of a Parquet file with every offset in it moved: what lets a file carry its predecessor's bytes.

A footer is a Thrift struct in compact protocol. It is copied token by token; of all its numbers only
the offsets into the file are changed. Source: apache/parquet-format, parquet.thrift; Thrift compact
protocol specification.
"""

from __future__ import annotations

import io
from typing import BinaryIO

MAGIC = b"PAR1"

# Thrift compact types.
_STOP, _TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(13)

# Where offsets stand, as field numbers on the way from the outermost struct (FileMetaData).
_ROW_GROUP = (4,)
_COLUMN = (*_ROW_GROUP, 1)
_COLUMN_METADATA = (*_COLUMN, 3)
_OFFSETS = frozenset(
    {
        (*_ROW_GROUP, 5),  # file_offset
        (*_COLUMN, 2),  # file_offset
        (*_COLUMN, 4),  # offset_index_offset
        (*_COLUMN, 6),  # column_index_offset
        (*_COLUMN_METADATA, 9),  # data_page_offset
        (*_COLUMN_METADATA, 10),  # index_page_offset
        (*_COLUMN_METADATA, 11),  # dictionary_page_offset
        (*_COLUMN_METADATA, 14),  # bloom_filter_offset
    }
)
# Parquet writers of old leave file_offset 0 where it means nothing; an offset of 0 is never moved.


def split_footer(content: bytes | memoryview) -> tuple[bytes | memoryview, bytes]:
    """A Parquet file as its data (of a view another view) and its footer (without length and magic).

    Raises ValueError.
    """
    if len(content) < 12 or content[-4:] != MAGIC:
        raise ValueError("not a Parquet file")
    length = int.from_bytes(content[-8:-4], "little")
    if length > len(content) - 12:
        raise ValueError("the footer's length is longer than the file")
    return content[: -8 - length], bytes(content[-8 - length : -8])


def ending(footer: bytes) -> bytes:
    """A footer as a file ends with it."""
    return footer + len(footer).to_bytes(4, "little") + MAGIC


def moved_footer(footer: bytes, by: int) -> bytes:
    """The footer of the same data `by` bytes further on in the file."""
    reader, out = io.BytesIO(footer), bytearray()
    _Copier(reader, out, by).struct(())
    if reader.tell() != len(footer):
        raise ValueError("the footer goes on after its end")
    return bytes(out)


class _Copier:
    """Copies Thrift values from a stream, adding to the offsets among them."""

    def __init__(self, source: BinaryIO, out: bytearray, by: int) -> None:
        self._source, self._out, self._by = source, out, by

    def struct(self, path: tuple[int, ...]) -> None:
        """Fields until the stop mark; a header holds the type and how far the field number moved on."""
        field = 0
        while (head := self._byte()) != _STOP:
            kind, delta = head & 0x0F, head >> 4
            field = field + delta if delta else _unzigzag(self._varint())
            self._value(kind, (*path, field))

    def _value(self, kind: int, path: tuple[int, ...]) -> None:
        if kind == _STRUCT:
            self.struct(path)
        elif kind in (_LIST, _SET):
            self._list(path)
        elif kind == _MAP:
            self._map(path)
        elif kind == _I64 and path in _OFFSETS:
            offset = _unzigzag(self._varint(copy=False))
            self._out += _varint_bytes((offset + self._by if offset else 0) << 1)
        elif kind in (_I16, _I32, _I64):
            self._varint()
        elif kind not in (_TRUE, _FALSE):
            self._bytes({_BYTE: 1, _DOUBLE: 8}[kind] if kind != _BINARY else self._varint())

    def _list(self, path: tuple[int, ...]) -> None:
        head = self._byte()
        kind, size = head & 0x0F, head >> 4
        for _ in range(self._varint() if size == 15 else size):
            # A boolean is a byte of its own in a list, and part of the header in a struct.
            self._value(_BYTE if kind in (_TRUE, _FALSE) else kind, path)

    def _map(self, path: tuple[int, ...]) -> None:
        size = self._varint()
        kinds = self._byte() if size else 0
        for _ in range(size):
            self._value(kinds >> 4, path)
            self._value(kinds & 0x0F, path)

    def _byte(self) -> int:
        return self._bytes(1)[0]

    def _bytes(self, count: int) -> bytes:
        got = self._source.read(count)
        if len(got) != count:
            raise ValueError("the footer ends too early")
        self._out += got
        return got

    def _varint(self, *, copy: bool = True) -> int:
        value = shift = 0
        while True:
            byte = self._source.read(1)
            if not byte or shift > 63:
                raise ValueError("the footer ends too early")
            if copy:
                self._out += byte
            value |= (byte[0] & 0x7F) << shift
            shift += 7
            if byte[0] < 0x80:
                return value


def _unzigzag(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


def _varint_bytes(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
