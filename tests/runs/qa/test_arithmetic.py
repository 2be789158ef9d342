"""Sums, differences, shares and marks that do not agree with the rows beside them are faults."""

from pathlib import Path

import pandas as pd
import pytest
from support.drafts import SMALL_YEAR, Draft, Wrong, faults_found, in_table, one_of_each

from grantsdata.awards.load import open_year
from grantsdata.report.page.tables import table_html
from grantsdata.runs.qa import arithmetic
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page

BASIS = "Money by the basis of the provider type"
THEMED = "Every award by theme"


WRONG = {
    "a total that is a penny less": Wrong(
        "reconciliation",
        in_table(BASIS, "£2,283,508 ", "£2,283,507.99 ", "Total,,35,2283508.00", "Total,,35,2283507.99"),
        arithmetic.totals_add_up,
        "shows £2,283,507.99; its rows add up to £2,283,508",
    ),
    "a total of awards that is one less": Wrong(
        "reconciliation",
        in_table(BASIS, ">35<", ">34<", "Total,,35,", "Total,,34,"),
        arithmetic.totals_add_up,
        "column “Awards”: shows 34; its rows add up to 35",
    ),
    "a total that is not there": Wrong(
        "stream-report-vs",
        in_table("Awards by provider type", ">£961,260<", "><", "Total,961260.00", "Total,"),
        arithmetic.totals_add_up,
        "shows nothing; its rows add up to £961,260",
    ),
    "a group that is another sum": Wrong(
        "board-paper",
        in_table(THEMED, "£617,791, 7 awards", "£617,971, 7 awards"),
        arithmetic.groups_add_up,
        "its rows add up to £617,791",
    ),
    "a group that is another number": Wrong(
        "board-paper",
        in_table(THEMED, "£617,791, 7 awards", "£617,791, 8 awards"),
        arithmetic.groups_add_up,
        "its rows are 7 awards",
    ),
    "a difference that is another": Wrong(
        "board-paper",
        in_table("Printed totals beside ours", "−£10,000", "−£20,000", "-10000.00", "-20000.00"),
        arithmetic.differences_are_right,
        "shows −£20,000; expected −£10,000",
    ),
    "streams that do not make their total": Wrong(
        "annual-report",
        in_table("Awards by provider type and stream", "£532,195", "£532,194", ",532195.00", ",532194.00"),
        arithmetic.differences_are_right,
        "row “police”, column “Total”: shows £587,195; expected £587,194",
    ),
    "an implied amount without its mark": Wrong(
        "board-paper",
        in_table(THEMED, ' <span class="implied">implied</span></td>', "</td>"),
        arithmetic.implied_amounts_are_marked,
        "marked “”; expected “implied”",
    ),
    "a mark of another amount": Wrong(
        "reconciliation",
        in_table(BASIS, "£10,000 implied", "£1,000 implied"),
        arithmetic.implied_amounts_are_marked,
        "marked “£1,000 implied”; expected “£10,000 implied”",
    ),
}


@pytest.mark.parametrize("name", one_of_each(WRONG))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    faults = faults_found(WRONG[name], outputs, behind, tmp_path)
    assert any(WRONG[name].says in fault for fault in faults), faults


@pytest.mark.proof
def test_movements_that_are_not_as_many_as_listed_are_caught(small: Path, tmp_path: Path) -> None:
    """All 35 awards of the other year ended, and the four of this one are new."""
    notebook = small / "outputs" / SMALL_YEAR
    draft = Draft(notebook / "year-on-year.html")
    in_table("What became of the awards", '<td class="n">4<', '<td class="n">5<', ",4,", ",5,")(draft)
    page = draft.write(tmp_path, "year-on-year")
    behind = page_data(open_year(SMALL_YEAR, small), include_implied=False)
    faults = arithmetic.movements_agree_with_totals(page, behind)
    assert "table “new”, column “Awards”: shows 5; its list has 4 rows" in faults
    assert arithmetic.movements_agree_with_totals(Page(notebook / "year-on-year.html"), behind) == []


def test_a_running_share_that_is_not_the_sum_of_those_above_is_told(tmp_path: Path) -> None:
    """No page of the set shows running shares; a notebook of one's own may."""
    frame = pd.DataFrame({"provider": ["A", "B"], "award_gbp": [600.0, 400.0], "running_share": [0.6, 0.9]})
    path = tmp_path / "page.html"
    path.write_text(table_html(frame, "Providers"), encoding="utf-8")
    (fault,) = arithmetic.running_shares_are_right(Page(path))
    assert fault.startswith("table “Providers”, row “B”, column “Running share”")


SUMS = {"stream": ["A"], "former_total_gbp": [100.0], "now_total_gbp": [80.0], "total_change_gbp": [-20.0]}
PENNY = {"scope": ["A"], "ours_gbp": [1.0], "printed_gbp": [2.0]}


@pytest.mark.parametrize(
    ("row", "column", "right", "wrong", "says"),
    [
        (SUMS, "change_share", -0.2, 0.2, "shows 20.0%; expected -20.0%"),
        (PENNY, "to_the_penny", False, True, "shows yes; the two amounts differ"),
    ],
)
def test_a_change_has_its_own_share_and_what_differs_does_not_agree(
    row: dict[str, list[object]], column: str, right: object, wrong: object, says: str, tmp_path: Path
) -> None:
    for value, faults in ((right, []), (wrong, [says])):
        path = tmp_path / "page.html"
        path.write_text(table_html(pd.DataFrame(row | {column: [value]}), "Sums"), encoding="utf-8")
        found = arithmetic.differences_are_right(Page(path))
        assert len(found) == len(faults) and all(one.endswith(says) for one in found)
