"""`report` refuses what cannot be made before any process starts."""

from pathlib import Path

import pytest
from support.unattended import YEAR, quick_project

from grantsdata.errors import ParameterError, YearError
from grantsdata.runs.report import report


def test_a_project_without_years_says_how_to_begin(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project", years=())
    with pytest.raises(YearError, match="grantsdata new-year YEAR"):
        report(project=project)


@pytest.mark.parametrize("jobs", [0, -1])
def test_no_jobs_at_all_are_refused(tmp_path: Path, jobs: int) -> None:
    project = quick_project(tmp_path / "project")
    with pytest.raises(ParameterError, match=rf"--jobs is {jobs}; expected a whole number of at least 1"):
        report(YEAR, jobs=jobs, project=project)


def test_a_text_that_is_no_year_is_refused(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project")
    with pytest.raises(YearError, match="2018"):
        report("2018", project=project)
