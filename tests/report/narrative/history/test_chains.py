"""What each award became over three invented years, and what the page says of it."""

from pathlib import Path

import pytest
from support.history import FORMER, YEARS, three_years

from grantsdata import summaries
from grantsdata.awards.earlier import AllYears, load_all_years
from grantsdata.report.narrative.history import chains as narrative


@pytest.fixture
def history(project: Path) -> AllYears:
    return load_all_years(YEARS[-1], project=three_years(project))


def test_each_award_is_in_one_line_with_what_it_became(history: AllYears) -> None:
    """2017-18 of the project is the first of the four years; none of its awards goes on."""
    chains = summaries.award_chains(history.awards, history.decisions)
    assert len(chains) == 35 + 3 + 2 + 3
    rows = narrative.chains_listed(chains, history.papers)
    assert rows.drop(columns=["stream", "2017-18"]).head(4).to_numpy().tolist() == [
        ["Night bus", "Family Action", "began later", "£4,000", "£4,100", "£4,200"],
        ["Garden", "Lens Ltd", "new", "", "", "£10.50"],
        ["Cameras", "Lens Ltd", "with a gap", "not stated", "", "£30"],
        ["Refuge", "Shrievalty Trust", "ended", "£3,000", "£3,000", ""],
    ]
    assert "£10,000 (implied)" in rows["2017-18"].tolist()
    assert narrative.history_headline(rows, history.papers) == "39 awards are on file from 2017-18 to 2020-21."
    assert narrative.history_verdict(rows, history.papers) == (
        "1 came back after a gap, 1 began later and still runs, 1 is new and 36 ended."
    )


def test_a_change_of_the_body_is_told_with_its_day_where_it_is_on_file(history: AllYears) -> None:
    first, later = narrative.bodies_changed(history.papers, history.successors)
    assert first == "The paper of 2017-18 is by another body: Police and Crime Commissioner for Cambridgeshire."
    assert later == f"Mayor of Anyshire took over from {FORMER} on 7 May 2020 (Order 1 of 2020)."


def test_one_year_alone_says_so(project: Path) -> None:
    history = load_all_years("2017-18", project=project)
    rows = narrative.chains_listed(summaries.award_chains(history.awards, history.decisions), history.papers)
    assert set(rows["became"]) == {"in every year"}
    assert narrative.history_headline(rows, history.papers) == "35 awards are on file for 2017-18."
    assert narrative.history_verdict(rows, history.papers) == "There is no earlier year on file to join them with."
