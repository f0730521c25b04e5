"""Fonts that draw Vietnamese from codes of their own, known by their names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ingest.encodings.legacy import legacy_encoding


@cache
def font_conversion(font: str) -> Callable[[str], str] | None:
    """How text set in this font becomes Unicode; None for fonts that draw Unicode.

    `.VnTime` and its family are TCVN3, `.VnTimeH` the same in capitals; `VNI-Times` and its family are VNI.
    """
    name = font.strip().strip("'\"").lower()
    if name.startswith(".vn"):
        convert = legacy_encoding("tcvn3").convert
        return (lambda text: convert(text).upper()) if name.endswith("h") else convert
    return legacy_encoding("vni").convert if name.startswith("vni-") else None
