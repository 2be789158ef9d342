"""Two folders change places: in one step where the system can, else in two that are put right after a cut-off."""

import subprocess
import sys
from pathlib import Path

import pytest

from grantsdata import swap

CUT = """
import importlib.util, os, pathlib, sys
path, step, exchanging, new, place = sys.argv[1:]
spec = importlib.util.spec_from_file_location("swap", path)
swap = importlib.util.module_from_spec(spec)
spec.loader.exec_module(swap)
left = int(step)
def cut(of):
    def wrapped(*arguments):
        global left
        if left == 0:
            os._exit(9)
        left -= 1
        return of(*arguments)
    return wrapped
exchange = swap.exchange if exchanging == "1" else lambda one, other: False
swap.exchange = cut(exchange) if exchanging == "1" else exchange
pathlib.Path.rename = cut(pathlib.Path.rename)
swap._sync_folder = cut(swap._sync_folder)
swap.swap_in(pathlib.Path(new), pathlib.Path(place))
"""
"""A power cut, as far as a process can have one: it ends at once before its n-th step."""


def folder_of(place: Path, text: str) -> Path:
    place.mkdir()
    for name in ("one", "two"):
        (place / name).write_text(text, encoding="utf-8")
    return place


def content(place: Path) -> set[str]:
    """What the two files of a folder hold, each; nothing else may be there."""
    assert sorted(path.name for path in place.iterdir()) == ["one", "two"]
    return {path.read_text(encoding="utf-8") for path in place.iterdir()}


def cut_off(tmp_path: Path, step: int, exchanging: bool) -> int:
    arguments = [swap.__file__, str(step), str(int(exchanging)), str(tmp_path / "new"), str(tmp_path / "place")]
    return subprocess.run([sys.executable, "-c", CUT, *arguments], check=False).returncode


@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "two renames"])
def test_a_cut_between_any_two_steps_leaves_the_old_or_the_new_whole(exchanging: bool, tmp_path: Path) -> None:
    if exchanging and not swap.exchange(folder_of(tmp_path / "a", "a"), folder_of(tmp_path / "b", "b")):
        pytest.skip("This file system cannot exchange folders; the two renames are proved beside this.")
    seen = []
    for step in range(20):
        here = tmp_path / str(step)
        here.mkdir()
        folder_of(here / "new", "new")
        folder_of(here / "place", "old")
        code = cut_off(here, step, exchanging)
        assert code in (0, 9)
        if exchanging:
            assert (here / "place").exists(), "readers always find one"
        swap.recover(here / "place")
        (now,) = content(here / "place")
        assert not (here / ".aside-place").exists()
        seen.append(now)
        swap.swap_in(folder_of(here / "next", "next"), here / "place")
        assert content(here / "place") == {"next"}
        if code == 0:
            break
    assert (seen[0], seen[-1]) == ("old", "new")
    assert len(seen) >= 4
    assert seen == sorted(seen, reverse=True), "old until it is new"


def test_the_first_set_is_put_in_place(tmp_path: Path) -> None:
    folder_of(tmp_path / "new", "new")
    swap.swap_in(tmp_path / "new", tmp_path / "place")
    assert content(tmp_path / "place") == {"new"}
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "two renames"])
def test_the_old_set_stands_where_the_new_one_was(
    exchanging: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanging:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    folder_of(tmp_path / "new", "new")
    folder_of(tmp_path / "place", "old")
    swap.swap_in(tmp_path / "new", tmp_path / "place")
    assert (content(tmp_path / "place"), content(tmp_path / "new")) == ({"new"}, {"old"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "place"]


def test_of_two_renames_the_first_is_undone_if_the_second_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a virus scanner holds a new file open."""
    monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    folder_of(tmp_path / "new", "new")
    folder_of(tmp_path / "place", "old")
    rename = Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(PermissionError):
        swap.swap_in(tmp_path / "new", tmp_path / "place")
    assert content(tmp_path / "place") == {"old"}
    assert not (tmp_path / ".aside-place").exists()


def test_what_is_told_by_the_system_is_raised_and_nothing_moved(tmp_path: Path) -> None:
    folder_of(tmp_path / "place", "old")
    with pytest.raises(FileNotFoundError):
        swap.exchange(tmp_path / "nowhere", tmp_path / "place")
    assert content(tmp_path / "place") == {"old"}


def test_a_file_is_put_in_anothers_place(tmp_path: Path) -> None:
    for name in ("new", "place"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    swap.replace(tmp_path / "new", tmp_path / "place")
    assert (tmp_path / "place").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["place"]
