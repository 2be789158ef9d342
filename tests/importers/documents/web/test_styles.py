"""Which of several styles says whether a text is shown: the more exact one, or the later one, or an important one."""

from pathlib import Path

import pytest

from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.documents.web import styles


@pytest.mark.parametrize(
    ("sheet", "inline", "text"),
    [
        (".k { display: none } span { display: inline }", "", "£5"),
        ("span { display: none } .k { display: inline }", "", "£59"),
        ("#i { display: none } td .k { display: inline }", "", "£5"),
        (".k { display: none } .k { display: inline }", "", "£59"),
        (".k { display: none !important }", "display: inline", "£5"),
        (".k { display: none }", "display: inline", "£59"),
        (".k { display: none; visibility: visible }", "", "£5"),
        ("p, .k { display: none } td > span { display: inline }", "", "£5"),
        ("", "font-size: 1px", "£5"),
        ("", "color: transparent", "£5"),
    ],
)
def test_the_style_that_goes_before_decides(tmp_path: Path, sheet: str, inline: str, text: str) -> None:
    cell = f'£5<span id="i" class="k" style="{inline}">9</span>'
    page = f"<!doctype html><html><head><style>{sheet}</style></head><body><table><tr><td>Hub</td><td>{cell}</td></tr>"
    (tmp_path / "page.html").write_text(f"{page}</table></body></html>", encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert found.tables[0].rows[0][1].text == text
    assert found.unaccounted == ()


@pytest.mark.parametrize(
    ("style", "text", "notes"),
    [
        ("vertical-align: super", "£5", ('raised mark "1"',)),
        ("visibility: hidden", "£5", ('hidden text left out: "1"',)),
        ("color: red", "£51", ()),
    ],
)
def test_a_text_that_a_style_adds_looks_as_the_style_says(
    tmp_path: Path, style: str, text: str, notes: tuple[str, ...]
) -> None:
    sheet = f"<style>.k::after {{ content: '1'; {style} }}</style>"
    page = f"<!doctype html><html><head>{sheet}</head><body><table><tr><td>Hub</td><td class=k>£5</td></tr></table>"
    (tmp_path / "page.html").write_text(f"{page}</body></html>", encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert (found.tables[0].rows[0][1].text, found.tables[0].rows[0][1].notes) == (text, notes)
    assert found.unaccounted == ()


def test_amounts_in_columns_that_are_no_table_are_told_with_a_step(tmp_path: Path) -> None:
    row = "<div style='display:flex'><div>{}</div><div>{}</div></div>"
    page = f"<!doctype html><html><body>{row.format('Hub', '£446,000')}{row.format('Van', '£500')}</body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert found.paragraphs == ("Hub", "£446,000", "Van", "£500")
    assert found.notes == (
        "2 amounts stand outside tables, each in an element of its own, the first “£446,000”: if they are a table, "
        "print the page to PDF in a browser, and import that",
    )


LONG = "<style>.k { display: none } .w { color: white } td { color: black } tr { color: black }</style>"
COLOURS_NOT_FOLLOWED = "the page's style sheet is too long for its colours to be followed"
NOT_FOLLOWED = "the page's style sheet is too long to be followed; compare with the page as it is shown"


@pytest.mark.parametrize(
    ("most", "text", "notes"),
    [
        (1000, "£5", ()),
        (30, "£57", (COLOURS_NOT_FOLLOWED,)),
        (5, "£597", (COLOURS_NOT_FOLLOWED, NOT_FOLLOWED)),
    ],
)
def test_of_a_style_sheet_too_long_for_a_page_less_is_followed_and_it_is_told(
    most: int, text: str, notes: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four rules for nine elements; one rule hides, three colour."""
    monkeypatch.setattr(styles, "_MOST_COMPARED", most)
    cell = "£5<b class=k>9</b><b class=w>7</b>"
    page = f"<!doctype html><html>{LONG}<table><tr><td>Hub</td><td>{cell}</td></tr></table></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert (found.tables[0].rows[0][1].text, found.notes) == (text, notes)


def test_a_text_that_is_added_where_no_one_can_tell_is_quoted(tmp_path: Path) -> None:
    sheet = "<style>td:odd::after { content: ',000' } td:even { color: red }</style>"
    page = f"<!doctype html><html>{sheet}<table><tr><td>Hub</td><td>£5</td></tr></table></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert read_document(tmp_path / "page.html").notes == (
        "the page's style sheet adds a text that is not read: ',000'",
    )


def test_a_row_that_is_struck_out_is_struck_out_in_each_cell(tmp_path: Path) -> None:
    rows = "<tr><td>Hub</td><td>£5</td></tr><tr style='text-decoration:line-through'><td>Van</td><td>£6</td></tr>"
    last = "<tr><td>Bus</td><td style='text-decoration: line-through'>£7</td></tr>"
    page = f"<!doctype html><html><body><table>{rows}{last}</table></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert [[(cell.text, cell.notes) for cell in row] for row in found.tables[0].rows] == [
        [("Hub", ()), ("£5", ())],
        [("Van", ("struck out: “Van”",)), ("£6", ("struck out: “£6”",))],
        [("Bus", ()), ("£7", ("struck out: “£7”",))],
    ]
    assert found.unaccounted == ()


def test_parts_that_are_set_side_by_side_are_texts_of_their_own(tmp_path: Path) -> None:
    page = "<!doctype html><html><body><div style='display:flex'><span>Hub</span><b>£446</b></div></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert read_document(tmp_path / "page.html").paragraphs == ("Hub", "£446")
