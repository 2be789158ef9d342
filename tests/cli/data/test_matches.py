"""`matches`: doubtful pairs with their amounts, and those that were added to the file of decisions."""

import json
from pathlib import Path

import pytest
from support.reporting import add_year, called
from support.unattended import OTHER, YEAR, quick_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = quick_project(tmp_path / "project")
    add_year(project, [("GR", "Street light", "Cambridge City Council", "TBC")], year=OTHER)
    return project


def test_a_pair_is_listed_with_amounts_and_the_step_that_adds_it(project: Path) -> None:
    first, then, _, now, _, last = called(project, "matches", OTHER).stdout.splitlines()
    assert first.startswith("1. ") and first.endswith("% alike")
    assert then == f"   {YEAR}: Street lights; Cambridge City Council; £4,000"
    assert now == f"   {OTHER}: Street light; Cambridge City Council; not stated"
    assert last == (
        f"1 doubtful pair of {YEAR} and {OTHER}. Add them to data/raw/{OTHER}/matches.csv with --write, and write "
        "yes or no there."
    )


def test_it_is_added_once_and_for_programs_amounts_are_pence(project: Path) -> None:
    first = json.loads(called(project, "matches", OTHER, "--write", "--json").stdout)
    (pair,) = first["pairs"]
    assert (first["added"], pair["former_pence"], pair["award_pence"], pair["is_on_file"]) == (1, 4_000_00, None, False)
    again = json.loads(called(project, "matches", OTHER, "--write", "--json").stdout)
    assert (again["added"], again["pairs"][0]["is_on_file"]) == (0, True)


def test_the_first_year_on_file_has_no_pairs(project: Path) -> None:
    done = called(project, "matches", YEAR)
    assert done.returncode == 2
    assert f"There is no year on file before {YEAR}, so there are no pairs to decide yet." in done.stderr
