"""What a paper seems to state of itself is put into its paper.toml, with a mark."""

import tomllib
from pathlib import Path

import pytest
from support.papers import docx_of

from grantsdata.importers.import_paper import import_paper
from grantsdata.importers.new_project import init


@pytest.mark.parametrize(
    ("body", "provider", "force"),
    [
        ("Police and Crime Commissioner for Woldshire", "Woldshire Police", "Woldshire Police"),
        ("Woldshire Police and Crime Commissioner", "Woldshire Constabulary", "Woldshire Constabulary"),
        ("Police and Crime Commissioner for Woldshire", "Woldshire Police Cadets", ""),
        ("Woldshire Council", "Woldshire Police", ""),
    ],
)
def test_the_force_of_an_office_is_the_provider_with_the_name_of_its_area(
    body: str, provider: str, force: str, tmp_path: Path
) -> None:
    init(tmp_path / "project", body)
    rows = [["Project", "Provider", "Award"], ["Cadets", provider, "£5"], ["Bus", "Marl Scouts", "£7"]]
    import_paper(docx_of([rows], tmp_path / "paper.docx"), "2023-24", [1], project=tmp_path / "project")
    toml = tmp_path / "project" / "data" / "raw" / "2023-24" / "paper.toml"
    paper = tomllib.loads(toml.read_text(encoding="utf-8"))["paper"]
    assert paper["own_force"] == force
