"""Fonts that draw Vietnamese from codes of their own, known by their names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ingest.encodings.legacy import legacy_encoding

# `.VnTime`; PDF writers that may not begin a name with a dot leave it out or write another sign.
_ABC = re.compile(r"\.vn|[_,-]?vn(?:time|arial|avant|book|centu|courier|helv|univers|south|clarendon|black|present)")


class FontCodes(NamedTuple):
    """The encoding behind a font, and how text set in it becomes Unicode."""

    encoding: str
    convert: Callable[[str], str]


@cache
def font_codes_of(font: str) -> FontCodes | None:
    """The codes of a font by its name; None for fonts that draw Unicode.

    `.VnTime` and its family are TCVN3, `.VnTimeH` the same in capitals; `VNI-Times` and its family are VNI.
    """
    name = font.strip().strip("'\"").lower()
    if _ABC.match(name):
        convert = legacy_encoding("tcvn3").convert
        return FontCodes("tcvn3", (lambda text: convert(text).upper()) if name.endswith("h") else convert)
    return FontCodes("vni", legacy_encoding("vni").convert) if name.startswith(("vni-", "vni ")) else None
