"""What claims are tried with: the paper of 2017-18, a small year, a year of several documents, one with records."""

import pytest
from support.agreements import CAMERAS, SOUND, year_with
from support.documents import year_of_documents
from support.reporting import REPOSITORY, add_year, copied_project

from grantsdata.awards.load import open_year
from grantsdata.model.schema import TENDER_CIRCUMSTANCES
from grantsdata.runs.qa.expected import PageData, page_data


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year("2017-18", REPOSITORY))


@pytest.fixture(scope="module")
def of_a_small_year(tmp_path_factory: pytest.TempPathFactory) -> PageData:
    """One award without an amount and without a provider, of a paper with no other table."""
    project = copied_project(tmp_path_factory.mktemp("small") / "project")
    add_year(project, [("GR", "Helpline", "", "TBC")], budget="")
    return page_data(open_year("2018-19", project))


@pytest.fixture(scope="module")
def of_records(tmp_path_factory: pytest.TempPathFactory) -> PageData:
    """An office that has agreements, conditions, payments, variations and a register of single tenders on file."""
    project = copied_project(tmp_path_factory.mktemp("records") / "project")
    tender = CAMERAS | {"circumstance": TENDER_CIRCUMSTANCES[0], "said_in": "p. 4"}
    year_with(project, {**SOUND, "tenders": [tender]})
    return page_data(open_year("2018-19", project))


@pytest.fixture(scope="module")
def of_documents(tmp_path_factory: pytest.TempPathFactory) -> PageData:
    """A year of several documents, of which only the last prints a total, and that of its own award."""
    project = copied_project(tmp_path_factory.mktemp("documents") / "project")
    year_of_documents(project)
    return page_data(open_year("2018-19", project))
