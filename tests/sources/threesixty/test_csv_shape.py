"""The shape of a CSV file: what passes is read the same by Python's reader and by Polars, to the cell."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from grantsdata.errors import SourceError
from grantsdata.sources.threesixty import csv_shape
from grantsdata.sources.threesixty.csv_layout import Layout
from grantsdata.sources.threesixty.csv_shape import MOST_REPORTED, check_table, shape_faults
from grantsdata.sources.threesixty.scan import texts_of

HEADER = b"a,b,c\n"
LAYOUT = Layout(["a", "b", "c"], 3)

REGULAR = {
    "plain": (b"1,2,3\n4,5,6\n", 2),
    "no line feed at the end": (b"1,2,3\n4,5,6", 2),
    "CR LF": (b"1,2,3\r\n4,5,6\r\n", 2),
    "quoted commas": (b'"213,000",2,3\n4,"5,5","6"\n', 2),
    "quoted line feeds": (b'"1\n1","2\r\n2",3\n4,5,"6\n"\n', 2),
    "doubled quotation marks": (b'"1""1","""",""\n4,5,""""""\n', 2),
    "empty cells": (b",,\n,,\n", 2),
    "quoted at the end of the file": (b'1,2,"3"', 1),
    "other letters": ("£1,–,ŵ\n".encode(), 1),
    "half a CR LF at the end": (b"1,2,3\r", 1),
    "many rows in one word": (b"1,2,3\n" * 200, 200),
}

IRREGULAR = {
    "a short row": (b"1,2,3\n4,5\n", 3, "2 cells", "3, as in the header"),
    "a long row": (b"1,213,000,3\n4,5,6\n", 2, "4 cells", "3, as in the header"),
    "an empty cell too many": (b"1,2,3,\n", 2, "4 cells", "3, as in the header"),
    "a blank row": (b"1,2,3\n\n4,5,6\n", 3, "a blank row", "no blank rows"),
    "a blank row of CR LF": (b"1,2,3\r\n\r\n4,5,6\r\n", 3, "a blank row", "no blank rows"),
    "a blank row at the end": (b"1,2,3\n\n", 3, "a blank row", "no blank rows"),
    "one cell": (b"1,2,3\nx\n", 3, "1 cells", "3, as in the header"),
    "a quotation mark within": (b'1,2" pipe,3\n4,5" pipe,6\n', 2, "a quotation mark within a cell", "doubled within"),
    "text after a quoted cell": (b'1,"2"x,3\n', 2, "a quotation mark within a cell", "doubled within"),
    "a space before a quoted cell": (b'1, "2",3\n', 2, "a quotation mark within a cell", "doubled within"),
    "never closed": (b'1,2,3\n4,"5,6\n7,8,9\n', 3, "a quoted cell is not closed", "each quoted cell closed"),
    "bare carriage returns": (b"1,2\r,3\n", 2, "a bare carriage return", "lines that end in LF or CR LF"),
}


@pytest.fixture(params=[64, 1 << 20], ids=["words", "blocks"])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """With blocks of one word, whatever a block leaves to the next is tried too."""
    monkeypatch.setattr(csv_shape, "_BLOCK", request.param)
    return request.param


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "marked"])
@pytest.mark.parametrize(("content", "rows"), REGULAR.values(), ids=REGULAR)
def test_a_regular_file_has_no_faults(block: int, tmp_path: Path, content: bytes, rows: int, mark: bytes) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes(mark + HEADER + content)
    assert shape_faults(path, LAYOUT, "grants.csv") == (rows, [])


@pytest.mark.parametrize(("content", "row", "problem", "expected"), IRREGULAR.values(), ids=IRREGULAR)
def test_an_irregular_row_is_told(
    block: int, tmp_path: Path, content: bytes, row: int, problem: str, expected: str
) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes(HEADER + content)
    _, faults = shape_faults(path, LAYOUT, "grants.csv")
    assert (faults[0].file, faults[0].row, faults[0].problem) == ("grants.csv", row, problem)
    assert expected in faults[0].expected


def test_a_row_is_quoted_as_it_stands(block: int, tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes(HEADER + b"1,2,3\n" * 30 + "Ty Gwŷdd,£213,000,x\n".encode() + b"1,2,3\n" * 30 + b"end,\n")
    _, faults = shape_faults(path, LAYOUT, "grants.csv")
    assert [(fault.row, fault.problem, fault.text) for fault in faults] == [
        (32, "4 cells", "Ty Gwŷdd,£213,000,x"),
        (63, "2 cells", "end,"),
    ]


def test_of_many_faults_the_first_are_told_and_that_there_are_more(block: int, tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes(HEADER + b"1,2\n" * 5_000)
    _, faults = shape_faults(path, LAYOUT, "grants.csv")
    assert [fault.row for fault in faults] == [*range(2, MOST_REPORTED + 2), None]
    assert faults[-1].problem == "more rows are wrong in the same ways"


def test_what_is_hashed_is_every_byte(block: int, tmp_path: Path) -> None:
    seen = bytearray()

    class Digest:
        def update(self, data: memoryview) -> None:
            seen.extend(data)

    path = tmp_path / "grants.csv"
    path.write_bytes(b"\xef\xbb\xbf" + HEADER + b"1,2,3\n" * 1_000)
    shape_faults(path, LAYOUT, "grants.csv", Digest())
    assert bytes(seen) == path.read_bytes()


CELLS = st.sampled_from(
    ["", "1", "a b", "£", '"x"', '"1,2"', '"a\nb"', '"\r\n"', '"""q"""', '""', "x" * 70, 'a"b', " "]
)
RECORDS = st.lists(CELLS, min_size=3, max_size=3).map(",".join)
NEARLY = st.one_of(
    st.tuples(st.lists(RECORDS, max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans()).map(
        lambda made: made[1].join(made[0]) + made[1] * made[2]
    ),
    st.text(alphabet='a,"\n\r£ ', max_size=60),
    st.lists(st.sampled_from(["1,2,3\n", '"', ",", "\n", "\r\n", "£", "1,2,3,4\n", 'x,"y,\n",z\n']), max_size=12).map(
        "".join
    ),
)


@examples(25, nightly=400)
@given(NEARLY)
def test_what_passes_is_read_the_same_by_both_readers(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(HEADER + text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_shape, "_BLOCK", 64)
        rows, faults = shape_faults(path, LAYOUT, "fuzz.csv")
    assert shape_faults(path, LAYOUT, "fuzz.csv") == (rows, faults)
    if faults:
        return
    records = list(csv.reader(io.StringIO(HEADER.decode() + text, newline=""), strict=True))[1:]
    assert [len(record) for record in records] == [3] * rows
    found = texts_of(path, LAYOUT).collect(engine="streaming")
    assert [list(row) for row in found.iter_rows()] == records


@examples(12, nightly=400)
@given(st.lists(st.lists(st.text(alphabet='ab,"\n£ ', max_size=5), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_csv_writer_writes_passes(tmp_path_factory: pytest.TempPathFactory, records: list[list[str]]) -> None:
    path = tmp_path_factory.getbasetemp() / "written.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["a", "b", "c"], *records])
    assert shape_faults(path, LAYOUT, "written.csv") == (len(records), [])
    assert [list(row) for row in texts_of(path, LAYOUT).collect().iter_rows()] == records


def test_polars_alone_would_not_see_it(tmp_path: Path) -> None:
    """Should Polars once refuse a row that is too short or too long, this module has less to do."""
    path = tmp_path / "grants.csv"
    path.write_bytes(HEADER + b"1,213,000,3\n4,5\n")
    assert pl.scan_csv(path, infer_schema=False).select("b").collect()["b"].to_list() == ["213", "5"]


def test_what_comes_after_the_table_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it fills blocks of its own, and where the last row ends with its block and has no line end."""
    monkeypatch.setattr(csv_shape, "_BLOCK", 64)
    path = tmp_path / "grants.csv"
    path.write_bytes(HEADER + b"1,2,3\n" * 9 + b",,\n" * 60)
    assert shape_faults(path, Layout(["a", "b", "c"], 3, 1, 60), "grants.csv") == (9, [])
    path.write_bytes(HEADER + b"1,2,3\n" * 9 + b"7,8,")
    assert path.stat().st_size == 64
    assert shape_faults(path, LAYOUT, "grants.csv") == (10, [])


def test_a_table_that_ends_within_a_row_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_bytes(HEADER + b"1,2,3\n4,5,6\n7,8")
    with pytest.raises(SourceError, match="2 cells"):
        check_table(path, LAYOUT)
    path.write_bytes(HEADER)
    with pytest.raises(SourceError, match="a header without rows"):
        check_table(path, LAYOUT)


def test_a_table_without_its_last_line_end_may_be_cut_off(tmp_path: Path) -> None:
    """A quotation mark shows the end of the last cell as well."""
    path = tmp_path / "grants.csv"
    path.write_bytes(HEADER + b"1,2,3\n4,5,6")
    with pytest.raises(SourceError) as refused:
        check_table(path, LAYOUT)
    (fault,) = refused.value.faults
    assert (fault.row, fault.problem, fault.text) == (3, "the file ends within its last row, with", "4,5,6")
    path.write_bytes(HEADER + b'1,2,3\n4,5,"6"')
    assert check_table(path, LAYOUT) == 2
