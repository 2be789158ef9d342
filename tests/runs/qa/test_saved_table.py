"""A table is read as it is shown and as it is saved, and each row of one is found in the other."""

import base64
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import amount, caption_of, link_of, number, read_table, table_name, tables_of

HEAD = "<tr><th>Stream</th><th>Awards</th><th>Amount</th><th>Share of the money</th></tr>"
ROW = "<tr><th>Youth Fund</th><td>3</td><td>{}</td><td>{}</td></tr>"
SAVED = "stream,awards,award_gbp,share\nYouth Fund,3,2000.50,0.666612\n"


def page_of(folder: Path, body: str, saved: str, head: str = HEAD) -> Page:
    """A page with one table and the link that saves it; `saved` are the lines of the CSV."""
    link = "data:text/csv;base64," + base64.b64encode(saved.encode()).decode()
    table = f"<table><caption>Table 12. Sums by stream</caption><thead>{head}</thead>{body}</table>"
    path = folder / "page.html"
    path.write_text(f'{table}<p><a download="x.csv" href="{link}">Save as CSV</a></p>', encoding="utf-8")
    return Page(path)


def body(*cells: str) -> str:
    return f"<tbody>{ROW.format(*cells)}</tbody>"


def test_a_table_that_is_saved_as_it_is_shown_has_no_fault(tmp_path: Path) -> None:
    """The implied part is a mark on the page, and a column of its own where it is saved."""
    shown = body('£2,000.50 <span class="implied">£499.50 implied</span>', "66.7%")
    [table] = tables_of(page_of(tmp_path, shown, SAVED))
    assert (table.caption, table.faults) == ("Sums by stream", [])
    assert table.columns == ["stream", "awards", "award_gbp", "share"]
    [row] = table.rows
    assert (row.head, row.is_total) == ("Youth Fund", False)
    assert row.texts == {"stream": "Youth Fund", "awards": "3", "award_gbp": "£2,000.50", "share": "66.7%"}
    assert row.marks["award_gbp"] == "£499.50 implied" and row.marks["share"] == ""
    assert row.saved == {"stream": "Youth Fund", "awards": "3", "award_gbp": "2000.50", "share": "0.666612"}


@pytest.mark.parametrize(
    ("cells", "saved"),
    [
        (("£2,000.51", "66.7%"), SAVED),
        (("£2,001", "66.7%"), SAVED),
        (("£2,000.50", "66.6%"), SAVED),
        (("£2,000.50", "66.8%"), SAVED),
        (("−£2,000.50", "66.7%"), SAVED),
        (("£2,000.50", "66.7%"), SAVED.replace("Fund", "Club")),
    ],
)
def test_a_row_with_another_cell_than_is_saved_is_a_fault(cells: tuple[str, str], saved: str, tmp_path: Path) -> None:
    [table] = tables_of(page_of(tmp_path, body(*cells), saved))
    shown, missed = table.faults
    assert shown == f"the row “Youth Fund, 3, {', '.join(cells)}” is not in what is saved"
    assert missed.startswith("the saved row “") and missed.endswith("” is not shown")


def test_a_row_that_is_saved_once_is_not_found_twice(tmp_path: Path) -> None:
    row = ROW.format("£2,000.50", "66.7%")
    [table] = tables_of(page_of(tmp_path, f"<tbody>{row}{row}</tbody>", SAVED))
    assert table.faults[0] == "2 rows, but 1 are saved"
    assert table.faults[1].endswith("is not in what is saved")


def test_a_column_that_is_not_saved_is_a_fault(tmp_path: Path) -> None:
    [table] = tables_of(page_of(tmp_path, body("£2,000.50", "66.7%"), SAVED.replace("award_gbp", "sum")))
    assert table.faults == ["the column “Amount” is not among those that are saved: stream, awards, sum, share"]


def test_a_heading_between_rows_is_a_column_that_is_saved(tmp_path: Path) -> None:
    head = "<tr><th>Service</th><th>Amount</th></tr>"
    groups = (
        '<tbody><tr><th scope="rowgroup">Youth Fund, £3</th></tr><tr><th>Club</th><td>£1</td></tr>'
        "<tr><th>Bus</th><td>£2</td></tr></tbody>"
        '<tbody><tr><th scope="rowgroup">Outside, £4</th></tr><tr><th>Fete</th><td>£4</td></tr></tbody>'
    )
    saved = "stream,service,award_gbp\nYouth Fund,Club,1.00\nYouth Fund,Bus,2.00\nOutside,Fete,4.00\n"
    [table] = tables_of(page_of(tmp_path, groups, saved, head))
    assert table.faults == []
    assert [(group.heading, [row.head for row in group.rows]) for group in table.groups] == [
        ("Youth Fund, £3", ["Club", "Bus"]),
        ("Outside, £4", ["Fete"]),
    ]


def test_a_formula_is_saved_with_an_apostrophe(tmp_path: Path) -> None:
    head = "<tr><th>Service</th></tr>"
    [table] = tables_of(page_of(tmp_path, "<tbody><tr><th>=1+1</th></tr></tbody>", "service\n'=1+1\n", head))
    assert table.faults == []


def test_the_link_of_another_table_does_not_save_this_one() -> None:
    soup = BeautifulSoup(
        '<table><caption>Table 1. One</caption></table><table></table><a download href="data:text/csv,a">CSV</a>',
        "html.parser",
    )
    first, second = soup.find_all("table")
    assert link_of(first) is None and link_of(second) is soup.a
    assert (caption_of(first), table_name(first)) == ("One", "table “One”")
    assert (caption_of(second), table_name(second)) == ("", "a table without a caption")
    assert read_table(second).columns == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£1,322,248", Decimal(1322248)),
        ("−£10,000.50", Decimal("-10000.50")),
        ("£67k", None),
        ("£1.3m", None),
        ("1,000", None),
        ("not stated", None),
    ],
)
def test_only_an_amount_to_the_pound_or_penny_is_one(text: str, expected: Decimal | None) -> None:
    assert amount(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("-3.50", Decimal("-3.5")), ("12", Decimal(12)), ("£1", None)])
def test_only_plain_digits_are_a_saved_number(text: str, expected: Decimal | None) -> None:
    assert number(text) == expected
