"""Where a year's data comes from, in the words that every exported file has."""

import json
from pathlib import Path

import pytest
from support.documents import year_of_documents
from support.reporting import add_year, copied_project

from grantsdata.awards.load import open_year
from grantsdata.errors import GrantsDataError
from grantsdata.exports.export import export
from grantsdata.exports.origin import COUNTED, NOT_COUNTED, Origin, origin_of


@pytest.fixture
def small(project: Path) -> Path:
    add_year(project, [("GR", "Lights", "Council", "£40")])
    return project


def origin(project: Path, include_implied: bool = True) -> Origin:
    return origin_of(open_year("2018-19", project), include_implied)


def test_each_fact_has_its_name(small: Path) -> None:
    facts = dict(origin(small).facts())
    assert list(facts.items())[:7] == [
        ("Financial year", "2018-19"),
        ("Body", "Police and Crime Commissioner for Elsewhere"),
        ("Paper", "Small grants"),
        ("Source", "Paper of 11 May 2018"),
        ("Date of the paper", "2018-05-11"),
        ("Licence of the facts and figures", "Open Government Licence v3.0"),
        ("Licence at", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    ]
    assert list(facts)[7:] == ["Amounts", "Made from"]
    assert origin(small).title == "Grants awarded in 2018-19"


def test_a_licence_without_a_known_address_has_none(small: Path) -> None:
    paper = small / "data/raw/2018-19/paper.toml"
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("Open Government Licence v3.0", "Ours"), encoding="utf-8"
    )
    assert origin(small).licence_address is None
    assert "Licence at" not in dict(origin(small).facts())


def test_it_says_whether_implied_amounts_are_counted(small: Path) -> None:
    assert (origin(small).amounts, origin(small, include_implied=False).amounts) == (COUNTED, NOT_COUNTED)
    with pytest.raises(GrantsDataError, match="include_implied"):
        origin(small, include_implied="no")  # type: ignore[arg-type]


def test_every_raw_file_has_its_sha256(small: Path) -> None:
    inputs = origin(small).inputs
    names = {file for file, _ in inputs}
    assert {"data/raw/2018-19/gr.csv", "data/raw/2018-19/paper.toml"} <= names
    assert all(len(digest) == 64 for _, digest in inputs)


def test_a_year_as_at_a_day_names_the_day(small: Path) -> None:
    facts = list(origin_of(open_year("2018-19-as-at-2018-06-30", small), True).facts())
    assert ("As at", "2018-06-30") in facts
    assert "As at" not in dict(origin(small).facts())


def test_each_document_of_the_year_is_named_and_each_award_cites_its_own(tmp_path: Path) -> None:
    project = copied_project(tmp_path)
    year_of_documents(project)
    opened = open_year("2018-19", project)
    august, variation, december, register = origin_of(opened).further
    assert august == "Grants of the summer, decision notice of 3 August 2018"
    assert "; ".join((august, variation, december, register)) in dict(origin_of(opened).facts()).values()
    paper = opened.paper.paper.source
    assert [opened.paper.cited(award) for award in opened.awards().to_dict("records")] == [
        paper, f"{paper}; {variation}", f"{paper}; {august}", register,
    ]  # fmt: skip
    (giving, *_) = export("2018-19", "360giving", project=project)
    cited = [grant["relatedDocument"] for grant in json.loads(giving.read_text(encoding="utf-8"))["grants"]]
    assert [document["title"] for (document,) in cited][-1] == register
