"""What was judged about a year's awards, by the paper of 2017-18 and by an invented year after it."""

from pathlib import Path

import pandas as pd
import pytest
from support.unattended import quick_project

from grantsdata.awards.load import open_year
from grantsdata.runs.archive.judged import COLUMNS, KINDS, judged


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return judged(open_year("2017-18"), include_implied=True)


def test_each_row_has_a_known_kind_and_every_column(table: pd.DataFrame) -> None:
    assert list(table.columns) == list(COLUMNS)
    assert set(table["kind"]) <= set(KINDS)
    assert table.notna().all(axis=None)


def test_the_implied_amount_has_its_place_and_its_reason(table: pd.DataFrame) -> None:
    (row,) = table[table["kind"] == "implied amount"].to_dict("records")
    assert row["subject"] == "Appropriate Adults Out of Hours Custody Provision"
    assert (row["row"], row["column"], row["read_as"]) == ("7", "Funding £", "£10,000")
    assert "£1,322,248 less £1,312,248" in row["reason"]


def test_without_implied_amounts_there_is_none() -> None:
    table = judged(open_year("2017-18"), include_implied=False)
    assert "implied amount" not in set(table["kind"])


def test_the_kind_of_a_provider_says_on_what_it_rests(table: pd.DataFrame) -> None:
    types = table[table["kind"] == "provider type"]
    (row,) = types[types["subject"] == "Cambridge and Peterborough Rape Crisis Partnership"].to_dict("records")
    assert (row["read_as"], row["basis"], row["confidence"]) == ("voluntary and community", "judgement", "medium")
    assert row["reason"].startswith("Rape crisis centres are charities as a rule")


def test_an_award_that_continues_one_of_the_year_before_is_a_judgement_too(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project", years=("2018-19", "2019-20"))
    pair = "former_id,award_id,same,reason\n2018-19-GR-street-lights,2019-20-GR-street-lights,yes,The same lamps.\n"
    (project / "data" / "raw" / "2019-20" / "matches.csv").write_text(pair, encoding="utf-8")
    table = judged(open_year("2019-20", project), include_implied=True)
    (row,) = table[table["kind"] == "same award"].to_dict("records")
    assert (row["printed"], row["subject"]) == ("Street lights", "Street lights")
    assert (row["read_as"], row["reason"], row["file"]) == ("yes", "The same lamps.", "data/raw/2019-20/matches.csv")
