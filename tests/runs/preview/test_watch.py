"""A saved file is noticed; what an editor leaves beside it is not."""

import threading
from pathlib import Path

import pytest

from grantsdata.runs.preview.watch import snapshot, wait_for_change


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "raw" / "2018-19").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data/raw/2018-19/gr.csv").write_text("a", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["data/raw/2018-19/gr.csv", "data/raw/2018-19/notes.md", "notebooks/first.ipynb", "constraints.txt"]
)
def test_a_file_that_is_saved_is_noticed(root: Path, name: str) -> None:
    before = snapshot(root)
    (root / name).write_text("another", encoding="utf-8")
    assert snapshot(root) != before


def test_a_file_that_is_replaced_by_one_of_the_same_size_and_time_is_noticed(root: Path) -> None:
    import os

    path = root / "data/raw/2018-19/gr.csv"
    before, about = snapshot(root), path.stat()
    new = root / "data/raw/2018-19/.new"
    new.write_text("b", encoding="utf-8")
    os.utime(new, ns=(about.st_atime_ns, about.st_mtime_ns))
    new.replace(path)
    assert snapshot(root) != before


def test_a_file_that_goes_away_is_noticed(root: Path) -> None:
    before = snapshot(root)
    (root / "data/raw/2018-19/gr.csv").unlink()
    assert snapshot(root) != before


@pytest.mark.parametrize(
    "name",
    ["data/raw/2018-19/.~lock.gr.csv#", "data/raw/2018-19/~$gr.xlsx", "notebooks/.ipynb_checkpoints/first.ipynb"],
)
def test_what_an_editor_leaves_for_a_while_is_not(root: Path, name: str) -> None:
    before = snapshot(root)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("x", encoding="utf-8")
    assert snapshot(root) == before


def test_it_waits_for_a_change(root: Path) -> None:
    before = snapshot(root)
    path = root / "data/raw/2018-19/gr.csv"
    timer = threading.Timer(0.2, path.write_text, ["longer"])
    timer.start()
    now = wait_for_change(root, before)
    timer.join()
    assert now == snapshot(root) != before
