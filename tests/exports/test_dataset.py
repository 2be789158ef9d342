"""`dataset.jsonld`: what schema.org and search engines of data ask of a Dataset, with each file and its sha256."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from support.reporting import TABLE_FILES_OF_2017, copied_project

from grantsdata.exports.export import export

YEAR = "2017-18"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of 2017-18: look, do not touch."""
    folder = tmp_path_factory.mktemp("dataset")
    export(YEAR, "datapackage", project=copied_project(folder / "project"), folder=folder / "made")
    return folder / "made"


def described(folder: Path) -> dict[str, Any]:
    dataset: dict[str, Any] = json.loads((folder / "dataset.jsonld").read_text(encoding="utf-8"))
    return dataset


def test_it_is_a_dataset_with_all_that_search_engines_ask_for(made: Path) -> None:
    dataset = described(made)
    assert (dataset["@context"], dataset["@type"]) == ("https://schema.org/", "Dataset")
    assert dataset["name"] == "Grants awarded in 2017-18: Police and Crime Commissioner for Cambridgeshire"
    assert 50 <= len(dataset["description"]) <= 5000  # the limits of Google's search of data sets
    assert dataset["temporalCoverage"] == "2017-04-01/2018-03-31"
    assert [address.startswith("https://www.nationalarchives.gov.uk/") for address in dataset["license"]] == [True]


def test_it_names_the_paper_and_the_body_behind_it(made: Path) -> None:
    dataset = described(made)
    assert dataset["isBasedOn"]["name"] == "Commissioning and Grants"
    assert dataset["isBasedOn"]["datePublished"] == "2017-05-11"
    assert dataset["sourceOrganization"]["name"] == "Police and Crime Commissioner for Cambridgeshire"


def test_each_csv_file_can_be_downloaded_and_checked(made: Path) -> None:
    downloads = described(made)["distribution"]
    assert [one["contentUrl"] for one in downloads] == [name for name in TABLE_FILES_OF_2017 if name.endswith(".csv")]
    for one in downloads:
        content = (made / one["contentUrl"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["contentSize"] == f"{len(content)} B"


def test_the_columns_of_the_awards_are_what_is_measured(made: Path) -> None:
    variables = {one["identifier"]: one for one in described(made)["variableMeasured"]}
    header = (made / "awards.csv").read_text(encoding="utf-8").split("\n")[0]
    assert list(variables) == header.split(",")
    assert variables["award_pence"]["unitText"] == "pence"
    assert "unitText" not in variables["service"]
