"""Grants counted by Polars: clear amounts and days are read, every other text is handed on with its rows."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.threesixty.csv_layout import layout_of
from grantsdata.sources.threesixty.scan import read_typed, rows_with, scanned, tallies, write_typed
from grantsdata.sources.threesixty.tallies import Tally

COLUMNS = {"award_printed": "Amount Awarded", "award_date": "Award Date", "provider_printed": "Recipient Org:Name"}
ROWS = """Amount Awarded,Award Date,Recipient Org:Name
"£1,000.10",2016-03-31,Aspire
2,2016-03-31,Aspire
1.5,2016-04-01,Aspire
5,01/04/2016,Aspire
"""


def frame(folder: Path, text: str = ROWS) -> pl.LazyFrame:
    path = folder / "grants.csv"
    path.write_text(text, encoding="utf-8")
    return scanned(path, layout_of(path), COLUMNS)


def test_clear_rows_are_one_group_and_other_texts_are_handed_on(tmp_path: Path) -> None:
    found = tallies(frame(tmp_path), ["provider_printed", "financial_year"])
    by_rows = sorted(found, key=lambda tally: (-tally.rows, tally.year or 0))
    name = {"provider_printed": "Aspire"}
    assert by_rows == [
        Tally(name, 2, 2015, Decimal("1002.10")),
        Tally(name | {"award_date": "01/04/2016"}, 1, None, Decimal("5.00")),
        Tally(name | {"award_printed": "1.5"}, 1, 2016, None),
    ]


def test_clear_names_that_are_no_labels_make_no_groups(tmp_path: Path) -> None:
    text = "Amount Awarded,Award Date,Recipient Org:Name\n1,2016-04-01,One\n2,2017-04-01,Two\n"
    assert tallies(frame(tmp_path, text), []) == [Tally({}, 2, None, Decimal("3.00"))]


def test_refused_rows_are_found_by_their_texts_with_their_numbers(tmp_path: Path) -> None:
    found = list(rows_with(frame(tmp_path), {"award_date": ["01/04/2016"], "award_printed": ["1.5"]}, 5))
    assert [(row, pence) for row, _, pence in found] == [(4, None), (5, 5_00)]
    assert found[1][1]["award_date"] == "01/04/2016"
    assert len(list(rows_with(frame(tmp_path), {"provider_printed": ["Aspire"]}, 2))) == 2


def test_a_typed_file_is_the_same_frame_in_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_typed(frame(tmp_path), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert read_typed(tmp_path / "one").collect().equals(frame(tmp_path).collect())


def test_an_error_of_polars_is_one_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="The file cannot be read as CSV in UTF-8"):
        tallies(frame(tmp_path, ROWS + "1,2\n3,4,5,6\n"), [])
