"""A CSV file gives back its cells; an amount in two cells is joined only where the header settles it."""

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples
from support.papers import raw_rows

from grantsdata.errors import SourceError
from grantsdata.importers.documents import csv as reader
from grantsdata.importers.documents.found import Document, FoundTable
from grantsdata.importers.documents.reading import read_document

RAW = Path(__file__).parents[3] / "data" / "raw" / "2017-18"
TEXTS = st.text(st.sampled_from("abc 0123456789£.,;\"'()-"), min_size=1, max_size=9).filter(lambda text: text.strip())


def read(tmp_path: Path, content: str | bytes, name: str = "paper.csv") -> Document:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


def texts(found: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.tables[0].rows]


@examples(8, nightly=200)
@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=2, max_size=5),
    separator=st.sampled_from(",;\t"),
    is_named=st.booleans(),
)
def test_no_word_of_any_table_is_lost(rows: list[tuple[str, ...]], separator: str, is_named: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(f"sep={separator}\n" if is_named else "")
            csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
        found = read_document(path)
    assert texts(found)[is_named:] == [[" ".join(text.split()) for text in row] for row in rows]
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
    assert read_document(tmp_path / "awards.csv").unaccounted == ()  # nothing to confirm beside the guess


def test_cells_after_a_joined_amount_stand_below_their_header(tmp_path: Path) -> None:
    found = table(tmp_path, "Service,Award,Note", "Hub,£1,250,new", "Van,£500,old")
    assert [cell.text for cell in found.rows[1]] == ["Hub", "£1,250", "new"]


@pytest.mark.parametrize(
    ("lines", "step"),
    [
        (["Hub,Fenland,446,000", "Van,Ely,£500"], 'Put the amount in quotation marks: "446,000".'),  # no pound sign
        (["Hub,Fenland,£446,000"], 'Put the amount in quotation marks: "£446,000".'),  # no other row has amounts
        (["Hub,Ely, Fenland,£446", "Van,Ely,£500"], 'contains the separator in quotation marks: "213,000".'),
        (["Hub,Fenland,£1,446,000", "Van,Ely,£500"], 'contains the separator in quotation marks: "213,000".'),
    ],
)
def test_what_the_header_does_not_settle_is_refused_by_its_place(tmp_path: Path, lines: list[str], step: str) -> None:
    faults = table(tmp_path, HEADER, *lines).faults
    assert [fault.row for fault in faults] == [2]
    assert step in str(faults[0])


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


@pytest.mark.parametrize("name", ["victims-services.csv", "crime-and-disorder-reduction.csv"])
def test_each_cell_of_a_csv_file_is_the_raw_one(name: str) -> None:
    found = read_document(RAW / name)
    assert texts(found) == raw_rows(name)
    assert found.tables[0].notes == ("its cells are divided by commas",)
    assert found.tables[0].rows[1][2].at == "row 2, cell 3"


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs"), (",", "commas")])
def test_the_sign_between_cells_is_found_and_told(tmp_path: Path, sign: str, name: str) -> None:
    rows = ["Service|Award", 'Hub|"£446,000"', '"Van; bus"|"£2,000 ""match"""', "Car|"]
    found = read(tmp_path, "\r\n".join(rows).replace("|", sign) + "\r\n\r\n")
    assert texts(found) == [["Service", "Award"], ["Hub", "£446,000"], ["Van; bus", '£2,000 "match"'], ["Car", ""]]
    assert found.tables[0].notes == (f"its cells are divided by {name}",)


def test_a_row_of_another_length_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeffService,Award\nHub,446,000\nVan\n\nBus,£5\n", "awards.txt")
    assert texts(found) == [
        ["Service", "Award", ""],
        ["Hub", "446", "000"],
        ["Van", "", ""],
        ["", "", ""],
        ["Bus", "£5", ""],
    ]
    assert found.tables[0].notes[1:] == (
        "row 2 has 3 cells, the first row 2",
        "row 3 has 1 cells, the first row 2",
    )
    many = read(tmp_path, "a,b\n" + "c\n" * 23)
    assert many.tables[0].notes[-1] == "and 3 more such rows"


def test_one_column_is_a_table_of_one_column(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "Service\nHub\n")) == [["Service"], ["Hub"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Service;£5\n".encode("cp850"), r"not UTF-8 comes after .* choose Save As, CSV UTF-8"),
        ("Hub,Caf\u00e9\n".encode("mac_roman"), r"not UTF-8 comes after .* choose Save As, CSV UTF-8"),
        (b"a,b\nc,\x81\n", r"row 2: a character that is not UTF-8"),
        ("Service,Award\n".encode("utf-16")[:-1], "this is UTF-16"),
        (b'a,b\n"c,d\n', "row 2: the quotation marks do not match"),
        (b"a,b\n\0,d\n", "row 2: a NUL character"),
    ],
)
def test_a_csv_file_that_is_damaged_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(tmp_path, content)


def test_a_csv_file_in_windows_1252_or_utf_16_is_read_and_told(tmp_path: Path) -> None:
    text = 'Service,Award\nHub – new,"£446,000"\n'
    found = read(tmp_path, text.encode("cp1252"))
    assert texts(found) == [["Service", "Award"], ["Hub – new", "£446,000"]]
    assert found.tables[0].notes[0] == "it is not in UTF-8, and read as Windows-1252: compare – £ with the paper"
    for name in ("utf-16", "utf-16-le", "utf-16-be"):
        found = read(tmp_path, text.encode(name))
        assert texts(found) == [["Service", "Award"], ["Hub – new", "£446,000"]], name
        assert found.tables[0].notes[0] == "it is in UTF-16"


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_in_which_excel_names_the_separator_is_no_row(tmp_path: Path, first: str) -> None:
    found = read(tmp_path, f"{first}\r\nHub;Award\r\nVan, bus;£5\r\n")
    assert texts(found) == [["", ""], ["Hub", "Award"], ["Van, bus", "£5"]]
    assert found.tables[0].notes == ("its cells are divided by semicolons, as its first line says",)
    assert (found.tables[0].faults, found.unaccounted) == ((), ())


def test_a_cell_that_excel_keeps_as_text_is_the_text_that_excel_shows(tmp_path: Path) -> None:
    found = read(tmp_path, 'Ref,Award\n="001",="446000"\n"=""002""",£5\n')
    assert texts(found) == [["Ref", "Award"], ["001", "446000"], ["002", "£5"]]
    assert found.tables[0].rows[1][1].notes == ("typed as a formula with this text",)
    assert found.unaccounted == ()


def test_a_separator_that_a_file_names_and_does_not_use_is_looked_for(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "sep=;\nHub,Award\nVan,£5\n")) == [["", ""], ["Hub", "Award"], ["Van", "£5"]]


def test_of_many_rows_that_do_not_fit_the_first_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    rows = ["Hub,Fenland,£5", *["Van,Ely,446,000"] * 23]
    faults = table(tmp_path, HEADER, *rows).faults
    assert [fault.row for fault in faults] == [*range(3, 23), 23]
    assert (faults[0].problem, faults[0].text) == ("4 cells:", "Van,Ely,446,000")
    assert (faults[20].problem, faults[20].text) == ("3 more such rows, the first of them", "Van,Ely,446,000")
