"""Tables whose figures are not those of the awards that they are about are faults."""

from pathlib import Path
from typing import Any

import pytest
from support.drafts import Draft, Spoil, Wrong, faults_found, first_with, in_table, one_of_each, without_a_row

from grantsdata.runs.qa import totals
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page


def about(caption: str, of: dict[str, Any]) -> Spoil:
    """The notebook says of a table that it is about other awards."""

    def spoil(draft: Draft) -> None:
        for output in draft.outputs():
            facts = output["metadata"].get("grantsdata", {})
            if facts.get("caption") == caption:
                facts["of"] = of

    return spoil


AWARDS = totals.tables_agree_with_awards
BREAKDOWN, BASIS = "Awards by provider type and stream", "Money by the basis of the provider type"
EVERY = "Every award by group, in the paper's order"
LISTED = "Every award of this stream by group, in the paper's order"


WRONG = {
    "a sum that is wrong throughout, and its total with it": Wrong(
        "reconciliation",
        lambda draft: [
            in_table(BASIS, "£22,000<", "£22,001<", ",22000.00", ",22001.00")(draft),
            in_table(BASIS, "£2,283,508 ", "£2,283,509 ", "2283508.00", "2283509.00")(draft),
        ],
        AWARDS,
        "shows £22,001; by the data it is £22,000",
    ),
    "a number of awards that is wrong throughout": Wrong(
        "stream-report-vs",
        in_table(
            "Awards by provider type",
            ">3<",
            ">4<",
            ",3,",
            ",4,",
        ),
        AWARDS,
        "row “police”, column “Awards”: shows 4; by the data it is 3",
    ),
    "a share of something else": Wrong(
        "stream-report-vs",
        in_table("Awards by provider type", "scope", "scope", "0.553643", "0.553648"),
        AWARDS,
        "column “Share of the money”",
    ),
    "an implied part that is left out": Wrong(
        "reconciliation",
        in_table(BASIS, "scope", "scope", "2283508.00,10000.00", "2283508.00,0.00"),
        AWARDS,
        "shows 0.00; by the data it is £10,000",
    ),
    "an award that is left out of its list": Wrong(
        "stream-report-vs",
        without_a_row(LISTED, "Restorative Justice Hub"),
        AWARDS,
        "no row for the award “Restorative Justice Hub” of £52,750",
    ),
    "an award of another amount": Wrong(
        "stream-report-vs",
        in_table(LISTED, "£52,750", "£52,570", "52750.00", "52570.00"),
        AWARDS,
        "row “Restorative Justice Hub”: shows an award that is not in the data",
    ),
    "an award under another body": Wrong(
        "annual-report",
        in_table(
            "Every award by group, in the paper's order",
            "Cambridgeshire County Council",
            "Lincolnshire County Council",
        ),
        AWARDS,
        "shows an award that is not in the data, or not as it is there",
    ),
    "a kind of body that is forgotten": Wrong(
        "annual-report", without_a_row(BREAKDOWN, "health"), AWARDS, "in no row is the award “Victim Pathfinders"
    ),
    "a stream of the breakdown with another's sum": Wrong(
        "annual-report",
        in_table(BREAKDOWN, "£532,195", "£523,195", "532195.00", "523195.00"),
        AWARDS,
        "row “police”, column “Victims' services”: shows £523,195; by the data it is £532,195",
    ),
    "a table that is about other awards": Wrong(
        "disclosure",
        about("Where each contract can be read", {"arrangement": "Grant agreement"}),
        AWARDS,
        "no row for the award “Victim and Witness Hub Initial Referral provision”",
    ),
    "a table about a column that there is not": Wrong(
        "disclosure", about("Where each contract can be read", {"arangement": "Single tender"}), AWARDS, "'arangement'"
    ),
    "an empty table of awards that there are": Wrong(
        "stream-report-vs",
        lambda draft: first_with(draft.notebook["cells"], "page.footer")["outputs"].append(
            {"metadata": {"grantsdata": {"kind": "table", "caption": "None", "empty": True, "of": {"theme": True}}}}
        ),
        AWARDS,
        "table “None”: is empty, but 25 awards belong in it",
    ),
    "a duty that bears on more awards than there are": Wrong(
        "disclosure",
        in_table(
            "What the law asks for, and what this paper states",
            'over £10,000</td><td class="n">5<',
            'over £10,000</td><td class="n">6<',
            'over £10,000",5,',
            'over £10,000",6,',
        ),
        AWARDS,
        "row “contract”, column “Asked for”: shows 6; by the data it is 5",
    ),
}


@pytest.mark.parametrize("name", one_of_each(WRONG))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    faults = faults_found(WRONG[name], outputs, behind, tmp_path)
    assert any(WRONG[name].says in fault for fault in faults), faults


def test_every_table_of_awards_says_which_awards_it_is_about(outputs: Path) -> None:
    """Otherwise it would pass since nobody looks."""
    not_proved = {path.stem: totals.unchecked_tables(Page(path)) for path in outputs.glob("*.html")}
    assert {name: its for name, its in not_proved.items() if its} == {}
