"""What funders say that they paid: which payments a paper means, what they come to, and what the pages say of it.

The register is made up: of the Ministry £900.50 and £90 in 2020-21 and £55 in 2019-20 to the commissioner, £70 to
another, £5 of the Council, and a payment to somebody else with an amount that nobody can read.
"""

from pathlib import Path

import pandas as pd
import pytest
from support.payments import (
    COUNCIL,
    FOLDER,
    MINISTRY,
    OURS,
    REGISTER,
    US,
    YEAR,
    declare,
    findings_of,
    put_year,
    small_project,
    written,
)
from support.reporting import REPOSITORY, paper_of_2017

from grantsdata import summaries
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.reconcile.upstream import load_upstream


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project")


# ---- Which payments count, and what they come to ----------------------------------------------------------


def test_a_payment_of_another_year_is_listed_apart_and_never_summed(small: Path) -> None:
    declare(small, OURS)
    payments, by_stream = load_upstream(YEAR, project=small)
    file = f"{FOLDER}/register.csv"
    general = "General grants"
    assert list(payments) == [
        "stream", "payment_id", "payment", "funder", "recipient", "programme", "financial_year", "is_of_year",
        "paid_printed", "paid_pence", "paid_gbp", "source_file", "source_row",
    ]  # fmt: skip
    assert payments.to_numpy().tolist() == [
        [general, "p1", "Main grant", MINISTRY, US, "Victims", "2020-21", True, "900.50", 900_50, 900.5, file, 2],
        [general, "p2", "Uplift", MINISTRY, US, "Victims more", "2020-21", True, "£90", 90_00, 90.0, file, 3],
        [general, "p3", "Main grant", MINISTRY, US, "Victims", "2019-20", False, "55", 55_00, 55.0, file, 4],
    ]
    # 900.50 + 90 = 990.50, which "£1k" (£900 to £1,100) can stand for; less 1,000.
    assert by_stream.to_dict("records") == [
        {
            "stream": general, "payments": 2, "paid_gbp": 990.5, "budget_printed": "£1k", "budget_gbp": 1000.0,
            "budget_low_gbp": 900.0, "budget_high_gbp": 1100.0, "difference_gbp": -9.5, "at_printed_precision": True,
            "other_payments": 1, "other_paid_gbp": 55.0,
        }
    ]  # fmt: skip
    (finding,) = findings_of(small).to_dict("records")
    assert (finding["code"], finding["severity"], finding["stream"]) == ("upstream-agrees", "agrees", general)
    assert (finding["ours_gbp"], finding["printed_gbp"], finding["difference_gbp"]) == (990.5, 1000, -9.5)
    assert finding["sentence"] == (
        "The payments to General grants that the funder reports for the year fit the printed budget of “£1k”. Payments "
        "of other years are listed separately and are in no sum."
    )


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        ("£1,000", "less than the printed budget of “£1,000”."),
        ("£990.49", "more than the printed budget of “£990.49”."),
    ],
)
def test_what_differs_is_a_warning_and_never_an_error(budget: str, told: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "data" / "raw").mkdir(parents=True)
    header = "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
    line = "Charity One,Charity One,voluntary and community,,paper,high,,Its name.\n"
    (project / "data" / "raw" / "providers.csv").write_text(header + line, encoding="utf-8")
    put_year(project, budget)
    declare(project, OURS)
    (finding,) = findings_of(project).to_dict("records")
    assert (finding["code"], finding["severity"]) == ("upstream-differs", "warning")
    assert f"reports for the year are {told} The two may differ in timing. Payments of" in finding["sentence"]
    assert load_upstream(YEAR, project=project).by_stream["at_printed_precision"].tolist() == [False]


def test_without_a_budget_there_is_nothing_to_set_beside(small: Path) -> None:
    declare(small, f'stream = "OUT"\nfunder = "{COUNCIL}"')
    (finding,) = findings_of(small).to_dict("records")
    assert (finding["code"], finding["severity"], finding["ours_gbp"]) == ("upstream-not-compared", "note", 5)
    assert finding["sentence"] == (
        "The paper states no budget for the Lucky fund to compare with the payments that the funder reports."
    )
    row = load_upstream(YEAR, project=small).by_stream.iloc[0]
    assert pd.isna(row["at_printed_precision"]) and pd.isna(row["difference_gbp"]) and row["budget_printed"] == ""


def test_a_sum_that_lacks_an_amount_is_not_compared_with_a_budget(small: Path) -> None:
    rows = [list(row) for row in REGISTER[:3]]
    rows[0][3] = "TBC"
    rows.append(["p7", "More", "GBP", "TBC", "2019-05-01", US, "", "", MINISTRY])
    written(small / FOLDER / "register.csv", rows)
    declare(small, OURS)
    (finding,) = findings_of(small).to_dict("records")
    assert (finding["code"], finding["severity"], finding["ours_gbp"]) == ("upstream-not-compared", "note", 90)
    assert finding["sentence"].endswith(
        " are not compared with the printed budget of “£1k”, since not every amount is stated. Payments of other years "
        "are listed separately and are in no sum."
    )
    row = load_upstream(YEAR, project=small).by_stream.iloc[0]
    assert pd.isna(row["at_printed_precision"]) and pd.isna(row["difference_gbp"])


def test_a_funder_that_reports_no_payment_of_the_year_is_told(small: Path) -> None:
    written(small / FOLDER / "register.csv", REGISTER[2:3])
    declare(small, OURS)
    (finding,) = findings_of(small).to_dict("records")
    assert (finding["code"], finding["severity"], finding["ours_gbp"]) == ("upstream-differs", "warning", 0)
    assert finding["sentence"].startswith(
        "The funder reports no payment to General grants for the year, beside the printed budget of “£1k”."
    )


# ---- Faults, all at once, each in its place ---------------------------------------------------------------


# ---- Where it counts ---------------------------------------------------------------------------------------


def test_check_tells_the_findings_the_faults_and_a_file_that_nothing_reads(small: Path) -> None:
    year = FinancialYear.parse(YEAR)
    name = f"{FOLDER}/register.csv"
    unread = [one for one in check(year, project=small) if one.file == name]
    assert [one.message.split(";")[0] for one in unread] == ["no paper.toml names this table, so nothing in it counts"]
    declare(small, OURS)
    entries = check(year, project=small)
    assert not [one for one in entries if one.file == name]
    assert [(one.code, one.file) for one in entries if (one.code or "").startswith("upstream")] == [
        ("upstream-agrees", f"{FOLDER}/paper.toml")
    ]
    declare(small, OURS.replace(US, "Nobody"))
    (fault,) = [one for one in check(year, project=small) if one.severity == "fault"]
    assert fault.text == "Nobody" and "upstream-agrees" not in [one.code for one in check(year, project=small)]


def test_in_a_paper_that_is_at_fault_the_file_is_still_known_to_be_named(small: Path) -> None:
    declare(small, OURS)
    paper = small / FOLDER / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("date = 2018-05-11", "date = 3"), encoding="utf-8")
    assert not [one for one in check(FinancialYear.parse(YEAR), project=small) if one.file.endswith("register.csv")]


def test_payments_are_listed_without_columns_in_which_nothing_stands(small: Path) -> None:
    declare(small, f'stream = "OUT"\nfunder = "{COUNCIL}"', OURS)
    payments = load_upstream(YEAR, project=small).payments
    assert list(summaries.payments_listed(payments)) == [
        "payment", "stream", "funder", "recipient", "programme", "paid_gbp",
    ]  # fmt: skip
    assert "programme" not in summaries.payments_listed(payments[payments["stream"] == "Lucky fund"])
    assert summaries.payments_listed(payments, of_year=False).to_numpy().tolist() == [
        ["Main grant", "General grants", MINISTRY, US, "Victims", "2019-20", 55.0]
    ]
    assert len(summaries.payments_listed(payments)) == 3


def test_the_project_itself_names_no_file_of_payments() -> None:
    assert paper_of_2017().upstream == []
    assert load_upstream("2017-18", project=REPOSITORY).by_stream.empty
