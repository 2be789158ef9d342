"""A run works in a staging folder that goes with it; what helps to find the cause of a failure is kept elsewhere."""

import json
import logging
import os
import signal
import warnings
from pathlib import Path

import pytest

from grantsdata.errors import BusyError, GrantsDataError, OutputError, ReconcileError, ReportError, SourceError, Stopped
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.staging import PAGES, interruptions_deferred, outcome_name, staging_folder

YEAR = FinancialYear.parse("2018-19")
KEPT = Path("failed") / "2018-19"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_left_of_a_run_that_ends_well(tmp_path: Path) -> None:
    level = logging.getLogger().level
    with staging_folder(tmp_path, YEAR) as folder:
        assert folder == tmp_path / ".staging-2018-19"
        (folder / PAGES / "a.html").touch()
        logging.getLogger("some.package").info("as far as here")
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            warnings.warn("out of date", stacklevel=1)
        log = (folder / "run.log").read_text(encoding="utf-8").splitlines()
    assert list(tmp_path.iterdir()) == []
    assert log[0].endswith("Z INFO some.package: as far as here")
    assert "WARNING py.warnings: " in log[1] and "UserWarning: out of date" in log[1]
    assert logging.getLogger().level == level
    with pytest.warns(UserWarning, match="later"):
        warnings.warn("later", stacklevel=1)


def test_of_a_failed_run_the_log_and_the_unfinished_notebook_are_kept(tmp_path: Path) -> None:
    (tmp_path / KEPT).mkdir(parents=True)
    (tmp_path / KEPT / "of-an-earlier-failure.ipynb").touch()
    with pytest.raises(ReportError) as caught, staging_folder(tmp_path, YEAR) as folder:
        for name in ("first.ipynb", "first.html", "second.ipynb"):
            (folder / PAGES / name).touch()
        raise ReportError("second failed: cell 3 raised KeyError: 'stream'")
    assert names(tmp_path) == [f"{KEPT}/{name}" for name in ("run.json", "run.log", "second.ipynb")]
    assert caught.value.log == tmp_path / KEPT / "run.log"
    assert "ERROR grantsdata.runs.publish.staging: failed: second failed: cell 3" in caught.value.log.read_text()
    record = json.loads((tmp_path / KEPT / "run.json").read_text(encoding="utf-8"))
    assert (record["outcome"], record["year"]) == ("failed", "2018-19")
    assert record["message"] == "second failed: cell 3 raised KeyError: 'stream'"


def test_pages_that_failed_a_check_are_all_kept(tmp_path: Path) -> None:
    """Each notebook has its page then, and any of them may be the one that is wrong."""
    with pytest.raises(ReportError), staging_folder(tmp_path, YEAR) as folder:
        for name in ("first.ipynb", "first.html"):
            (folder / PAGES / name).touch()
        (folder / PAGES / "data").mkdir()
        raise ReportError("what was made has faults")
    assert names(tmp_path / KEPT) == ["first.html", "first.ipynb", "run.json", "run.log"]


def test_an_interruption_leaves_its_log_too(tmp_path: Path) -> None:
    with pytest.raises(Stopped) as caught, staging_folder(tmp_path, YEAR):
        raise Stopped
    assert caught.value.log == tmp_path / KEPT / "run.log"
    assert json.loads((tmp_path / KEPT / "run.json").read_text(encoding="utf-8"))["outcome"] == "interrupted"


def test_what_an_interrupted_run_left_is_removed_first(tmp_path: Path) -> None:
    left = tmp_path / ".staging-2018-19" / PAGES / "half.html"
    left.parent.mkdir(parents=True)
    left.touch()
    with staging_folder(tmp_path, YEAR) as folder:
        assert names(folder) == ["run.log"]


def test_a_year_that_is_made_at_the_same_time_has_a_log_of_its_own(tmp_path: Path) -> None:
    with staging_folder(tmp_path, YEAR) as one:
        with staging_folder(tmp_path, FinancialYear.parse("2019-20")) as other:
            logging.getLogger("some.package").info("of the other year")
            assert "of the other year" in (other / "run.log").read_text(encoding="utf-8")
        logging.getLogger("some.package").info("of this year")
        assert [line.partition(": ")[2] for line in (one / "run.log").read_text().splitlines()] == ["of this year"]


def test_a_folder_that_cannot_be_made_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="outputs"), staging_folder(tmp_path / "outputs", YEAR):
        raise AssertionError("not reached")


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (BusyError("x"), "busy"),
        (ReconcileError("x"), "does not reconcile"),
        (ReportError("x"), "failed"),
        (SourceError([]), "bad input"),
        (GrantsDataError("x"), "bad input"),
        (Stopped(), "interrupted"),
        (KeyboardInterrupt(), "interrupted"),
    ],
)
def test_each_kind_of_end_has_its_name_on_record(error: BaseException, name: str) -> None:
    assert outcome_name(error) == name


def test_an_interruption_waits_until_the_steps_are_done() -> None:
    """It is not lost: it comes when they are."""
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), interruptions_deferred():
        os.kill(os.getpid(), signal.SIGINT)
        done.append("first")
        os.kill(os.getpid(), signal.SIGINT)
        done.append("second")
    assert done == ["first", "second"]
    with interruptions_deferred():
        done.append("third")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
