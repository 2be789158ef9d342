"""Findings, repairs and payments as tables, to the cell, on a handful of awards."""

from typing import Any

import pandas as pd
from support.few_awards import few, rows
from support.reporting import (
    VICTIMS,
)

from grantsdata import summaries
from grantsdata.reconcile.findings import Finding, findings_table, stream_of


def repair(kind: str, row: int, column: str = "Award", file: str = "data/raw/a.csv") -> dict[str, Any]:
    return {"kind": kind, "file": file, "row": row, "column": column, "printed": "〃", "read_as": "x", "why": "y"}


def repairs(*listed: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(list(listed))
    kinds = pd.CategoricalDtype(["merged cell", "correction"], ordered=True)
    return table.astype({"kind": kinds})


def test_repairs_to_rows_that_follow_each_other_make_one_line() -> None:
    table = repairs(
        repair("merged cell", 3), repair("merged cell", 4), repair("merged cell", 6), repair("merged cell", 7, "Theme"),
        repair("merged cell", 8, "Theme", "data/raw/b.csv"), repair("correction", 9, "Theme", "data/raw/b.csv"),
    )  # fmt: skip
    listed = summaries.repairs_listed(table.set_index(pd.Index([9, 8, 7, 6, 5, 4])))
    assert rows(listed) == [
        ["kind", "place", "column", "printed", "read_as", "why"],
        ["merged cell", "a.csv rows 3 to 4", "Award", "ditto sign", "x", "y"],
        ["merged cell", "a.csv row 6", "Award", "ditto sign", "x", "y"],
        ["merged cell", "a.csv row 7", "Theme", "ditto sign", "x", "y"],
        ["merged cell", "b.csv row 8", "Theme", "ditto sign", "x", "y"],
        ["correction", "b.csv row 9", "Theme", "〃", "x", "y"],
    ]


def test_printed_figures_stand_beside_ours() -> None:
    listed = [
        Finding("budget-partly-allocated", "note", "Grants", "Below.", 90_00, 100_00, implied=10_00),
        Finding("provider-blank", "agrees", "Hub", "Not of these."),
        Finding("total-agrees", "agrees", "Total", "To its rounding.", 99_99, 100_00),
        Finding("budgets-add-up", "agrees", "All", "To the penny.", 100_00, 100_00),
        Finding("total-differs", "warning", "Total", "With an amount missing.", 100_00, 100_00),
    ]
    table = summaries.printed_figures(findings_table(listed))
    assert rows(table) == [
        ["scope", "compared", "ours_gbp", "printed_gbp", "difference_gbp", "implied_gbp", "at_printed_precision",
         "to_the_penny"],
        ["Grants", "awards", 90, 100, -10, 10, False, False],
        ["Total", "printed amounts under it", 99.99, 100, -0.01, 0, True, False],
        ["All", "budgets of the streams", 100, 100, 0, 0, True, True],
        ["Total", "printed amounts under it", 100, 100, 0, 0, False, False],
    ]  # fmt: skip
    assert [str(dtype) for dtype in table.dtypes] == ["str", "str", *["Float64"] * 4, "bool", "bool"]
    none = summaries.printed_figures(findings_table([]))
    assert [str(none[name].dtype) for name in ("compared", "at_printed_precision", "to_the_penny")] == [
        "str", "bool", "bool",
    ]  # fmt: skip


def test_without_repairs_the_ledger_has_no_lines_but_its_columns() -> None:
    none = repairs(repair("merged cell", 3)).iloc[:0]
    listed = summaries.repairs_listed(none)
    assert rows(listed) == [["kind", "place", "column", "printed", "read_as", "why"]]
    assert str(listed["place"].dtype) == "str"
    assert rows(summaries.repairs_by_kind(none)) == [["kind", "cells", "meaning"]]


def test_repairs_are_counted_by_kind_in_the_order_of_the_kinds() -> None:
    listed = ["merged cell", "implied amount", "merged cell"]
    kinds = pd.Categorical(listed, ["implied amount", "merged cell", "left-out row"], ordered=True)
    counted = summaries.repairs_by_kind(pd.DataFrame({"kind": kinds}, index=[7, 8, 9]))
    assert rows(counted) == [
        ["kind", "cells", "meaning"],
        ["implied amount", 1, "an amount that is missing is worked out from a printed total"],
        ["merged cell", 2, "a cell takes the text above it, as the paper prints one cell over several rows"],
    ]


def test_a_stream_is_told_where_it_is_one() -> None:
    assert stream_of(few().iloc[:3]) == VICTIMS
    assert stream_of(few()) == ""
    assert stream_of(few().iloc[:0]) == ""
