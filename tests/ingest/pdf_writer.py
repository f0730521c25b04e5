"""A PDF writer for tests: text at positions, ruled lines, a font that names its letters."""

from __future__ import annotations

import itertools
import zlib
from dataclasses import dataclass, field

WIDTH = 0.5  # of every letter, in heights of the font


@dataclass
class Page:
    """Drawing operators of one page; positions are in points from the top left corner."""

    width: float = 595
    height: float = 842
    operators: list[str] = field(default_factory=list)
    # LibreOffice strokes the rules of tables; Word fills thin boxes.
    rules_as_boxes: bool = False

    def text(self, x: float, top: float, text: str, *, size: float = 10, font: str = "F1") -> None:
        """Draw a line of text whose letters begin at `top`."""
        codes = "".join(f"{ord(letter):04x}" for letter in text)
        self.operators.append(f"BT /{font} {size} Tf {x} {self.height - top - 0.8 * size} Td <{codes}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a ruled line, upright or level."""
        if self.rules_as_boxes:
            self.operators.append(f"{x0} {self.height - y1} {max(x1 - x0, 0.5)} {max(y1 - y0, 0.5)} re f")
            return
        self.operators.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def grid(
        self, xs: list[float], ys: list[float], *, without: tuple[tuple[float, float, float, float], ...] = ()
    ) -> None:
        """Draw all rules between the edges, except those named by their ends."""
        pieces = [(x0, y, x1, y) for y in ys for x0, x1 in itertools.pairwise(xs)]
        pieces += [(x, y0, x, y1) for x in xs for y0, y1 in itertools.pairwise(ys)]
        for piece in pieces:
            if piece not in without:
                self.line(*piece)


def write_pdf(pages: list[Page], *, fonts: tuple[str, ...] = ("Serif",)) -> bytes:
    """The file. Fonts are not embedded; each maps its codes to the letters of the same number."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>"]
    first_page = 3 + 3 * len(fonts) + 1
    kids = " ".join(f"{first_page + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode())
    objects.append(_stream(_TO_UNICODE))
    names = []
    for number, name in enumerate(fonts):
        at = 4 + 3 * number
        names.append(f"/F{number + 1} {at} 0 R")
        objects.append(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{at + 1} 0 R]"
            f"/ToUnicode 3 0 R>>".encode()
        )
        objects.append(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/DW {int(WIDTH * 1000)}/FontDescriptor {at + 2} 0 R>>".encode()
        )
        objects.append(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/Ascent 800/Descent -200/FontBBox[0 -200 1000 800]>>".encode()
        )
    for number, page in enumerate(pages):
        at = first_page + 2 * number
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.width} {page.height}]/Contents {at + 1} 0 R"
            f"/Resources<</Font<<{' '.join(names)}>>>>>>".encode()
        )
        objects.append(_stream("\n".join(page.operators).encode()))
    return _file(objects)


_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <ffff> endcodespacerange
3 beginbfrange <0020> <036f> <0020> <1e00> <1eff> <1e00> <2000> <22ff> <2000> endbfrange
endcmap end"""


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return content + end.encode() + f"startxref\n{len(content)}\n%%EOF".encode()
