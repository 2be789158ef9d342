"""Tables of a paper that list no awards: columns by meaning, streams by name, and each fault with its place."""

from pathlib import Path

import pytest
from support.reporting import paper_of_2017

from grantsdata.awards.other_tables import read_other_table
from grantsdata.errors import SourceError
from grantsdata.model.declared.other_tables import OtherTable

MEANINGS = ("stream", "fund", "amount")
TABLE = OtherTable(
    file="funds.csv", columns={"stream": "Stream", "fund": "Fund", "amount": "Amount"}, ignored_columns=["Note"]
)
FILE = "data/raw/2017-18/funds.csv"


def put(project: Path, text: str) -> None:
    path = project / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_columns_are_named_by_meaning_and_streams_by_their_names(tmp_path: Path) -> None:
    put(tmp_path, "Fund,Note,Amount,Stream\nRoads,x,£5,CDR\nYouth,y,TBC,\n")
    table, faults = read_other_table(paper_of_2017(), TABLE, MEANINGS, tmp_path)
    assert faults == []
    assert table.fillna("").to_dict("records") == [
        {
            "stream": "Crime and disorder reduction",
            "fund": "Roads",
            "amount": "£5",
            "source_file": FILE,
            "source_row": 2,
        },
        {"stream": "", "fund": "Youth", "amount": "TBC", "source_file": FILE, "source_row": 3},
    ]


def test_an_unknown_stream_and_an_amount_in_two_cells_are_faults_with_their_places(tmp_path: Path) -> None:
    put(tmp_path, "Stream,Fund,Amount,Note\ncdr,Roads,£5,x\nVS,Youth,£446,000\n")
    _, faults = read_other_table(paper_of_2017(), TABLE, MEANINGS, tmp_path)
    assert [(fault.file, fault.row, fault.column, fault.text) for fault in faults] == [
        (FILE, 2, "Stream", "cdr"),
        (FILE, 3, "Amount", "£446,000"),
    ]
    assert str(faults[0]).endswith("expected empty, or one of VS, CDR, YF, CRS. Correct the cell.")


def test_a_paper_without_the_table_has_the_columns_and_no_row(tmp_path: Path) -> None:
    table, faults = read_other_table(paper_of_2017(), None, MEANINGS, tmp_path)
    assert (list(table.columns), len(table), faults) == ([*MEANINGS, "source_file", "source_row"], 0, [])


def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "Stream,Fund,Note\nCDR,Roads,x\n")
    with pytest.raises(SourceError, match="column Amount: the column is missing"):
        read_other_table(paper_of_2017(), TABLE, MEANINGS, tmp_path)


def test_a_table_that_may_be_empty_has_no_row_and_is_no_fault(tmp_path: Path) -> None:
    put(tmp_path, "Fund,Note,Amount,Stream\n")
    table, faults = read_other_table(paper_of_2017(), TABLE, MEANINGS, tmp_path, may_be_empty=True)
    assert (list(table.columns), len(table), faults) == ([*MEANINGS, "source_file", "source_row"], 0, [])
    with pytest.raises(SourceError, match="a header without rows"):
        read_other_table(paper_of_2017(), TABLE, MEANINGS, tmp_path)
