"""The paper to the Board: its order, its tables with totals typed by hand, its notes; another body's paper; no notes.

Sums by hand, in pounds. Grant agreements: 446,000 + 33,445 + 52,750 + 2,000 + 40,000 = 574,195. Contracts: 213,000 +
20,000 = 233,000. Single tenders: 75,000 + 50,000 + 29,065 = 154,065. Themes: 353,857 (10,000 implied) + 617,791 +
350,600 = 1,322,248, which the paper prints as its total; without the implied amount 343,857 and 1,312,248.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from support.promises import office_with_promises
from support.reading import soup_of, spaced, table_called
from support.reporting import (
    AGREEMENT,
    APPROPRIATE_ADULTS,
    CRIME,
    REPOSITORY,
    THE_35_AWARDS,
    VICTIMS,
    add_year,
    awards_of_2017,
    budgets_of_2017,
    copied_project,
    paper_of_2017,
    streams_of_2017,
)
from system.test_another_paper import AWARDS as TESTSHIRE_AWARDS
from system.test_another_paper import PAPER as TESTSHIRE_PAPER

from grantsdata import (
    load_awards,
    load_paper,
    load_printed_totals,
    load_separate_funds,
    load_streams,
    summaries,
)
from grantsdata.errors import NotesError
from grantsdata.model.schema import PROMISED_EARLIER, TO_COME
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative import board as narrative
from grantsdata.report.traced import Figure
from grantsdata.runs.publish.publish import make_report

CASUALTY, YOUTH = "Casualty Reduction and Support Fund", "Youth Fund"


def page_of(project: Path, year: int) -> BeautifulSoup:
    report = make_report(FinancialYear(year), "board-paper", project=project)
    return soup_of(report)


@pytest.fixture(scope="module")
def page(published: Path) -> BeautifulSoup:
    """The page of a real run."""
    return soup_of(published / "outputs" / "2017-18" / "board-paper.html")


@pytest.fixture(scope="module")
def other_page(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """Another body's paper: no notes, no themes, no arrangements, one stream."""
    project = copied_project(tmp_path_factory.mktemp("testshire") / "project")
    folder = project / "data" / "raw" / "2024-25"
    folder.mkdir()
    (folder / "paper.toml").write_text(TESTSHIRE_PAPER, encoding="utf-8")
    (folder / "awards.csv").write_text(TESTSHIRE_AWARDS, encoding="utf-8")
    return page_of(project, 2024)


def headings(page: BeautifulSoup) -> list[str]:
    return [spaced(tag) for tag in page.main.find_all(["h2", "h3", "h4"]) if tag.find_parent("nav") is None]


def captions(page: BeautifulSoup) -> list[str]:
    return [spaced(caption).partition(". ")[2] for caption in page.find_all("caption")]


def column(page: BeautifulSoup, caption: str, heading: str) -> list[str]:
    (table,) = [t for t in page.find_all("table") if spaced(t.caption).partition(". ")[2] == caption]
    at = [spaced(head) for head in table.select("thead th")].index(heading)
    return [row[at] for row in table_called(page, caption) if len(row) > 1]


def below(page: BeautifulSoup, heading: str) -> str:
    """The text from a heading to the next one of its level or above."""
    (start,) = [tag for tag in page.main.find_all(["h2", "h3"]) if spaced(tag).endswith(heading)]
    texts = []
    for sibling in start.find_next_siblings():
        if sibling.name in ("h1", "h2", start.name):
            break
        texts.append(spaced(sibling))
    return " ".join(texts)


# ---- The page of 2017-18 ------------------------------------------------------------------------------


def test_the_headings_stand_in_the_order_of_the_printed_paper(page):
    assert headings(page) == [
        "1. Purpose",
        "2. Recommendation",
        "3. Commissioning and grants strategy",
        "Where the money comes from",
        "4. Awards by stream",
        VICTIMS,
        "Highlights",
        "Single tenders",
        "Next steps",
        CRIME,
        "Highlights",
        "Next steps",
        "5. Separate funds",
        CASUALTY,
        "Next steps",
        YOUTH,
        "Other money",
        "6. What this paper says will come",
        "7. Source documents",
        "8. Contact",
        "9. Appendix: awards by theme",
        "Printed totals",
    ]


def test_it_lists_what_the_paper_says_will_come(page):
    assert column(page, "What is to come", "Paragraph") == ["4.1", "4.5", "4.6", "5.2", "6.1", "6.1", "7.1"]
    assert column(page, "What is to come", "Due by") == ["", "", "", "31 December 2017", "", "", ""]
    assert column(page, "What is to come", "By when")[3:6] == [
        "later this year",
        "following the first year of operation",
        "a future Board meeting",
    ]
    assert "“Due by” gives the last day that the paper's words allow." in below(page, "What this paper says will come")
    assert "What earlier papers promised" not in page.main.text


@pytest.mark.proof
def test_the_next_paper_says_what_became_of_earlier_promises(tmp_path):
    next_page = page_of(office_with_promises(tmp_path), 2018)
    said = below(next_page, "What earlier papers promised")
    assert said.startswith(
        "This paper reports on 4 promises of earlier papers. By 11 May 2018, 1 had been kept, 2 were open and 1 was "
        "overdue. A promise is open while no outcome is on record, and overdue once the day that it was due has passed."
    )
    caption = "Promises of earlier papers"
    assert [row[0] for row in table_called(next_page, caption)] == [
        "A report on advice", "A new strategy", "An audit", "A website",
    ]  # fmt: skip
    assert column(next_page, caption, "Status") == ["kept", "open", "overdue", "open"]
    assert column(next_page, caption, "Source of the outcome") == ["Minutes, item 4", "", "", ""]
    assert column(next_page, caption, "First said in") == ["Paper of 11 May 2017"] * 4
    contents = [spaced(link) for link in next_page.select("nav.contents li")]
    assert contents[5:7] == ["What earlier papers promised", "What this paper says will come"]
    assert [row[0] for row in table_called(next_page, "What is to come")] == ["A charter"]


@pytest.mark.proof
def test_a_paper_without_promises_has_no_such_sections(other_page):
    assert [name for name in headings(other_page) if "promised" in name or "will come" in name] == []


def test_it_says_of_one_promise_what_became_of_it():
    day = pd.Timestamp("2017-09-14")
    one = pd.DataFrame({"first_made_in": ["P"], "promise": ["A"], "state": ["dropped"], "due": [day]})
    texts = narrative.about_promises(one, one, paper_of_2017())
    assert list(texts) == [PROMISED_EARLIER]
    assert texts[PROMISED_EARLIER].startswith(
        "This paper reports on 1 promise of earlier papers. By 11 May 2017, 1 had been dropped."
    )
    assert narrative.about_promises(one.iloc[:0], one.assign(first_made_in=""), paper_of_2017()).keys() == {TO_COME}
    assert narrative.about_promises(one.iloc[:0], one.iloc[:0], paper_of_2017()) == {}


def test_it_says_to_whom_from_whom_and_when(page):
    details = {spaced(div.dt): spaced(div.dd) for div in page.select("dl.details div")}
    assert {name: details[name] for name in ("To", "From", "Date", "Contact")} == {
        "To": "Business Coordination Board",
        "From": "Chief Executive",
        "Date": "11 May 2017",
        "Contact": "Head of Strategic Partnerships and Commissioning",
    }


def test_it_says_at_its_head_that_it_is_the_paper_set_again_and_for_whom(page, other_page):
    title = "Commissioning and grants 2017-18: the paper to the Business Coordination Board"
    assert spaced(page.select_one("h1")) == title
    assert spaced(other_page.select_one("h1")) == "Commissioning and grants 2024-25: the paper to the Board"
    assert "This is the paper of 11 May 2017, set again in our own words." in spaced(page.select_one(".lead"))


def test_it_says_its_purpose_and_what_is_recommended(page):
    assert (
        "This paper reports to the Business Coordination Board on the awards of the Police and Crime Commissioner for "
        "Cambridgeshire for the financial year 2017-18. It lists 35 awards, £2,283,508 (including £10,000 implied) in "
        "all. 34 go to 21 providers; one has no named provider. The 4 safeguarding boards are separate bodies. They "
        "share one office, which counts here as one provider."
    ) in below(page, "Purpose").replace("( ", "(")
    assert spaced(page.main).count("It is recommended that the Business Coordination Board note this paper.") == 1


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("Commissioning and grants strategy", "The Board approved the Strategy in December 2016."),
        ("Commissioning and grants strategy", "from four funding streams"),
        ("Commissioning and grants strategy", "calls the budget for the year “projected”"),
        (VICTIMS, "passed to the Commissioner in 2012."),
        (VICTIMS, "to report twice yearly on"),
        (VICTIMS, "The paper reports these for 2016/17:"),
        (CRIME, "The paper reports these for 2016/17:"),
        (VICTIMS, "from April 2017."),
        (CASUALTY, "The Board heard in March 2017"),
        (YOUTH, "the Police and Crime Plan for 2017-20, above all"),
    ],
)
def test_it_keeps_the_years_and_dates_of_the_paper(page, section, said):
    assert said in below(page, section)


def test_the_streams_stand_with_their_budgets(page):
    assert (
        "Budget for grants: £2.3m, made up of £1m for Victims' services and £1.3m for Crime and disorder "
        "reduction. The awards come to £2,283,508 (including £10,000 implied)."
    ) in below(page, "Where the money comes from")
    rows = table_called(page, "The streams and their budgets")
    assert [(row[0], row[2], row[3], row[4], row[5]) for row in rows] == [
        (VICTIMS, "yes", "£1m", "10", "£961,260"),
        (CRIME, "yes", "£1.3m", "25", "£1,322,248 £10,000 implied"),
        (YOUTH, "no", "not stated", "0", "not stated"),
        (CASUALTY, "no", "not stated", "0", "not stated"),
    ]


def test_the_tables_stand_in_the_order_of_the_printed_paper(page):
    assert captions(page) == [
        "The streams and their budgets",
        "Victims' services: grant agreements",
        "Victims' services: commissioned contracts",
        "Victims' services: single tenders",
        "Crime and disorder reduction: awards by theme",
        f"{CASUALTY}: money that only the text names",
        f"{YOUTH}: money that only the text names",
        "Other money in the paper",
        "What is to come",
        "Every award by theme",
        "Printed totals beside ours",
    ]


@pytest.mark.parametrize(
    ("arrangement", "amounts"),
    [
        ("grant agreements", ["£446,000", "£33,445", "£52,750", "£2,000", "£40,000", "£574,195"]),
        ("commissioned contracts", ["£213,000", "£20,000", "£233,000"]),
        ("single tenders", ["£75,000", "£50,000", "£29,065", "£154,065"]),
    ],
)
def test_victims_services_have_a_table_for_each_arrangement_with_its_total(page, arrangement, amounts):
    caption = f"Victims' services: {arrangement}"
    assert column(page, caption, "Amount") == amounts
    label = f"{arrangement[0].upper()}{arrangement[1:-1]}"
    services = [printed.service for printed in THE_35_AWARDS if printed.group == label]
    assert column(page, caption, "Service") == [*services, "Total"]


def test_remarks_beside_an_amount_are_kept(page):
    assert column(page, "Victims' services: commissioned contracts", "Remark") == ["from OPCC", "Match funded", ""]


def test_the_single_tender_rule_stands_below_its_table(page):
    text = below(page, VICTIMS)
    rule = text.index("only one supplier can do the work")
    assert text.index("£154,065") < rule < text.index("Support for victims of domestic abuse")


def test_highlights_have_their_figures_with_hedge_unit_and_period(page):
    for told in (
        "In 2016/17 it took more than 15,000 referrals, a third of reported victim-based crime, and just short of 100 "
        "self-referrals.",
        "Co-ordinators met the needs of 3,300 victims in a single call each.",
        "Volunteers gave 1,461 hours.",
        "more than 100 young victims had specialist support in a nine-month period.",
    ):
        assert told in below(page, VICTIMS)
    assert "In the first eight months the nurses reviewed more than 10,000 incidents; in 83 per cent of cases" in below(
        page, CRIME
    )


def test_crime_and_disorder_reduction_stands_by_theme_with_aims(page):
    assert table_called(page, "Crime and disorder reduction: awards by theme") == [
        ["Victims", "Safeguarding the vulnerable", "7", "£353,857 £10,000 implied", "26.8%"],
        ["Offenders", "Attacking criminality and reducing re-offending", "7", "£617,791", "46.7%"],
        ["Communities", "Preventing crime and reassuring the public", "11", "£350,600", "26.5%"],
        ["Total", "", "25", "£1,322,248 £10,000 implied", "100.0%"],
    ]


def test_the_separate_funds_come_in_the_papers_order_and_none_gets_an_amount_that_is_not_stated(page):
    assert [row[2] for row in table_called(page, f"{CASUALTY}: money that only the text names")] == ["£67k"]
    rows = table_called(page, f"{YOUTH}: money that only the text names")
    assert [row[2] for row in rows] == ["not stated", "not stated"]
    assert [row[0] for row in rows] == [
        "Local Youth Social Action Fund for Cambridgeshire",
        "Youth and Communities Fund",
    ]
    money = table_called(page, "Other money in the paper")
    assert [row[2] for row in money] == ["not stated", "not stated", "£700k", "not stated"]


def test_the_sources_are_linked_with_their_dates_as_printed(page):
    section = below(page, "Source documents")
    assert section.startswith("The paper lists 3 sources; their dates are as printed: ")
    assert "Agenda item 12.0, 16th December 2017" in section
    assert "Its web address says 2016." in section
    links = {spaced(link): link["href"] for link in page.main.select('a[href^="http"]')}
    assert list(links) == [
        "Commissioning and Grants Strategy 2016-20, file a",
        "Commissioning and Grants Strategy 2016-20, file b",
        "The Police and Crime Commissioner's Youth Fund – A New Approach",
        "Road Safety Partnership – Project Funding",
    ]
    assert list(links.values()) == [url for source in paper_of_2017().source_documents for url in source.addresses]


def test_the_appendix_lists_every_award_under_its_theme(page):
    rows = table_called(page, "Every award by theme")
    assert [row[0].replace(" :", ":") for row in rows if len(row) == 1] == [
        "Victims (Safeguarding the vulnerable): £353,857, 7 awards £10,000 implied",
        "Offenders (Attacking criminality and reducing re-offending): £617,791, 7 awards",
        "Communities (Preventing crime and reassuring the public): £350,600, 11 awards",
    ]
    expected = [(printed.service, f"£{printed.pounds:,}") for printed in THE_35_AWARDS[10:]]
    at = [service for service, _ in expected].index(APPROPRIATE_ADULTS)
    expected[at] = (APPROPRIATE_ADULTS, "£10,000 implied")
    assert [(row[0], row[1]) for row in rows if len(row) > 1] == expected
    assert rows[-1][2] == "none named"


def test_the_printed_total_stands_beside_ours_and_says_what_is_implied(page):
    assert table_called(page, "Printed totals beside ours") == [
        ["Total Awards", CRIME, "Appendix 1, last row", "25", "£1,312,248", "£1,322,248", "−£10,000", "£10,000"],
    ]  # fmt: skip
    assert "The printed total leaves £10,000 for it, which is counted here and marked as implied." in spaced(page.main)


def test_no_private_person_is_named(page):
    assert "Phillipson" not in spaced(page)


# ---- Another body's paper, without notes ----------------------------------------------------------------


def test_another_body_gets_the_sections_that_its_paper_declares(other_page):
    assert headings(other_page) == [
        "1. Purpose",
        "2. Recommendation",
        "3. Commissioning and grants strategy",
        "Where the money comes from",
        "4. Awards by stream",
        "Safer communities",
        "5. Separate funds",
        "Other money",
        "6. Source documents",
        "7. Contact",
        "8. Appendix: awards by theme",
        "Printed totals",
    ]
    assert captions(other_page) == ["The streams and their budgets", "Safer communities: every award"]
    rows = table_called(other_page, "Safer communities: every award")
    assert [row[:2] for row in rows] == [
        ["Street pastors", "£20,000.50"],
        ["Night bus", "£15,000"],
        ["Cameras", "not stated"],
        ["Total", "£35,000.50"],
    ]


def test_without_notes_the_page_says_so_or_leaves_the_section_out(other_page):
    text = spaced(other_page.main)
    for told in (
        "The notes for this year do not describe the strategy behind the awards.",
        "It is recommended that the Board note this paper.",
        "This paper reports to the Board on the awards of the Commissioner for Testshire",
        "3 awards come to £35,000.50; 1 has no stated amount.",
        "Every stream has awards, which are listed above.",
        "The paper mentions no other money.",
        "The paper lists no sources.",
        "The paper names no contact.",
        "No award of this year has a printed theme; every award is listed above.",
        "The paper prints no total for Safer communities",
    ):
        assert told in text
    assert "Highlights" not in text and "implied" not in text.lower()
    assert [spaced(div.dt) for div in other_page.select("dl.details div")] == ["Date", "Contact", "Body"]


def test_a_name_that_carries_code_is_text_here_too(other_page):
    assert "Churches & <b>Friends</b> of $x$" in spaced(other_page)
    assert not other_page.find_all("b")


def test_a_fault_in_the_notes_ends_the_report_with_its_line(project):
    path = project / "data" / "raw" / "2017-18" / "board-paper.md"
    path.write_text("## Strategy\n\nApproved in 2016.\n\n## Highlights: XX\n", encoding="utf-8")
    with pytest.raises(NotesError) as caught:
        make_report(FinancialYear(2017), "board-paper", project=project)
    assert 'board-paper.md row 3: a figure without a source: "2016."' in str(caught.value)
    assert "board-paper.md row 5: a section of a stream that the paper does not have" in str(caught.value)


# ---- The tables ---------------------------------------------------------------------------------------


def test_each_award_is_listed_once_in_its_streams_part_or_in_the_appendix():
    awards, aims = awards_of_2017(), paper_of_2017().aims
    tables = summaries.stream_tables(awards, aims)
    listed = [table for of_it in tables.values() for table in of_it.values() if "service" in table]
    services = [service for table in listed for service in table["service"] if service != "Total"]
    services += summaries.appendix(awards)["service"].tolist()
    assert sorted(services) == sorted(printed.service for printed in THE_35_AWARDS)


def test_awards_without_an_arrangement_among_those_with_one_have_a_table_of_their_own():
    awards = awards_of_2017()
    awards.loc[awards["arrangement"] == AGREEMENT, "arrangement"] = None
    tables = summaries.stream_tables(awards, {})[VICTIMS]
    assert list(tables) == [
        "Victims' services: commissioned contracts",
        "Victims' services: single tenders",
        "Victims' services: no arrangement stated",
    ]
    assert tables["Victims' services: no arrangement stated"]["award_gbp"].tolist()[-1] == 574_195


def test_an_award_outside_the_themes_is_in_the_appendix_with_the_rest_of_its_stream():
    awards = awards_of_2017()
    awards.loc[awards["service"] == "Emerging Initiatives", "theme"] = None
    assert len(summaries.appendix(awards)) == 25
    by_theme = summaries.stream_tables(awards, {})[CRIME]["Crime and disorder reduction: awards by theme"]
    assert by_theme[["theme", "award_gbp"]].to_numpy().tolist() == [
        ["Victims", 353_857],
        ["Offenders", 617_791],
        ["Communities", 335_600],
        ["outside the themes", 15_000],
        ["Total", 1_322_248],
    ]
    assert "aim" not in by_theme
    themes = summaries.appendix_themes(awards, paper_of_2017().aims)
    assert themes["award_gbp"].tolist() == [353_857, 617_791, 335_600, 15_000]


def test_the_appendix_names_the_stream_where_there_are_several():
    awards = awards_of_2017()
    assert "stream" not in summaries.appendix(awards)
    awards.loc[awards["stream"] == VICTIMS, "theme"] = "Victims"
    both = summaries.appendix(awards)
    assert both["stream"].value_counts().to_dict() == {CRIME: 25, VICTIMS: 10}
    assert summaries.appendix_themes(awards, {})["award_gbp"].tolist() == [961_260 + 353_857, 617_791, 350_600]


@pytest.mark.parametrize(("include_implied", "implied"), [(True, 10_000), (False, 0)])
def test_a_printed_total_is_not_confirmed_by_the_amount_that_it_implies(include_implied, implied):
    totals = load_printed_totals("2017-18", project=REPOSITORY)
    (row,) = summaries.totals_beside(awards_of_2017(include_implied), totals).to_dict("records")
    assert (row["awards"], row["ours_gbp"], row["printed_gbp"], row["difference_gbp"]) == (
        25,
        1_312_248,
        1_322_248,
        -10_000,
    )
    assert row["implied_under_total_gbp"] == implied


def test_a_printed_total_of_one_arrangement_or_theme_adds_up_only_that():
    totals = load_printed_totals("2017-18", project=REPOSITORY)
    file = "data/raw/2017-18/victims-services.csv"
    totals = pd.concat(
        [totals.assign(theme="Offenders"), totals.assign(file=file, arrangement=AGREEMENT, only_stream=None)]
    )
    beside = summaries.totals_beside(awards_of_2017(), totals)
    assert beside[["awards", "ours_gbp"]].to_numpy().tolist() == [[7, 617_791], [5, 574_195]]


def test_without_printed_totals_there_is_nothing_to_set_beside():
    totals = load_printed_totals("2017-18", project=REPOSITORY).iloc[:0]
    assert summaries.totals_beside(awards_of_2017(), totals).empty


def test_streams_without_awards_come_in_the_order_in_which_the_text_tells_of_them():
    awards, streams = awards_of_2017(), streams_of_2017()
    funds = load_separate_funds("2017-18", project=REPOSITORY)
    assert summaries.streams_without_awards(awards, streams, funds) == [CASUALTY, YOUTH]
    assert summaries.streams_without_awards(awards, streams, funds.iloc[:0]) == [YOUTH, CASUALTY]
    assert len(summaries.fund_tables(funds)) == 2 and len(summaries.other_money(funds)) == 4
    assert sum(len(one) for of_it in summaries.fund_tables(funds).values() for one in of_it.values()) == 3


# ---- The words, for other years -------------------------------------------------------------------------


def openings_of(project: Path, *awards: tuple[str, str, str, str], **more: str) -> dict[str, str]:
    add_year(project, awards, **more)
    loaded = load_awards("2018-19", project=project)
    return narrative.stream_openings(summaries.funders(loaded, load_streams("2018-19", project=project)), loaded)


def test_a_stream_tells_its_origin_budget_and_sum(project):
    told = openings_of(project, ("GR", "Lights", "Cambridge City Council", "£4,000"))
    assert told == {
        "General grants": "Source of the money: Main grant. The budget is £5,000, part of the overall budget. 1 award "
        "comes to £4,000.",
        "Lucky fund": "Source of the money: Main grant. The paper states no budget for it; it is outside the overall "
        "budget.",
    }


def test_a_stream_without_any_stated_amount_has_no_sum(project):
    told = openings_of(project, ("GR", "A", "X", "TBC"), ("GR", "B", "Y", "TBC"), ("OUT", "C", "Z", "TBC"))
    assert told["General grants"].endswith("The paper states no amount for any of its 2 awards.")
    assert told["Lucky fund"].endswith("The paper states no amount for its 1 award.")


@pytest.mark.parametrize(
    ("unstated", "said"),
    [
        ([0, 1], "The paper states no overall budget; it gives £1.3m for Crime and disorder reduction."),
        ([0, 1, 2], "The paper states no overall budget."),
        ([1, 2], "Budget for grants: £2.3m."),
    ],
)
def test_a_budget_that_is_not_stated_is_left_out(unstated, said):
    budgets = budgets_of_2017()
    budgets.loc[unstated, "budget_printed"], budgets.loc[unstated, "budget_gbp"] = "", pd.NA
    assert narrative.board_budget(summaries.budget_bridge(awards_of_2017(), budgets)) == (
        f"{said} The awards come to £2,283,508 (including £10,000 implied)."
    )


@pytest.mark.parametrize(
    ("awards", "said"),
    [
        (awards_of_2017().iloc[:2], "It lists 2 awards, £479,445 in all. They go to 1 provider."),
        (awards_of_2017().iloc[:1], "It lists 1 award, £446,000 in all. It goes to 1 provider."),
        (
            awards_of_2017().iloc[33:],
            "It lists 2 awards, £27,000 in all. 1 goes to 1 provider; one has no named provider.",
        ),
        (awards_of_2017().iloc[34:], "It lists 1 award, £15,000 in all. The paper names no provider."),
        (awards_of_2017(include_implied=False).iloc[15:16], "It lists 1 award. It goes to 1 provider."),
        (
            awards_of_2017().iloc[11:13],
            "It lists 2 awards, £84,352 in all. They go to 1 provider. The 2 safeguarding boards are separate "
            "bodies. They share one office, which counts here as one provider.",
        ),
    ],
)
def test_the_purpose_counts_awards_and_providers(awards, said):
    assert narrative.board_purpose(awards, paper_of_2017()).endswith(f"for the financial year 2017-18. {said}")


def test_each_figure_of_the_purpose_is_traced():
    purpose = narrative.board_purpose(awards_of_2017(), paper_of_2017())
    assert [(str(part), part.expression) for part in purpose.parts if isinstance(part, Figure)] == [
        ("Police and Crime Commissioner for Cambridgeshire", "paper('paper.body')"),
        ("2017-18", "paper('financial_year')"),
        ("35", "count()"),
        ("£2,283,508", "sum()"),
        ("£10,000", "sum(award_status='implied')"),
        ("34", "count(provider=True)"),
        ("21", "distinct('provider', provider=True)"),
        ("one", "count(provider=False)"),
        ("4", "count(provider='Safeguarding boards (one shared office)')"),
    ]


@pytest.mark.parametrize(
    ("body", "keys", "board"),
    [
        ("Police and Crime Commissioner for Testshire", {}, "the Board"),
        ("Fairshire Borough Council", {}, "the councillors"),
        ("Fairshire Borough Council", {"presented_to": "Grants Committee"}, "the Grants Committee"),
        (
            "Fairshire Borough Council",
            {"presented_to": "Grants Committee", "deciding_body": "Full Council"},
            "the Full Council",
        ),
        ("Fairshire Foundation", {}, "the trustees"),
        ("Fairshire Foundation", {"deciding_body": "the grants panel"}, "the grants panel"),
    ],
)
def test_the_paper_names_who_decides(body, keys, board):
    about = paper_of_2017().paper.model_copy(update={"body": body, "presented_to": "", **keys})
    paper = paper_of_2017().model_copy(update={"paper": about})
    assert paper.the_deciding_body == board
    assert narrative.board_recommendation(paper) == f"It is recommended that {board} note this paper."
    assert narrative.board_purpose(awards_of_2017(), paper).startswith(
        f"This paper reports to {board} on the awards of"
    )


def test_without_the_implied_amount_nothing_is_called_implied():
    awards = awards_of_2017(include_implied=False)
    assert "35 awards, £2,273,508 in all." in narrative.board_purpose(awards, paper_of_2017())
    assert "implied" not in narrative.about_the_board_paper(paper_of_2017(), awards)


def test_a_paper_with_one_source_one_other_sum_and_one_silent_stream_is_told_in_the_singular(project):
    assert narrative.without_awards([YOUTH]) == ("The tables list no award from the Youth Fund. The text mentions it.")
    assert narrative.without_awards([CASUALTY, YOUTH]) == (
        f"The tables list no award from the {CASUALTY} or the Youth Fund. The text mentions them."
    )
    money = summaries.other_money(load_separate_funds("2017-18", project=REPOSITORY)).iloc[:1]
    assert (
        narrative.other_money(money)
        == "The paper mentions 1 other sum or bid. It belongs to no stream and is not added up here."
    )
    paper = paper_of_2017().model_copy(update={"source_documents": paper_of_2017().source_documents[:1]})
    assert narrative.sources_count(paper) == "The paper lists 1 source; its date is as printed:"


def test_the_details_leave_out_what_the_paper_does_not_declare(project):
    add_year(project, [("GR", "Lights", "Cambridge City Council", "£4,000")])
    paper = load_paper("2018-19", project=project)
    assert narrative.board_details(paper) == {"To": "", "From": "", "Date": "11 May 2018"}
    assert paper.paper.date == date(2018, 5, 11)
