"""The words on pairs of awards that a person has decided, from a table that was made up."""

import pandas as pd
import pytest
from support.pairs import LAST, Row, awards
from support.reading import figures_in

from grantsdata import summaries
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative.decisions import (
    decided_count,
    decision_remark,
    how_matched,
    how_to_decide,
    movement_remarks,
)

DECISIONS = pd.DataFrame(
    {
        "former_id": ["f1", "f2", "f3", "f4"],
        "award_id": ["a1", "a2", "a3", "a4"],
        "same": ["yes", "yes", "no", "yes"],
        "reason": ["Asked.", "", "Others.", "x"],
        "source_file": [*["data/raw/2018-19/matches.csv"] * 3, "data/raw/2018-19/gr.csv"],
    }
)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([], []),
        (["no"], ["1 pair is two awards."]),
        (["yes", "yes"], ["2 pairs are one award each."]),
        (["yes", "no", "no"], ["1 pair is one award and 2 pairs are two awards each."]),
    ],
)
def test_decided_pairs_are_counted_by_answer(answers: list[str], words: list[str]) -> None:
    opening = "By decisions on record, "
    assert decided_count(pd.DataFrame({"same": pd.array(answers, dtype="str")})) == [opening + one for one in words]


@pytest.mark.parametrize(
    ("number", "remark"),
    [
        (1, ["Confirmed by a person: Asked."]),
        (2, ["Confirmed by a person: no reason is given"]),
        (3, []),
        (4, ["The award table says that it is the same award."]),
        (5, []),
    ],
)
def test_a_pair_that_counts_as_the_same_says_who_says_so(number: int, remark: list[str]) -> None:
    row = pd.Series({"former_id": f"f{number}", "award_id": f"a{number}"})
    assert decision_remark(row, DECISIONS) == remark
    assert decision_remark(row, None) == []


def test_the_command_names_the_earlier_year_only_if_one_was_chosen() -> None:
    now, then = FinancialYear(2018), FinancialYear(2016)
    (usual,) = how_to_decide(DECISIONS, now, then)
    assert usual == (
        "To decide, run “grantsdata matches 2018-19 --write”, and enter yes or no with the reason in "
        "data/raw/2018-19/matches.csv."
    )
    (chosen,) = how_to_decide(DECISIONS.iloc[:1], now, then, "2016-17")
    assert chosen.startswith("To decide, run “grantsdata matches 2018-19 --with 2016-17 --write”")
    assert how_to_decide(DECISIONS.iloc[:0], now, then) == []


def test_remarks_say_what_the_columns_do_not():
    def remarks(now: Row, then: Row, stream: str = "Grants") -> list[str]:
        return movement_remarks(summaries.award_movements(awards([now]), awards([then], stream)), LAST)

    assert remarks(("Hub", "B", 1), ("Hub", "A", 1)) == ["Provider in 2017-18: A."]
    assert remarks(("Hub", "B", 1), ("Hub", "", 1)) == ["No provider was named in 2017-18."]
    assert remarks(("Hub & go", "A", 1), ("Hub and go", "A", 1)) == ["Called “Hub and go” in 2017-18."]
    assert remarks(("Hub", "A", None), ("Hub", "A", None)) == ["Not stated in 2017-18 either."]
    assert remarks(("Hub", "A", 1), ("Hub", "A", 1), "Other") == ["In the stream Other in 2017-18."]
    assert remarks(("Hub", "A", 1), ("Hub", "A", 1)) == [""]


def test_the_rules_for_matching_give_their_limits():
    rules = how_matched()
    assert "at least 70% alike, or 60% with the same provider" in rules[2]
    assert figures_in(rules[2])["60%"] == "minus(constant('ALIKE'), constant('SAME_PROVIDER'))"
