"""What is on file beside the paper: the register of single tenders, and when contracts were signed."""

from datetime import date

from support.disclosure import paper_with
from support.reporting import paper_of_2017

from grantsdata import load_single_tenders
from grantsdata.report.narrative import disclosure as narrative


def test_the_days_from_signing_are_told_with_the_day_of_publication() -> None:
    paper = paper_with(details_published=date(2017, 7, 14))
    assert narrative.contracts_published([], paper) == ""
    assert "14 July 2017, 10 to 43 days after signing. " in narrative.contracts_published([43, 10], paper)


def test_the_register_speaks_where_it_says_something() -> None:
    """As in 2017-18 the register only names the three; then two reasons and an approval are typed in."""
    register = load_single_tenders("2017-18")
    assert (narrative.register_states(register, paper_of_2017()), len(narrative.register_listed(register))) == ("", 0)
    register.loc[:1, "circumstance"] = "sole supplier for technical reasons"
    register.loc[2, "approved_by"] = "Chief Executive"
    assert narrative.register_states(register, paper_of_2017()) == (
        "The register says which permitted circumstance applies to 2 of 3 single tenders."
    )
    assert [*narrative.register_listed(register)] == ["service", "provider", "circumstance", "approved_by", "said_in"]
