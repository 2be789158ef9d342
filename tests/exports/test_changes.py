"""The table and the feed of changes."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.documents import YEAR, imply_the_cameras, year_of_documents

from grantsdata.awards.load import open_year
from grantsdata.errors import LinkError, OutputError, ParameterError
from grantsdata.exports.changes import changes, feed, write_changes

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def office(project: Path) -> Path:
    year_of_documents(project)
    return project


def test_the_feed_has_what_the_standard_requires_and_dates_of_the_documents(office: Path) -> None:
    text = feed(open_year(YEAR, office))
    root = ElementTree.fromstring(text)
    assert root.tag == f"{ATOM}feed" and root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = root.findall(f"{ATOM}entry")
    for one in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", one.findtext(f"{ATOM}updated", ""))
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one.findtext(f"{ATOM}id", ""))
    assert [one.findtext(f"{ATOM}updated", "")[:10] for one in entries] == [
        "2019-02-01", "2018-12-14", "2018-10-15", "2018-08-03", "2018-05-11",
    ]  # fmt: skip
    assert root.findtext(f"{ATOM}updated") == "2019-02-01T00:00:00Z"
    assert len({one.findtext(f"{ATOM}id") for one in (root, *entries)}) == 6
    assert entries[3].findtext(f"{ATOM}title") == "Decision notice of 3 August 2018: 1 award added, 1 award varied"
    assert "Cameras, Lens Ltd: not stated before, £2,500 after" in entries[3].findtext(f"{ATOM}content", "")
    assert entries[4].findtext(f"{ATOM}title") == "Paper of 11 May 2018: 3 awards, £7,000"


def test_an_implied_amount_is_told_as_one(office: Path) -> None:
    imply_the_cameras(office / "data" / "raw" / YEAR)
    entries = ElementTree.fromstring(feed(open_year(YEAR, office))).findall(f"{ATOM}entry")
    assert entries[4].findtext(f"{ATOM}title") == "Paper of 11 May 2018: 3 awards, £9,400 (including £2,400 implied)"
    assert "Cameras, Lens Ltd: £2,400 (implied) before, £2,500 after" in entries[3].findtext(f"{ATOM}content", "")


def test_a_later_document_changes_no_identifier_of_an_entry(office: Path) -> None:
    known = [one.text for one in ElementTree.fromstring(feed(open_year(YEAR, office))).iter(f"{ATOM}id")]
    toml = office / "data" / "raw" / YEAR / "paper.toml"
    with toml.open("a", encoding="utf-8") as file:
        file.write('[[documents]]\nid = "notice-march"\nkind = "decision notice"\ndate = 2019-03-01\ntitle = "None"\n')
    later = [one.text for one in ElementTree.fromstring(feed(open_year(YEAR, office))).iter(f"{ATOM}id")]
    assert set(known) < set(later) and len(later) == len(known) + 1


def test_the_files_of_a_period_hold_what_differs_between_its_ends(office: Path, tmp_path: Path) -> None:
    table, written = changes(YEAR, "2018-08-31", "2018-12-31", project=office, folder=tmp_path / "out")
    assert [path.name for path in written] == ["changes.csv", "changes.atom"]
    assert table["service"].tolist() == ["Refuge", "Mentoring"]
    lines = written[0].read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("2018-10-15,variation of 15 October 2018,varied,Refuge,Shrievalty Trust,General grants,")
    assert "3000.00,printed,3500.50,printed,500.50" in lines[1]
    assert written[1].read_text(encoding="utf-8").count("<entry>") == 2


def test_one_day_alone_is_refused(office: Path, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="One day alone is given"):
        changes(YEAR, since="2018-08-31", project=office, folder=tmp_path / "out")


def test_a_year_with_its_paper_alone_publishes_neither(project: Path, tmp_path: Path) -> None:
    assert write_changes(open_year("2017-18", project), True, tmp_path) == []


def test_without_days_every_change_is_written_beside_the_data_for_others(office: Path) -> None:
    table, written = changes(YEAR, project=office)
    assert written == [office / "data/exports" / YEAR / name for name in ("changes.csv", "changes.atom")]
    assert table["service"].tolist() == ["Cameras", "Mentoring", "Refuge", "Mentoring", "Night bus"]
    assert written[1].read_text(encoding="utf-8").count("<entry>") == 5


def test_a_link_in_the_place_of_the_default_folder_is_refused(office: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (office / "data/exports").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LinkError, match="is a link to"):
        changes(YEAR, project=office)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(office: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"cannot write \S+/file/out: Not a directory"):
        changes(YEAR, project=office, folder=tmp_path / "file" / "out")


def test_a_published_set_has_the_history_of_its_documents(office: Path, tmp_path: Path) -> None:
    written = write_changes(open_year(YEAR, office), True, tmp_path)
    assert [path.name for path in written] == ["changes.csv", "changes.atom"]
    assert len(written[0].read_text(encoding="utf-8").splitlines()) == 1 + 5
