"""The records as a page lists them: blank columns left out, dates in words."""

from pathlib import Path

import pandas as pd
from support.agreements import REFUGE, YEAR, year_with

from grantsdata import load_agreements, load_findings, load_payments, load_variations
from grantsdata.report.narrative import agreements as narrative
from grantsdata.summaries.agreements.money import COLUMNS as MONEY


def test_columns_that_are_blank_throughout_are_left_out_and_dates_are_in_words(project: Path) -> None:
    year_with(project, {"agreements": [REFUGE | {"end": "2020-06-03", "said_in": "contract A2"}]})
    listed = narrative.agreements_listed(load_agreements(YEAR, project=project))
    assert listed.to_dict("records") == [
        {"service": "Refuge", "provider": "Shrievalty Trust", "end": "3 June 2020", "said_in": "contract A2"}
    ]


def test_payments_are_by_date_and_those_without_one_come_last(project: Path) -> None:
    year_with(project)
    listed = narrative.payments_listed(load_payments(YEAR, project=project))
    assert listed[["date", "happened", "amount_gbp"]].to_numpy().tolist() == [
        ["1 June 2018", "paid", 2_000],
        ["2 July 2018", "paid", 2_400.5],
        ["3 December 2018", "returned", 400],
        ["", "held back", 2_000],
    ]


def test_variations_show_both_amounts(project: Path) -> None:
    year_with(project)
    (row,) = narrative.variations_listed(load_variations(YEAR, project=project)).to_dict("records")
    assert (row["date"], row["amount_before_printed"], row["amount_after_printed"]) == (
        "3 September 2018", "£3,000", "£3,500",
    )  # fmt: skip


def test_conditions_are_set_beside_money_only_where_some_was_paid() -> None:
    beside = pd.DataFrame(
        {
            "service": ["Night bus", "Refuge"],
            "provider": ["Family Action", ""],
            "conditions_set": [2, 1],
            "conditions_met": [2, 0],
            "paid_out_gbp": pd.array([2_000, None], dtype="Float64"),
        }
    )
    assert narrative.released_listed(beside)["service"].tolist() == ["Night bus", "Refuge"]
    assert narrative.released_listed(beside.iloc[1:]).empty


def test_the_underspend_is_explained_where_there_is_one() -> None:
    money = pd.DataFrame({"underspend_gbp": pd.array([None, 500], dtype="Float64")})
    assert narrative.underspend_note(money).startswith("Underspend: the award, as varied, less")
    assert narrative.underspend_note(money.iloc[:1]) == ""


def test_only_findings_about_these_records_are_listed(project: Path) -> None:
    year_with(project, {"tenders": [REFUGE | {"said_in": "form 7"}]})
    (row,) = narrative.misfits(load_findings(YEAR, project=project)).to_dict("records")
    assert row["sentence"].startswith("Refuge is in the register of single tenders") and row["severity"] == "warning"


def test_the_money_of_a_year_without_records_is_an_empty_table(project: Path) -> None:
    year_with(project, {})
    payments = load_payments(YEAR, project=project)
    assert narrative.payments_listed(payments).empty


def test_providers_tell_awards_for_the_same_service_apart() -> None:
    amounts = [name for name in MONEY if name.endswith("_gbp")]
    table = pd.DataFrame(
        {"service": ["Club", "Bus"], "provider": ["North Ward", "South Ward"]} | dict.fromkeys(amounts, 1)
    )
    assert "provider" not in narrative.money_listed(table)
    assert narrative.money_listed(table.assign(service="Club"))["provider"].tolist() == ["North Ward", "South Ward"]
