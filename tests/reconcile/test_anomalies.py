"""What belongs on the record: here, an award that may be a total without the word."""

from pathlib import Path

import pandas as pd
import pytest
from support.findings import (
    CDR,
    CRIMESTOPPERS,
    EMERGING,
    FILE,
    VICTIMS,
    VS,
    changed,
    only,
    paid,
    told,
)
from support.reporting import REPOSITORY, add_year, awards_of_2017, paper_of_2017

from grantsdata.model.declared_table import Correction
from grantsdata.reconcile.load import load_findings

COUNCIL = "Cambridge City Council"


def sentences(project: Path, *amounts: str) -> list[str]:
    """The sentences of the finding for a table of these amounts, one below the other."""
    add_year(project, [("GR", f"Service {number}", COUNCIL, text) for number, text in enumerate(amounts, start=1)])
    findings = load_findings("2018-19", project=project)
    return findings.loc[findings["code"] == "perhaps-a-total", "sentence"].tolist()


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (("£10", "£20", "£30", "£60"), "The amount for Service 4, £60, is the sum of those right above it."),
        (
            ("£7", "£10", "£20", "£30", "£60", "£1"),
            "The amount for Service 5, £60, is the sum of those right above it.",
        ),
        (("£10", "£20", "TBC", "£30", "£60"), "The amount for Service 5, £60, is the sum of those right above it."),
        (
            ("£10.10", "£20.20", "£30.30", "£60.60"),
            "Service 4, £60.60, is the sum of those right above it. If it is a total, it is counted twice.",
        ),
    ],
)
def test_a_sum_of_the_awards_right_above_it_is_told(project: Path, amounts: tuple[str, ...], said: str) -> None:
    (sentence,) = sentences(project, *amounts)
    assert said in sentence


@pytest.mark.parametrize(
    "amounts",
    [
        ("£10", "£20", "£30"),
        ("£10", "£20", "£30", "£60.01"),
        ("£10", "£60", "£20", "£30"),
        ("£10", "£20", "£30", "£1", "£60"),
        ("TBC", "TBC", "TBC", "TBC"),
        ("£5", "-£5", "£5", "-£5", "£0"),
    ],
)
def test_two_awards_other_sums_and_noughts_are_not(project: Path, amounts: tuple[str, ...]) -> None:
    assert sentences(project, *amounts) == []


def test_the_sum_of_another_table_s_awards_is_not(project: Path) -> None:
    add_year(project, [("GR", f"Service {n}", COUNCIL, "£10") for n in range(3)] + [("OUT", "Other", COUNCIL, "£30")])
    findings = load_findings("2018-19", project=project)
    assert "perhaps-a-total" not in findings["code"].tolist()


def test_the_paper_of_2017_has_no_such_award() -> None:
    assert "perhaps-a-total" not in load_findings("2017-18", project=REPOSITORY)["code"].tolist()


def test_the_finding_is_a_warning_with_its_row_and_figure(project: Path) -> None:
    add_year(project, [("GR", f"Service {n}", COUNCIL, text) for n, text in enumerate(("£1", "£2", "£3", "£6"))])
    findings = load_findings("2018-19", project=project)
    (finding,) = findings[findings["code"] == "perhaps-a-total"].to_dict("records")
    assert (finding["severity"], finding["rows"], finding["ours_gbp"]) == ("warning", "gr.csv row 5", 6.0)
    assert finding["stream"] == "General grants"


def test_an_award_without_provider_and_amount_has_neither() -> None:
    assert only("provider-blank", paid({EMERGING: None}))[-1] == (
        "Emerging Initiatives (amount not stated) has no provider: the cell is blank."
    )


def test_a_cell_that_names_nobody_is_quoted() -> None:
    awards = paid({EMERGING: 1_500_000})
    awards.loc[awards["provider"].isna(), "provider_printed"] = "To be confirmed"
    assert only("provider-blank", awards)[-1] == (
        "Emerging Initiatives (£15,000) has no provider: the cell says “To be confirmed”."
    )


def test_an_unknown_provider_is_told_once_for_all_its_awards() -> None:
    awards = awards_of_2017()
    awards.loc[[9, CRIMESTOPPERS], "provider"], awards.loc[1, "provider"] = "Family Acton", "Somebody else"
    awards.loc[[1, 9, CRIMESTOPPERS], "provider_type"] = "not in the register"
    add = "Add a line to data/raw/providers.csv; grantsdata providers prints one."
    # 29,065 + 25,791 = 54,856
    assert [row[1:] for row in told(awards) if row[0] == "provider-unknown"] == [
        ["warning", "Somebody else", VS, 33_445, None, None, 0, f"{VICTIMS} row 3",
         f"Somebody else is not in the register of providers, so £33,445 has no provider type. {add}"],
        ["warning", "Family Acton", "", 54_856, None, None, 0, f"{VICTIMS} row 11; {FILE} row 15",
         f"Family Acton is not in the register of providers, so £54,856 has no provider type. {add}"],
    ]  # fmt: skip


def test_people_whom_one_name_stands_for_are_told_and_numbered_people_are_not() -> None:
    awards = awards_of_2017()
    awards.loc[[1, 9, CRIMESTOPPERS], "provider"] = "Individual"
    awards.loc[[2, 3], "provider"], awards.loc[[4, 5], "provider"] = "Individual 2", "Applicant B"
    awards.loc[[6], "provider"] = "Anonymous"
    # 33,445 + 29,065 + 25,791 = 88,301
    assert [row[1:] for row in told(awards) if row[0] == "people-not-numbered"] == [
        ["warning", "Individual", "", 88_301, None, None, 0, f"{VICTIMS} row 3; {VICTIMS} row 11; {FILE} row 15",
         "Individual is the provider of several awards, £88,301 in all, which count as one provider's. "
         "If they are several people, number them in the table and add each to data/raw/providers.csv."],
    ]  # fmt: skip


def test_money_that_rests_on_suggestions_is_told_by_stream_with_its_rows() -> None:
    awards = awards_of_2017().iloc[::-1]
    suggested = {"Family Action", "Shrievalty Trust", "Crimestoppers National Charity", "Somebody else"}
    rows = [row for row in told(awards, suggested=suggested) if row[0] == "provider-suggested"]
    no_one = "No one has confirmed the provider type for"
    see = "Check their lines in data/raw/providers.csv."
    # 50,000 + 29,065 = 79,065
    assert rows == [
        ["provider-suggested", "warning", CDR, CDR, 25_791, None, None, 0, f"{FILE} row 15",
         f"{no_one} £25,791 of the awards for {CDR}: Crimestoppers National Charity. {see}"],
        ["provider-suggested", "warning", VS, VS, 79_065, None, None, 0, f"{VICTIMS} row 11; {VICTIMS} row 10",
         f"{no_one} £79,065 of the awards for {VS}: Family Action; Shrievalty Trust. {see}"],
    ]  # fmt: skip


def test_a_register_without_suggestions_has_no_such_finding() -> None:
    assert "provider-suggested" not in [row[0] for row in told(awards_of_2017())]


def test_an_award_that_stands_several_times_is_counted_too_often() -> None:
    awards = awards_of_2017()
    again = awards.iloc[[9, 9, 2]].assign(source_row=[12, 13, 14])
    again["award_pence"] = pd.array([100_00, 10_00, 1_00], "Int64")
    often = "If it is one award, it is counted too often."
    family, hub = "Specialist Victim Care Co-ordinator – Young Victims of Crime", "Restorative Justice Hub"
    rows = told(pd.concat([awards.iloc[::-1], again], ignore_index=True))
    assert [row[1:] for row in rows if row[0] == "duplicate-award"] == [
        ["warning", family, VS, 29_175, None, None, 0, f"{VICTIMS} row 11; {VICTIMS} row 12; {VICTIMS} row 13",
         f"{family} is listed more than once with the same provider, £29,175 in all. {often}"],
        ["warning", hub, VS, 52_751, None, None, 0, f"{VICTIMS} row 4; {VICTIMS} row 14",
         f"{hub} is listed more than once with the same provider, £52,751 in all. {often}"],
    ]  # fmt: skip


def test_one_service_of_two_providers_or_two_streams_is_no_duplicate() -> None:
    awards = awards_of_2017()
    awards.loc[8, "service"] = "Restorative Justice Hub"
    awards.loc[21, ["service", "provider_printed"]] = awards.loc[3, ["service", "provider_printed"]].tolist()
    awards.loc[22, "provider_printed"] = awards.loc[23, "provider_printed"]
    assert "duplicate-award" not in [row[0] for row in told(awards)]


def first_rows(*pence: int | None) -> pd.DataFrame:
    """The first of victims' services, with these amounts from row 2 on."""
    return paid(dict(enumerate(pence))).iloc[: len(pence)]


def test_an_award_that_is_the_sum_of_those_right_above_it_may_be_a_total() -> None:
    """£10 + £20 + £30.50 = £60.50, past one that is not stated; in the next table £1 + £2 + £3 + £4 = £10."""
    first = first_rows(10_00, 20_00, None, 30_50, 60_50, 1_00)
    second = paid({10: 1_00, 11: 2_00, 12: 3_00, 13: 4_00, 14: 10_00, 15: 1_00}).iloc[10:16]
    twice = "If it is a total, it is counted twice."
    advisor, board = "Young Person Independent Domestic Violence Advisor", "Peterborough Safeguarding Adults Board"
    assert [row for row in told(pd.concat([first, second])) if row[0] == "perhaps-a-total"] == [
        ["perhaps-a-total", "warning", advisor, VS, 60.5, None, None, 0, f"{VICTIMS} row 6",
         f"The amount for {advisor}, £60.50, is the sum of those right above it. {twice}"],
        ["perhaps-a-total", "warning", board, CDR, 10, None, None, 0, f"{FILE} row 6",
         f"The amount for {board}, £10, is the sum of those right above it. {twice}"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pence", "rows"),
    [
        ((1, 1, -1, 1), [5]),  # −1 + 1 + 1 = 1 penny, the least that an award can be
        ((5_00, -5_00, 5_00, -5_00, 0), []),
        ((1_00, 2_00, 3_00, -6_00), []),
        ((1_00, 2_00, 3_00), []),
        ((10_00, 1_00, 2_00, 3_00, 6_00), [6]),
        ((1_00, 2_00, 3_00, 10_00, 6_00), []),
        ((1_00, 2_00, 3_00, 6_00, 12_00), [5, 6]),
        ((None, None, None, None), []),
    ],
)
def test_a_sum_of_fewer_of_others_or_of_nothing_is_no_total(pence: tuple[int | None, ...], rows: list[int]) -> None:
    found = [row for row in told(first_rows(*pence)) if row[0] == "perhaps-a-total"]
    assert [row[8] for row in found] == [f"{VICTIMS} row {row}" for row in rows]


def test_money_that_comes_back_is_told() -> None:
    support = "Practical Support for young victims of crime"
    assert only("negative-award", paid({3: -2_000_50, 4: 0, 5: None})) == [
        "warning", support, VS, -2_000.5, None, None, 0, f"{VICTIMS} row 5",
        f"{support} is printed as −£2,000.50: money paid back, or a misprint.",
    ]  # fmt: skip


def test_a_correction_from_one_text_to_another_quotes_both() -> None:
    tables = list(paper_of_2017().award_tables)
    correction = Correction(row=9, column="Award", printed="£1", read_as="£2", reason="A slip.", status="agreed")
    tables[0] = tables[0].model_copy(update={"corrections": [correction]})
    rows = told(awards_of_2017(), changed(award_tables=tables))
    assert next(row[1:] for row in rows if row[0] == "correction-declared") == [
        "note", VS, VS, None, None, None, 0, f"{VICTIMS} row 9",
        "In the column “Award”, “£1” is read as “£2”. A slip. Status: agreed.",
    ]  # fmt: skip
