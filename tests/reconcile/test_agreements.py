"""Records that conflict with the awards or with each other, in an invented year."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from support.agreements import BUS, CAMERAS, REFUGE, SOUND, YEAR, Row, year_with
from support.cases import first
from support.reporting import REPOSITORY

from grantsdata import load_findings
from grantsdata.model.schema import AGREEMENT_FINDINGS
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check

Found = tuple[str, str, int | None, str | None]


def conflicts(
    project: Path, records: Mapping[str, Sequence[Row]], as_at: date | None = None
) -> list[tuple[Found, str]]:
    """Code, file, row and column of each finding about the records, with its sentence."""
    year_with(project, records)
    entries = check(FinancialYear.parse(YEAR), as_at=as_at, project=project)
    assert [one.message for one in entries if one.severity == "fault"] == []
    return [
        ((one.code, one.file.rpartition("/")[2], one.row, one.column), one.message)
        for one in entries
        if one.code in AGREEMENT_FINDINGS
    ]


def agreement(**cells: str) -> dict[str, Sequence[Row]]:
    return {"agreements": [BUS | {"said_in": "contract"} | cells]}


def paid(day: str, amount: str, award: Row = BUS, kind: str = "paid") -> Row:
    return award | {"date": day, "kind": kind, "amount": amount, "said_in": "ledger"}


def condition(**cells: str) -> Row:
    return BUS | {"condition": "A timetable is agreed.", "said_in": "p. 2"} | cells


def test_records_that_fit_give_no_finding(project: Path) -> None:
    assert conflicts(project, SOUND) == []


@pytest.mark.parametrize(
    ("records", "found", "words"),
    first(
        [
            (
                agreement(start="2019-04-01", end="2019-03-31"),
                ("agreement-ends-before-start", "agreements.csv", 2, "end"),
                "ends on 31 March 2019, before it starts on 1 April 2019",
            ),
            (
                agreement(amount="£8,000", by_year="2018-19: £4,000; 2019-20: £3,999.99"),
                ("agreement-years-differ", "agreements.csv", 2, "by_year"),
                "add up to £7,999.99; its amount is £8,000",
            ),
            (
                agreement(by_year="2018-19: £4,500; 2019-20: £4,000"),
                ("agreement-unlike-award", "agreements.csv", 2, "by_year"),
                "has £4,500 for 2018-19; the award is £4,000",
            ),
            (
                {"payments": [paid("2018-06-01", "£3,000"), paid("2018-09-01", "£1,000.01")]},
                ("paid-above-award", "payments.csv", 3, "amount"),
                "£4,000.01 was paid for Night bus, more than the award of £4,000",
            ),
            (
                {"conditions": [condition(met_on="2018-06-02")], "payments": [paid("2018-06-01", "£10")]},
                ("paid-before-condition", "payments.csv", 2, "date"),
                "£10 was paid for Night bus on 1 June 2018, before its condition was met: “A timetable is agreed.” "
                "(it was met on 2 June 2018)",
            ),
            (
                {"conditions": [condition()], "payments": [paid("2018-06-01", "£10")]},
                ("paid-before-condition", "payments.csv", 2, "date"),
                "(no date is on file on which it was met)",
            ),
            (
                {
                    "variations": [
                        REFUGE
                        | {"date": "2018-09-03", "what_changed": "more", "said_in": "notice"}
                        | {"amount_before": "£2,900", "amount_after": "£3,500"}
                    ]
                },
                ("variation-does-not-follow", "variations.csv", 2, "amount_before"),
                "starts from £2,900; the amount before it was £3,000",
            ),
            (
                {"tenders": [CAMERAS | {"said_in": "form 7"}]},
                ("tender-not-single", "tenders.csv", 2, "service"),
                "the award has no arrangement in the paper",
            ),
        ],
        3,
    ),
)
def test_a_conflict_is_a_warning_at_its_cell(
    records: Mapping[str, Sequence[Row]], found: Found, words: str, project: Path
) -> None:
    ((place, message),) = conflicts(project, records)
    assert place == found and words in message


@pytest.mark.parametrize(
    "records",
    first(
        [
            agreement(start="2018-04-01", end="2018-04-01"),
            agreement(amount="£8,000"),
            agreement(by_year="2019-20: £4,000"),
            {"payments": [paid("2018-06-01", "£4,000"), paid("2018-09-01", "£4,000", kind="returned")]},
            {"conditions": [condition(met_on="2018-06-01")], "payments": [paid("2018-06-01", "£10")]},
            {"conditions": [condition()], "payments": [paid("2018-06-01", "£10", CAMERAS)]},
            {"conditions": [condition()], "payments": [paid("2018-06-01", "£10", kind="returned")]},
        ],
        2,
    ),
)
def test_what_is_in_order_or_not_on_file_is_no_conflict(records: Mapping[str, Sequence[Row]], project: Path) -> None:
    assert conflicts(project, records) == []


def test_payments_and_parts_are_compared_with_the_award_as_varied(project: Path) -> None:
    up = BUS | {"what_changed": "more", "said_in": "notice", "amount_before": "£4,000", "amount_after": "£5,000"}
    again = up | {"amount_before": "£5,000", "amount_after": "£4,800", "date": "2018-12-01"}
    records = agreement(by_year="2018-19: £4,800") | {
        "variations": [again, up | {"date": "2018-09-01"}],
        "payments": [paid("2018-10-01", "£4,900")],
    }
    ((place, message),) = conflicts(project, records)
    assert place[0] == "paid-above-award"
    assert "£4,900 was paid for Night bus, more than the award, as varied, of £4,800" in message


@pytest.mark.parametrize(
    ("due", "met_on", "as_at", "is_overdue"),
    first(
        [
            ("2018-05-31", "", date(2018, 6, 1), True),
            ("2018-05-31", "", date(2018, 5, 31), False),
            ("2018-05-31", "", None, False),
            ("2018-05-31", "2018-05-31", date(2018, 6, 30), False),
            ("2018-05-31", "2018-07-01", date(2018, 6, 30), True),
            ("", "", date(2018, 6, 30), False),
        ],
        2,
    ),
)
def test_a_condition_is_overdue_only_as_at_a_date_that_is_given(
    due: str, met_on: str, as_at: date | None, is_overdue: bool, project: Path
) -> None:
    found = conflicts(project, {"conditions": [condition(due=due, met_on=met_on)]}, as_at)
    assert [place for place, _ in found] == [("condition-overdue", "conditions.csv", 2, "due")] * is_overdue


def test_the_findings_of_the_year_hold_them_and_the_real_paper_has_none(project: Path) -> None:
    year_with(project, {"payments": [paid("2018-06-01", "£5,000")]})
    found = load_findings(YEAR, project=project)
    (row,) = found[found["code"] == "paid-above-award"].to_dict("records")
    assert (row["severity"], row["scope"], row["rows"]) == ("warning", "Night bus", "payments.csv row 2")
    assert not set(load_findings("2017-18", project=REPOSITORY)["code"]) & set(AGREEMENT_FINDINGS)
