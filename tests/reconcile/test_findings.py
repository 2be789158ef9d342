"""A finding: its figures, its difference, its rows and its place; and the table of findings."""

from support.findings import (
    FILE,
    HEAD,
    VS,
)
from support.reporting import awards_of_2017, paper_of_2017

from grantsdata.reconcile.anomalies import anomaly_findings
from grantsdata.reconcile.findings import Finding, findings_table, stream_of


def test_findings_about_one_cell_know_its_column() -> None:
    places = [finding.rows for finding in anomaly_findings(awards_of_2017(), paper_of_2017())]
    path = f"data/raw/2017-18/{FILE}"
    assert places == [((path, 26, ""),), ((path, 7, "Provider"),), ((path, 7, "Funding £"),), ()]


def test_a_table_of_findings_has_its_columns_and_kinds_without_a_row_too() -> None:
    table = findings_table([])
    assert [str(dtype) for dtype in table.dtypes] == [
        "str", "category", "str", "str", "Float64", "Float64", "Float64", "Float64", "str", "str",
    ]  # fmt: skip
    assert list(table["severity"].cat.categories) == ["error", "warning", "note", "agrees"]
    assert table["severity"].cat.ordered and list(table.columns) == [*HEAD, "sentence"]


def test_a_difference_needs_both_figures() -> None:
    assert Finding("a", "note", "b", "c", 5, 3).difference == 2
    assert Finding("a", "note", "b", "c", 5).difference is None
    assert Finding("a", "note", "b", "c", printed=3).difference is None


def test_a_stream_is_told_where_it_is_one() -> None:
    assert stream_of(awards_of_2017().iloc[:3]) == VS
    assert stream_of(awards_of_2017()) == ""
    assert stream_of(awards_of_2017().iloc[:0]) == ""
