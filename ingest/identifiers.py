"""Ids made from evidence in the document, so that a parser fix elsewhere renames nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from schema.folding import fold_space, slug


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def document_id(*, province: str, issuer: str, issued_on: date | None, number: str, content_sha256: str) -> str:
    """`<province>-<year>-<number>` in ASCII, e.g. `dong-thap-2020-285-kh-ubnd`.

    A body below the province is named behind it, a body of no province stands in its place. Without a
    number the first ten digits of the content's hash stand for it.
    """
    place = slug(province)
    if not province:
        place = slug(issuer) or "vn"
    elif (body := _BELOW_PROVINCE.search(issuer)) is not None:
        place = f"{place}-{slug(body[0].replace(province, ''))}"
    year = str(issued_on.year) if issued_on else "0000"
    return f"{place}-{year}-{slug(number) or content_sha256[:10]}"


# `Ủy ban nhân dân huyện Tam Nông, tỉnh Đồng Tháp`: numbers repeat from district to district.
_BELOW_PROVINCE = re.compile(
    r"\b(?:huyện|quận|thị xã|thành phố thuộc|xã|phường|thị trấn|đặc khu)\s+[^,]+", re.IGNORECASE
)


class TaskIds:
    """Gives each row of a document its id, in the order of the rows.

    `<document_id>#<section>.<ordinal>`; rows of one task (same table, same number, same description) are
    its sub-rows, `/2` and on. A number that returns with another task, as where numbering restarts in a
    second table, and a task without a number are told apart by a digest of the description.
    """

    def __init__(self, document: str) -> None:
        self._document = document
        self._owners: dict[str, tuple[int, str]] = {}
        self._uses: dict[str, int] = {}

    def next(self, *, table_no: int, section_ordinal: str, ordinal: str, description: str) -> str:
        """The id of the next row."""
        own = ordinal or f"~{_digest(description, 6)}"
        name = f"{section_ordinal}.{own}" if section_ordinal else own
        owner = (table_no, description)
        if self._owners.setdefault(name, owner) != owner:
            name = f"{name}~{_digest(f'{table_no} {description}', 6)}"
        self._uses[name] = count = self._uses.get(name, 0) + 1
        return f"{self._document}#{name}" + (f"/{count}" if count > 1 else "")


_MARKER = re.compile(r"\s*(?:([IVXLC]+|\d+(?:\.\d+)*|[a-zđ])[.)](?=\s|$|\D)|([-+•*–]))", re.IGNORECASE)


class ItemIds:
    """Gives each item of the body its id: the markers of its headings and its own, `#p.II.1.a`.

    A dash or a missing marker says nothing, so a digest of the words stands for it; a second item of the
    same id gets `/2`.
    """

    def __init__(self, document: str) -> None:
        self._document = document
        self._uses: dict[str, int] = {}

    def next(self, *, path: Sequence[str], marker: str, text: str) -> str:
        """The id of the next item."""
        name = f"{_path_name(tuple(path))}.{_own_name(marker) or f'~{_digest(text, 6)}'}"
        self._uses[name] = count = self._uses.get(name, 0) + 1
        return f"{self._document}#{name}/{count}" if count > 1 else f"{self._document}#{name}"


@lru_cache(maxsize=64)
def _path_name(path: tuple[str, ...]) -> str:
    """`p` and the numbers or letters of the headings: `p.II.1`."""
    found = map(_MARKER.match, path)
    return ".".join(["p", *(match[1] for match in found if match and match[1])])


@lru_cache(maxsize=1024)
def _own_name(marker: str) -> str:
    """The marker without its stop or bracket; "" for one that is a sign."""
    own = fold_space(marker).strip(".)(")
    return own if any(letter.isalnum() for letter in own) else ""
