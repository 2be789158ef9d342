"""A table of a page: its groups in the order in which they are shown, its merged cells, and its texts."""

import pytest
from bs4 import BeautifulSoup, Tag
from support.papers import signs_of

from grantsdata.errors import Fault, SourceError
from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.documents.web.soup import soup_of
from grantsdata.importers.documents.web.tables import is_hidden, tables_of, text_of


def first(page: str, name: str) -> Tag:
    found = soup_of(page).find(name)
    assert isinstance(found, Tag)
    return found


def tables(page: str, heading: str = "") -> list[FoundTable]:
    return tables_of(first(page, "table"), "table 1", heading, {})


def test_the_foot_comes_last_and_a_merged_cell_ends_with_its_group() -> None:
    page = "<table><tfoot><tr><td>c<td>d</tfoot><thead><tr><th rowspan=0>a<th>b</thead></table>"
    (found,) = tables(page)
    assert signs_of(found) == [["a", "b"], ["c", "d"]]


def test_merged_cells_cover_their_rows_and_columns() -> None:
    (found,) = tables("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>")
    assert signs_of(found) == [["a", "b", "←"], ["〃", "c", "d"]]
    assert found.rows[1][2] == Cell("d", "row 2, cell 2")


def test_a_size_that_is_no_number_is_one() -> None:
    assert signs_of(tables("<table><tr><td colspan=many>a<td rowspan=-1>b<td colspan=''>c</table>")[0]) == [
        ["a", "b", "c"]
    ]


def test_nested_tables_come_after_the_one_that_holds_them() -> None:
    page = "<table><caption>Awards</caption><tr><td>a<table><tr><td>b<td>d</table><td>c</table>"
    outer, inner = tables(page, "Above")
    assert (outer.place, outer.heading, signs_of(outer)) == ("table 1", "Awards", [["a", "c"]])
    assert outer.notes == ("1 tables of their own stand in its cells; they are listed after this one",)
    assert (inner.place, inner.heading, signs_of(inner)) == ("table 1, table 1 within it", "Awards", [["b", "d"]])


def test_a_table_of_one_cell_is_a_frame_around_its_text() -> None:
    (found,) = tables("<table><tr><td>a<td>b <table><tr><td>£5,000<sup>1</sup></table> c</table>", "Awards")
    assert signs_of(found) == [["a", "b £5,000 c"]]
    assert found.rows[0][1].notes == ('raised mark "1"',)
    hidden = tables("<table><tr><td>a<table><tr hidden><td>b</table></table>", "Awards")
    assert [signs_of(one) for one in hidden] == [[["a"]], [["b"]]]


def test_hidden_rows_are_kept_and_hidden_cells_left_out_with_their_text() -> None:
    (found,) = tables("<table><tr hidden><td>a<td>b<tr><td hidden>c<td>d<td>e</table>", "Above")
    assert signs_of(found) == [["a", "b"], ["d", "e"]]
    assert found.rows[0][0].notes == ("hidden row",)
    assert (found.heading, found.notes) == ("Above", ('row 2: a hidden cell is left out: "c"',))
    assert is_hidden(first("<table hidden>", "table"))
    assert not is_hidden(first("<table>", "table"))


def test_the_faults_of_a_table_are_those_of_its_tag() -> None:
    soup = BeautifulSoup("<table><tr><td>a</td></tr></table>", "html.parser")
    table = soup.find("table")
    assert isinstance(table, Tag)
    fault = Fault("", "the page breaks off", "</table>", "Get it again.")
    assert tables_of(table, "table 1", "", {id(table): (fault,)})[0].faults == (fault,)


def test_a_cell_that_claims_millions_of_places_is_refused() -> None:
    rows = "<tr><td rowspan=65534 colspan=1000>a" + "<tr><td>b" * 200
    with pytest.raises(SourceError, match="A table claims 201,000 cells; expected at most 100,000"):
        tables(f"<table>{rows}</table>")


@pytest.mark.parametrize(
    ("cell", "text", "notes"),
    [
        ("<p>a</p><p>b<br>c</p>", "a b c", ()),
        ("£500<sup>1</sup>", "£500", ('raised mark "1"',)),
        ("1<sup>st</sup>", "1st", ()),
        ("£500<a href='#n'>2</a>", "£500", ('footnote mark "2", which is a link',)),
        ("£500<a href='n.html'>2</a>", "£5002", ()),
        ("£500<small>3</small>", "£500", ('small mark "3"',)),
        ("£500<small>.50</small>", "£500.50", ()),
        ("<s>£5</s> £6", "£5 £6", ("struck out: “£5”",)),
        ("a<span hidden>b</span>", "a", ('hidden text left out: "b"',)),
        ("a<img alt='a  logo'>", "a", ('a picture stands here: "a logo"',)),
        ("a<script>b</script>", "a", ()),
    ],
)
def test_the_text_of_a_cell_and_what_is_not_shown_as_text(cell: str, text: str, notes: tuple[str, ...]) -> None:
    assert text_of(first(f"<table><tr><td>{cell}</table>", "td")) == (text, notes)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<td x:num="-250">£250', "-£250"),
        ('<td sdval="-250"><font color=red>250.00</font>', "-250.00"),
        ('<td sdval="-250">(£250)', "(£250)"),
        ('<td x:num="-250">-£250', "-£250"),
        ('<td x:num="250">£250', "£250"),
        ("<td x:num>£250", "£250"),
    ],
)
def test_a_number_that_a_spreadsheet_saved_as_negative_is_negative(cell: str, text: str) -> None:
    (found,) = tables(f"<table><tr>{cell}</table>")
    assert found.rows[0][0].text == text
