"""Printed figures, or ours beside them, that are not those of the paper and its awards are faults."""

from pathlib import Path

import pytest
from support.drafts import Wrong, faults_found, in_table, one_of_each

from grantsdata.runs.qa import printed
from grantsdata.runs.qa.expected import PageData

PRINTED = printed.printed_figures_agree
RANGES = "What each budget can stand for, and the awards from it"


WRONG = {
    "a printed total that is another": Wrong(
        "board-paper",
        in_table("Printed totals beside ours", "£1,322,248", "£1,322,284", "1322248.00", "1322284.00"),
        PRINTED,
        "by the data it is £1,322,248",
    ),
    "awards against a budget that are others'": Wrong(
        "reconciliation",
        in_table(RANGES, "£961,260", "£961,620", "961260.00", "961620.00"),
        PRINTED,
        "column “Awarded”",
    ),
    "a least sum of a rounded budget that is another": Wrong(
        "reconciliation",
        in_table(RANGES, "£950,000", "£960,000", "950000.00", "960000.00"),
        PRINTED,
        "column “At least”: shows £960,000; by the data it is £950,000",
    ),
    "ours beside the printed figure that are not": Wrong(
        "reconciliation",
        in_table(
            "Every total and budget that the paper prints, beside our sum",
            "£1,312,248",
            "£1,322,248",
            "1312248.00",
            "1322248.00",
        ),
        PRINTED,
        "column “Ours”",
    ),
}


@pytest.mark.parametrize("name", one_of_each(WRONG))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    faults = faults_found(WRONG[name], outputs, behind, tmp_path)
    assert any(WRONG[name].says in fault for fault in faults), faults
