"""What is kept of raw files: it is made anew as soon as a byte of them changes, and nobody can spoil it for another."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

from grantsdata import load_awards, load_findings, load_paper
from grantsdata.errors import AwardsError, ParameterError, SourceError, YearError
from grantsdata.sources.files.cache import MOST, kept
from grantsdata.sources.files.plain_file import Kind, noted, raw_bytes

REPOSITORY = Path(__file__).parents[3]
KIND = Kind("a file", SourceError, "Add it.", "Save it again.")


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


def shouted(calls: list[str]):  # type: ignore[no-untyped-def]
    """A function of a file that tells each time it is run."""

    @kept
    def shout(name: str, project: Path) -> list[str]:
        calls.append(name)
        return [raw_bytes(project / name, project, KIND).decode().upper()]

    return shout


def test_the_same_files_are_made_into_something_once(tmp_path: Path) -> None:
    calls: list[str] = []
    shout = shouted(calls)
    (tmp_path / "a").write_text("one")
    assert [shout("a", tmp_path), shout("a", tmp_path)] == [["ONE"], ["ONE"]]
    (tmp_path / "b").write_text("one")
    shout("b", project=tmp_path)
    assert calls == ["a", "b"]


def test_another_byte_is_seen_though_length_and_time_are_the_same(tmp_path: Path) -> None:
    shout, file = shouted([]), tmp_path / "a"
    file.write_text("one")
    before = file.stat()
    assert shout("a", tmp_path) == ["ONE"]
    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert shout("a", tmp_path) == ["TWO"]


def test_a_file_that_is_gone_is_told_and_one_that_comes_back_is_read(tmp_path: Path) -> None:
    shout, file = shouted([]), tmp_path / "a"
    file.write_text("one")
    shout("a", tmp_path)
    file.unlink()
    for _ in range(2):
        with pytest.raises(SourceError, match="the file is not there"):
            shout("a", tmp_path)
    file.write_text("two")
    assert shout("a", tmp_path) == ["TWO"]


def test_what_one_caller_does_to_it_is_nobody_elses(tmp_path: Path) -> None:
    shout = shouted([])
    (tmp_path / "a").write_text("one")
    for _ in range(3):
        found = shout("a", tmp_path)
        assert found == ["ONE"]
        found.append("spoilt")


def test_only_so_much_is_kept_and_the_oldest_goes_first(tmp_path: Path) -> None:
    calls: list[str] = []
    shout = shouted(calls)
    names = [f"{number}" for number in range(MOST + 1)]
    for name in names:
        (tmp_path / name).write_text(name)
    for name in [*names[:-1], "0", names[-1]]:
        shout(name, tmp_path)
    assert calls == names
    shout("0", tmp_path)
    assert calls == names
    shout("1", tmp_path)
    assert calls == [*names, "1"]


def test_what_something_kept_has_read_counts_for_what_it_is_part_of(tmp_path: Path) -> None:
    shout = shouted([])

    @kept
    def twice(project: Path) -> list[str]:
        return shout("a", project) * 2

    file = tmp_path / "a"
    file.write_text("one")
    shout("a", tmp_path)  # so that `twice` finds it kept
    assert twice(tmp_path) == ["ONE", "ONE"]
    file.write_text("two")
    assert twice(tmp_path) == ["TWO", "TWO"]


def test_readings_are_noted_only_while_somebody_wants_them(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    with noted() as outer:
        with noted() as inner:
            raw_bytes(tmp_path / "a", tmp_path, KIND)
        raw_bytes(tmp_path / "a", tmp_path, KIND)
    raw_bytes(tmp_path / "a", tmp_path, KIND)
    assert [one.content for one in outer] == [b"one", b"one"]
    assert [one.content for one in inner] == [b"one"]


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
def test_one_is_not_taken_for_true_because_true_is_kept(project: Path, load) -> None:  # type: ignore[no-untyped-def]
    load("2017-18", include_implied=True, project=project)
    with pytest.raises(ParameterError, match="expected True or False"):
        load("2017-18", include_implied=1, project=project)
