"""Printed names that the register lacks: what they come to, and the lines that a person confirms or completes."""

from pathlib import Path

import pandas as pd
import pytest
from support.reporting import add_year

from grantsdata.errors import LinkError
from grantsdata.reconcile.unknown_providers import add_lines, lines_by_hand, lines_to_confirm, unknown_providers
from grantsdata.sources.register import read_register

YEAR = "2018-19"
COUNCIL, ODD, SPELT = "Borsetshire County Council", "Xyzzy", "Cambridgeshire Constabularry"


@pytest.fixture
def unknown(project: Path) -> pd.DataFrame:
    add_year(project, [
        ("GR", "Lights", COUNCIL, "£1,000"), ("GR", "Roads", COUNCIL, "TBC"), ("OUT", "Club", ODD, "£7.50"),
        ("GR", "Cars", SPELT, "£20"), ("GR", "Bikes", "Cambridge City Council", "£5"),
    ])  # fmt: skip
    return unknown_providers(YEAR, project=project)


def test_a_name_has_its_awards_of_all_rows_and_a_known_one_is_not_listed(unknown: pd.DataFrame) -> None:
    told = unknown.set_index("provider_printed")
    assert set(told.index) == {COUNCIL, ODD, SPELT}
    columns = ["awards", "award_pence", "award_gbp", "implied_gbp", "not_stated", "years", "rows"]
    assert told.loc[COUNCIL, columns].tolist() == [
        2, 100_000, 1000.0, 0.0, 1, YEAR, f"data/raw/{YEAR}/gr.csv row 2; data/raw/{YEAR}/gr.csv row 3",
    ]  # fmt: skip
    assert told.loc[ODD, "award_pence"] == 750
    assert told.loc[COUNCIL, "provider_type"] == "local government"
    assert told.loc[ODD, "provider_type"] == ""
    assert told.loc[SPELT, "likely_same"][0].provider == "Cambridgeshire Constabulary"


def test_a_suggestion_is_written_as_one_and_what_resembles_a_known_name_waits(
    unknown: pd.DataFrame, project: Path
) -> None:
    (line,) = lines_to_confirm(unknown)
    assert (line["provider_printed"], line["provider_type"], line["basis"], line["confidence"]) == (
        COUNCIL, "local government", "judgement", "low",
    )  # fmt: skip
    assert line["reason"].startswith("suggested: ")
    by_hand = {one["provider_printed"]: one for one in lines_by_hand(unknown, read_register(project))}
    assert set(by_hand) == {ODD, SPELT}
    assert (by_hand[SPELT]["provider"], by_hand[SPELT]["provider_type"]) == ("Cambridgeshire Constabulary", "police")
    assert (by_hand[ODD]["provider"], by_hand[ODD]["provider_type"], by_hand[ODD]["basis"]) == (ODD, "", "")


def test_lines_are_added_once_and_every_byte_stays(unknown: pd.DataFrame, project: Path) -> None:
    path = project / "data" / "raw" / "providers.csv"
    before = path.read_bytes()
    assert [line["provider_printed"] for line in add_lines(unknown, project=project)] == [COUNCIL]
    assert path.read_bytes().startswith(before.rstrip(b"\n"))
    assert add_lines(unknown, project=project) == []
    assert set(unknown_providers(project=project)["provider_printed"]) == {ODD, SPELT}


def test_a_register_that_is_a_link_is_not_written(unknown: pd.DataFrame, project: Path, tmp_path: Path) -> None:
    path = project / "data" / "raw" / "providers.csv"
    path.rename(tmp_path / "elsewhere.csv")
    path.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(LinkError):
        add_lines(unknown, project=project)


def test_where_every_name_is_known_the_table_has_its_columns_and_no_row(project: Path) -> None:
    table = unknown_providers("2017-18", project=project)
    assert len(table) == 0
    assert {"provider_printed", "award_pence", "likely_same"} <= set(table.columns)
    assert lines_to_confirm(table) == []
