"""The second reading of what was on file on a day, beside the first."""

from pathlib import Path

import pytest
from support.agreements import BUS, SOUND, YEAR, year_with
from support.reporting import copied_project
from support.returns import SOUND as RETURNS

from grantsdata import (
    load_agreements,
    load_conditions,
    load_payments,
    load_returns,
    load_single_tenders,
    load_variations,
)
from grantsdata.awards.agreements.load import undated_records
from grantsdata.runs.verifier.on_file import rows_of_file, undated
from grantsdata.runs.verifier.raw import Raw


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied_project(tmp_path_factory.mktemp("office"))
    sign = BUS | {"condition": "A sign.", "said_in": "p. 5"}
    tender = BUS | {"evidence": "letter", "said_in": "register"}
    year_with(project, {**SOUND, "conditions": [*SOUND["conditions"], sign], "returns": RETURNS, "tenders": [tender]})
    return project


@pytest.mark.parametrize("day", ["2018-05-17", "2018-06-30", "2018-10-30", "2019-05-01", "2019-06-30"])
def test_the_second_reading_has_the_same_lines(office: Path, day: str) -> None:
    raw = Raw(office, YEAR, as_at=day)
    loaded = {
        "agreements": load_agreements,
        "conditions": load_conditions,
        "payments": load_payments,
        "variations": load_variations,
        "tenders": load_single_tenders,
        "returns": load_returns,
    }
    for key, load in loaded.items():
        lines = load(f"{YEAR}-as-at-{day}", project=office)
        assert [row for row, _ in raw.numbered(key)] == lines["source_row"].tolist(), key
    counts = {key: undated(raw, f"{key}.csv") for key in loaded}
    assert {key: count for key, count in counts.items() if count} == undated_records(
        f"{YEAR}-as-at-{day}", project=office
    )


def test_rows_by_printed_columns_are_those_of_the_day(office: Path) -> None:
    """The bus got £2,000 on 1 June and the cameras £2,400.50 on 2 July; the refuge's policy is due on 30 June."""
    raw = Raw(office, YEAR, as_at="2018-06-30")
    assert [row["amount"] for row in rows_of_file(raw, "payments.csv").values()] == ["£2,000"]
    assert [row["met_on"] for row in rows_of_file(raw, "conditions.csv").values()] == [
        "2018-05-15",
        "",
        "2018-05-20",
    ]
    assert len(rows_of_file(Raw(office, YEAR), "payments.csv")) == 4
    assert len(rows_of_file(raw, "gr.csv")) == 3
