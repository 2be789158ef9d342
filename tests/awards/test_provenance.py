"""What a page was made from: its files, this package, and the commit of a checkout."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import pytest
from support.unattended import YEAR, add_other_year, quick_project

from grantsdata.awards.provenance import made_from, versions

RAW = ("gr.csv", "out.csv", "paper.toml")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with two small years."""
    project = quick_project(tmp_path / "project")
    add_other_year(project)
    return project


def test_what_a_page_was_made_from_is_told_in_a_few_words(small: Path) -> None:
    """Twelve characters of one sha256 over the files' own, in the order of their names."""
    names = sorted(["data/raw/providers.csv", *(f"data/raw/{YEAR}/{name}" for name in RAW)])
    lines = "".join(f"{hashlib.sha256((small / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    assert made_from(YEAR, project=small) == f"raw data {digest[:12]}, grantsdata {version('grantsdata')}"


def test_the_versions_are_those_of_the_packages_that_decide_how_a_page_looks() -> None:
    table = versions()
    assert table["name"].tolist() == ["grantsdata", "pandas", "matplotlib", "papermill", "nbconvert"]
    assert table["version"].tolist() == [version(name) for name in table["name"]]
