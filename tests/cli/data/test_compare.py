"""`compare`: lines for people, one object for programs, and an exit code that says whether there are edits."""

import json
from pathlib import Path

import docx
import pytest
from support.papers import docx_of
from support.reporting import add_year, called
from support.unattended import AWARDS, OTHER, YEAR, quick_project

HEAD = ["Service", "Amount", "Provider"]
GENERAL = ["Street lights", "£4,000", "Cambridge City Council"]
LUCKY = ["Football at night", "£1,500", "Fenland District Council"]
PLACE = f"data/raw/{YEAR}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert [award[1] for award in AWARDS] == [GENERAL[0], LUCKY[0]]
    return quick_project(tmp_path_factory.mktemp("compare") / "project")


def test_a_paper_without_edits_ends_with_0(project: Path, tmp_path: Path) -> None:
    paper = docx_of([[HEAD, GENERAL], [HEAD, LUCKY]], tmp_path / "paper.docx")
    done = called(project, "compare", str(paper))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{YEAR}: no edits; the file lists 2 awards. Texts outside tables are not compared.\n"


def test_each_edit_is_a_line_with_both_places_and_the_command_ends_with_1(project: Path, tmp_path: Path) -> None:
    rows = [HEAD, ["Street lights", "£4,500", ""], ["Bus", "£1", "Somebody"], ["Total", "£9", ""]]
    paper = docx_of([rows, [["Word", "Meaning"], ["a", "b"]]], tmp_path / "paper.docx", ("Lights", "Words"))
    done = called(project, "compare", str(paper), YEAR)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"table 1, row 2: Street lights: Amount £4,000 → £4,500 ({PLACE}/gr.csv row 2)",
        f"table 1, row 2: Street lights: Provider Cambridge City Council → (blank) ({PLACE}/gr.csv row 2)",
        "table 1, row 3: row added: Bus; Somebody; £1",
        "table 1, row 4: Total: Amount £4,000 → £9",
        f"row deleted: Football at night; Fenland District Council; £1,500 ({PLACE}/out.csv row 2)",
        "note: table 1, row 4: Total is £9, and the rows above it add up to £4,501",
        "not compared, since it lists no awards: table 2: Words",
        f"{YEAR}: 5 edits; the file lists 2 awards. Texts outside tables are not compared.",
    ]


def test_a_row_that_moved_says_from_where_to_where(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project")
    awards = [("GR", "Bus"), ("GR", "Van"), ("OUT", "Shed"), ("OUT", "Hut")]
    add_year(project, [(code, service, "Somebody", "£1") for code, service in awards], year=OTHER)
    bus, van, shed, hut = ([service, "£1", "Somebody"] for _, service in awards)
    paper = docx_of([[HEAD, bus, shed, van], [HEAD, hut]], tmp_path / "paper.docx")
    done = called(project, "compare", str(paper), OTHER)
    assert done.returncode == 1
    (line, _) = done.stdout.splitlines()
    assert line == (f"table 1, row 3: Shed: moved from Lucky fund to General grants (data/raw/{OTHER}/out.csv row 2)")


def test_programs_get_one_object(project: Path, tmp_path: Path) -> None:
    paper = docx_of([[HEAD, GENERAL, LUCKY, ["Bus", "£1", "Somebody"]]], tmp_path / "paper.docx")
    done = called(project, "compare", str(paper), YEAR, "--json")
    assert done.returncode == 1
    keys = json.loads(done.stdout)
    assert (keys["year"], keys["awards"], keys["notes"], keys["not_compared"]) == (YEAR, 3, [], [])
    assert [edit["kind"] for edit in keys["edits"]] == ["added"]


def test_a_file_that_is_no_paper_ends_with_2(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    docx.Document().save(str(path))
    done = called(project, "compare", str(path), YEAR)
    assert done.returncode == 2
    assert f"empty.docx: no table of it lists an award of {YEAR}" in done.stderr
