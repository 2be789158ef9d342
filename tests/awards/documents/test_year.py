"""A year that is open is read anew as soon as a byte of its files changes, and no caller can spoil it for another."""

import os
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from support.documents import YEAR, year_of_documents

from grantsdata import load_awards, load_findings, load_paper
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import MOST, open_year
from grantsdata.awards.notes import has_notes
from grantsdata.errors import AwardsError, ParameterError, YearError
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.plain_file import watched

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "data" / "raw", tmp_path / "data" / "raw")
    return tmp_path


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")


def victims(project: Path) -> Path:
    return project / "data" / "raw" / "2017-18" / "victims-services.csv"


def test_a_year_stays_open_while_its_files_are_unchanged(project: Path) -> None:
    year = open_year("2017-18", project)
    year.awards()
    assert open_year(FinancialYear.parse("2017/18"), str(project)) is year
    assert open_year(year, "/nowhere") is year
    edit(victims(project), '"£446,000"', '"£446,001"')
    assert open_year("2017-18", project) is not year


def test_what_is_derived_of_a_year_is_derived_once_for_the_same_arguments(project: Path) -> None:
    calls: list[str] = []

    def shouted(year: Year, text: str) -> str:
        calls.append(text)
        return f"{text.upper()} {year.paper.overall_budget.printed}"

    year = open_year("2017-18", project)
    for _ in range(2):
        assert [year.once(shouted, "one"), year.once(shouted, "two")] == ["ONE £2.3m", "TWO £2.3m"]
    assert calls == ["one", "two"]


def test_another_byte_is_seen_though_length_and_time_are_the_same(project: Path) -> None:
    file = victims(project)
    before = file.stat()
    year = open_year("2017-18", project)
    year.awards()
    edit(file, '"£446,000"', '"£446,001"')
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert not year.is_current()


def test_a_year_that_is_passed_on_stays_as_it_was_read(project: Path) -> None:
    year = open_year("2017-18", project)
    before = year.awards()
    edit(victims(project), '"£446,000"', '"£446,001"')
    pd.testing.assert_frame_equal(load_awards(year), before)


def test_a_file_that_was_not_there_and_now_is_makes_the_year_another(project: Path) -> None:
    def notes(year: Year) -> bool:
        return has_notes(year)

    file = project / "data" / "raw" / "2017-18" / "board-paper.md"
    text = file.read_bytes()
    file.unlink()
    year = open_year("2017-18", project)
    assert (year.once(notes), year.is_current()) == (False, True)
    file.write_bytes(text)
    assert not year.is_current()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_pipe_in_the_place_of_a_file_is_another_file(project: Path) -> None:
    year = open_year("2017-18", project)
    year.awards()
    victims(project).unlink()
    os.mkfifo(victims(project))
    assert not year.is_current()


def test_only_so_many_years_stay_open_and_the_oldest_goes_first(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    first, *others = [open_year(FinancialYear(1990 + number), tmp_path) for number in range(MOST)]
    assert open_year(first.year, tmp_path) is first
    open_year("2017-18", tmp_path)
    assert open_year(first.year, tmp_path) is first
    assert open_year(others[0].year, tmp_path) is not others[0]


def test_files_of_an_open_year_count_as_read_at_each_call(project: Path) -> None:
    load_awards("2017-18", project=project)
    with watched() as read:
        load_awards("2017-18", project=project)
    assert {"data/raw/providers.csv", "data/raw/2017-18/paper.toml", "data/raw/2017-18/victims-services.csv"} <= {
        file for file, _ in read
    }


def test_a_corrected_cell_is_seen_in_awards_and_findings(project: Path) -> None:
    before, found = load_awards("2017-18", project=project), load_findings("2017-18", project=project)
    edit(victims(project), '"£446,000"', '"£446,001"')
    after, told = load_awards("2017-18", project=project), load_findings("2017-18", project=project)
    assert after["award_pence"].sum() - before["award_pence"].sum() == 100
    by_scope = [frame.groupby("scope")["ours_gbp"].max()["Victims' services"] for frame in (found, told)]
    assert by_scope == [961_260, 961_261]


def test_a_corrected_register_is_seen_in_awards(project: Path) -> None:
    load_awards("2017-18", project=project)
    register = project / "data" / "raw" / "providers.csv"
    register.write_text(register.read_text(encoding="utf-8").replace("Family Action", "Family Deeds"), encoding="utf-8")
    text = victims(project).read_text(encoding="utf-8").replace("Family Action", "Family Deeds")
    victims(project).write_text(text, encoding="utf-8")
    assert "Family Deeds" in set(load_awards("2017-18", project=project)["provider"])


def test_a_corrected_paper_is_seen(project: Path) -> None:
    assert load_paper("2017-18", project=project).overall_budget.printed == "£2.3m"
    file = project / "data" / "raw" / "2017-18" / "paper.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('printed = "£2.3m"', 'printed = "£2.4m"', 1), encoding="utf-8")
    assert load_paper("2017-18", project=project).overall_budget.printed == "£2.4m"


def test_a_fault_is_told_each_time_until_it_is_mended(project: Path) -> None:
    good = load_awards("2017-18", project=project)
    edit(victims(project), '"£446,000"', '"£446,00"')
    for _ in range(2):
        with pytest.raises(AwardsError, match="£446,00"):
            load_awards("2017-18", project=project)
    edit(victims(project), '"£446,00"', '"£446,000"')
    pd.testing.assert_frame_equal(load_awards("2017-18", project=project), good)


def test_a_year_that_is_gone_is_told(project: Path) -> None:
    load_awards("2017-18", project=project)
    shutil.rmtree(project / "data" / "raw" / "2017-18")
    with pytest.raises(YearError, match="No paper for 2017-18"):
        load_awards("2017-18", project=project)


def test_a_table_that_a_caller_changes_is_his_own(project: Path) -> None:
    good = load_awards("2017-18", project=project)
    spoilt = load_awards("2017-18", project=project)
    spoilt.loc[0, "award_pence"] = 1
    spoilt["award_gbp"] *= 2
    del spoilt["service"]
    spoilt.index.name = "mine"
    spoilt.attrs["mine"] = True
    found = load_awards("2017-18", project=project)
    pd.testing.assert_frame_equal(found, good)
    assert (found.index.name, found.attrs) == (None, {})


def test_a_paper_that_a_caller_changes_is_his_own(project: Path) -> None:
    load_paper("2017-18", project=project).streams.clear()
    assert len(load_paper("2017-18", project=project).streams) == 4


def test_with_and_without_implied_amounts_are_two_tables(project: Path) -> None:
    sums = {
        implied: load_awards("2017-18", include_implied=implied, project=project)["award_pence"].sum()
        for implied in (True, False, True)
    }
    assert sums[True] - sums[False] == 1_000_000


@pytest.mark.parametrize("load", [load_awards, load_findings])
def test_one_is_not_taken_for_true_because_true_was_asked_for(project: Path, load) -> None:  # type: ignore[no-untyped-def]
    load("2017-18", include_implied=True, project=project)
    with pytest.raises(ParameterError, match="expected True or False"):
        load("2017-18", include_implied=1, project=project)


def test_the_states_of_a_year(project: Path) -> None:
    """Mentoring is awarded on 3 August 2018 and withdrawn on 14 December; the second night bus is of February 2019."""
    year_of_documents(project)
    year = open_year(YEAR, project)
    summer = year.at(date(2018, 8, 31))
    assert summer is year.at(date(2018, 8, 31)) and summer.whole is year
    assert summer.awards()["service"].tolist() == ["Night bus", "Refuge", "Cameras", "Mentoring"]
    assert year.withdrawn()["service"].tolist() == ["Mentoring"] and summer.withdrawn().empty
    assert year.laid_before_the_board().awards()["service"].tolist() == ["Night bus", "Refuge", "Cameras"]
    assert len(summer.every_award()) == 5
    printed = year.awards(varied=False).set_index("service")["award_gbp"]
    assert printed["Refuge"] == 3000 and printed["Mentoring"] == 1200
