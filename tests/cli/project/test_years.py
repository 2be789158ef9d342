"""`years`: oldest first; without any, how to begin."""

import json
from pathlib import Path

from support.reporting import called
from support.unattended import OTHER, YEAR, quick_project


def test_years_are_listed_oldest_first(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project", years=(OTHER, YEAR))
    assert called(project, "years").stdout == f"{YEAR}\n{OTHER}\n"
    assert json.loads(called(project, "years", "--json").stdout) == {"format": 1, "years": [YEAR, OTHER]}


def test_without_a_year_it_says_how_to_begin(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project", years=())
    done = called(project, "years")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        f"grantsdata: no year is on file in {project}. Bring a paper in: grantsdata import FILE --year YEAR, "
        "or type it: grantsdata new-year YEAR\n"
    )
