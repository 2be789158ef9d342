"""What a report hands on beside the tables: looked at before it is published, on record, verified, and renewed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.unattended import YEAR as SMALL
from support.unattended import Run, expect_failure, retype

from grantsdata.exports.export import export
from grantsdata.exports.files import SHARED_FILES
from grantsdata.sources.files.hashes import sha256_of

YEAR = "2017-18"
FILES = ["360giving-assumed.csv", "360giving.json", "datapackage.json", "grants.sqlite", "grants.xlsx"]


def test_a_report_hands_on_what_the_command_would(published: Path, tmp_path: Path) -> None:
    for to in ("360giving", "workbook", "datapackage", "sqlite"):
        export(YEAR, to, project=published, folder=tmp_path)
    for name in FILES:
        assert (published / "outputs" / YEAR / "data" / name).read_bytes() == (tmp_path / name).read_bytes()
        assert (published / "data" / "processed" / YEAR / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_run_record_has_their_sha256(published: Path) -> None:
    folder = published / "outputs" / YEAR
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    told = {entry["file"]: entry["sha256"] for entry in record["tables"]}
    assert len(told) == 23 + 5
    for name in FILES:
        content = (folder / "data" / name).read_bytes()
        assert told[f"data/{name}"] == hashlib.sha256(content).hexdigest()


def test_the_index_lists_them_apart_from_the_tables_with_what_they_are(published: Path) -> None:
    index = BeautifulSoup((published / "outputs" / "index.html").read_text(encoding="utf-8"), "html.parser")
    tables, others = index.select("ul.downloads")
    assert [heading.get_text() for heading in index.select("section.year h3")][-2:] == [
        "Tables of 2017-18", "Data of 2017-18 for other programs",
    ]  # fmt: skip
    assert not {link.get_text() for link in tables.select("a")} & set(FILES)
    assert [link.get_text() for link in others.select("a")] == list(SHARED_FILES)
    for item, (name, about) in zip(others.select("li"), SHARED_FILES.items(), strict=True):
        size = (published / "outputs" / YEAR / "data" / name).stat().st_size
        assert item.get_text() == f"{name} ({size / 1000:.1f} kB): {about}"


@pytest.mark.proof
def test_one_that_somebody_has_changed_is_made_again(quick: Path, run: Run) -> None:
    path = quick / "outputs" / SMALL / "data" / "grants.sqlite"
    before = sha256_of(path)
    path.write_bytes(b"SQLite format 3")
    assert run().code == 0
    assert sha256_of(path) == before


@pytest.mark.proof
def test_new_data_renews_them_and_takes_down_what_is_no_longer_made(quick: Path, run: Run) -> None:
    places = quick / "outputs" / SMALL / "data", quick / "data" / "processed" / SMALL
    before = sha256_of(places[0] / "grants.xlsx")
    retype(quick, SMALL, "£4,000", "TBC")
    table = quick / "data" / "raw" / SMALL / "out.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("£1,500", "TBC"), encoding="utf-8")
    assert run().code == 0
    for place in places:
        assert sha256_of(place / "grants.xlsx") != before
        assert not (place / "360giving.json").exists()
    assert "360giving.json" not in (quick / "outputs" / "index.html").read_text(encoding="utf-8")


def test_a_fault_in_what_is_supplied_publishes_nothing(quick: Path, run: Run, unchanged: Callable[[], None]) -> None:
    paper = quick / "data" / "raw" / SMALL / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(f'{text}\n[publishing.recipients]\n"Nobody" = "360G-x-1"\n', encoding="utf-8")
    expect_failure(quick, run(), 2, 'publishing.recipients names "Nobody"', "bad input")
    unchanged()
