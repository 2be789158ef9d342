"""Years in which there is next to nothing to compare: each is published, all of its pages checked."""

import json
from pathlib import Path

import pytest
from support.reporting import add_year, copied_project, grantsdata

FORCE, CHARITY = "Elsewhere Constabulary", "A Helping Hand"

YEARS = {
    "2018-19": [("GR", "Crime team", FORCE, "£5,179")],  # one award, above its budget, to the own force
    "2019-20": [("GR", "Helpline", CHARITY, "£1,000"), ("GR", "Crime team", FORCE, "£1,000")],  # all equal
    "2020-21": [("GR", "Helpline", CHARITY, "TBC"), ("GR", "Crime team", FORCE, "TBC")],  # no amount stated
    "2021-22": [("GR", name, CHARITY, amount) for name, amount in (("Helpline", "£1,000"), ("Visits", "£2,000"))],
    "2022-23": [("GR", "Helpline", CHARITY, "£0")],  # no money
    "2023-24": [("OUT", "Helpline", CHARITY, "£700")],  # nothing in the budget
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied_project(tmp_path_factory.mktemp("smallest") / "project")
    with (folder / "data" / "raw" / "providers.csv").open("a", encoding="utf-8") as register:
        register.write(f"{FORCE},{FORCE},police,,paper,high,,The name says so.\n")
        register.write(f"{CHARITY},{CHARITY},voluntary and community,,paper,high,,The name says so.\n")
    for year, awards in YEARS.items():
        add_year(folder, awards, year=year, own_force=FORCE)
    made = grantsdata(folder, "report", "--all", "--quiet")
    assert (made.returncode, made.stderr) == (0, "")
    return folder


@pytest.mark.parametrize("year", YEARS)
def test_every_page_of_the_year_is_published(project: Path, year: str) -> None:
    record = json.loads((project / "outputs" / year / "run.json").read_text(encoding="utf-8"))
    assert record["outcome"] == "published"
    for report in record["reports"]:
        assert (project / "outputs" / year / f"{report['name']}.html").is_file()
