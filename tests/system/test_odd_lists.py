"""A list of grants with names, blanks and amounts as offices have them becomes a published set."""

import re
from pathlib import Path

import pytest
from support.reading import soup_of, spaced
from support.reporting import called

LIST = """\
Project,Recipient,Award,Arrangement
Night patrols,G4S,"£12,000",Single tender
24/7,Smith & Co.,"£9,000.50",Commissioned contract
#2 Youth Club,2gether,"£5,000",Grant agreement
Lunch club,St. Mary's Rd.,"£2,500",
A.B.C. of cookery for 4U,Friends of No. 10,,Grant agreement
Returned grant,March & Co. Ltd.,(£250),
Total,,"£28,250.50",
"""
"""One award has no amount, and the total counts none for it; one is money that came back."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    start = tmp_path_factory.mktemp("office")
    (start / "list.csv").write_text(LIST, encoding="utf-8")
    folder = start / "grants"
    named = ("--body", "Ely Town Council", "--from", str(start / "list.csv"), "--year", "2023-24")
    assert called(start, "init", str(folder), *named).returncode == 0
    paper = folder / "data" / "raw" / "2023-24" / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    text = text.replace('title = ""', 'title = "Grants to groups"\ndate = 2023-05-11')
    paper.write_text(text.replace('source = ""', 'source = "List of grants"'), encoding="utf-8")
    assert called(folder, "confirm", "2023-24", "--by", "A. Person").returncode == 0
    assert called(folder, "providers", "--write").returncode == 0
    done = called(folder, "report", "--all")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_blank_arrangement_is_none(office: Path) -> None:
    paper = (office / "data" / "raw" / "2023-24" / "paper.toml").read_text(encoding="utf-8")
    assert re.search(
        r'may_be_blank = \["arrangement"\] # .*if the one above goes on instead, type the ditto sign', paper
    )
    assert 'arrangement = "Arrangement"' in paper


def test_the_page_says_who_gets_what(office: Path) -> None:
    text = spaced(soup_of(office / "outputs" / "2023-24" / "annual-report.html"))
    assert "G4S gets most: £12,000 in 1 award, 42.5% of the money." in text
    # 12,000 + 9,000.50 + 5,000 + 2,500 − 250 of 28,250.50: the provider without an amount is none of the five.
    assert "The five largest providers get 100.0% of the money." in text


def test_a_total_that_leaves_nothing_for_a_blank_amount_is_told(office: Path) -> None:
    text = spaced(soup_of(office / "outputs" / "2023-24" / "reconciliation.html"))
    assert (
        "The amounts that can be read under “Total” add up to £28,250.50, as much as the printed total of £28,250.50. "
        "No amount can be read for A.B.C. of cookery for 4U." in text
    )
