"""All awards of all documents, as these print them."""

from pathlib import Path

import pytest
from support.documents import YEAR, year_of_documents

from grantsdata.awards.documents.printed import printed_awards
from grantsdata.awards.load import open_year
from grantsdata.errors import AwardsError


def test_every_document_has_its_awards_in_the_order_of_the_tables(project: Path) -> None:
    year_of_documents(project)
    year = open_year(YEAR, project)
    awards = printed_awards(year.paper, year.root, year.register, True)
    assert awards[["service", "document", "award_printed"]].to_numpy().tolist() == [
        ["Night bus", "paper", "£4,000"],
        ["Refuge", "paper", "£3,000"],
        ["Cameras", "paper", ""],
        ["Mentoring", "notice-august", "£1,200"],
        ["Night bus", "register", "£900"],
    ]


def test_faults_of_all_documents_come_at_once(project: Path) -> None:
    folder = year_of_documents(project)
    for name in ("gr.csv", "register.csv"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace("£4,000", "£4,00").replace("£900", "£9,00"), "utf-8")
    year = open_year(YEAR, project)
    with pytest.raises(AwardsError) as caught:
        printed_awards(year.paper, year.root, year.register, True)
    assert [fault.file.rpartition("/")[2] for fault in caught.value.faults] == ["gr.csv", "register.csv"]
