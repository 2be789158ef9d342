"""Guards that other tests would not miss: each fails if its guard is taken out."""

import errno
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sources.files.test_lock import held_by_another
from support.unattended import FAILED, YEAR, Run, expect_failure, hashes, left_over, retype

from grantsdata.errors import BusyError, OutputError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish import publish, release
from grantsdata.runs.publish import up_to_date as of_unchanged
from grantsdata.runs.publish.plan import plan_pages, request_for
from grantsdata.runs.publish.run_record import Record
from grantsdata.runs.publish.staging import PAGES, staging_folder
from grantsdata.runs.qa.checks import faults_of_page
from grantsdata.runs.qa.page import Page
from grantsdata.sources.files.environment import installed
from grantsdata.sources.files.lock import held


@pytest.fixture
def page(good: Path, tmp_path: Path) -> Path:
    """The small page and its notebook, to spoil."""
    for kind in ("html", "ipynb"):
        shutil.copyfile(good / "outputs" / YEAR / f"first.{kind}", tmp_path / f"first.{kind}")
    return tmp_path / "first.html"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/home/somebody/data/raw", "the path “/home/somebody/data/raw”"),
        ("C:\\Users\\somebody\\data", "the path “C:\\Users\\somebody\\data”"),
        ("0d8e3b0e-3c11-4a5c-9a70-8c6f7e1b2a34", "the identifier “0d8e3b0e-3c11-4a5c-9a70-8c6f7e1b2a34”"),
        ("by Somebody Else", "“Somebody Else”"),
    ],
)
def test_what_is_private_in_a_notebook_is_a_fault(text: str, said: str, page: Path) -> None:
    """In its metadata, which no page shows, as well as in an output."""

    def told(path: Path) -> list[str]:
        return [fault for fault in faults_of_page(Page(path, ["Somebody Else"])) if "its notebook holds" in fault]

    assert told(page) == []
    for place in ("metadata", "output"):
        notebook = json.loads(page.with_suffix(".ipynb").read_text(encoding="utf-8"))
        if place == "metadata":
            notebook["metadata"]["seen"] = text
        else:
            notebook["cells"][1]["outputs"].append({"output_type": "stream", "name": "stdout", "text": [text]})
        folder = page.parent / place
        folder.mkdir()
        shutil.copyfile(page, folder / page.name)
        (folder / "first.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        assert told(folder / page.name) == [f"its notebook holds {said}"]


@pytest.mark.proof
def test_two_runs_do_not_write_the_index_at_once(quick: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run waits for the other one, and gives up without having published anything."""
    monkeypatch.setattr(release, "_INDEX_SECONDS", 0.1)
    retype(quick, YEAR, "£4,000", "£4,100")
    before = hashes(quick)
    with held_by_another(quick / "outputs", "index"):
        assert run().code == 4
        assert hashes(quick) == before
        with pytest.raises(BusyError):
            release.refresh_index(quick)
    assert run() == (0, "", "")


@pytest.mark.proof
def test_what_a_run_left_that_was_cut_off_is_not_published(quick: Path, run: Run) -> None:
    pages = quick / "outputs" / f".staging-{YEAR}" / "pages"
    (pages / "data").mkdir(parents=True)
    for name in ("old.html", "old.ipynb", "data/old.csv"):
        (pages / name).write_text("left", encoding="utf-8")
    retype(quick, YEAR, "£4,000", "£4,100")
    names = set(hashes(quick))
    assert run() == (0, "", "")
    assert set(hashes(quick)) == names
    assert left_over(quick) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks in another way")
def test_where_the_file_system_knows_no_locks_none_is_made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that only stands for a lock would stay after a kill, and keep every later run away."""
    import fcntl

    def flock(descriptor: int, what: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(OutputError, match="Function not implemented"), held(tmp_path, YEAR):
        pass


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("{ include_implid = false }", 'Unknown parameter "include_implid"; did you mean "include_implied"?'),
        ('{ include_implied = "no" }', "Parameter include_implied is 'no'; expected True or False."),
        ('{ stream = "VS" }', 'Unknown parameter "stream"; expected one of financial_year, include_implied.'),
    ],
)
def test_a_slip_in_the_list_of_reports_is_told_before_a_run_begins(
    declared: str, said: str, quick: Path, run: Run, unchanged: Callable[[], None]
) -> None:
    """Nothing has failed then, so that nothing is kept to be looked at."""
    text = f'[[reports]]\nnotebook = "first"\nparameters = {declared}\n'
    (quick / "notebooks" / "reports.toml").write_text(text, encoding="utf-8")
    assert run() == (2, "", f"grantsdata: {YEAR}: {said} Nothing was published.\n")
    assert not (quick / FAILED).exists()
    unchanged()


def test_tables_that_are_not_those_their_package_describes_are_not_published(
    quick: Path, run: Run, unchanged: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes have written them, and one could have read other awards than the other."""
    record_of = publish.record_of

    def of_another_table(*arguments: Any, folder: Path, **more: Any) -> Record:
        with (folder / "data" / "by-theme.csv").open("a", encoding="utf-8") as file:
            file.write("another,line\n")
        return record_of(*arguments, folder=folder, **more)

    monkeypatch.setattr(publish, "record_of", of_another_table)
    retype(quick, YEAR, "£4,000", "£4,100")
    said = "what was made has faults: by-theme.csv is not the table that datapackage.json describes"
    expect_failure(quick, run(), 1, said)
    unchanged()


def contents(project: Path) -> dict[str, bytes]:
    """Every file that is published: the pages, the index and the tables for analysts."""
    files = [path for part in ("outputs", "data/processed") for path in (project / part).rglob("*") if path.is_file()]
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files if "/." not in path.as_posix()}


@pytest.mark.parametrize("step", ["pages", "index"])
@pytest.mark.parametrize("is_first", [False, True])
def test_what_has_changed_places_goes_back_if_a_later_step_fails(
    step: str, is_first: bool, quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables for analysts if the pages cannot be put in place, and both if the index cannot."""
    outputs, processed = quick / "outputs", quick / "data" / "processed"
    staging, swap_in = outputs / f".staging-{YEAR}", release.swap_in
    shutil.copytree(outputs / YEAR, staging / PAGES)
    for name in ("first.html", "data/awards.csv"):
        (staging / PAGES / name).write_text("new", encoding="utf-8")
    if is_first:
        shutil.rmtree(outputs / YEAR)
        shutil.rmtree(processed / YEAR)
    before = contents(quick)
    assert (f"data/processed/{YEAR}/awards.csv" in before) is not is_first

    def full(new: Path, place: Path) -> None:
        if place in (outputs / YEAR, outputs / "index.html"):
            assert (processed / YEAR / "awards.csv").read_text(encoding="utf-8") == "new", "the tables came first"
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        swap_in(new, place)

    monkeypatch.setattr(release, {"pages": "swap_in", "index": "replace"}[step], full)
    with ExitStack() as held_back, pytest.raises(OSError, match="No space left"):
        release.put_in_place(FinancialYear.parse(YEAR), quick, staging, held_back)
    assert contents(quick) == before
    assert (staging / PAGES / "first.html").read_text(encoding="utf-8") == "new"
    assert left_over(quick) == [staging.name]


def test_what_a_run_put_aside_that_was_cut_off_is_put_back_by_the_next(quick: Path) -> None:
    """Where folders change places by two renames, the first of which was done."""
    outputs, processed = quick / "outputs", quick / "data" / "processed"
    before = contents(quick)
    (outputs / YEAR).rename(outputs / f".aside-{YEAR}")
    with staging_folder(outputs, FinancialYear.parse(YEAR)) as staging:
        assert contents(quick) == before
        shutil.copytree(outputs / YEAR, staging / PAGES, dirs_exist_ok=True)
        (processed / YEAR).rename(processed / f".aside-{YEAR}")
        with ExitStack() as held_back:
            release.put_in_place(FinancialYear.parse(YEAR), quick, staging, held_back)
    assert contents(quick).keys() == before.keys()
    assert left_over(quick) == []


def stand(project: Path) -> tuple[bool, bool]:
    """Whether the year stands as it is published, and whether its one report does."""
    year = FinancialYear.parse(YEAR)
    ((plan,), _, _) = plan_pages(request_for(year, {}, project=project), project)
    return of_unchanged.up_to_date_record(year, Inputs(project)) is not None, plan.current_entry is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda patch: patch.setattr(platform, "python_version", lambda: "3.10.99"),
        lambda patch: patch.setattr(of_unchanged, "installed", lambda: installed() | {"pandas": "1.0"}),
        lambda patch: patch.setattr(of_unchanged, "installed", lambda: installed() | {"another-package": "1.0"}),
        lambda patch: patch.setattr(of_unchanged, "installed", dict),
    ],
    ids=["another Python", "another version of a package", "one more package", "no package"],
)
def test_another_python_and_other_packages_are_a_reason_to_make_a_report_again(
    change: Callable[[pytest.MonkeyPatch], None], good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stand(good) == (True, True)
    change(monkeypatch)
    assert stand(good) == (False, False)
