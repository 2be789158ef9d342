"""Guards that other tests would not miss: each fails if its guard is taken out."""

import errno
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from test_lock import held_by_another
from unattended import YEAR, Run, hashes, left_over, retype

from grantsdata import placing
from grantsdata.errors import BusyError, OutputError
from grantsdata.lock import held
from grantsdata.proofs import privacy
from grantsdata.proofs.page import Page


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
    assert privacy.nothing_in_its_notebook_is_private(Page(page, ["Somebody Else"])) == []
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
        spoilt = Page(folder / page.name, ["Somebody Else"])
        assert privacy.nothing_in_its_notebook_is_private(spoilt) == [f"its notebook holds {said}"]


def test_two_runs_do_not_write_the_index_at_once(quick: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run waits for the other one, and gives up without having published anything."""
    monkeypatch.setattr(placing, "_INDEX_SECONDS", 0.1)
    retype(quick, YEAR, "£4,000", "£4,100")
    before = hashes(quick)
    with held_by_another(quick / "outputs", "index"):
        assert run().code == 4
        assert hashes(quick) == before
        with pytest.raises(BusyError):
            placing.refresh_index(quick)
    assert run() == (0, "", "")


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
