"""The sheets of the public's workbook from the tables of a small year: words for what is empty, notes of headings."""

from pathlib import Path

import pandas as pd
import pytest
from support.reporting import add_year

from grantsdata.awards.load import open_year
from grantsdata.exports.tables import year_tables
from grantsdata.exports.workbook.sheets import IMPLIED_NOTE, UNKNOWN, Sheet, sheets_of


@pytest.fixture
def sheets(project: Path) -> dict[str, Sheet]:
    """£300 is printed as the total of £200 and of an award that states no amount."""
    awards = [("GR", "Lights", "Cambridge City Council", "£200"), ("GR", "Paths", "", "")]
    add_year(project, [*awards, ("OUT", "Club", "Family Action", "")], total="£300")
    year = open_year("2018-19", project)
    return {sheet.name: sheet for sheet in sheets_of(year_tables(year), year.year)}


def test_a_table_without_rows_has_no_sheet(sheets: dict[str, Sheet]) -> None:
    assert {"Awards", "By stream", "By provider", "Budget", "Findings"} <= set(sheets)
    assert not {"Separate funds", "Measures", "Other contributors"} & set(sheets)


def test_a_breakdown_by_what_the_paper_does_not_have_has_no_sheet(sheets: dict[str, Sheet]) -> None:
    """No award of this paper has a theme or an arrangement."""
    assert not {"By theme", "By arrangement"} & set(sheets)
    assert sheets["By payee"].table.iloc[:, 0].tolist() == [
        "Cambridge City Council",
        "Not yet allocated",
        "Family Action",
    ]


def test_an_implied_amount_refers_to_note_1_which_comes_first(sheets: dict[str, Sheet]) -> None:
    awards = sheets["Awards"]
    (status,) = [heading for heading, note in awards.notes.items() if note == IMPLIED_NOTE]
    assert next(iter(awards.notes)) == status
    assert awards.table[status].tolist() == ["printed", "implied [note 1]", "not stated"]


def test_no_cell_is_empty(sheets: dict[str, Sheet]) -> None:
    for sheet in sheets.values():
        cells = sheet.table.astype("object")
        assert not (cells.isna() | (cells == "")).any(axis=None), sheet.name
    awards = sheets["Awards"]
    assert awards.table[awards.pounds[0]].tolist() == [200, 100, UNKNOWN]


def test_columns_of_pounds_and_shares_are_named_by_their_headings(sheets: dict[str, Sheet]) -> None:
    stream = sheets["By stream"]
    assert set(stream.pounds) | set(stream.shares) <= set(stream.table.columns)
    assert (len(stream.pounds), len(stream.shares)) == (2, 1)
    assert stream.title.endswith(", 2018-19") and stream.title[0].isupper()
    assert isinstance(stream.table, pd.DataFrame)
