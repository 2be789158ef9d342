"""What a paper's first page says about the paper: its title, whose it is, its date and its budgets."""

from datetime import date

import pytest

from grantsdata.importers.proposal.about import stated_facts


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Police and Crime Commissioner for Farrowshire", "Police and Crime Commissioner for Farrowshire"),
        (
            "Office of the Police and Crime Commissioner for Farrowshire",
            "Police and Crime Commissioner for Farrowshire",
        ),
        (
            "The Police, Fire and Crime Commissioner for North Farrow",
            "Police, Fire and Crime Commissioner for North Farrow",
        ),
        ("Farrowby Town Council", "Farrowby Town Council"),
        ("Farrow and Marling District Council", "Farrow and Marling District Council"),
        ("Stoke-on-Farrow City Council", "Stoke-on-Farrow City Council"),
        ("London Borough of Farrow", "London Borough of Farrow"),
        ("Cyngor Sir Farrow", "Cyngor Sir Farrow"),
        ("The Farrowshire Community Foundation", "Farrowshire Community Foundation"),
        ("Farrowby Town Council gave five grants last year.", ""),
        ("Report to the Farrowby Town Council", ""),
        ("A council of many", ""),
        ("Grants to voluntary organisations", ""),
    ],
)
def test_the_body_is_a_line_that_is_its_name(line: str, body: str) -> None:
    assert stated_facts(["Agenda item 7", line, "Some text."]).body == body


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Farrowby Town Council", "Community grants 2018-19", "Subject: Awards of the year"], "Awards of the year"),
        (["Farrowby Town Council", "Community grants 2018-19", "Grants and awards"], "Community grants 2018-19"),
        (
            ["Farrowshire Community Foundation", "Minutes", "Funding awarded to charities"],
            "Funding awarded to charities",
        ),
        (["The council makes grants each year.", "Grants: what was given"], ""),
        (["The Marling Foundation: grants in 2023/24", "10 May 2023"], "The Marling Foundation: grants in 2023/24"),
        (["Grantiau 2022/23", "3 May 2022"], "Grantiau 2022/23"),
        (["Grants of £5,000 were made"], ""),
        (["Grants to " + "many " * 30 + "bodies"], ""),
        ([], ""),
    ],
)
def test_the_title_is_a_short_line_on_grants_unless_the_paper_names_its_subject(lines: list[str], title: str) -> None:
    assert stated_facts(lines).title == title


def test_the_date_is_the_first_one_that_does_not_end_a_period() -> None:
    lines = ["Grants for the year ended 31 March 2019", "Meeting of 4th June 2019"]
    assert stated_facts(lines).dated == date(2019, 6, 4)


def test_a_body_in_capitals_is_no_title() -> None:
    facts = stated_facts(["OFFICE OF THE POLICE AND CRIME COMMISSIONER FOR WOLDSHIRE", "Services and grants 2022/23"])
    assert (facts.body, facts.title) == ("Police and Crime Commissioner for Woldshire", "Services and grants 2022/23")
    assert stated_facts(["ROYAL BOROUGH OF KINGSTON UPON THAMES"]).body == "Royal Borough of Kingston upon Thames"
    assert stated_facts(["GRANTS 2022/23"]).title == "GRANTS 2022/23"


def test_the_parts_of_a_budget_stand_in_a_sentence_of_their_own() -> None:
    text = "The grants budget is £3.42m. This comprises £1.62m from the Ministry for victims' services and £1.8m for "
    facts, names = stated_facts([text + "community safety."]), ["Victims' services", "Community safety"]
    assert facts.overall_budget(names) == "£3.42m"
    assert facts.budget_of(names[0], names[1:]) == "£1.62m"
    assert facts.budget_of(names[1], names[:1]) == "£1.8m"


def test_the_total_budget_is_the_one_amount_of_its_sentence() -> None:
    facts = stated_facts(["The total budget for grants in 2018-19 is £310,000. Of this £20,000 is a reserve budget."])
    assert facts.overall_budget([]) == "£310,000"
    assert stated_facts(["The total budget was £1m and is £2m."]).overall_budget([]) == ""
    one = "The panel had a budget of £60,000 for the year."
    assert stated_facts([one]).overall_budget([]) == "£60,000"
    assert stated_facts([one, "The budget for tents is £5."]).overall_budget([]) == ""
    assert stated_facts(["The budget for tents is £5."]).overall_budget(["Tents"]) == ""


@pytest.mark.parametrize(
    ("sentence", "budget"),
    [
        ("The overall budget is £1.2m: £0.8m for safety and £0.4m for victims.", "£1.2m"),
        ("The total grants budget for the year in 2018/19 is £90,000, of which £5,000 is for safety.", "£90,000"),
        ("Total budget: £90k (£5k for safety)", "£90k"),
        ("Of the overall budget £5,000 went to safety and £7,000 to victims.", ""),
        ("The total budget was £1m and is £2m for safety.", ""),
    ],
)
def test_the_total_budget_is_what_follows_these_words(sentence: str, budget: str) -> None:
    assert stated_facts([sentence]).overall_budget(["safety", "victims"]) == budget


@pytest.mark.parametrize(
    ("sentence", "budget"),
    [
        ("The budget is £400,000: £250,000 from the Communities Fund and £150,000 from the Youth Fund.", "£400,000"),
        ("A grants budget of £2.3m, which is £1m for the Youth Fund and £1.3m for the Communities Fund", "£2.3m"),
        ("The budget is £400,000: £250,000 from the Communities Fund and £140,000 from the Youth Fund.", ""),
        ("The budget for the Youth Fund is £400: £250 for tents and £150 for boats.", ""),
        ("The budget is £400: £400 from the Youth Fund.", ""),
        ("The budget is £4,00: £200 from the Youth Fund and £200 from the Communities Fund.", ""),
    ],
)
def test_a_budget_that_the_other_amounts_of_its_sentence_add_up_to_is_the_total(sentence: str, budget: str) -> None:
    facts = stated_facts([sentence])
    assert facts.overall_budget(["Youth Fund", "Communities Fund"]) == budget


def test_each_part_of_a_divided_budget_is_that_of_its_stream() -> None:
    facts = stated_facts(
        ["The budget is £400,000: £250,000 from the Communities Fund and £150,000 from the Youth Fund."]
    )
    assert facts.budget_of("Communities Fund", ["Youth Fund"]) == "£250,000"
    assert facts.budget_of("Youth Fund", ["Communities Fund"]) == "£150,000"


def test_dates_that_there_are_not_and_budgets_that_are_in_doubt_are_not_taken():
    text = [
        "Meeting of 31 June 2018, held on 2 July 2018",
        "The budget is £1m for victims. Later the budget is £2m for victims.",
        "The budget for safety, £3m, is spent on victims too.",
        "The total budget is £4m. The overall allocation is £5m.",
    ]
    about = stated_facts(text)
    assert (about.title, about.dated) == ("", date(2018, 7, 2))
    assert about.budget_of("victims", ["safety"]) == ""
    assert about.budget_of("safety", ["victims"]) == ""
    assert about.overall_budget(["victims", "safety"]) == ""
    assert len(about.budgets) == 5


def test_a_line_on_all_figures_is_found_unless_lines_differ() -> None:
    said = "All figures are in £ thousands."
    assert (stated_facts(["Grants", said]).figures_in, stated_facts(["Grants", said]).scale) == (said, 1000)
    assert stated_facts(["£000", "Grants", "£m"]).figures_in == ""
    assert stated_facts(["Grants"]).scale == 1


@pytest.mark.parametrize(
    "said",
    [
        "Grants awarded 1 April 2018 to 31 March 2019",
        "Awards in 2018/19 (1 April 2018 – 31 March 2019)",
        "Between 1st April 2018 and 31st March 2019",
        "Closing date for applications: 1 May 2018",
        "Applications received by 1 May 2018",
    ],
)
def test_the_days_of_a_period_and_a_deadline_are_not_the_date_of_the_paper(said: str) -> None:
    assert stated_facts([said]).dated is None
    assert stated_facts([said, "Meeting of 3 MAY 2019"]).dated == date(2019, 5, 3)
