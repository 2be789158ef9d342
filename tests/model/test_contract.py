"""The contract of the awards table: a good table passes unchanged; each rule is broken once, and told by its place."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.cases import first

from grantsdata.awards.tidy import tidy_awards
from grantsdata.errors import AwardsError, Fault
from grantsdata.model.contract import check_awards
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.paper import read_paper
from grantsdata.sources.register import read_register

pytestmark = pytest.mark.smoke

REPOSITORY = Path(__file__).parents[2]
FOLDER = "data/raw/2017-18"
FILE = f"{FOLDER}/crime-and-disorder-reduction.csv"
STREAMS = ("Victims' services", "Crime and disorder reduction")

# Rows of the good table, which begins with row 2 of the file.
MENTAL_HEALTH, APPROPRIATE_ADULTS, EMERGING = 0, 5, 24


@pytest.fixture
def good() -> pd.DataFrame:
    """Appendix 1: 25 awards, of which one has no amount and one no provider."""
    year = FinancialYear(2017)
    paper = read_paper(year, REPOSITORY)
    table = paper.award_tables[1]
    printed = read_printed_table(REPOSITORY / FOLDER / table.file, REPOSITORY, table.printed_columns)
    awards, faults = tidy_awards(printed, table, paper, read_register(REPOSITORY))
    assert faults == []
    return awards.astype({name: "object" for name in awards.columns if name not in ("award_pence", "award_gbp")})


def faults_of(awards: pd.DataFrame) -> list[str]:
    with pytest.raises(AwardsError) as refusal:
        check_awards(awards, STREAMS)
    return str(refusal.value).splitlines()


def test_a_good_table_passes_unchanged(good: pd.DataFrame) -> None:
    before = good.copy()
    assert check_awards(good, STREAMS) is good
    pd.testing.assert_frame_equal(good, before)


LISTS = {
    "stream": "one of Victims' services, Crime and disorder reduction",
    "arrangement": "one of Grant agreement, Commissioned contract, Single tender",
    "tender_circumstance": "one of sole supplier for technical reasons, continuity with an existing supplier",
    "provider_type": "one of police, local government, health, probation and central government, statutory "
    "partnership board, voluntary and community, private company, individual, not yet allocated, not in the register",
    "provider_basis": "one of paper, register, judgement",
    "provider_confidence": "one of high, medium, low",
    "award_status": "one of printed, implied, not stated",
}


@pytest.mark.parametrize("column", LISTS)
def test_a_label_outside_its_list_is_a_fault(good: pd.DataFrame, column: str) -> None:
    good.loc[MENTAL_HEALTH, column] = "something else"
    (fault,) = faults_of(good)
    assert fault.startswith(f"{FILE} row 2, column ")
    assert f'the cell holds "something else"; expected {LISTS[column]}. ' in fault


@pytest.mark.parametrize(
    ("column", "heading"),
    first(
        [
            ("award_id", "Award identifier"),
            ("financial_year", "Financial year"),
            ("stream", "Stream"),
            ("service", "Service"),
            ("purpose", "Purpose"),
            ("conditions", "Conditions"),
            ("reasons", "Reasons"),
            ("contract_published", "Contract published"),
            ("provider_printed", "Provider as printed"),
            ("provider_type", "Provider type"),
            ("award_printed", "Award as printed"),
            ("remark", "Remark"),
        ],
        3,
    ),
)
def test_a_cell_that_must_be_filled_is_a_fault_when_empty(good: pd.DataFrame, column: str, heading: str) -> None:
    good.loc[MENTAL_HEALTH, column] = None
    (fault,) = faults_of(good)
    assert fault.startswith(f"{FILE} row 2, column {heading}: an award that breaks the contract; expected a value. ")


def test_an_award_s_status_must_be_filled(good: pd.DataFrame) -> None:
    good.loc[MENTAL_HEALTH, "award_status"] = None
    assert any("column Amount is: " in fault and "expected a value" in fault for fault in faults_of(good))


@pytest.mark.parametrize("column", ["source_file", "source_row"])
def test_an_award_without_its_place_is_a_fault(good: pd.DataFrame, column: str) -> None:
    good.loc[MENTAL_HEALTH, column] = None
    assert len(faults_of(good)) == 1


@pytest.mark.parametrize(
    ("row", "changes", "expected"),
    first([
        (APPROPRIATE_ADULTS, {"award_status": "printed"}, "an amount if, and only if, one is printed or implied"),
        (APPROPRIATE_ADULTS, {"award_status": "implied"}, "an amount if, and only if, one is printed or implied"),
        (MENTAL_HEALTH, {"award_status": "not stated"}, "an amount if, and only if, one is printed or implied"),
        (MENTAL_HEALTH, {"award_pence": None, "award_gbp": None},
         "an amount if, and only if, one is printed or implied"),
        (MENTAL_HEALTH, {"provider": None}, "a provider, unless the award is not yet allocated"),
        (MENTAL_HEALTH, {"provider_type": "not yet allocated"}, "a provider, unless the award is not yet allocated"),
        (EMERGING, {"provider": "Cambridgeshire Countryside Watch"},
         "a provider, unless the award is not yet allocated"),
        (EMERGING, {"provider_type": "health"}, "a provider, unless the award is not yet allocated"),
        (MENTAL_HEALTH, {"award_gbp": 150_000.01}, "pounds that are the same amount as the pence"),
        (MENTAL_HEALTH, {"award_gbp": 15_000_000.0}, "pounds that are the same amount as the pence"),
        (MENTAL_HEALTH, {"award_pence": 150_000_01}, "pounds that are the same amount as the pence"),
        (MENTAL_HEALTH, {"award_gbp": None}, "pounds that are the same amount as the pence"),
        (MENTAL_HEALTH, {"award_pence": -1, "award_gbp": None}, "pounds that are the same amount as the pence"),
        (MENTAL_HEALTH, {"service": ""},
         "the name of a service, or a correction that says what to read"),
    ], 4),
)  # fmt: skip
def test_cells_that_contradict_each_other_are_one_fault(
    good: pd.DataFrame, row: int, changes: dict[str, Any], expected: str
) -> None:
    for column, value in changes.items():
        good.loc[row, column] = value
    (fault,) = faults_of(good)
    assert fault.startswith(f"{FILE} row {row + 2}")
    assert f"; expected {expected}. " in fault


def test_pounds_may_differ_from_pence_by_the_noise_of_a_float(good: pd.DataFrame) -> None:
    good.loc[MENTAL_HEALTH, "award_gbp"] += 1e-9
    assert check_awards(good, STREAMS) is good


def test_an_award_that_stands_twice_is_told_at_both_places(good: pd.DataFrame) -> None:
    good.loc[3, "award_id"] = good.loc[10, "award_id"]
    faults = faults_of(good)
    assert [fault.partition(",")[0] for fault in faults] == [f"{FILE} row 5", f"{FILE} row 12"]
    assert all("; expected each award once. " in fault for fault in faults)


@pytest.mark.parametrize("row", [1, 0, -3])
def test_no_award_stands_in_the_header(good: pd.DataFrame, row: int) -> None:
    good.loc[MENTAL_HEALTH, "source_row"] = row
    (fault,) = faults_of(good)
    assert "; expected a row below the header. " in fault


@pytest.mark.parametrize("dtype", ["Float64", "float64", "object", "str"])
def test_pence_are_whole_numbers(good: pd.DataFrame, dtype: str) -> None:
    faults = faults_of(good.drop(index=APPROPRIATE_ADULTS).astype({"award_pence": dtype}))
    expected = "the awards table, column award_pence: breaks its contract; expected dtype"
    assert any(fault.startswith(expected) for fault in faults)


def test_a_missing_column_is_named(good: pd.DataFrame) -> None:
    (fault,) = faults_of(good.drop(columns="remark"))
    assert 'a column is missing: "remark"' in fault


def test_an_unknown_column_is_named(good: pd.DataFrame) -> None:
    (fault,) = faults_of(good.assign(rumour=""))
    assert 'an unknown column "rumour"' in fault


def test_all_faults_come_together_with_those_found_before_in_order(good: pd.DataFrame) -> None:
    good.loc[9, "provider_type"] = "charity"
    good.loc[3, "stream"] = "Other"
    earlier = [
        Fault(FILE, "cannot read", "an amount", "Correct it.", row=7, column="Theme"),
        Fault(FILE, "cannot read", "an amount", "Correct it.", row=7, column="Provider"),
        Fault(FILE, "a short row", "a whole one", "Correct it.", row=7),
        Fault(f"{FOLDER}/another.csv", "a blank row", "no blank rows", "Delete the row.", row=30),
        Fault(FILE, "the file is old", "a new one", "Correct it."),
    ]
    with pytest.raises(AwardsError) as refusal:
        check_awards(good, STREAMS, [*earlier, earlier[0]])
    places = [(fault.file, fault.row, fault.column) for fault in refusal.value.faults]
    assert places == [
        (f"{FOLDER}/another.csv", 30, None),
        (FILE, None, None),
        (FILE, 5, "Stream"),
        (FILE, 7, None),
        (FILE, 7, "Provider"),
        (FILE, 7, "Theme"),
        (FILE, 11, "Provider type"),
    ]


def test_faults_found_before_are_raised_though_the_table_is_good(good: pd.DataFrame) -> None:
    fault = Fault(FILE, "cannot read", "an amount", "Correct it.", row=7)
    with pytest.raises(AwardsError) as refusal:
        check_awards(good, STREAMS, [fault])
    assert refusal.value.faults == (fault,)
