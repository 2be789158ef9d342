"""The bytes of a page become its tree, with the end tags that it left out; what cannot be read is refused."""

import pytest

from grantsdata.errors import SourceError
from grantsdata.importers.documents.web.soup import decoded, soup_of


@pytest.mark.parametrize(
    "content",
    [
        "Hub – £5".encode(),
        "Hub – £5".encode("utf-8-sig"),
        "Hub – £5".encode("utf-16"),
        b"Hub \x96 \xa35<meta charset=ISO-8859-1>",
        b"<meta http-equiv=a content='text/html; charset = \"Windows-1252\"'>Hub \x96 \xa35",
    ],
)
def test_a_page_is_read_in_unicode_or_in_the_encoding_that_it_declares(content: bytes) -> None:
    assert "Hub – £5" in decoded(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Hub \xa35", "The page is not in UTF-8, and does not say in which encoding it is."),
        (b"<meta charset=shift_jis>\xa35", "The page is not in UTF-8, and does not say in which encoding it is."),
        (b"<meta charset=latin1>\x81", "The page says that it is in latin1, and is not. Save it again in UTF-8."),
    ],
)
def test_a_page_in_another_encoding_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        decoded(content)
    assert str(refused.value).startswith(said)


def test_cells_rows_and_items_end_where_the_next_one_begins() -> None:
    soup = soup_of("<table><thead><tr><td>a<th>b<tbody><tr><td><ul><li>c<li>d</ul></table><dl><dt>e<dd>f</dl>")
    assert str(soup) == (
        "<table><thead><tr><td>a</td><th>b</th></tr></thead><tbody><tr><td><ul><li>c</li><li>d</li></ul></td></tr></tbody></table>"
        "<dl><dt>e</dt><dd>f</dd></dl>"
    )


def test_a_nested_table_does_not_end_the_cell_that_holds_it() -> None:
    soup = soup_of("<table><tr><td>a<table><tr><td>b</table>c<td>d</table>")
    assert [cell.get_text() for cell in soup.find_all("td")] == ["abc", "b", "d"]


def test_too_many_elements_and_too_deep_ones_are_refused() -> None:
    assert len(soup_of("<b>" * 400).find_all("b")) == 400
    with pytest.raises(SourceError, match=r"^The page has more than 400 nested elements, up to <i>\. "):
        soup_of("<b>" * 400 + "<i>")
    with pytest.raises(SourceError, match=r"^The page has more than 200,000 elements\. "):
        soup_of("<br>" * 200_001)
