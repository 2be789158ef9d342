"""What belongs on the record: here, an award that may be a total without the word."""

from pathlib import Path

import pytest
from support.reporting import REPOSITORY, add_year

from grantsdata.reconcile.load import load_findings

COUNCIL = "Cambridge City Council"


def told(project: Path, *amounts: str) -> list[str]:
    """The sentences of the finding for a table of these amounts, one below the other."""
    add_year(project, [("GR", f"Service {number}", COUNCIL, text) for number, text in enumerate(amounts, start=1)])
    findings = load_findings("2018-19", project=project)
    return findings.loc[findings["code"] == "perhaps-a-total", "sentence"].tolist()


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (("£10", "£20", "£30", "£60"), "Service 4 is as much as the 3 amounts above it together"),
        (("£7", "£10", "£20", "£30", "£60", "£1"), "Service 5 is as much as the 3 amounts above it together"),
        (("£10", "£20", "TBC", "£30", "£60"), "Service 5 is as much as the 3 amounts above it together"),
        (("£10.10", "£20.20", "£30.30", "£60.60"), "it is a total, £60.60 is counted twice."),
    ],
)
def test_a_sum_of_the_awards_right_above_it_is_told(project: Path, amounts: tuple[str, ...], said: str) -> None:
    (sentence,) = told(project, *amounts)
    assert said in sentence


@pytest.mark.parametrize(
    "amounts",
    [
        ("£10", "£20", "£30"),
        ("£10", "£20", "£30", "£60.01"),
        ("£10", "£60", "£20", "£30"),
        ("£10", "£20", "£30", "£1", "£60"),
        ("TBC", "TBC", "TBC", "TBC"),
        ("£5", "-£5", "£5", "-£5", "£0"),
    ],
)
def test_two_awards_other_sums_and_noughts_are_not(project: Path, amounts: tuple[str, ...]) -> None:
    assert told(project, *amounts) == []


def test_the_sum_of_another_table_s_awards_is_not(project: Path) -> None:
    add_year(project, [("GR", f"Service {n}", COUNCIL, "£10") for n in range(3)] + [("OUT", "Other", COUNCIL, "£30")])
    findings = load_findings("2018-19", project=project)
    assert "perhaps-a-total" not in findings["code"].tolist()


def test_the_paper_of_2017_has_no_such_award() -> None:
    assert "perhaps-a-total" not in load_findings("2017-18", project=REPOSITORY)["code"].tolist()


def test_the_finding_is_a_warning_with_its_row_and_figure(project: Path) -> None:
    add_year(project, [("GR", f"Service {n}", COUNCIL, text) for n, text in enumerate(("£1", "£2", "£3", "£6"))])
    findings = load_findings("2018-19", project=project)
    (finding,) = findings[findings["code"] == "perhaps-a-total"].to_dict("records")
    assert (finding["severity"], finding["rows"], finding["ours_gbp"]) == ("warning", "gr.csv row 5", 6.0)
    assert finding["stream"] == "General grants"
