"""The page on what the law asks, for other bodies and at other dates: published, so that each figure is proved."""

from pathlib import Path

import pytest
from support.reading import soup_of
from support.reporting import office_with_two_streams

from grantsdata.cli.main import main

TABLES = """
[[award_tables]]
file = "bought.csv"
stream = "A"
arrangements = { "STAR" = "Single tender", "Contract" = "Commissioned contract" }
columns = { arrangement = "How", service = "Project", provider = "Run by", award = "Award", purpose = "What for" }

[[award_tables]]
file = "late.csv"
stream = "A"
arrangement = "Single tender"
columns = { service = "Project", provider = "Run by", award = "Award" }

[publishing]
details_published = 2025-04-30
award_dates = { "bought.csv" = 2025-02-01, "late.csv" = 2025-03-01 }
"""
FILES = {
    "bought.csv": "How,Project,Run by,Award,What for\n"
    'Contract,Cameras,Lens Ltd,"£9,999.99",Cameras in parks\n'
    'Contract,Lights,Lens Ltd,"£10,000",\n'
    'Contract,Gates,Gate Ltd,"£10,000.01",\n'
    'STAR,Helpline,Family Action,"£2,500",\n',
    "late.csv": 'Project,Run by,Award\nAdvice,Family Action,"£30,000"\n',
}
POLICE = "Police and Crime Commissioner for Testshire"


def page_of(folder: Path, body: str) -> str:
    """The text of the page of a body with these awards."""
    project = office_with_two_streams(folder / "project", TABLES, FILES)
    paper = project / "data" / "raw" / "2024-25" / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace("Commissioner for Testshire", body), encoding="utf-8")
    assert main(["--project", str(project), "report", "2024-25", "--notebook", "disclosure", "--quiet"]) == 0
    page = soup_of(project / "outputs" / "2024-25" / "disclosure.html")
    return " ".join(page.select_one("main").get_text(" ").split()).replace(" .", ".").replace(" ,", ",")


@pytest.mark.proof
def test_a_police_and_crime_commissioner_is_bound_as_at_the_date_of_each_award(tmp_path: Path) -> None:
    text = page_of(tmp_path, POLICE)
    for said in (
        "The law asks for 23 details about the 5 awards of 2024-25.",
        "2 awards are contracts worth more than £10,000.",
        "3 awards are contracts worth £10,000 or less. The paper states a purpose for 1 of them.",
        "These were published on 30 April 2025, 30 to 61 days after the month of the award.",
        "1 award was made on or after 24 February 2025, when the Procurement Act 2023 came into force.",
    ):
        assert said in text


@pytest.mark.proof
@pytest.mark.parametrize(
    ("body", "said", "not_said"),
    [
        ("Testshire Borough Council", "Local Government Transparency Code 2015", "SI 2011/3050"),
        ("Testshire Borough Council", "1 award was made on or after 24 February 2025", "published on"),
        ("Testshire Foundation", "knows of no law that asks the Testshire Foundation", "Procurement Act"),
    ],
)
def test_another_body_is_bound_by_its_own_duties_or_by_none(
    tmp_path: Path, body: str, said: str, not_said: str
) -> None:
    text = page_of(tmp_path, body)
    assert said in text
    assert not_said not in text
    assert "This page looks for nothing that the law asks about the 5 awards of 2024-25." in text
