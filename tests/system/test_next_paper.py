"""The tutorial's way from the next paper to its reports, step by step as it stands there; figures are added up by hand.

Victims' services: 452,000 + 33,445 + 52,750 + 2,500 + 40,000 + 12,000 = 592,695; 213,000 + 20,000 = 233,000;
75,000 + 50,000 = 125,000; in all 950,695. Crime and disorder reduction: 323,857 + 561,791 + 361,600 = 1,247,248.
"""

import csv
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.reading import soup_of
from support.reporting import REPOSITORY, environment

import grantsdata as gd

TUTORIAL = (REPOSITORY / "docs" / "tutorial" / "next-paper.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```\n(.*?)```", TUTORIAL, re.DOTALL)
MATCH = "2018-19-VS-counselling-for-young-people-who-are-victims-of-crime"


class Practice:
    """The copy to practise in, and what each step told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.page = folder / "outputs" / "2018-19" / "year-on-year.html"
        self.first_page = folder / "before-the-decision.html"

    def step(self, number: int) -> None:
        self.run(STEPS[number])

    def run(self, block: str) -> None:
        """Run a block of the tutorial as it stands there, with this Python."""
        block = re.sub("^grantsdata", f"{shlex.quote(sys.executable)} -m grantsdata", block, flags=re.MULTILINE)
        done = subprocess.run(
            ["bash", "-euc", block],
            cwd=self.folder if self.folder.exists() else self.folder.parent,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=400,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        self.told.append(done.stdout)

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / "data" / "raw" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: list[dict[str, str]]) -> None:
        with (self.folder / "data" / "raw" / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """The steps before the reports done, with what a person types between them."""
    practice = Practice(tmp_path_factory.mktemp("walk") / "practice")
    for number in range(4):
        practice.step(number)
    lines = practice.rows("providers.csv")
    confirmed = [one for one in lines if one["reason"].startswith("suggested: ")]
    assert len(confirmed) == 3
    for one in confirmed:
        one.update(basis="register", confidence="high", reason="Looked up.")
    (by_hand,) = re.findall(r"^Cambs County Council,.*$", practice.told[3], re.MULTILINE)
    fourth = dict(zip(lines[0], next(csv.reader([by_hand])), strict=True))
    fourth.update(basis="paper", confidence="high", reason="The county council, abbreviated.")
    practice.write("providers.csv", [*lines, fourth])
    return practice


@pytest.fixture(scope="module")
def practice(brought_in: Practice) -> Practice:
    """All steps done."""
    practice = brought_in
    practice.step(4)
    shutil.copyfile(practice.page, practice.first_page)
    write_pairs, report_again = STEPS[5].splitlines()
    practice.run(write_pairs)
    (pair,) = practice.rows("2018-19/matches.csv")
    practice.write("2018-19/matches.csv", [{**pair, "same": "yes", "reason": "The same service under a longer name."}])
    practice.run(report_again)
    return practice


@pytest.mark.proof
def test_the_first_step_shows_what_is_brought_in_before_it_is(brought_in):
    looked = brought_in.told[1].partition("\nwritten: ")[0]
    assert "sum: row 27, Total Awards: 25 of 25 amounts can be read and add up to £1,247,248, as printed" in looked
    assert "10 of 10 amounts can be read and add up to £950,695" in looked
    assert "Nothing was written. To write the tables that look like awards: add --tables 1,3" in looked


@pytest.mark.proof
def test_the_awards_are_those_of_the_paper(brought_in):
    awards = gd.load_awards("2018-19", project=brought_in.folder)
    by_stream = awards.groupby("stream", observed=True)["award_pence"].sum()
    assert by_stream.to_dict() == {"Victims' services": 950_695_00, "Crime and disorder reduction": 1_247_248_00}
    assert len(awards) == 10 + 25
    paper = gd.load_paper("2018-19", project=brought_in.folder)
    assert (paper.paper.title, str(paper.paper.date)) == (
        "Commissioning and grants in 2018-19 (invented)",
        "2018-05-10",
    )
    assert [stream.budget_printed for stream in paper.streams] == ["£960,000", "£1.25m", "", ""]
    assert paper.overall_budget.printed == "£2.2m"


@pytest.mark.proof
def test_the_check_finds_no_fault_and_no_mark(brought_in):
    assert "no faults; findings: 0 errors, 7 warnings" in brought_in.told[2]
    assert "guess:" not in brought_in.told[2]


@pytest.mark.proof
def test_every_provider_is_known_in_the_end(brought_in):
    awards = gd.load_awards("2018-19", project=brought_in.folder)
    assert "not in the register" not in set(awards["provider_type"])
    (adults,) = awards.loc[awards["service"].str.startswith("Appropriate Adults"), "provider"]
    assert adults == "Cambridgeshire County Council"


@pytest.mark.proof
def test_the_reports_compare_the_two_years(practice):
    text = soup_of(practice.first_page).get_text(" ", strip=True)
    assert "£2,283,508" in text
    assert "£2,197,943" in text


@pytest.mark.proof
def test_the_decision_is_on_the_page(practice):
    page = soup_of(practice.page).get_text(" ", strip=True)
    assert "The same service under a longer name." in page
    assert "The same service under a longer name." not in soup_of(practice.first_page).get_text(" ")
    (pair,) = practice.rows("2018-19/matches.csv")
    assert (pair["award_id"], pair["same"]) == (MATCH, "yes")
