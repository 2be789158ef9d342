"""What the law asks to be published of each award: what is due, what is on record, and the page that says so.

Counted by hand in the paper: 25 crime and disorder reduction grants, 10 victims' services of £2,000 and more, of which
two commissioned contracts and three single tenders are over £10,000.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from support.disclosure import AIMS, CONTRACT, COUNTS, GRANT, ITEM, SMALL, SMALL_CONTRACT, items_of, one, paper_with
from support.reading import soup_of, table_called
from support.reporting import (
    APPROPRIATE_ADULTS,
    THE_35_AWARDS,
    VICTIMS,
    awards_of_2017,
    paper_of_2017,
)

from grantsdata import summaries
from grantsdata.report.narrative import disclosure as narrative
from grantsdata.report.traced import Figure

PARTNERSHIPS = [
    "Cambridge City Community Safety Partnership",
    "Fenland Community Safety Partnership",
    "Huntingdonshire Community Safety Partnership",
    "East Cambs Community Safety Partnership",
    "South Cambs Crime and Disorder Reduction Partnership",
    "Safer Peterborough Partnership",
]


TENDERS = [
    "Victim Pathfinders (Mental Health Nurses in Victim and Witness Hub)",
    "Home security for elderly victims of burglary",
    "Specialist Victim Care Co-ordinator – Young Victims of Crime",
]


CONTRACTS = ["Countywide Sexual Violence Support Service", "Counselling for young victims of crime", *TENDERS]


def services(items: pd.DataFrame, duty: str, requirement: str, state: str) -> list[str]:
    chosen = items[(items["duty"] == duty) & (items["requirement"] == requirement) & (items["state"] == state)]
    return chosen["service"].tolist()


def duties(award: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(items_of(award)["duty"]))


# ---- The paper, by hand ----------------------------------------------------------------------------------


@pytest.mark.parametrize("include_implied", [True, False])
def test_what_is_asked_for_on_record_and_missing_is_as_counted_by_hand(include_implied: bool) -> None:
    counts = summaries.disclosure_counts(items_of(awards_of_2017(include_implied)))
    columns = ["requirement", "duty", "needed", "present", "from_aim", "missing"]
    assert list(counts.columns) == columns
    assert list(counts.itertuples(index=False, name=None)) == COUNTS
    assert summaries.disclosure_table(counts).iloc[-1].tolist() == ["Total", "", 135, 60, 25, 50]


def test_where_nothing_is_asked_for_there_is_nothing_to_add_up() -> None:
    """£500 from a fund for everything is under no duty."""
    small = one(APPROPRIATE_ADULTS, pounds=500, stream=VICTIMS, arrangement="")
    counts = summaries.disclosure_counts(items_of(small))
    assert counts.empty
    table = summaries.disclosure_table(counts)
    assert table.empty
    assert table.columns.tolist() == ["requirement", "duty", "needed", "stated", "from_aim", "missing"]


def test_each_award_comes_under_its_duties_in_the_paper_s_order() -> None:
    items = items_of(awards_of_2017())
    under = {duty: list(dict.fromkeys(its["service"])) for duty, its in items.groupby("duty")}
    printed = [award.service for award in THE_35_AWARDS]
    assert under == {GRANT: printed[10:], ITEM: printed[:10], CONTRACT: CONTRACTS}
    assert items["award_id"].nunique() == 35


def test_only_emerging_initiatives_has_no_recipient() -> None:
    items = items_of(awards_of_2017())
    assert services(items, GRANT, "recipient", "missing") == ["Emerging Initiatives"]
    assert services(items, ITEM, "recipient", "missing") == []


def test_a_purpose_is_missing_where_the_paper_gives_none() -> None:
    items = items_of(awards_of_2017())
    co_ordination = "Countywide co-ordination of high risk partnership issues"
    assert services(items, GRANT, "purpose", "missing") == [co_ordination, *PARTNERSHIPS, "Emerging Initiatives"]
    assert services(items, ITEM, "purpose", "present") == [
        "Victim and Witness Hub Initial Referral provision", *CONTRACTS[:2]
    ]  # fmt: skip


def test_conditions_are_on_record_for_the_six_partnerships() -> None:
    assert services(items_of(awards_of_2017()), GRANT, "conditions", "present") == PARTNERSHIPS


def test_the_reasons_are_the_aims_of_the_themes_and_say_so() -> None:
    items = items_of(awards_of_2017())
    reasons = items[items["requirement"] == "reasons"]
    assert set(reasons["taken_from"]) == {"theme's aim"}
    printed = [AIMS[award.group] for award in THE_35_AWARDS[10:]]
    assert reasons["found"].tolist() == printed
    assert [printed.count(aim) for aim in AIMS.values()] == [7, 7, 11]


def test_for_no_single_tender_is_it_on_record_what_permits_it() -> None:
    tenders = summaries.single_tenders(awards_of_2017())
    assert list(tenders.columns) == ["service", "provider", "award_gbp", "award_status", "tender_circumstance"]
    assert tenders["service"].tolist() == TENDERS
    assert tenders["award_gbp"].tolist() == [75_000, 50_000, 29_065]
    assert tenders["tender_circumstance"].isna().all()


# ---- What is due -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pounds", "due"), [(500, []), (500.01, [ITEM]), (499.99, []), (None, [ITEM]), (0, []), (-600, [])]
)
def test_an_item_is_due_above_500_pounds_or_where_it_may_be_above(pounds: float | None, due: list[str]) -> None:
    assert duties(one(SMALL, pounds=pounds)) == due


@pytest.mark.parametrize(
    ("pounds", "due"), [(10_000, [ITEM, SMALL_CONTRACT]), (10_000.01, [ITEM, CONTRACT]), (None, [ITEM, CONTRACT])]
)
@pytest.mark.parametrize("service", CONTRACTS[1:3])
def test_a_contract_is_due_above_10_000_pounds_or_where_it_may_be_above(
    service: str, pounds: float | None, due: list[str]
) -> None:
    assert duties(one(service, pounds=pounds)) == due


def test_a_grant_agreement_is_no_contract_however_large() -> None:
    assert duties(one(SMALL, pounds=1_000_000)) == [ITEM]


def test_an_implied_amount_cannot_be_shown_to_be_low() -> None:
    assert duties(one(SMALL, pounds=400).assign(award_status="implied")) == [ITEM]


@pytest.mark.parametrize("pounds", [1, 500, 400_000, None])
def test_a_crime_and_disorder_reduction_grant_is_due_whatever_its_amount(pounds: float | None) -> None:
    assert duties(one("Crimestoppers", pounds=pounds)) == [GRANT]


def test_a_grant_by_contract_comes_under_both_duties() -> None:
    assert duties(one("Crimestoppers", arrangement="Single tender")) == [GRANT, CONTRACT]


def test_without_a_declared_stream_its_awards_are_items_of_expenditure() -> None:
    paper = paper_of_2017()
    plain = {"crime_and_disorder_reduction_grants": False}
    streams = [stream.model_copy(update=plain) for stream in paper.streams]
    items = items_of(awards_of_2017(), paper=paper.model_copy(update={"streams": streams}))
    assert (items["duty"] == ITEM).sum() == 35 * 3
    assert GRANT not in set(items["duty"])
    assert "theme's aim" not in set(items["taken_from"])


def test_awards_of_which_nothing_is_asked_have_no_rows_but_the_same_columns() -> None:
    full, none = items_of(awards_of_2017()), items_of(one(SMALL, pounds=500))
    assert (len(none), list(none.columns)) == (0, list(full.columns))
    assert none.dtypes.equals(full.dtypes)
    assert summaries.disclosure_counts(none).empty
    assert summaries.disclosure_table(summaries.disclosure_counts(none)).empty
    assert list(summaries.disclosure_by_award(none, CONTRACT)) == ["service", "award_gbp", "award_status", "contract"]


# ---- What is on record -----------------------------------------------------------------------------------


def found(award: pd.DataFrame, requirement: str, aims: Any = None) -> tuple[str, str, str]:
    items = items_of(award, aims=aims).set_index("requirement")
    state, text, taken_from = items.loc[requirement, ["state", "found", "taken_from"]]
    return state, text, taken_from


MISSING = ("missing", "", "")


def test_an_award_s_own_reason_goes_before_its_theme_s_aim() -> None:
    award = one("Crimestoppers", reasons="Calls lead to arrests.")
    assert found(award, "reasons") == ("present", "Calls lead to arrests.", "award's own")


def test_a_theme_without_an_aim_and_no_theme_at_all_give_no_reason() -> None:
    assert found(one("Crimestoppers"), "reasons", {"Offenders": ""}) == MISSING
    assert found(one("Crimestoppers", theme=None), "reasons") == MISSING


def test_a_theme_s_aim_is_no_reason_why_value_for_money_is_expected() -> None:
    assert found(one(SMALL, theme="Victims"), "value for money") == MISSING
    own = found(one(SMALL, reasons="The lowest of three bids."), "value for money")
    assert own == ("present", "The lowest of three bids.", "award's own")


def test_a_contract_is_on_record_where_it_can_be_read() -> None:
    assert found(one(TENDERS[0]), "contract") == MISSING
    told = found(one(TENDERS[0], contract_published="https://example.org/c9"), "contract")
    assert told == ("present", "https://example.org/c9", "award's own")


@pytest.mark.parametrize(
    ("service", "recipient"),
    [
        ("Crimestoppers", "Crimestoppers"),
        ("Peterborough Substance Misuse Innovation Fund", "Aspire (paid: Peterborough City Council)"),
        ("Cambridgeshire Substance Misuse", "Shropshire Healthcare Trust (who is paid is not named)"),
    ],
)
def test_a_recipient_is_who_delivers_and_who_is_paid_if_that_is_another_body(service: str, recipient: str) -> None:
    assert found(one(service), "recipient") == ("present", recipient, "award's own")


def test_by_award_shows_what_is_on_record_and_what_is_missing() -> None:
    grants = summaries.disclosure_by_award(items_of(awards_of_2017()), GRANT)
    assert list(grants) == ["service", "award_gbp", "award_status", "recipient", "purpose", "conditions", "reasons"]
    assert grants["service"].tolist() == [award.service for award in THE_35_AWARDS[10:]]
    assert grants["award_gbp"].tolist() == [award.pounds for award in THE_35_AWARDS[10:]]
    last = grants.iloc[-1]
    missing = "not in this paper"
    assert last[["recipient", "purpose", "conditions"]].tolist() == [missing, missing, "none in this paper"]
    assert last["reasons"] == f"{AIMS['Communities']} (from the theme's aim)"
    assert (grants == missing).to_numpy().sum() == 1 + 8
    assert (grants == "none in this paper").to_numpy().sum() == 19


# ---- The words -------------------------------------------------------------------------------------------


def headline(items: pd.DataFrame, awards: pd.DataFrame) -> str:
    return str(narrative.disclosure_headline(items, awards, paper_of_2017()))


def test_the_headline_gives_every_count_with_its_reservation() -> None:
    """24 + 10 recipients, 17 + 3 purposes and 6 conditions are 60; 25 aims; 1 + 8 + 19 + 7 + 10 + 5 are 50."""
    awards = awards_of_2017()
    assert headline(items_of(awards), awards) == (
        "The law asks for 135 details about the 35 awards of 2017-18. This paper states 60 of them, and a further 25 "
        "only by the printed aim of the award's theme. The other 50 are not in this paper; 19 of these are due only if "
        "a grant has conditions."
    )


@pytest.mark.parametrize(
    ("award", "said"),
    [
        (one("Crimestoppers", conditions="none", reasons="x"), "This paper states all of them."),
        (
            one("Crimestoppers"),
            "This paper states 2 of them, and a further 1 only by the printed aim of the award's theme. The other 1 is "
            "not in this paper; 1 of these is due only if a grant has conditions.",
        ),
        (
            one("Crimestoppers", provider=None, purpose=""),
            "This paper states 1 of them, only by the printed aim of the award's theme. The other 3 are not in this "
            "paper; 1 of these is due only if a grant has conditions.",
        ),
        (one(SMALL, provider=None), "None of them is in this paper."),
        (one(SMALL, purpose="x"), "This paper states 2 of them. The other 1 is not in this paper."),
    ],
)
def test_the_headline_is_true_where_there_is_all_or_nothing(award: pd.DataFrame, said: str) -> None:
    details = 4 if award["service"].tolist() == ["Crimestoppers"] else 3
    assert (
        headline(items_of(award), award) == f"The law asks for {details} details about the 1 award of 2017-18. {said}"
    )


@pytest.mark.parametrize("body", ["Fairshire Borough Council", "Fairshire Foundation"])
def test_the_headline_claims_nothing_about_a_law_that_the_page_does_not_look_at(body: str) -> None:
    paper = paper_with(body=body)
    items = items_of(one(SMALL), paper=paper)
    assert narrative.disclosure_headline(items, one(SMALL), paper) == (
        "This page looks for nothing that the law asks about the 1 award of 2017-18."
    )
    assert narrative.disclosure_reading(paper)[0] == (
        "This page covers the awards in the paper's tables, and no other spending."
    )


def test_the_headline_says_where_the_law_asks_for_nothing() -> None:
    assert headline(items_of(one(SMALL, pounds=500)), one(SMALL)) == (
        "The law asks for none of the details on this page about the 1 award of 2017-18."
    )


def test_each_count_of_the_headline_is_traced_to_awards() -> None:
    traced = narrative.disclosure_headline(items_of(awards_of_2017()), awards_of_2017(), paper_of_2017())
    found = {str(part): part.expression for part in traced.parts if isinstance(part, Figure)}
    assert list(found) == ["135", "35", "2017-18", "60", "25", "50", "19"]
    grant = "**{'3(f) grant': True}"
    assert found["19"] == f"count({grant}, conditions=False)"
    assert found["25"] == f"count({grant}, reasons=False, theme=['Victims', 'Offenders', 'Communities'])"
    assert found["135"].count("count(") == found["60"].count("count(") == 10
    assert f"minus(count({grant}, reasons=False), {found['25']})" in found["50"]


def test_what_there_is_not_is_said() -> None:
    nothing = items_of(one(SMALL, pounds=500))
    assert narrative.grants_disclosed(nothing) == (
        "None of these awards comes under the duty for crime and disorder reduction grants."
    )
    assert narrative.spending_disclosed(nothing) == "None of these awards comes under the duty for other spending."
    assert narrative.contracts_disclosed(nothing) == "None of these awards comes under the duties for contracts."
    tenders = summaries.single_tenders(one(SMALL))
    assert narrative.tenders_disclosed(tenders) == "None of these awards is by single tender."


def test_what_is_said_of_each_duty_is_as_counted() -> None:
    items = items_of(awards_of_2017())
    assert narrative.grants_disclosed(items) == (
        "25 awards are crime and disorder reduction grants. No recipient is named for Emerging Initiatives. The paper "
        "does not give any of them a reason of its own. Where the table shows the aim of the theme instead, it stands "
        "for every award of that theme. The paper states conditions for 6 of them. Where it states none, a grant may "
        "have none."
    )
    assert narrative.spending_disclosed(items) == (
        "10 awards are other spending over £500. The paper states a purpose for 3 of them. The paper does not "
        "say why good value is expected of any of them."
    )
    assert narrative.contracts_disclosed(items) == (
        "5 awards are contracts worth more than £10,000. The paper does not say where to read any of them."
    )
    tenders = narrative.tenders_disclosed(summaries.single_tenders(awards_of_2017()))
    assert tenders.startswith("3 awards, £154,065 in all, are contracts given by single tender, without competition.")
    assert tenders.endswith("The paper does not give a reason for any of them.")


def test_what_is_said_of_one_award_is_in_the_singular() -> None:
    grant = items_of(one("Crimestoppers", conditions="Monthly.", reasons="x"))
    assert narrative.grants_disclosed(grant) == (
        "1 award is a crime and disorder reduction grant. The paper gives it a reason of its own. The paper "
        "states conditions for it. Where it states none, a grant may have none."
    )
    contract = items_of(one(TENDERS[0], contract_published="https://example.org/c9"))
    assert narrative.contracts_disclosed(contract) == (
        "1 award is a contract worth more than £10,000. The paper says where to read it."
    )


def test_a_circumstance_that_is_stated_is_counted() -> None:
    awards = awards_of_2017()
    at = awards["service"] == TENDERS[1]
    awards.loc[at, "tender_circumstance"] = "continuity with an existing supplier"
    tenders = summaries.single_tenders(awards)
    assert narrative.tenders_disclosed(tenders).endswith("gives a reason for 1 of them.")
    assert narrative.tenders_disclosed(tenders[tenders["service"] == TENDERS[1]]).endswith("gives a reason for it.")
    awards.loc[awards["arrangement"] == "Single tender", "tender_circumstance"] = "continuity with an existing supplier"
    assert narrative.tenders_disclosed(summaries.single_tenders(awards)).endswith("gives a reason for all 3 of them.")


def test_a_sum_of_tenders_says_how_much_is_implied_and_is_none_where_an_amount_is_not_stated() -> None:
    tenders = summaries.single_tenders(one(TENDERS[0], pounds=None))
    assert narrative.tenders_disclosed(tenders).startswith("1 award is a contract given by single tender, ")
    implied = summaries.single_tenders(one(TENDERS[0]).assign(award_status="implied"))
    assert "£75,000 (implied) in all" in narrative.tenders_disclosed(implied)


def test_a_smaller_contract_is_counted_apart() -> None:
    small = one(CONTRACTS[1], pounds=10_000)
    assert narrative.contracts_disclosed(items_of(small)) == (
        "1 award is a contract worth £10,000 or less. The paper states a purpose for it."
    )
    both = pd.concat([small, one(TENDERS[0]), one(TENDERS[1], pounds=9_999.99)], ignore_index=True)
    assert narrative.contracts_disclosed(items_of(both)) == (
        "1 award is a contract worth more than £10,000. The paper does not say where to read it. 2 awards are "
        "contracts worth £10,000 or less. The paper states a purpose for 1 of them."
    )


def test_a_direct_award_since_the_act_may_need_a_notice() -> None:
    tenders = summaries.single_tenders(awards_of_2017())
    said = (
        "made on or after 24 February 2025, when the Procurement Act 2023 came into force. It asks for a transparency "
        "notice before the award if the contract is a public one; this page does not judge that."
    )
    assert narrative.tenders_disclosed(tenders, 3).endswith(f"3 awards were {said}")
    assert narrative.tenders_disclosed(tenders, 1).endswith(f"1 award was {said}")


# ---- The page, from a real run ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(published: Path) -> BeautifulSoup:
    return soup_of(published / "outputs" / "2017-18" / "disclosure.html")


def texts(parts: Sequence[Tag]) -> str:
    return " ".join(part.get_text(" ", strip=True) for part in parts)


def test_the_page_says_what_it_is_and_is_not(page: BeautifulSoup) -> None:
    text = texts(page.select("main p, main li"))
    assert "SI 2011/3050" in text
    assert "What is not in this paper may be published elsewhere." in text
    assert page.select_one("h1").get_text() == "What the law asks to be published: grants of 2017-18"
    assert "135 details about the 35 awards" in page.select_one(".headline").get_text()


def test_the_page_counts_what_is_missing(page: BeautifulSoup) -> None:
    rows = table_called(page, "What the law asks for, and what this paper states")
    stated = [(name, duty, needed, present - aims, aims, lacks) for name, duty, needed, present, aims, lacks in COUNTS]
    assert rows == [[str(cell) for cell in row] for row in [*stated, ("Total", "", 135, 60, 25, 50)]]


def test_the_page_lists_every_award_under_its_duty(page: BeautifulSoup) -> None:
    grants = table_called(page, "What this paper states about each grant")
    assert [row[0] for row in grants] == [award.service for award in THE_35_AWARDS[10:]]
    implied = next(row for row in grants if row[0] == APPROPRIATE_ADULTS)
    assert implied[1] == "£10,000 implied"
    assert sum(row.count("not in this paper") for row in grants) == 1 + 8
    assert sum(row.count("none in this paper") for row in grants) == 19
    spending = table_called(page, "What this paper states about other spending")
    assert [row[0] for row in spending] == [award.service for award in THE_35_AWARDS[:10]]
    assert sum(row.count("not in this paper") for row in spending) == 7 + 10
    contracts = table_called(page, "Where each contract can be read")
    assert [[row[0], row[-1]] for row in contracts] == [[service, "not in this paper"] for service in CONTRACTS]


def test_the_page_says_of_each_single_tender_that_nothing_is_on_record(page: BeautifulSoup) -> None:
    tenders = table_called(page, "Awards by single tender")
    assert [[row[0], row[-1]] for row in tenders] == [[service, "not in this paper"] for service in TENDERS]
