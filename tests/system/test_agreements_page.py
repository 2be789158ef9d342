"""The page on agreements, conditions and payments of an invented year: made, checked and published."""

from pathlib import Path

import pytest
from support.agreements import BUS, CAMERAS, SOUND, year_with
from support.reading import soup_of, spaced, table_called
from support.reporting import called, copied_project

CONFLICT = {
    "payments": [
        *SOUND["payments"],
        BUS | {"date": "2018-05-01", "kind": "paid", "amount": "£100", "said_in": "ledger"},
    ],
    "tenders": [
        CAMERAS
        | {"circumstance": "sole supplier for technical reasons", "evidence": "market test", "said_in": "form 7"}
        | {"approved_by": "Chief Executive", "expiry": "2019-03-31"}
    ],
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published page, which every check of pages has passed; one payment and the tender conflict with others."""
    project = copied_project(tmp_path_factory.mktemp("office"))
    year_with(project, {**SOUND, **CONFLICT})
    run = called(project, "report", "2018-19", "--notebook", "agreements")
    assert run.returncode == 0, run.stderr
    return project / "outputs" / "2018-19" / "agreements.html"


def test_its_head_says_what_is_on_file_and_what_conflicts(page: Path) -> None:
    soup = soup_of(page)
    assert spaced(soup.find("p", class_="headline")) == (
        "2 agreements, 3 conditions, 5 payments, 1 variation and 1 single tender are on file for 2018-19."
    )
    assert spaced(soup.find("p", class_="verdict")) == "3 records conflict with the awards or with each other."
    rows = table_called(soup, "Records that conflict")
    assert [row[-1] for row in rows] == ["payments.csv row 6", "payments.csv row 6", "tenders.csv row 2"]


def test_money_stands_side_by_side_and_is_never_added_together(page: Path) -> None:
    soup = soup_of(page)
    (caption,) = [one for one in soup.find_all("caption") if "side by side" in spaced(one)]
    assert [spaced(cell) for cell in caption.find_parent("table").select("thead th")] == [
        "Service", "Planned by agreement", "Awarded", "As varied", "Paid", "Held back", "Returned", "Underspend",
    ]  # fmt: skip
    assert table_called(soup, "Planned, awarded, paid and returned, side by side") == [
        ["Night bus", "£4,000", "£4,000", "", "£2,100", "£2,000", "", "£1,900"],
        ["Refuge", "", "£3,000", "£3,500", "", "", "", ""],
        ["Cameras", "", "£2,500", "", "£2,400.50", "", "£400", "£499.50"],
    ]


def test_it_says_what_is_committed_and_what_ends_first(page: Path) -> None:
    soup = soup_of(page)
    assert table_called(soup, "What is committed for later years") == [["2019-20", "1", "£4,000"]]
    assert "The agreement for Night bus ends first, on 31 March 2020." in spaced(soup.find("main"))


@pytest.mark.proof
def test_two_awards_alike_share_a_condition_and_a_tender_which_count_once(tmp_path: Path) -> None:
    project = copied_project(tmp_path)
    alike = {"conditions": [BUS | {"condition": "A timetable is agreed.", "said_in": "p. 2"}]}
    folder = year_with(project, alike | {"tenders": [BUS | {"said_in": "form 7"}]})
    text = (folder / "gr.csv").read_text(encoding="utf-8")
    (folder / "gr.csv").write_text(text + "Night bus,Family Action,£500\n", encoding="utf-8")
    run = called(project, "report", "2018-19", "--notebook", "agreements")
    assert run.returncode == 0, run.stderr
    soup = soup_of(project / "outputs" / "2018-19" / "agreements.html")
    assert spaced(soup.find("p", class_="headline")) == "1 condition and 1 single tender are on file for 2018-19."
    assert len(table_called(soup, "Conditions of awards")) == len(table_called(soup, "Register of single tenders")) == 1


@pytest.mark.proof
def test_an_implied_award_is_marked_beside_what_was_paid(tmp_path: Path) -> None:
    project = copied_project(tmp_path)
    folder = year_with(project, {"payments": SOUND["payments"][:1]}, total="£9,500")
    path = folder / "gr.csv"
    path.write_text(path.read_text(encoding="utf-8").replace('"£4,000"', ""), encoding="utf-8")
    run = called(project, "report", "2018-19", "--notebook", "agreements")
    assert run.returncode == 0, run.stderr
    soup = soup_of(project / "outputs" / "2018-19" / "agreements.html")
    assert table_called(soup, "side by side") == [["Night bus", "£4,000 implied", "£2,000", "£2,000"]]
    assert "£2,000 was paid for 1 award of £4,000 (implied)." in spaced(soup.find("main"))
