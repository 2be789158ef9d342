"""Years in which there is next to nothing to compare: each is published, all of its pages checked."""

import json
from pathlib import Path

import pytest
from support.reporting import add_year, called, copied_project

FORCE, CHARITY = "Elsewhere Constabulary", "A Helping Hand"

YEARS = {
    "2018-19": [("GR", "Crime team", FORCE, "£5,179")],  # one award, above its budget, to the own force
    "2019-20": [("GR", "Helpline", CHARITY, "£1,000"), ("GR", "Crime team", FORCE, "£1,000")],  # all equal
    "2020-21": [("GR", "Helpline", CHARITY, "TBC"), ("GR", "Crime team", FORCE, "TBC")],  # no amount stated
    "2021-22": [("GR", name, CHARITY, amount) for name, amount in (("Helpline", "£1,000"), ("Visits", "£2,000"))],
    "2022-23": [("GR", "Helpline", CHARITY, "£0")],  # no money
    "2023-24": [("OUT", "Helpline", CHARITY, "£700")],  # nothing in the budget
}


def published(project: Path, years: list[str], *arguments: str) -> dict[str, list[str]]:
    """The years that a run of the command has published, each with the pages that are there."""
    with (project / "data" / "raw" / "providers.csv").open("a", encoding="utf-8") as register:
        register.write(f"{FORCE},{FORCE},police,,paper,high,,The name says so.\n")
        register.write(f"{CHARITY},{CHARITY},voluntary and community,,paper,high,,The name says so.\n")
    for year in years:
        add_year(project, YEARS[year], year=year, own_force=FORCE)
    made = called(project, "report", *arguments, "--quiet")
    assert (made.returncode, made.stderr) == (0, "")
    pages = {}
    for year in years:
        record = json.loads((project / "outputs" / year / "run.json").read_text(encoding="utf-8"))
        assert record["outcome"] == "published"
        pages[year] = [report["name"] for report in record["reports"]]
        for name in pages[year]:
            assert (project / "outputs" / year / f"{name}.html").is_file()
    return pages


def test_a_year_of_one_award_has_its_report(tmp_path: Path) -> None:
    alone = ["2018-19", "--notebook", "annual-report"]
    pages = published(copied_project(tmp_path / "project"), ["2018-19"], *alone)
    assert pages == {"2018-19": ["annual-report"]}


@pytest.mark.proof
def test_every_page_of_the_years_is_published(tmp_path: Path) -> None:
    pages = published(copied_project(tmp_path / "project"), [*YEARS], "--all")
    assert all(len(names) >= 5 for names in pages.values())
