"""Web pages give back the cells that stand in them, and tell what is not shown."""

from pathlib import Path

import pytest
from support.papers import html_of, raw_rows, signs_of

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Cell, Document
from grantsdata.importers.documents.reading import read_document

TABLES = [raw_rows("victims-services.csv"), raw_rows("crime-and-disorder-reduction.csv")]
HEADINGS = ["Victims' services", "Appendix 1"]


def page(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_document(path)


def texts(found: Document, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.tables[number].rows]


def test_each_cell_of_a_web_page_is_the_raw_one(tmp_path: Path) -> None:
    found = page(tmp_path, html_of(TABLES, HEADINGS))
    assert [signs_of(table) for table in found.tables] == TABLES
    assert [(table.place, table.heading, len(table.rows)) for table in found.tables] == [
        ("table 1", "Victims' services", 1 + 10),
        ("table 2", "Appendix 1", 1 + 25),
    ]
    assert found.tables[1].rows[6][3].at == "row 7, cell 3"
    assert found.paragraphs == tuple(HEADINGS)


def test_a_caption_is_the_heading_and_a_table_ends_its_paragraph(tmp_path: Path) -> None:
    html = "<h1>Grants</h1><p>The Board<br>met.<table><caption>Awards</caption><tr><td>a<td>b</table>It ended."
    found = page(tmp_path, f"<html>{html}")
    assert (found.tables[0].heading, found.paragraphs) == (
        "Awards",
        ("Grants", "The Board met.", "Awards", "It ended."),
    )


def test_the_heading_is_the_nearest_one_even_above_other_paragraphs(tmp_path: Path) -> None:
    table = "<table><tr><td>a<td>b</table>"
    found = page(tmp_path, f"<html><h2>Awards</h2><p>They are these.</p>{table}<p>More:</p>{table}{table}")
    assert [table.heading for table in found.tables] == ["Awards", "More:", ""]


def test_closing_tags_may_be_left_out(tmp_path: Path) -> None:
    html = "<table><thead><tr><th>Service<th>Award<tbody><tr><td>Hub<td>£5<tr><td>Van<td>£6</table>"
    assert texts(page(tmp_path, html)) == [["Service", "Award"], ["Hub", "£5"], ["Van", "£6"]]


def test_a_foot_is_shown_last_and_a_merged_cell_ends_with_its_group(tmp_path: Path) -> None:
    html = (
        "<table><tfoot><tr><td colspan=2>Total<tbody><tr><td rowspan=9>a<td>b<tr><td>c<tbody><tr><td rowspan=0>d<td>e"
    )
    assert signs_of(page(tmp_path, html).tables[0]) == [["a", "b"], ["〃", "c"], ["d", "e"], ["Total", "←"]]


def test_what_is_hidden_is_told(tmp_path: Path) -> None:
    html = (
        "<table><tr><td>Hub<td>£5<span hidden>0</span><tr hidden><td>Van<td>£6"
        "<tbody style='display: none'><tr><td>Bus<td>£7<tbody><tr><td style='visibility:hidden'>x<td>Car<td>£8</table>"
    )
    (table,) = page(tmp_path, html).tables
    assert [[(cell.text, cell.notes) for cell in row] for row in table.rows] == [
        [("Hub", ()), ("£5", ('hidden text left out: "0"',))],
        [("Van", ("hidden row",)), ("£6", ("hidden row",))],
        [("Bus", ("hidden row",)), ("£7", ("hidden row",))],
        [("Car", ()), ("£8", ())],
    ]
    assert table.notes == ('row 4: a hidden cell is left out: "x"',)


def test_a_hidden_table_and_a_style_sheet_that_hides_are_told(tmp_path: Path) -> None:
    html = "<html><style>.x:foo { display : none }</style><p hidden>Secret<table hidden><tr><td>a<td>b</table></html>"
    found = page(tmp_path, html.replace("<p hidden>Secret", "<p hidden>Secret</p>"))
    assert found.tables[0].notes == ("hidden table",)
    assert found.notes == (
        "the page's style sheet hides something; compare with the page as it is shown",
        "1 hidden texts outside tables are left out, the first: “Secret”",
    )
    assert found.paragraphs == ()


def test_a_mark_that_is_set_high_makes_no_other_amount(tmp_path: Path) -> None:
    html = (
        "<table><tr><td>1<sup>st</sup> year<td>£<b>446</b>,000<sup>1</sup>"
        "<td><s>£5</s> £6<td><img alt=Logo src=x></table>"
    )
    assert page(tmp_path, html).tables[0].rows[0] == (
        Cell("1st year", "row 1, cell 1"),
        Cell("£446,000", "row 1, cell 2", "", ('raised mark "1"',)),
        Cell("£6", "row 1, cell 3", "", ("struck out and left out: “£5”",)),
        Cell("", "row 1, cell 4", "", ('a picture stands here: "Logo"',)),
    )


def test_blocks_and_line_ends_within_a_cell_are_spaces(tmp_path: Path) -> None:
    html = (
        "<table><tr><td><p>£213,000</p><p>from&nbsp;OPCC</p>"
        "<td>Co&shy;ordi&#8203;nator<br>\n of <!-- no --> it<script>x</script></table>"
    )
    assert texts(page(tmp_path, html)) == [["£213,000 from OPCC", "Coordinator of it"]]


def test_a_table_within_a_table_comes_after_it(tmp_path: Path) -> None:
    html = "<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>"
    found = page(tmp_path, html)
    assert [(table.place, table.notes) for table in found.tables] == [
        ("table 1", ("1 tables of their own stand in its cells; they are listed after this one",)),
        ("table 1, table 1 within it", ()),
    ]
    assert (texts(found), texts(found, 1)) == ([["a", "d"]], [["b", "c"]])


def test_a_cell_outside_of_all_rows_and_cells_that_overlap(tmp_path: Path) -> None:
    """The second row's merged cell reaches into what the first row's has taken; the first keeps it, as in a browser."""
    found = page(tmp_path, "<table><td>a<td>b<td rowspan=2>c<tr><td colspan=3>d<tr><td>e<td>f<td>g</table>")
    assert signs_of(found.tables[0]) == [["a", "b", "c"], ["d", "←", "〃"], ["e", "f", "g"]]


def test_a_table_two_levels_down_comes_once(tmp_path: Path) -> None:
    inner = "<table><tr><td>b<table><tr><td>c<td>d</table><td>e</table>"
    found = page(tmp_path, f"<table><tr><td>a{inner}<td>f</table>")
    assert [table.place for table in found.tables] == [
        "table 1",
        "table 1, table 1 within it",
        "table 1, table 1 within it, table 1 within it",
    ]


def test_a_page_may_be_in_an_older_encoding_if_it_says_so(tmp_path: Path) -> None:
    html = '<html><meta charset="windows-1252"><table><tr><td>Hub – van<td>£5</table>'
    assert texts(page(tmp_path, html.encode("cp1252"))) == [["Hub – van", "£5"]]
    assert texts(page(tmp_path, html.encode("utf-16"))) == [["Hub – van", "£5"]]
    assert texts(page(tmp_path, b"\xef\xbb\xbf" + html.encode())) == [["Hub – van", "£5"]]


@pytest.mark.parametrize(
    ("declared", "byte", "said"),
    [
        ("", b"\xa3", "not in UTF-8, and does not say"),
        ("<meta charset=koi8-r>", b"\xa3", "not in UTF-8, and does not say"),
        ("<meta charset=latin1>", b"\x81", "says that it is in latin1, and is not"),
    ],
)
def test_a_page_in_no_known_encoding_is_refused(tmp_path: Path, declared: str, byte: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        page(tmp_path, f"<html>{declared}<table><tr><td>".encode() + byte + b"5<td>x</table>")


def test_a_page_whose_cells_cover_millions_is_refused(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=60000 colspan=1000>a" * 2000
    with pytest.raises(SourceError, match=r"page\.html: A table claims .* cells"):
        page(tmp_path, f"<table>{rows}</table>")


def test_a_long_table_whose_end_tags_are_left_out_is_read(tmp_path: Path) -> None:
    """As a browser does: a row that begins ends the one before it, and all that is open in it."""
    rows = "".join(f"<tr><td>Hub <b>{number}<td><ul><li>Farrowby<li>Society</ul><td>£{number}" for number in range(500))
    path = tmp_path / "page.html"
    path.write_text(f"<html><dl>{'<dt>Term<dd>Text' * 500}</dl><table><tbody>{rows}</table><p>End", encoding="utf-8")
    document = read_document(path)
    (table,) = document.tables
    assert [cell.text for cell in table.rows[499]] == ["Hub 499", "Farrowby Society", "£499"]
    assert len(table.rows) == 500
    assert document.paragraphs[-1] == "End"


@pytest.mark.parametrize(
    ("style", "cell", "text", "notes"),
    [
        ("", '£500<span style="vertical-align:super;font-size:0.6em">1</span>', "£500", ('raised mark "1"',)),
        (".m {vertical-align: super}", "£500<span class='m x'>1</span>", "£500", ('raised mark "1"',)),
        ("td .m {position: relative; top: -0.4em}", "£500<i class=m>a</i>", "£500", ('raised mark "a"',)),
        ("", "£500<sup><a href='#fn:1'>[footnote 1]</a></sup>", "£500", ('raised mark "[footnote 1]"',)),
        ("", "£500<a href='#fn1'>[1]</a>", "£500", ('footnote mark "[1]", which is a link',)),
        ("", "£500<a role=doc-noteref href='#n'>2</a>", "£500", ('raised mark "2"',)),
        ("", "£500<small>1</small>", "£500", ('small mark "1"',)),
        ("", "1<sup>st</sup> year", "1st year", ()),
        (".sort{display:none}", "£500<span class=sort>0000</span>", "£500", ('hidden text left out: "0000"',)),
        ("@media screen {b.k{visibility:hidden}}", "£500<b class=k>9</b>", "£500", ('hidden text left out: "9"',)),
        ("@media print {.k{display:none}}", "£500<b class=k>,000</b>", "£500,000", ()),
        (".k{display:none} td .k{display:inline}", "£500<b class=k>,000</b>", "£500,000", ()),
        (".k{clip:rect(0,0,0,0)}", "£500<b class=k> pounds</b>", "£500", ('hidden text left out: "pounds"',)),
        ("", "<b class=govuk-visually-hidden>Award</b>£5", "£5", ('hidden text left out: "Award"',)),
        (".x{text-decoration:line-through}", "<b class=x>£5</b> £6", "£6", ("struck out and left out: “£5”",)),
        ("", "<input value='£500' readonly>", "£500", ()),
        ("", "<input type=hidden value=9>£5<textarea>00</textarea>", "£500", ()),
        ("", "<select><option>£1<option selected>£2</select>", "£2", ()),
        ("td b::before{content:'£'}", "<b>500</b>", "£500", ()),
        ("", "<input hidden value='9'>£5", "£5", ()),
        ("", "<b style='unicode-bidi:bidi-override;direction:rtl'>005£</b>", "£500", ()),
        (".x{height:0;overflow:hidden}", "<b class=x>£5</b> £6", "£6", ('hidden text left out: "£5"',)),
        (".x{overflow:hidden}", "<b class=x>£5</b>", "£5", ()),
        (".x{transform:scale(0)}", "<b class=x>£5</b> £6", "£6", ('hidden text left out: "£5"',)),
        ("", "£500<sub>1</sub>", "£500", ('small mark "1"',)),
        ("", "CO<sub>2</sub>", "CO2", ()),
        ("", "£500<i style='vertical-align:sub'>1</i>", "£500", ('small mark "1"',)),
        ("", "£500<i style='vertical-align:bottom'>0</i>", "£5000", ()),
        ("", "<details><summary>£5</summary></details>", "£5",
         ("it is in a part that is closed until a reader opens it: “£5”",)),
        ("", "<details open><summary>£5</summary></details>", "£5", ()),
        ("", "£<svg><text>5</text></svg>", "£", ('a drawing stands here, whose text is not read: "5"',)),
        ("", "£5<ruby>a<rt>9</rt></ruby>", "£5a", ('a reading aid above the text is left out: "9"',)),
        ("", "<object>£5</object>", "£5",
         ("another page or file is embedded here: open it by itself in a browser, save it, and import that",)),
    ],
)  # fmt: skip
def test_what_a_page_shows_by_style_class_link_or_field(
    tmp_path: Path, style: str, cell: str, text: str, notes: tuple[str, ...]
) -> None:
    found = page(tmp_path, f"<html><style>{style}</style><table><tr><td>Hub<td>{cell}</table></html>")
    assert found.tables[0].rows[0][1] == Cell(text, "row 1, cell 2", "", notes)
    assert (found.notes, found.unaccounted) == ((), ())


@pytest.mark.parametrize(
    "html",
    [
        "<div role=table><div role=rowgroup><div role=row><span role=columnheader>Hub</span><span role=cell>£5</span>"
        "</div></div><div role=row><span role=cell aria-colspan=2>Van</span></div></div>",
        "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style><div class=t><div class=r>"
        "<div class=c>Hub</div><div class=c>£5</div></div><div class=r><div class=c colspan=2>Van</div></div></div>",
    ],
)
def test_elements_with_the_role_or_the_display_of_a_table_are_one(tmp_path: Path, html: str) -> None:
    found = page(tmp_path, f"<html>{html}</html>")
    assert signs_of(found.tables[0]) == [["Hub", "£5"], ["Van", "←"]]
    assert found.unaccounted == ()


def test_what_a_page_shows_outside_tables_is_told(tmp_path: Path) -> None:
    html = "<p>Of £5m<sup>1</sup>.<img src=a><img src=b><iframe src=c></iframe><link rel=stylesheet href=d>"
    found = page(tmp_path, f"<html>{html}</html>")
    assert found.paragraphs == ("Of £5m 1 .",)
    assert found.notes == (
        "style sheets in other files are not read; compare with the page as it is shown",
        "a picture, whose text is not read, stands outside tables (2 times)",
        "another page or file is embedded: open it by itself in a browser, save it, and import that",
    )


@pytest.mark.parametrize(
    "columns",
    [
        "<col span=2><col style='visibility:collapse'>",
        "<colgroup span=2></colgroup><colgroup hidden><col></colgroup>",
        "<colgroup><col><col></colgroup><colgroup class=x></colgroup>",
    ],
)
def test_a_hidden_column_is_kept_and_told(tmp_path: Path, columns: str) -> None:
    row = "<tr><td>Hub</td><td>Red Trust</td><td>£5</td></tr>"
    found = page(tmp_path, f"<html><style>.x{{visibility:collapse}}</style><table>{columns}{row}</table></html>")
    assert [cell.notes for cell in found.tables[0].rows[0]] == [(), (), ("hidden column",)]


def test_a_table_in_a_closed_part_says_so(tmp_path: Path) -> None:
    table = "<table><tr><td>Hub</td><td>£5</td></tr></table>"
    found = page(tmp_path, f"<html><details><summary>Awards</summary>{table}</details>{table}</html>")
    assert [one.notes for one in found.tables] == [("it is in a part that is closed until a reader opens it",), ()]


def test_rows_of_a_template_are_no_rows_of_the_table(tmp_path: Path) -> None:
    unused = "<template><tr><td>Name</td><td>£900</td></tr></template>"
    found = page(tmp_path, f"<html><table>{unused}<tr><td>Hub</td><td>£5</td></tr></table></html>")
    assert [[cell.text for cell in row] for row in found.tables[0].rows] == [["", ""], ["Hub", "£5"]]
    assert 'row 1: a hidden cell is left out: "£900"' in found.tables[0].notes


def test_a_drawing_outside_tables_is_told_if_it_holds_words(tmp_path: Path) -> None:
    sign, drawn = "<svg><path d='M0 0'/></svg>", "<svg><text>£446,000</text></svg>"
    found = page(tmp_path, f"<html><p>Hub{sign}</p>{drawn}</html>")
    assert found.paragraphs == ("Hub",)
    assert found.notes == ("a drawing, whose text is not read, stands outside tables",)
    assert page(tmp_path, f"<html><p>Hub{sign}</p></html>").notes == ()


def test_text_outside_tables_that_may_have_been_blacked_out_is_told_and_not_repeated(tmp_path: Path) -> None:
    dark = "<p style='color:black;background:black'>A Name</p>"
    found = page(tmp_path, f"<html><p>Hub</p>{dark}</html>")
    assert found.paragraphs == ("Hub",)
    assert found.notes == (
        "text on a dark ground left out, since no one sees it, and not repeated here: it may have been blacked out",
    )
    assert found.unaccounted == ()


def test_a_page_whose_scripts_may_make_its_table_is_told_with_a_step(tmp_path: Path) -> None:
    found = page(tmp_path, "<html><script>draw()</script><div id=grid></div></html>")
    assert found.notes == (
        "there is no table in the page itself, but its scripts may make one: print it to PDF in a browser",
    )
    assert page(tmp_path, "<html><script>draw()</script><table><tr><td>a<td>b</table></html>").notes == ()


def test_lines_shown_as_typed_are_a_table_if_spaces_set_their_columns(tmp_path: Path) -> None:
    found = page(tmp_path, "<h2>Awards</h2><pre>Group       Award\nEly Club    £1,250\nSoham       £900\n</pre>")
    assert texts(found) == [["Group", "Award"], ["Ely Club", "£1,250"], ["Soham", "£900"]]
    assert found.tables[0].heading == "Awards"
    words = page(tmp_path, "<p>Grants</p><pre>All awards\nwere made in May.</pre>")
    assert (words.tables, words.paragraphs) == ((), ("Grants", "All awards", "were made in May."))
