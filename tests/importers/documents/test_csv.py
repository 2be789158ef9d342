"""A CSV file gives back its cells; an amount in two cells is joined only where the header settles it."""

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from grantsdata.errors import SourceError
from grantsdata.importers.documents import csv as reader
from grantsdata.importers.documents.found import Document, FoundTable
from grantsdata.importers.documents.reading import read_document

TEXTS = st.text(st.sampled_from("abc 0123456789£.,;\"'()-"), min_size=1, max_size=9).filter(lambda text: text.strip())


def read(tmp_path: Path, text: str) -> Document:
    (tmp_path / "paper.csv").write_text(text, encoding="utf-8", newline="")
    return read_document(tmp_path / "paper.csv")


def texts(found: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.tables[0].rows]


@examples(15, nightly=200)
@given(rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=2, max_size=5), separator=st.sampled_from(",;\t"))
def test_no_word_of_any_table_is_lost(rows: list[tuple[str, ...]], separator: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
        found = read_document(path)
    assert texts(found) == [[" ".join(text.split()) for text in row] for row in rows]
    assert found.unaccounted == ()


def test_a_number_that_the_reader_lost_is_reported_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "rectangular", lambda rows: tuple(tuple(row[:2]) for row in rows))
    found = read(tmp_path, 'Hub,Ely,Award\nVan,March,"£5,000"\n')
    assert [(word.word, word.at) for word in found.unaccounted] == [("Award", "line 1"), ("5,000", "line 2")]


def test_an_inch_sign_within_a_cell_is_part_of_its_text(tmp_path: Path) -> None:
    found = read(tmp_path, 'Service,Award\n5" pipe,£6\nVan,£7\n')
    assert texts(found) == [["Service", "Award"], ['5" pipe', "£6"], ["Van", "£7"]]
    assert found.unaccounted == ()


def test_a_cell_that_is_too_long_is_refused_for_its_length(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="row 2, cell 1: a cell or a note on it has 140,000 characters"):
        read(tmp_path, f"Hub,Award\n{'x' * 140_000},£5\n")
    assert csv.field_size_limit() == 131_072


HEADER = "Service,Provider,Award"


def table(tmp_path: Path, *lines: str) -> FoundTable:
    path = tmp_path / "awards.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return read_document(path).tables[0]


def test_an_amount_in_two_cells_is_joined_and_said_to_be_a_guess(tmp_path: Path) -> None:
    found = table(tmp_path, HEADER, "Hub,Fenland,£446,000", "Van,Ely,£500")
    assert [[cell.text for cell in row] for row in found.rows[1:]] == [
        ["Hub", "Fenland", "£446,000"],
        ["Van", "Ely", "£500"],
    ]
    assert found.rows[1][2].notes == ('joined by guess: "£446" and "000" in the next cell',)
    assert found.faults == ()


def test_cells_after_a_joined_amount_stand_below_their_header(tmp_path: Path) -> None:
    found = table(tmp_path, "Service,Award,Note", "Hub,£1,250,new", "Van,£500,old")
    assert [cell.text for cell in found.rows[1]] == ["Hub", "£1,250", "new"]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (["Hub,Fenland,446,000", "Van,Ely,£500"], 2),  # no pound sign
        (["Hub,Fenland,£446,000"], 2),  # no other row shows where the amounts are
        (["Hub,Ely, Fenland,£446", "Van,Ely,£500"], 2),  # the comma is in the name
        (["Hub,Fenland,£1,446,000", "Van,Ely,£500"], 2),  # two cells too many
    ],
)
def test_what_the_header_does_not_settle_is_refused_by_its_place(tmp_path: Path, lines: list[str], row: int) -> None:
    faults = table(tmp_path, HEADER, *lines).faults
    assert [fault.row for fault in faults] == [row]
    assert 'Put a cell that contains the separator in quotation marks: "213,000".' in str(faults[0])


def test_two_columns_that_may_hold_the_amount_settle_nothing(tmp_path: Path) -> None:
    found = table(tmp_path, "Service,Asked,Award", "Hub,£1,250,300", "Van,£5,£4")
    assert [fault.row for fault in found.faults] == [2]


@pytest.mark.parametrize("name", ["p", "pence", "(p)"])
def test_pence_in_a_column_of_their_own_are_no_amount_that_goes_on(tmp_path: Path, name: str) -> None:
    found = table(tmp_path, f"Service,Provider,£,{name}", "Hub,Ely,446,05", "Van,March,500,50")
    assert found.faults == ()
    assert [cell.text for cell in found.rows[1]] == ["Hub", "Ely", "446", "05"]


def test_pence_beside_a_column_without_a_name_are_refused(tmp_path: Path) -> None:
    assert [fault.row for fault in table(tmp_path, "Service,Award,", "Hub,446,05", "Van,500,50").faults] == [2, 3]
