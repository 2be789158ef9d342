"""Doubtful pairs of awards of two years, and their lines in the file of decisions."""

from pathlib import Path

import pytest
from support.reporting import add_year
from support.unattended import OTHER, YEAR, quick_project

from grantsdata.awards.load import open_year
from grantsdata.errors import ParameterError
from grantsdata.runs.matches import add_undecided, undecided_pairs

PAIR = (f"{YEAR}-GR-street-lights", f"{OTHER}-GR-street-light")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = quick_project(tmp_path / "project")
    add_year(project, [("GR", "Street light", "Cambridge City Council", "£5")], year=OTHER)
    return project


def test_a_pair_is_added_below_what_is_there_and_only_once(project: Path) -> None:
    pairs = undecided_pairs(OTHER, project=project)
    assert pairs[["former_id", "award_id", "is_on_file"]].to_numpy().tolist() == [[*PAIR, False]]
    file = project / "data" / "raw" / OTHER / "matches.csv"
    assert add_undecided(open_year(OTHER, project), pairs) == 1
    assert file.read_text(encoding="utf-8") == f"former_id,award_id,same,reason\n{PAIR[0]},{PAIR[1]},,\n"
    again = undecided_pairs(OTHER, project=project)
    assert again["is_on_file"].tolist() == [True]
    assert add_undecided(open_year(OTHER, project), again) == 0


def test_the_first_year_on_file_has_nothing_to_compare(project: Path) -> None:
    with pytest.raises(ParameterError, match=f"There is no year on file before {YEAR}"):
        undecided_pairs(YEAR, project=project)
