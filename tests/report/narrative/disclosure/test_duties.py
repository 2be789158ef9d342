"""Which duties bind a body in a year, and how the page decides what is due."""

from datetime import date

import pytest
from support.disclosure import paper_with
from support.reporting import (
    paper_of_2017,
)

from grantsdata.report.narrative import disclosure as narrative

ORDER = "Elected Local Policing Bodies (Specified Information) Order 2011 (SI 2011/3050, as amended)"
FAIRSHIRE = "Police and Crime Commissioner for Fairshire"


def test_the_duties_of_2017_18_are_those_of_the_order() -> None:
    paper = paper_of_2017()
    assert narrative.disclosure_law(paper) == (
        f"The {ORDER} asks the Police and Crime Commissioner for Cambridgeshire to publish:"
    )
    assert narrative.disclosure_duties(paper) == [
        "Each crime and disorder reduction grant of any amount (paragraph 3(f); each month): recipient, purpose, "
        "any conditions, and why it should reduce crime and disorder.",
        "Each other item of spending over £500 (paragraph 3(g); each month): the recipient, the purpose, and why good "
        "value for money is expected.",
        "Each contract worth more than £10,000 (paragraph 4): a copy of the contract.",
        "Each contract worth £10,000 or less (paragraph 4; text not checked): its value, the other party and the "
        "purpose.",
        "Not on this page: invitations to tender for contracts over £10,000 (paragraph 4; text not checked).",
    ]
    assert not any("while it is in force" in point for point in narrative.disclosure_reading(paper))


def test_later_laws_are_named_from_the_year_on_in_which_they_begin() -> None:
    paper = paper_with(body=FAIRSHIRE, financial_year="2024-25")
    assert narrative.disclosure_duties(paper)[5:] == [
        "Not on this page: accessible pages and documents (Public Sector Bodies (Websites and Mobile Applications) "
        "(No. 2) Accessibility Regulations 2018 (SI 2018/952); text not checked).",
        "Not on this page: subsidies (Subsidy Control Act 2022, section 33; within three months of confirmation of the "
        "decision).",
        "Not on this page: direct awards of public contracts (Procurement Act 2023, section 44; before the award; from "
        "24 February 2025; text not checked).",
    ]
    assert narrative.disclosure_reading(paper)[-2] == (
        "A duty binds the awards made while it is in force. An award without a date has the paper's date, "
        "or the year's first day if the paper is later."
    )


def test_a_council_is_under_no_duty_that_the_page_looks_for() -> None:
    paper = paper_with(body="Fairshire Borough Council")
    assert narrative.disclosure_law(paper) == (
        "This page looks for nothing that the law asks Fairshire Borough Council to publish:"
    )
    assert narrative.disclosure_duties(paper) == [
        "Not on this page: grants to voluntary bodies, and contracts (Local Government Transparency Code 2015 (SI "
        "2015/480), Part 2 of the Code; grants each year, contracts each quarter; text not checked)."
    ]


@pytest.mark.parametrize(
    ("body", "more"),
    [("Fairshire Foundation", ""), ("Mayor of Fairshire", " It does not know what kind of body that is.")],
)
def test_a_body_that_no_known_duty_binds_is_said_to_be_one(body: str, more: str) -> None:
    paper = paper_with(body=body, financial_year="2025-26")
    assert narrative.disclosure_law(paper) == (
        f"This page knows of no law that asks the {body} to publish its awards.{more}"
    )
    assert narrative.disclosure_duties(paper) == []
    assert "Text not checked" not in " ".join(narrative.disclosure_reading(paper))


@pytest.mark.parametrize(("days", "said"), [([31], "31 days"), ([31, 0, 12], "0 to 31 days"), ([7, 7], "7 days")])
def test_how_late_details_were_published_is_said_where_dates_are_on_file(days: list[int], said: str) -> None:
    paper = paper_with(details_published=date(2017, 5, 31))
    assert narrative.details_published(days, paper) == (
        "Details of each month's awards are due as soon as practicable after its end. These were published on 31 May "
        f"2017, {said} after the month of the award."
    )
    assert narrative.details_published([], paper) == ""
