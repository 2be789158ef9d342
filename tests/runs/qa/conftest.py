"""The published set, whose pages are spoilt, and the awards behind it."""

from pathlib import Path

import pytest
from support.browsing import YEAR
from support.drafts import SMALL, SMALL_YEAR
from support.reporting import REPOSITORY, add_year, copied_project, grantsdata

from grantsdata.awards.load import open_year
from grantsdata.runs.qa.expected import PageData, page_data


@pytest.fixture(scope="session")
def outputs(published: Path) -> Path:
    return published / "outputs" / YEAR


@pytest.fixture(scope="session")
def behind() -> PageData:
    return page_data(open_year(YEAR, REPOSITORY))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a small year beside the other one, made without implied amounts; the pages that differ most."""
    project = copied_project(tmp_path_factory.mktemp("small") / "project")
    add_year(project, SMALL, total="£4,000", themes=True)
    entries = "".join(
        f'[[reports]]\nnotebook = "{name}"\n' for name in ("annual-report", "board-paper", "year-on-year")
    )
    (project / "notebooks" / "reports.toml").write_text(entries, encoding="utf-8")
    of_one = ("--notebook", "provider-report", "-p", "provider", "Charity One")
    for more in ((), of_one):
        done = grantsdata(project, "report", SMALL_YEAR, *more, "-p", "include_implied", "False")
        assert done.returncode == 0, done.stderr
    return project
