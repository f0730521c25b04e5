"""Web pages: real tables, tables that arrange text, lists, hidden text, old charsets and fonts."""

import pytest

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.media_type import WEB_ARCHIVE
from ingest.read import read_content
from parsers.manuscript import Manuscript
from tests.ingest.encoders import codes, encode
from tests.ingest.invariants import check
from tests.ingest.paragraphs import PARAGRAPHS


def page(body: str, *, head: str = "", encoding: str = "utf-8") -> Manuscript:
    source = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    manuscript = read_content(source.encode(encoding), name="page.html")
    check(manuscript)
    return manuscript


def words(manuscript: Manuscript) -> list[str]:
    return [line for line in manuscript.lines if line]


def grids(manuscript: Manuscript) -> list[list[list[str | None]]]:
    return [[[cell and cell.text for cell in row.cells] for row in grid.rows] for grid in manuscript.grids]


def table(*rows: str, attributes: str = "border=1") -> str:
    return f"<table {attributes}>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def cells(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def test_blocks_are_lines_and_breaks_are_lines() -> None:
    found = page("<div>một <b>hai</b>\n ba<br>bốn<p>năm</p>sáu</div><h2>bảy</h2>&#7841;&nbsp;&agrave;")
    assert found.lines == ["một hai ba", "bốn", "", "năm", "", "sáu", "", "bảy", "", "ạ\u00a0à"]


def test_preformatted_lines_stay() -> None:
    assert page("<pre>một\n  hai\n\nba</pre>").lines == ["một", "  hai", "", "ba"]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<ol><li>x<li>y</ol>", ["1. x", "2. y"]),
        ("<ol type=a start=3><li>x<li value=6>y<li>z</ol>", ["c. x", "f. y", "g. z"]),
        ("<ol style='list-style-type:upper-roman'><li>x<li>y</ol>", ["I. x", "II. y"]),
        ("<ol reversed start=2><li>x<li>y</ol>", ["2. x", "1. y"]),
        ("<ol style='list-style:none'><li>a) x</ol>", ["a) x"]),
        ("<ul><li>x<li><p>y</p><p>z</p></ul>", ["- x", "- y", "z"]),
        ("<ul><li>- x<li>+ y<li>1. z</ul>", ["- x", "+ y", "1. z"]),
        ("<ol><li>x<ul><li>y</ul><li>z</ol>", ["1. x", "- y", "2. z"]),
        ("<ol><li></ol>x", ["x"]),
    ],
)
def test_list_numbers_are_visible(source: str, lines: list[str]) -> None:
    assert words(page(source)) == lines


def test_merged_cells_keep_their_places() -> None:
    found = page(
        table(
            "<th rowspan=2>TT</th><th colspan=2>Cơ quan</th><th rowspan=2>Hạn</th>",
            "<th>chủ trì</th><th>phối hợp</th>",
            "<td rowspan=0>1</td>" + cells("Sở A", "", "Quý I"),
            cells("Sở B", "Sở C", "Quý II"),
        )
    )
    assert grids(found) == [
        [
            ["TT", "Cơ quan", None, "Hạn"],
            [None, "chủ trì", "phối hợp", None],
            ["1", "Sở A", "", "Quý I"],
            [None, "Sở B", "Sở C", "Quý II"],
        ]
    ]


def test_columns_that_no_row_tells_apart_are_one() -> None:
    found = page(
        table(
            "<td>TT</td><td colspan=2>Nội dung</td><td>Hạn</td>",
            "<td colspan=2>1</td><td>Việc</td><td colspan=9>Quý I</td>",
            "<td>2</td><td colspan=2>Việc khác</td><td>Quý II</td>",
        )
    )
    assert grids(found) == [[["TT", "Nội dung", "Hạn"], ["1", "Việc", "Quý I"], ["2", "Việc khác", "Quý II"]]]


def test_rows_of_unequal_length_are_not_padded() -> None:
    found = page(table(cells("a", "b", "c"), cells("d"), cells("e", "f", "g", "h")))
    assert grids(found) == [[["a", "b", "c"], ["d"], ["e", "f", "g", "h"]]]


@pytest.mark.parametrize(
    "source",
    [
        table(cells("UBND<br>TỈNH", "CỘNG HÒA<br>Độc lập"), cells("Số: 1", "X, ngày 1"), attributes="border=0"),
        table(cells("một"), cells("hai")),
        table(cells("một", "hai", "ba", "bốn")),
        table(cells("", "một"), cells("", "hai")),
        table(cells("A", "B"), cells("C", "D"), attributes=""),
    ],
    ids=["letterhead", "one-column", "one-row", "one-filled-column", "unruled-pair"],
)
def test_tables_that_only_arrange_text_give_no_grid(source: str) -> None:
    assert page(source).grids == []


def test_a_letterhead_of_one_line_cells_is_read_down_its_columns() -> None:
    rows = (cells("ỦY BAN NHÂN DÂN", "CỘNG HÒA"), cells("TỈNH X", "Độc lập"), cells("Số: 1/KH", "X, ngày 2"))
    found = page(table(*rows, attributes="border=0"))
    assert words(found) == ["ỦY BAN NHÂN DÂN", "TỈNH X", "Số: 1/KH", "CỘNG HÒA", "Độc lập", "X, ngày 2"]


def test_a_page_laid_out_by_tables_gives_the_table_within() -> None:
    data = table(*(cells("1", f"Việc {n}", "Sở A", "Quý I") for n in range(4)))
    found = page(table(cells("<a>Trang chủ</a>", f"<p>KẾ HOẠCH</p>{data}<p>./.</p>"), cells("", "chân trang")))
    assert len(found.grids) == 1
    assert len(found.grids[0].rows) == 4
    assert words(found)[:2] == ["Trang chủ", "KẾ HOẠCH"]
    assert words(found)[-2:] == ["./.", "chân trang"]


def test_a_table_within_a_cell_stays_in_the_cell() -> None:
    inner = table(cells("x", "y"))
    found = page(table(cells("1", f"Việc{inner}", "Sở A"), cells("2", "Việc", "Sở B")))
    assert grids(found) == [[["1", "Việc x | y", "Sở A"], ["2", "Việc", "Sở B"]]]


def test_words_measuring_row_is_no_row() -> None:
    rows = (cells("1", "Việc", "Sở A"), cells("2", "Việc", "Sở B"))
    source = table(*rows).replace("</table>", "<tr height=0><td width=9></td><td></td><td></td></tr></table>")
    assert len(page(source).grids[0].rows) == 2


def test_what_word_writes_into_pages() -> None:
    found = page(
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>a)<span>&nbsp;&nbsp;</span>"
        "</span><![endif]>Nội dung<o:p></o:p></p><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
    )
    assert [line.replace("\u00a0", " ") for line in found.lines] == ["a)  Nội dung"]


def test_furniture_is_kept_and_marked() -> None:
    found = page("<nav>Trang chủ</nav><p>KẾ HOẠCH</p><div role=search>Tìm</div><footer>Bản quyền</footer>")
    assert {found.lines[n - 1] for n in found.furniture} == {"Trang chủ", "Tìm", "Bản quyền"}


def test_scripts_are_no_text_and_hidden_text_is_a_finding() -> None:
    found = page(
        "<script>var x='<p>mã</p>'</script><style>p{}</style><template><p>mẫu</p></template>"
        "<p style='display: none'>ẩn</p><p hidden>kín</p><del>bỏ</del><p>hiện</p>"
    )
    assert found.lines == ["hiện"]
    assert [(f.code, "3 passages" in f.message) for f in found.findings] == [("hidden_text", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_pages(encoding: str) -> None:
    assert page(f"<p>{PARAGRAPHS[0]}</p>", head="<meta charset=iso-8859-1>", encoding=encoding).lines == [PARAGRAPHS[0]]


@pytest.mark.parametrize("encoding", ["windows-1258", "tcvn3", "vni", "viscii"])
@pytest.mark.parametrize("meta", ["", "<meta charset=x-user-defined>", "<meta charset=windows-1252>"])
def test_pages_in_old_encodings(encoding: str, meta: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    found = read_content(encode(f"<html><head>{meta}</head><body>{body}</body></html>", encoding), name="x")
    assert [line.lower() for line in words(found)] == [paragraph.lower() for paragraph in PARAGRAPHS]
    assert found.encoding == encoding


def test_a_declared_charset_is_believed() -> None:
    found = page(
        "<p>Привет</p>", head='<meta http-equiv=x content="text/html; charset=windows-1251">', encoding="cp1251"
    )
    assert (found.lines, found.encoding) == (["Привет"], "cp1251")


def test_a_stray_byte_does_not_change_the_encoding() -> None:
    content = f"<html><meta charset=windows-1251><p>{PARAGRAPHS[0]}</p>".encode() + b"<p>\xff</p>"
    found = read_content(content, name="x")
    assert words(found) == [PARAGRAPHS[0], "\ufffd"]
    assert [f.code for f in found.findings] == ["doubtful_encoding"]


def test_western_bytes_with_entities_for_the_other_letters() -> None:
    text = "Kế hoạch cải cách hành chính của tỉnh, thành phố trực thuộc Trung ương và các cơ quan liên quan"
    found = page(f"<p>{text.encode('cp1252', 'xmlcharrefreplace').decode('cp1252')}</p>", encoding="cp1252")
    assert (found.lines, found.encoding, found.findings) == ([text], "windows-1252", [])


@pytest.mark.parametrize(("encoding", "font"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
def test_fonts_that_draw_old_codes(encoding: str, font: str) -> None:
    text = PARAGRAPHS[0].lower()
    whole = page(f"<p style='font-family:{font}'>{codes(text, encoding)}</p>")
    assert (whole.lines, whole.encoding) == ([text], encoding)
    part = page(f"<p>{PARAGRAPHS[1]}</p><p><font face='{font}'>{codes(text, encoding)}</font></p>")
    assert words(part) == [PARAGRAPHS[1], text]
    unnamed = page(f"<p>{codes(text, encoding)}</p>")
    assert unnamed.lines == [codes(text, encoding)]
    assert [f.code for f in unnamed.findings] == ["doubtful_encoding"]


def test_an_encoding_can_be_named() -> None:
    content = encode(f"<html><body><p>{PARAGRAPHS[0].lower()}</p></body></html>", "vni")
    assert read_content(content, name="x", encoding="vni").lines == [PARAGRAPHS[0].lower()]
    with pytest.raises(ReadError, match="no encoding 'klingon'"):
        read_content(content, name="x", encoding="klingon")


def test_web_archives() -> None:
    content = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>K=E1=BA=BF ho=E1=BA=A1ch</p></html>\r\n--B\r\n"
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--B--\r\n"
    )
    found = read_content(content, name="page.mht")
    assert (found.lines, found.media_type) == (["Kế hoạch"], WEB_ARCHIVE)
    with pytest.raises(ReadError, match="without a page"):
        read_content(content.replace(b"text/html", b"text/plain"), name="page.mht")


def test_deep_pages_are_refused_by_a_limit() -> None:
    with pytest.raises(ReadError, match="nested more than 2,000 deep"):
        page("<div>" * 100_000)


def test_deep_tables_are_read() -> None:
    assert "đáy" in page("<table><tr><td>" * 300 + "đáy").lines[0]


@pytest.mark.parametrize("spans", ["colspan=1000 rowspan=60000", "colspan=-5 rowspan=x", "colspan=999999999999"])
def test_absurd_spans(spans: str) -> None:
    found = page(table(f"<td {spans}>a</td>" + cells("b", "c"), cells("d", "e", "f")))
    assert {"a", "b", "c", "d", "e", "f"} == {cell for row in grids(found)[0] for cell in row if cell}


def test_tables_have_a_limit() -> None:
    rows = "".join(f"<tr>{cells('a', 'b', 'c')}</tr>" for _ in range(4))
    with pytest.raises(ReadError, match="a table has more cells than 10"):
        read_content(f"<html><table border=1>{rows}</table>".encode(), name="x", limits=Limits(table_cells=10))
