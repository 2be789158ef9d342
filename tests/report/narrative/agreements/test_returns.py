"""Sentences on returns, and what their tables list."""

import pandas as pd
import pytest
from support.reporting import paper_of_2017

from grantsdata.report.narrative.agreements import returns as narrative
from grantsdata.report.traced import Figure

PAPER = paper_of_2017()


def states(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["in_first_half", "in_second_half"])


def shown(*verdicts: str) -> pd.DataFrame:
    return pd.DataFrame({"against_profile": verdicts})


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (states(("on time", ""), ("late", ""), ("missing", "")),
         "2 of 3 awards have a return for the first half of 2017-18."),
        (states(("on time", "missing")),
         "1 of 1 award has a return for the first half of 2017-18. "
         "0 of 1 award has a return for the second half of 2017-18."),
        (states(("", "")), "No return is on file for 2017-18."),
    ],
)  # fmt: skip
def test_it_says_how_many_awards_have_a_return(table: pd.DataFrame, text: str) -> None:
    assert narrative.returns_headline(table, PAPER) == text


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (states(("late", ""), ("missing", ""), ("late", "")),
         "For the first half, 2 returns are late and 1 return is missing."),
        (states(("on time", "missing")),
         "For the first half, no return is late or missing. For the second half, 1 return is missing."),
        (states(("", "")), "Returns are listed by award once one is on file."),
    ],
)  # fmt: skip
def test_it_says_what_is_late_and_missing(table: pd.DataFrame, text: str) -> None:
    assert narrative.returns_late(table) == text


ON, NEAR, OFF = "● on profile or better", "▲ near profile", "■ off profile"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (shown(ON, OFF, ON),
         "Of the figures that are shown beside a profile, 2 are on profile or better and 1 off profile."),
        (shown(NEAR, ""), "Of the figures that are shown beside a profile, 1 is near profile."),
        (shown("", ""), "No figure that is shown has a profile beside it."),
    ],
)  # fmt: skip
def test_it_counts_figures_by_how_they_stand_to_their_profile(table: pd.DataFrame, text: str) -> None:
    assert narrative.returns_verdict(table) == text


def test_figures_keep_their_expressions() -> None:
    text = narrative.returns_late(states(("late", "")))
    assert [part.expression for part in text.parts if isinstance(part, Figure)] == [
        "listed('What came back from each award', in_first_half='late')"
    ]
    assert "at most 10%" in narrative.profile_note()


def test_the_mark_for_what_is_not_shown_is_explained_only_where_it_stands() -> None:
    assert "under 5" in narrative.withheld_note(pd.DataFrame({"reported": ["412", "[c]"]}))
    assert narrative.withheld_note(pd.DataFrame({"reported": ["412"]})) == ""


def test_columns_that_are_blank_in_every_row_are_left_out() -> None:
    table = states(("on time", "")).assign(service="Bus", provider="Firm")
    assert list(narrative.states_listed(table)) == ["service", "in_first_half"]
    two = pd.concat([table, table.assign(provider="Other")])
    assert list(narrative.states_listed(two)) == ["service", "provider", "in_first_half"]
