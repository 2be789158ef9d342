"""Expressions about the tables of a page and about the findings; the rest is tried beside the verifier."""

import pytest
from support.reporting import REPOSITORY, VICTIMS

from grantsdata.runs.figures.shown import page_kinds
from grantsdata.runs.figures.written import as_text
from grantsdata.runs.verifier.evaluate import Unknown, Verifier
from grantsdata.runs.verifier.raw import Raw

ROWS = [
    {"kind": "merged cell", "cells": "32", "to_the_penny": "yes", "change_gbp": "-500.00", "share": "0.25"},
    {"kind": "left-out row", "cells": "2", "to_the_penny": "no", "change_gbp": "10.50", "share": "0.75"},
]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    findings = [("budget-agrees", VICTIMS, "agrees"), ("no-printed-total", VICTIMS, "note")]
    return Verifier(Raw(REPOSITORY, "2017-18"), page_kinds({"Repairs": ROWS}, findings))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("listed('Repairs')", "2"),
        ("listed('Repairs', to_the_penny='yes')", "1"),
        ("listed('Repairs', to_the_penny='True')", "1"),
        ("column('Repairs', 'cells')", "34"),
        ("column('Repairs', 'change_gbp')", "−£489.50"),
        ("entry('Repairs', 'merged cell', 'change_gbp')", "£500"),
        ("entry('Repairs', 'left-out row', 'share')", "75.0%"),
        ("findings('note')", "1"),
        ("finding('budget-agrees', \"Victims' services\", 'ours_gbp')", "£961,260"),
        ("finding('budget-agrees', \"Victims' services\", 'difference_gbp')", "£38,740"),
        ("duty('3(g) item over £500', 'over_gbp')", "£500"),
        ("constant('ALIKE')", "70.0%"),
    ],
)
def test_what_the_page_shows_is_taken_from_it(made: str, expected: str, verifier: Verifier) -> None:
    assert as_text(verifier.value(made)) == expected


@pytest.mark.parametrize(
    "made", ["listed('No such table')", "entry('Repairs', 'no such row', 'share')", "finding('x', 'y', 'ours_gbp')"]
)
def test_what_is_not_there_is_not_made_up(made: str, verifier: Verifier) -> None:
    with pytest.raises(Unknown):
        verifier.value(made)
