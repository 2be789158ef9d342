"""Cells that cannot be right are refused, all at once and each with its place."""

from pathlib import Path

import pytest
from support.agreements import BUS, REFUGE, SOUND, YEAR, Row, year_with
from support.cases import first
from support.returns import FIRST as HALF
from support.returns import GOOD, RIDERS

from grantsdata import load_payments
from grantsdata.awards.agreements.cells import is_day
from grantsdata.errors import SourceError
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check

PAID = BUS | {"date": "2018-06-01", "kind": "paid", "amount": "£2,000", "said_in": "ledger"}


def faults(project: Path, key: str, *rows: Row) -> list[tuple[int | None, str | None, str]]:
    """Row, column and message of each fault that `check` lists in this table."""
    year_with(project, {key: rows})
    found = [one for one in check(FinancialYear.parse(YEAR), project=project) if one.severity == "fault"]
    assert {one.file for one in found} <= {f"data/raw/{YEAR}/{key}.csv"}
    return [(one.row, one.column, one.message) for one in found]


@pytest.mark.parametrize(
    ("key", "row", "column", "words"),
    first(
        [
            (
                "agreements",
                BUS | {"said_in": "x", "start": "1 April 2018"},
                "start",
                'cannot read the date "1 April 2018"',
            ),
            ("agreements", BUS | {"said_in": "x", "end": "2019-02-30"}, "end", 'cannot read the date "2019-02-30"'),
            ("agreements", BUS | {"said_in": "x", "amount": "£12,34"}, "amount", 'cannot read "£12,34"'),
            ("agreements", BUS | {"said_in": "x", "by_year": "£4,000"}, "by_year", 'cannot read "£4,000"'),
            ("agreements", BUS, "said_in", "an empty cell; expected the paragraph or the document"),
            ("agreements", {"stream": "GR", "said_in": "x"}, "service", "an empty cell; expected the award's service"),
            ("agreements", BUS | {"stream": "XX", "said_in": "x"}, "stream", 'unknown stream "XX"'),
            ("conditions", BUS | {"said_in": "x"}, "condition", "an empty cell; expected what has to be done"),
            (
                "payments",
                PAID | {"kind": "sent"},
                "kind",
                'unknown label "sent"; expected one of paid, held back, returned',
            ),
            ("payments", PAID | {"kind": ""}, "kind", "an empty cell"),
            ("payments", PAID | {"date": ""}, "date", "an empty cell; expected the date on which the money was paid"),
            ("payments", PAID | {"amount": "-£5"}, "amount", "without an amount above £0"),
            ("payments", PAID | {"amount": "nil"}, "amount", "without an amount above £0"),
            ("payments", PAID | {"amount": ""}, "amount", "an empty cell; expected an amount above £0"),
            ("payments", PAID | {"kind": "held back"}, "held_back_because", "an empty cell; expected why"),
            ("payments", PAID | {"held_back_because": "late"}, "held_back_because", "that was not held back"),
            ("variations", BUS | {"said_in": "x", "date": "2018-09-03"}, "what_changed", "an empty cell"),
            (
                "variations",
                BUS | {"said_in": "x", "date": "2018-09-03", "what_changed": "more", "amount_after": "£5,000"},
                "amount_before",
                "an empty cell; expected both amounts, or neither",
            ),
            ("tenders", BUS | {"said_in": "x", "circumstance": "urgent"}, "circumstance", 'unknown label "urgent"'),
            ("tenders", BUS | {"said_in": "x", "expiry": "2019"}, "expiry", 'cannot read the date "2019"'),
        ],
        6,
    ),
)
def test_a_wrong_cell_is_refused_at_its_place(key: str, row: Row, column: str, words: str, project: Path) -> None:
    ((at, of, message),) = faults(project, key, row)
    assert (at, of) == (2, column) and words in message


def test_a_line_that_occurs_twice_is_refused_and_names_the_first(project: Path) -> None:
    ((at, _, message),) = faults(project, "payments", PAID, PAID | {"date": "2018-07-01"}, PAID)
    assert at == 4 and "row 2 is another" in message


def test_all_faults_of_a_table_are_listed_at_once(project: Path) -> None:
    wrong = PAID | {"date": "soon", "amount": "£1,2"}, REFUGE | {"kind": "returned"}
    found = faults(project, "payments", *wrong)
    columns = [(row, column) for row, column, _ in found]
    assert sorted(columns, key=str) == [(2, "amount"), (2, "date"), (3, "amount"), (3, "date"), (3, "said_in")]
    with pytest.raises(SourceError) as refusal:
        load_payments(YEAR, project=project)
    assert len(refusal.value.faults) == len(found)


def test_faults_of_several_tables_are_listed_together(project: Path) -> None:
    year_with(project, {"payments": [PAID | {"date": "soon"}], "conditions": [BUS | {"said_in": "x"}]})
    entries = [one for one in check(FinancialYear.parse(YEAR), project=project) if one.severity == "fault"]
    assert [(one.file.rpartition("/")[2], one.column) for one in entries] == [
        ("conditions.csv", "condition"),
        ("payments.csv", "date"),
    ]


def test_an_amount_that_became_two_cells_is_refused(project: Path) -> None:
    folder = year_with(project, SOUND)
    path = folder / "payments.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = "GR,Night bus,,2018-06-01,paid,2,000,,ledger"  # £2, and the instalment "000"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r'row 2, column amount: an amount seems to continue .* "2,000"'):
        load_payments(YEAR, project=project)


@pytest.mark.parametrize(("text", "expected"), [("2018-04-01", True), ("20180401", False), ("2018-W14-1", False)])
def test_a_day_has_one_form(text: str, expected: bool) -> None:
    assert is_day(text) is expected


def test_a_part_of_a_measure_that_is_not_there_is_refused(project: Path) -> None:
    young = RIDERS | {"measure": "Young riders", "part_of": "Rider"}
    riders, part = (BUS | HALF | GOOD | one | {"actual": n} for one, n in ((RIDERS, "1,204"), (young, "60")))
    assert faults(project, "returns", riders, part) == [
        (
            3, "part_of",
            'part of a measure that is not there: "Rider"; expected another measure of the same award and half-year '
            "that is a count. Correct the cell.",
        )
    ]  # fmt: skip
