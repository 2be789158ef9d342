"""What the law requires of awards, and what is on record, to the cell, on a handful of awards."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.disclosure import SMALL_CONTRACT, paper_with
from support.documents import year_of_mixed_table
from support.few_awards import (
    COUNSELLING,
    EMBRACE,
    EMERGING,
    MISUSE,
    NURSES,
    SHROPSHIRE,
    SUPPORT,
    TRUST,
    few,
    rows,
    with_pence,
)
from support.reporting import AGREEMENT, CONTRACT, CRIME, TENDER, VICTIMS, awards_of_2017

from grantsdata import load_awards, load_paper, summaries
from grantsdata.report.narrative.disclosure import contracts_published
from grantsdata.runs.verifier import law
from grantsdata.runs.verifier.raw import Raw

GRANT, ITEM, DUE_CONTRACT = "3(f) grant", "3(g) item over £500", "contract over £10,000"


ITEM_COLUMNS = [
    "award_id", "stream", "service", "provider", "award_gbp", "award_status", "duty", "requirement", "state", "found",
    "taken_from",
]  # fmt: skip


def items_of(awards: pd.DataFrame) -> pd.DataFrame:
    return summaries.disclosure_items(awards, paper_with({"Offenders": "Less crime"}))


def test_what_is_asked_of_each_award_stands_in_order_with_what_is_on_record() -> None:
    awards = few().iloc[[2, 5]].assign(conditions=["", "Monthly."], contract_published=["C/1", ""])
    misuse, counselling = (
        "2017-18-CDR-cambridgeshire-substance-misuse",
        "2017-18-VS-counselling-for-young-victims-of-crime",
    )
    told = "Shropshire Healthcare Trust (who is paid is not named)"
    one = [counselling, VICTIMS, COUNSELLING, EMBRACE, 20_000, "printed"]
    other = [misuse, CRIME, MISUSE, SHROPSHIRE, 94_000, "printed"]
    items = items_of(awards)
    purposes = awards["purpose"].tolist()
    assert rows(items) == [
        ITEM_COLUMNS,
        [*one, ITEM, "recipient", "present", EMBRACE, "award's own"],
        [*one, ITEM, "purpose", "present", purposes[0], "award's own"],
        [*one, ITEM, "value for money", "missing", "", ""],
        [*one, DUE_CONTRACT, "contract", "present", "C/1", "award's own"],
        [*other, GRANT, "recipient", "present", told, "award's own"],
        [*other, GRANT, "purpose", "present", purposes[1], "award's own"],
        [*other, GRANT, "conditions", "present", "Monthly.", "award's own"],
        [*other, GRANT, "reasons", "present", "Less crime", "theme's aim"],
    ]
    kinds = [str(dtype) for dtype in items.dtypes]
    assert kinds == ["str", "category", "str", "str", "Float64", "category", *["str"] * 5]
    assert [str(dtype) for dtype in items_of(awards.iloc[:0]).dtypes] == kinds
    assert rows(summaries.disclosure_by_award(items, GRANT)) == [
        ["service", "award_gbp", "award_status", "recipient", "purpose", "conditions", "reasons"],
        [MISUSE, 94_000, "printed", told, purposes[1], "Monthly.", "Less crime (from the theme's aim)"],
    ]
    assert rows(summaries.disclosure_by_award(items, ITEM)) == [
        ["service", "award_gbp", "award_status", "recipient", "purpose", "value for money"],
        [COUNSELLING, 20_000, "printed", EMBRACE, purposes[0], "not in this paper"],
    ]
    columns = ["requirement", "duty", "needed", "present", "from_aim", "missing"]
    counts = summaries.disclosure_counts(items)
    assert rows(counts) == [
        columns,
        ["recipient", GRANT, 1, 1, 0, 0],
        ["purpose", GRANT, 1, 1, 0, 0],
        ["conditions", GRANT, 1, 1, 0, 0],
        ["reasons", GRANT, 1, 1, 1, 0],
        ["recipient", ITEM, 1, 1, 0, 0],
        ["purpose", ITEM, 1, 1, 0, 0],
        ["value for money", ITEM, 1, 0, 0, 1],
        ["contract", DUE_CONTRACT, 1, 1, 0, 0],
    ]
    table = rows(summaries.disclosure_table(counts))
    assert (table[0], table[4], table[-1]) == (
        ["requirement", "duty", "needed", "stated", "from_aim", "missing"],
        ["reasons", GRANT, 1, 0, 1, 0],
        ["Total", "", 8, 6, 1, 1],
    )


def test_a_theme_s_aim_stands_for_a_reason_and_for_nothing_else() -> None:
    items = items_of(few().iloc[[5]].assign(purpose=""))
    assert rows(items[["requirement", "state"]])[1:] == [
        ["recipient", "present"], ["purpose", "missing"], ["conditions", "missing"], ["reasons", "present"],
    ]  # fmt: skip
    assert summaries.disclosure_counts(items)["duty"].tolist() == [GRANT] * 4


DUE = [
    # pounds, arrangement, how the amount is known, what is due
    (500, AGREEMENT, "printed", []),
    (500.01, AGREEMENT, "printed", [ITEM]),
    (499, AGREEMENT, "implied", [ITEM]),
    (None, AGREEMENT, "not stated", [ITEM]),
    (9_999.99, CONTRACT, "printed", [ITEM, SMALL_CONTRACT]),
    (10_000, CONTRACT, "printed", [ITEM, SMALL_CONTRACT]),
    (10_000.01, CONTRACT, "printed", [ITEM, DUE_CONTRACT]),
    (10_000, TENDER, "printed", [ITEM, SMALL_CONTRACT]),
    (400, TENDER, "printed", [SMALL_CONTRACT]),
    (10_000.01, TENDER, "printed", [ITEM, DUE_CONTRACT]),
    (1, TENDER, "implied", [ITEM, DUE_CONTRACT]),
    (20_000, AGREEMENT, "printed", [ITEM]),
]


@pytest.mark.parametrize(("pounds", "arrangement", "status", "due"), DUE)
def test_what_is_due_begins_above_its_amount_to_the_penny(
    pounds: float | None, arrangement: str, status: str, due: list[str]
) -> None:
    award = with_pence(few().iloc[[0]], None if pounds is None else round(pounds * 100))
    items = items_of(award.assign(arrangement=arrangement, award_status=status))
    assert list(dict.fromkeys(items["duty"])) == due


def test_awards_under_one_duty_stand_in_their_own_order() -> None:
    table = summaries.disclosure_by_award(items_of(few().iloc[[6, 5, 3]]), GRANT)
    assert table["service"].tolist() == [EMERGING, MISUSE, NURSES]
    assert table["recipient"].tolist()[0] == "not in this paper"
    assert table["recipient"].tolist()[2] == f"{TRUST} (paid: Clinical Commissioning Group)"


def test_single_tenders_are_listed() -> None:
    awards = few().assign(arrangement=["Single tender", *few()["arrangement"].iloc[1:]], tender_circumstance="urgent")
    assert rows(summaries.single_tenders(awards)) == [
        ["service", "provider", "award_gbp", "award_status", "tender_circumstance"],
        [SUPPORT, EMBRACE, 2_000, "printed", "urgent"],
    ]


# ---- The law, as at a date -------------------------------------------------------------------------------


NOTICE = "direct award notice"
POLICE, A_COUNCIL, A_FUND = (
    "Police and Crime Commissioner for Fairshire", "Fairshire Borough Council", "Fairshire Foundation",
)  # fmt: skip

DATED = [
    # body, day of the award, arrangement, what is due of £20,000 from a fund for victims
    (POLICE, date(2012, 11, 21), AGREEMENT, []),
    (POLICE, date(2012, 11, 22), AGREEMENT, [ITEM]),
    (POLICE, date(2025, 2, 1), TENDER, [ITEM, DUE_CONTRACT]),
    (POLICE, date(2025, 2, 23), TENDER, [ITEM, DUE_CONTRACT]),
    (POLICE, date(2025, 2, 24), TENDER, [ITEM, DUE_CONTRACT, NOTICE]),
    (POLICE, date(2025, 3, 1), TENDER, [ITEM, DUE_CONTRACT, NOTICE]),
    (POLICE, date(2025, 3, 1), CONTRACT, [ITEM, DUE_CONTRACT]),
    (A_COUNCIL, date(2017, 5, 11), AGREEMENT, []),
    (A_COUNCIL, date(2025, 2, 1), TENDER, []),
    (A_COUNCIL, date(2025, 3, 1), TENDER, [NOTICE]),
    (A_FUND, date(2025, 3, 1), TENDER, []),
    ("Mayor of Fairshire", date(2025, 3, 1), AGREEMENT, []),
]


def due(award: pd.DataFrame, **about: Any) -> list[str]:
    names = [GRANT, ITEM, DUE_CONTRACT, SMALL_CONTRACT, NOTICE]
    return [name for name in names if len(summaries.awards_under(award, paper_with(**about), name))]


@pytest.mark.parametrize(("body", "day", "arrangement", "names"), DATED)
def test_the_day_of_an_award_and_the_kind_of_body_say_which_duties_bind(
    body: str, day: date, arrangement: str, names: list[str]
) -> None:
    award = with_pence(few().iloc[[0]], 20_000_00).assign(arrangement=arrangement)
    assert due(award, body=body, award_date=day) == names


def test_a_declared_kind_goes_before_what_the_name_says() -> None:
    award = with_pence(few().iloc[[0]], 20_000_00)
    assert due(award, body="Mayor of Fairshire", kind="policing") == [ITEM]
    assert due(award, body=POLICE, kind="other") == []


@pytest.mark.parametrize(("day", "names"), [(date(2012, 1, 15), []), (date(2012, 1, 16), [GRANT])])
def test_a_grant_is_due_from_the_day_on_which_the_order_came_into_force(day: date, names: list[str]) -> None:
    assert due(few().iloc[[5]], award_date=day) == names


PUBLISHED = [
    # made, published, days after the end of the month
    (date(2017, 4, 3), date(2017, 4, 30), 0),
    (date(2017, 4, 30), date(2017, 5, 1), 1),
    (date(2017, 12, 31), date(2018, 1, 31), 31),
    (date(2016, 2, 1), date(2016, 3, 1), 1),
    (date(2017, 4, 3), date(2017, 4, 10), 0),
]


@pytest.mark.parametrize(("made", "published", "days"), PUBLISHED)
def test_days_to_publication_are_counted_from_the_end_of_the_month(made: date, published: date, days: int) -> None:
    paper = paper_with(award_date=made, details_published=published)
    assert summaries.days_to_publication(few().iloc[[5]], paper) == [days]


def test_days_are_counted_from_the_signing_of_a_contract() -> None:
    """Counselling is a contract of £20,000; the advisor's grant of £40,000 is none, whatever was signed."""
    agreements = pd.DataFrame(
        {
            "award_id": ["2017-18-VS-counselling-for-young-victims-of-crime",
                         "2017-18-VS-young-person-independent-domestic-violence-advisor"],
            "signed": ["2017-06-01", "2017-05-01"],
        }
    )  # fmt: skip
    assert set(agreements["award_id"]) <= set(awards_of_2017()["award_id"])
    paper = paper_with(details_published=date(2017, 7, 14))
    assert summaries.days_from_signing(awards_of_2017(), agreements, paper) == [43]
    assert summaries.days_from_signing(awards_of_2017(), agreements.assign(signed=""), paper) == []
    assert summaries.days_from_signing(awards_of_2017(), agreements, paper_with()) == []
    assert contracts_published([43], paper) == (
        "Details of contracts with a signed agreement on file were published on 14 July 2017, 43 days after signing. "
        "We have not read by when the law asks for a copy."
    )


def test_no_days_are_counted_without_both_dates_or_without_a_monthly_duty() -> None:
    grant, day = few().iloc[[5]], date(2017, 4, 3)
    assert summaries.days_to_publication(grant, paper_with(award_date=day)) == []
    assert summaries.days_to_publication(grant, paper_with(details_published=day)) == []
    council = paper_with(award_date=day, details_published=day, body=A_COUNCIL)
    assert summaries.days_to_publication(grant, council) == []


def test_an_award_of_a_table_that_mixes_documents_is_judged_by_its_own_document(project: Path) -> None:
    """The Procurement Act 2023 asks for a notice of direct awards from 24 February 2025 on: a notice of 3 March made
    one, and the paper of 2 May 2024 the other. Both are in one table."""
    year_of_mixed_table(project)
    awards, paper = load_awards("2024-25", project=project), load_paper("2024-25", project=project)
    noticed = summaries.awards_under(awards, paper, "direct award notice")
    assert noticed["service"].tolist() == ["Night bus"]
    raw = Raw(project, "2024-25")
    assert [award["service"] for award in raw.awards if award["direct award notice"]] == ["Night bus"]
    days = summaries.days_to_publication(awards, paper)  # published on 10 April 2025: only the bus has a date
    assert days == [10] == law.days_to_publication(raw)


def test_without_a_duty_there_is_no_total() -> None:
    table = summaries.disclosure_table(summaries.disclosure_counts(items_of(few().iloc[:0])))
    assert table.columns.tolist() == ["requirement", "duty", "needed", "stated", "from_aim", "missing"]
    assert table.empty
