"""Word files: automatic numbers, merges, tracked changes, hidden text, notes, text boxes, old fonts."""

import pytest

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.read import read_content
from parsers.manuscript import Manuscript
from tests.hostile.files import replace_part
from tests.ingest.encoders import codes
from tests.ingest.invariants import check
from tests.ingest.paragraphs import PARAGRAPHS
from tests.ingest.word_writer import (
    cell,
    definition,
    instance,
    level,
    numbered,
    paragraph,
    run,
    table,
    word_file,
)


def read(body: str, **parts: str) -> Manuscript:
    manuscript = read_content(word_file(body, **parts), name="plan.docx")
    check(manuscript)
    return manuscript


def words(manuscript: Manuscript) -> list[str]:
    return [line for line in manuscript.lines if line]


def grid(manuscript: Manuscript) -> list[list[str | None]]:
    (found,) = manuscript.grids
    return [[cell and cell.text for cell in row.cells] for row in found.rows]


OUTLINE = definition(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "decimal", "%2.%4"),
    level(4, "bullet", "\uf0b7"),
    level(5, "bullet", "-"),
)


def test_numbers_at_all_levels() -> None:
    levels = [0, 1, 1, 2, 2, 3, 4, 5, 0, 1, 2]
    found = read("".join(numbered("x", 1, n) for n in levels), numbering=OUTLINE + instance(1, 0))
    markers = ["I.", "1.", "2.", "a)", "b)", "2.1", "•", "-", "II.", "1.", "a)"]
    assert words(found) == [f"{marker} x" for marker in markers]


@pytest.mark.parametrize(
    ("style", "count", "last"),
    [
        ("decimal", 12, "12."),
        ("decimalZero", 9, "09."),
        ("lowerLetter", 28, "bb."),
        ("upperLetter", 3, "C."),
        ("lowerRoman", 14, "xiv."),
        ("upperRoman", 49, "XLIX."),
        ("vietnameseCounting", 3, "3."),
        ("none", 3, "."),
    ],
)
def test_number_formats(style: str, count: int, last: str) -> None:
    found = read(numbered("x", 1) * count, numbering=definition(0, level(0, style, "%1.")) + instance(1, 0))
    assert words(found)[-1] == f"{last} x"


def test_lists_restart_and_go_on() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = definition(0, level(0, "decimal", "%1.")) + instance(1, 0) + instance(2, 0) + instance(3, 0, override)
    body = "".join(numbered("x", n) for n in (1, 1, 2, 3, 3, 1))
    assert words(read(body, numbering=numbering)) == ["1. x", "2. x", "3. x", "5. x", "6. x", "7. x"]


def test_levels_restart_as_they_say() -> None:
    never = level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
    body = "".join(numbered("x", 1, n) for n in (0, 1, 1, 0, 1))
    numbering = definition(0, level(0, "upperRoman", "%1."), never) + instance(1, 0)
    assert words(read(body, numbering=numbering)) == ["I. x", "1. x", "2. x", "II. x", "3. x"]


def test_a_list_may_replace_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "(%1)", start=3)}</w:lvlOverride>'
    numbering = definition(0, level(0, "decimal", "%1.")) + instance(1, 0, override)
    assert words(read(numbered("x", 1), numbering=numbering)) == ["(c) x"]


def test_legal_numbering_is_arabic_throughout() -> None:
    legal = level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    numbering = definition(0, level(0, "upperRoman", "Phần %1"), legal) + instance(1, 0)
    found = read(numbered("x", 1) + numbered("y", 1) + numbered("z", 1, 1), numbering=numbering)
    assert words(found) == ["Phần I x", "Phần II y", "2.1 z"]


def test_styles_number_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Base"/></w:style>'
    )
    numbering = definition(
        0,
        level(0, "upperRoman", "%1.", more='<w:pStyle w:val="Muc"/>'),
        level(1, "decimal", "%2.", more='<w:pStyle w:val="Khoan"/>'),
    ) + instance(1, 0)
    unnumbered = '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(paragraph("x", f'<w:pStyle w:val="{style}"/>') for style in ("Muc", "Khoan", "Khoan", "Muc"))
    found = read(body + paragraph("y", unnumbered), styles=styles, numbering=numbering)
    assert words(found) == ["I. x", "1. x", "2. x", "II. x", "y"]


def test_definitions_point_to_each_other() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        definition(0, more='<w:numStyleLink w:val="L"/>')
        + definition(1, level(0, "lowerLetter", "%1)"))
        + instance(1, 0)
        + instance(2, 1)
    )
    assert words(read(numbered("x", 1) * 2, numbering=numbering, styles=styles)) == ["a) x", "b) x"]
    circle = definition(0, more='<w:numStyleLink w:val="L"/>') + instance(1, 0) + instance(2, 0)
    assert words(read(numbered("x", 1), numbering=circle, styles=styles)) == ["x"]


def test_numbers_in_empty_cells_are_seen() -> None:
    rows = [cell("", content=numbered("", 1)) + cell(text) + cell("Sở A") for text in ("Việc một", "Việc hai")]
    found = read(table(*rows), numbering=definition(0, level(0, "decimal", "%1")) + instance(1, 0))
    assert grid(found) == [["1", "Việc một", "Sở A"], ["2", "Việc hai", "Sở A"]]


def test_merges_across_and_down() -> None:
    found = read(
        table(
            cell("TT", down="restart") + cell("Cơ quan", across=2) + cell("Hạn", down="restart"),
            cell("", down="continue") + cell("chủ trì") + cell("phối hợp") + cell("", down="continue"),
            cell("1", down="restart") + cell("Sở A") + cell("") + cell("Quý I"),
            cell("", down="continue") + cell("Sở B") + cell("Sở C") + cell("Quý II"),
            cell("", down="continue") + cell("Sở D") + cell("Sở E") + cell("", down="continue"),
        )
    )
    assert grid(found) == [
        ["TT", "Cơ quan", None, "Hạn"],
        [None, "chủ trì", "phối hợp", None],
        ["1", "Sở A", "", "Quý I"],
        [None, "Sở B", "Sở C", "Quý II"],
        [None, "Sở D", "Sở E", ""],
    ]


def test_edges_that_nearly_meet_are_one() -> None:
    widths = (500, 3000, 30, 1500, 40, 1000)
    found = read(
        table(
            cell("TT") + cell("Nội dung") + cell("Chủ trì", across=2) + cell("Hạn", across=2),
            cell("1") + cell("Việc", across=2) + cell("Sở A", across=2) + cell("Quý I"),
            cell("2") + cell("Việc", across=2) + cell("Sở B") + cell("Quý II", across=2),
            widths=widths,
        )
    )
    assert grid(found)[1:] == [["1", "Việc", "Sở A", "Quý I"], ["2", "Việc", "Sở B", "Quý II"]]


def test_rows_may_begin_late() -> None:
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("b") + cell("c") + "</w:tr>"
    assert grid(read(table(cell("1") + cell("2") + cell("3"), late))) == [["1", "2", "3"], ["", "b", "c"]]


def test_a_table_within_a_cell_stays_in_the_cell() -> None:
    inner = table(cell("x") + cell("y")) + paragraph("")
    found = read(table(cell("1") + cell("", content=paragraph("Việc") + inner) + cell("A"), cell("2") * 3))
    assert grid(found)[0] == ["1", "Việc x | y", "A"]


def test_a_letterhead_is_text() -> None:
    rows = (cell("UBND TỈNH X") + cell("CỘNG HÒA"), cell("Số: 1/KH") + cell("X, ngày 1"))
    found = read(table(*rows, ruled=False))
    assert found.grids == []
    assert words(found) == ["UBND TỈNH X", "Số: 1/KH", "CỘNG HÒA", "X, ngày 1"]


def test_tracked_changes_are_read_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('đi')}</w:moveFrom><w:moveTo>{run('đến')}</w:moveTo>"
    row = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>' + cell("bỏ") * 3 + "</w:tr>"
    body = f"<w:p>{run('giữ ')}{deleted}<w:ins>{run('mới ')}</w:ins>{moved}</w:p>" + table(
        cell("1") * 3, row, cell("2") * 3
    )
    found = read(body)
    assert words(found)[0] == "giữ mới đến"
    assert grid(found) == [["1", "1", "1"], ["2", "2", "2"]]
    assert [(f.code, "3 passages" in f.message) for f in found.findings] == [("hidden_text", True)]


def test_hidden_text_is_left_out_and_told() -> None:
    styles = '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    visible = run("hiện", '<w:rStyle w:val="An"/><w:vanish w:val="0"/>')
    hidden = run("ẩn", "<w:vanish/>") + run("kín", '<w:rStyle w:val="An"/>')
    body = f"<w:p>{hidden}{visible}</w:p>"
    found = read(body, styles=styles)
    assert found.lines == ["hiện"]
    assert [(f.code, "2 passages" in f.message) for f in found.findings] == [("hidden_text", True)]


def test_fields_show_their_results() -> None:
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('7')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        f"<w:hyperlink>{run(' nối')}</w:hyperlink><w:sdt><w:sdtContent>{run(' ô')}</w:sdtContent></w:sdt></w:p>"
    )
    assert read(body).lines == ["7 nối ô"]


def test_breaks_tabs_and_signs() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>KH</w:t><w:noBreakHyphen/><w:t>UBND</w:t>"
        '<w:softHyphen/><w:sym w:char="F0FC"/></w:r></w:p>'
    )
    assert read(body).lines == ["a\tb", "KH-UBND✓"]


def test_capitals_are_those_that_are_seen() -> None:
    assert read(f"<w:p>{run('Kế hoạch', '<w:caps/>')}</w:p>").lines == ["KẾ HOẠCH"]


def test_notes_stand_at_the_end() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("___")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("Theo báo cáo")}</w:footnote>'
    )
    found = read(f"<w:p>{run('Mục tiêu')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>", footnotes=notes)
    assert words(found) == ["Mục tiêu", "[1] Theo báo cáo"]


def test_headers_and_footers_are_furniture() -> None:
    found = read(paragraph("KẾ HOẠCH"), header=paragraph("Mật"), footer=paragraph("12") + paragraph("Trang 1"))
    assert words(found) == ["KẾ HOẠCH", "Mật", "Trang 1"]
    assert {found.lines[n - 1] for n in found.furniture} == {"Mật", "Trang 1"}


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('trong hộp')}</w:txbxContent>"
    body = (
        f"<w:p>{run('trước')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert words(read(body)) == ["trước", "trong hộp"]


@pytest.mark.parametrize(("encoding", "font"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
def test_fonts_that_draw_old_codes(encoding: str, font: str) -> None:
    text = PARAGRAPHS[0].lower()
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    halves = "".join(run(letter, fonts) for letter in codes(text, encoding))
    found = read(f"<w:p>{halves}</w:p><w:p>{run(PARAGRAPHS[1], fonts)}</w:p><w:p>{run(PARAGRAPHS[2])}</w:p>")
    assert words(found) == [text, PARAGRAPHS[1], PARAGRAPHS[2]]
    assert found.encoding == encoding


def test_capital_fonts_of_abc() -> None:
    fonts = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    found = read(f"<w:p>{run(codes('kế hoạch cải cách hành chính', 'tcvn3'), fonts)}</w:p>")
    assert found.lines == ["KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"]


def test_a_page_put_in_whole() -> None:
    page = "<html><body><p>KẾ HOẠCH</p></body></html>".encode()
    content = word_file('<w:altChunk r:id="c1"/><w:altChunk r:id="none"/>', chunks={"c1": page})
    assert read_content(content, name="plan.docx").lines == ["KẾ HOẠCH"]


def test_strict_files_are_the_same() -> None:
    content = word_file(table(cell("1") * 3, cell("2") * 3))
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = replace_part(
        content,
        "word/document.xml",
        lambda part: part.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )
    assert len(read_content(strict, name="plan.docx").grids[0].rows) == 2


def test_entities_are_not_resolved() -> None:
    content = word_file(paragraph("x"))
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    hostile = replace_part(
        content, "word/document.xml", lambda part: bomb.encode() + part.replace(b">x<", b">&b;&f;x<")
    )
    assert read_content(hostile, name="x").lines == ["x"]


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="no text part"):
        read_content(replace_part(word_file(""), "word/document.xml", lambda _: b"<x/>"), name="x")


def test_tables_have_a_limit() -> None:
    with pytest.raises(ReadError, match="a table has more cells than 10"):
        read_content(word_file(table(*[cell("x") * 3] * 4)), name="x", limits=Limits(table_cells=10))


def test_a_part_packed_in_an_unknown_way_is_told_as_that() -> None:
    content = bytearray(word_file(paragraph("Kế hoạch")))
    # The method of packing stands behind version and flags, in the member's own header and in the directory.
    name = b"word/document.xml"
    content[content.index(name) - 30 + 8] = 97
    content[content.rindex(name) - 46 + 10] = 97
    with pytest.raises(ReadError, match="packed in an unknown way"):
        read_content(bytes(content), name="plan.docx")
