"""Mutated files of every format give a Manuscript or a ReadError.

`KEHOACH_FUZZ=20000 pytest tests/ingest/test_read_fuzz.py` looks longer than the few examples of a test run.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.read import read_content
from tests.ingest.encoders import encode
from tests.ingest.invariants import check
from tests.ingest.pdf_writer import Page, write_pdf
from tests.ingest.plans import FOREST_PLAN
from tests.ingest.renderings import as_docx, as_html, as_text
from tests.ingest.word_writer import definition, instance, level, numbered, word_file

EXAMPLES = int(os.environ.get("KEHOACH_FUZZ", "25"))
LIMITS = Limits(table_cells=5_000, lines=50_000, text_size=1 << 20, file_size=1 << 22)


@cache
def _pdf() -> bytes:
    page = Page()
    page.grid([50, 150, 250, 400], [100, 120, 140])
    for x, y, text in ((52, 60, "KẾ HOẠCH"), (52, 102, "TT"), (152, 102, "Việc"), (52, 122, "1"), (252, 122, "Quý I")):
        page.text(x, y, text)
    return write_pdf([page, page])


def _web_archive() -> bytes:
    return (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n%s\n--b--"
        % (as_html(FOREST_PLAN))
    )


def _numbered_word() -> bytes:
    numbering = definition(0, level(0, "upperRoman", "%1."), level(1, "lowerLetter", "%2)")) + instance(1, 0)
    return word_file(numbered("x", 1) + numbered("y", 1, 1), numbering=numbering)


SEEDS: dict[str, Callable[[], bytes]] = {
    "text": lambda: as_text(FOREST_PLAN),
    "tcvn3": lambda: encode("Tăng cường phối hợp giữa các cơ quan, đơn vị trên địa bàn tỉnh. " * 5, "tcvn3"),
    "utf-16": lambda: as_text(FOREST_PLAN).decode().encode("utf-16"),
    "html": lambda: as_html(FOREST_PLAN),
    "mht": _web_archive,
    "docx": lambda: as_docx(FOREST_PLAN),
    "numbered-docx": _numbered_word,
    "pdf": _pdf,
}


@st.composite
def mutations(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """A few cuts, flips, insertions, deletions and repetitions, at places relative to the length."""
    kinds = st.sampled_from(["flip", "cut", "insert", "delete", "repeat", "swap"])
    steps = draw(
        st.lists(st.tuples(kinds, st.floats(0, 1), st.floats(0, 0.1), st.binary(min_size=1, max_size=8)), max_size=6)
    )

    def mutate(content: bytes) -> bytes:
        for kind, place, length, data in steps:
            at = int(place * len(content))
            to = at + int(length * len(content)) + 1
            if kind == "flip":
                content = content[:at] + data + content[at + len(data) :]
            elif kind == "cut":
                content = content[:to]
            elif kind == "insert":
                content = content[:at] + data + content[at:]
            elif kind == "delete":
                content = content[:at] + content[to:]
            elif kind == "repeat":
                content = content[:to] + content[at:to] * (data[0] % 5) + content[to:]
            else:
                content = content[to:] + content[:to]
        return content

    return mutate


def survives(content: bytes, name: str) -> None:
    try:
        manuscript = read_content(content, name=name, limits=LIMITS)
    except ReadError as error:
        assert error.reason
    else:
        check(manuscript)


@pytest.mark.parametrize("name", SEEDS)
@given(mutate=mutations())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_files_are_read_or_refused(name: str, mutate: Callable[[bytes], bytes]) -> None:
    survives(mutate(SEEDS[name]()), name)


@pytest.mark.parametrize("name", ["docx", "numbered-docx"])
@given(mutate=mutations(), part=st.floats(0, 1))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_word_files_with_mutated_parts_are_read_or_refused(
    name: str, mutate: Callable[[bytes], bytes], part: float
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SEEDS[name]())) as source, zipfile.ZipFile(stream, "w") as target:
        members = source.namelist()
        chosen = members[min(int(part * len(members)), len(members) - 1)]
        for member in members:
            content = source.read(member)
            target.writestr(member, mutate(content) if member in (chosen, "word/document.xml") else content)
    survives(stream.getvalue(), name)


_TAGS = ("table", "tr", "td", "th", "p", "div", "ul", "ol", "li", "b", "pre", "br", "nav", "caption", "tbody", "del")
_MARKUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in _TAGS]),
        st.sampled_from([f"</{tag}>" for tag in _TAGS]),
        st.sampled_from(
            ["<td rowspan=3>", "<td colspan=2>", "<td rowspan=0>", "<table border=1>", "<ol start=-2 type=i>"]
        ),
        st.text("aăế1.-) \n\u00a0", max_size=6),
    ),
    max_size=60,
)


@given(markup=_MARKUP)
@settings(max_examples=EXAMPLES * 4, deadline=None)
def test_any_markup_is_read(markup: list[str]) -> None:
    source = "".join(markup)
    manuscript = read_content(f"<html><body>{source}</body></html>".encode(), name="x")
    check(manuscript)


_W_TAGS = ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:ins", "w:del", "w:sdt", "w:sdtContent", "w:txbxContent")
_W_LEAVES = ("<w:t>x</w:t>", "<w:br/>", "<w:tcPr><w:vMerge/></w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')


@st.composite
def word_trees(draw: st.DrawFn, depth: int = 5) -> str:
    """Elements of Word nested in any way, valid or not."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(_W_LEAVES))
    tag = draw(st.sampled_from(_W_TAGS))
    inner = "".join(draw(st.lists(word_trees(depth=depth - 1), max_size=3)))
    return f"<{tag}>{inner}</{tag}>"


@given(trees=st.lists(word_trees(), max_size=4))
@settings(max_examples=EXAMPLES * 2, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_tree_of_word_elements_is_read(trees: list[str]) -> None:
    check(read_content(word_file("".join(trees)), name="x"))
