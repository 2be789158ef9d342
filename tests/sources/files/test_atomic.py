"""Two folders change places: in one step where the system can, else in two that are put right after a cut-off."""

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from grantsdata.sources.files import atomic

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
    arguments = [atomic.__file__, str(step), str(int(exchanging)), str(tmp_path / "new"), str(tmp_path / "place")]
    return subprocess.run([sys.executable, "-c", CUT, *arguments], check=False).returncode


@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "two renames"])
def test_a_cut_between_any_two_steps_leaves_the_old_or_the_new_whole(exchanging: bool, tmp_path: Path) -> None:
    if exchanging and not atomic.exchange(folder_of(tmp_path / "a", "a"), folder_of(tmp_path / "b", "b")):
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
        atomic.recover(here / "place")
        (now,) = content(here / "place")
        assert not (here / ".aside-place").exists()
        seen.append(now)
        atomic.swap_in(folder_of(here / "next", "next"), here / "place")
        assert content(here / "place") == {"next"}
        if code == 0:
            break
    assert (seen[0], seen[-1]) == ("old", "new")
    assert len(seen) >= 4
    assert seen == sorted(seen, reverse=True), "old until it is new"


def test_the_first_set_is_put_in_place(tmp_path: Path) -> None:
    folder_of(tmp_path / "new", "new")
    atomic.swap_in(tmp_path / "new", tmp_path / "place")
    assert content(tmp_path / "place") == {"new"}
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "two renames"])
def test_the_old_set_stands_where_the_new_one_was(
    exchanging: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanging:
        monkeypatch.setattr(atomic, "exchange", lambda one, other: False)
    folder_of(tmp_path / "new", "new")
    folder_of(tmp_path / "place", "old")
    atomic.swap_in(tmp_path / "new", tmp_path / "place")
    assert (content(tmp_path / "place"), content(tmp_path / "new")) == ({"new"}, {"old"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "place"]


def test_of_two_renames_the_first_is_undone_if_the_second_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a virus scanner holds a new file open."""
    monkeypatch.setattr(atomic, "exchange", lambda one, other: False)
    folder_of(tmp_path / "new", "new")
    folder_of(tmp_path / "place", "old")
    rename = Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(PermissionError):
        atomic.swap_in(tmp_path / "new", tmp_path / "place")
    assert content(tmp_path / "place") == {"old"}
    assert not (tmp_path / ".aside-place").exists()


def test_what_is_told_by_the_system_is_raised_and_nothing_moved(tmp_path: Path) -> None:
    folder_of(tmp_path / "place", "old")
    with pytest.raises(FileNotFoundError):
        atomic.exchange(tmp_path / "nowhere", tmp_path / "place")
    assert content(tmp_path / "place") == {"old"}


def test_a_file_is_put_in_anothers_place(tmp_path: Path) -> None:
    for name in ("new", "place"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    atomic.replace(tmp_path / "new", tmp_path / "place")
    assert (tmp_path / "place").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


# ---- Other systems, as far as they can be played here ----------------------------------------------


def put_in_place(tmp_path: Path) -> None:
    """The new set comes and the old one stands where it was, by whatever way this system has."""
    folder_of(tmp_path / "new", "new")
    folder_of(tmp_path / "place", "old")
    atomic.swap_in(tmp_path / "new", tmp_path / "place")
    assert (content(tmp_path / "place"), content(tmp_path / "new")) == ({"new"}, {"old"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "place"]


def with_system(monkeypatch: pytest.MonkeyPatch, **functions: Callable[..., int]) -> None:
    """A system whose library has these functions."""
    monkeypatch.setattr(ctypes, "CDLL", lambda name, use_errno: SimpleNamespace(**functions))


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_exchange_folders_has_two_renames(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renameat2(*arguments: object) -> int:
        ctypes.set_errno(code)
        return -1

    with_system(monkeypatch, renameat2=renameat2)
    put_in_place(tmp_path)


def test_a_system_without_the_function_has_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an old C library, or one that is not GNU's."""
    with_system(monkeypatch)
    put_in_place(tmp_path)


def test_macos_exchanges_by_a_function_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchanged = []

    def renamex_np(one: bytes, other: bytes, flags: int) -> int:
        exchanged.append((Path(os.fsdecode(one)).name, Path(os.fsdecode(other)).name, flags))
        aside = tmp_path / "for a moment"
        Path(os.fsdecode(one)).rename(aside)
        Path(os.fsdecode(other)).rename(os.fsdecode(one))
        aside.rename(os.fsdecode(other))
        return 0

    with_system(monkeypatch, renamex_np=renamex_np)
    monkeypatch.setattr(sys, "platform", "darwin")
    put_in_place(tmp_path)
    assert exchanged == [("new", "place", 2)]  # RENAME_SWAP


def test_windows_has_two_renames_and_syncs_no_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    plain = os.open
    monkeypatch.setattr(atomic.os, "open", lambda path, *more: opened.append(Path(path)) or plain(path, *more))
    folder_of(tmp_path / "new", "new")
    folder_of(tmp_path / "place", "old")
    with monkeypatch.context() as windows:
        windows.setattr(sys, "platform", "win32")
        windows.setattr(atomic.os, "name", "nt")
        assert not atomic.exchange(tmp_path / "new", tmp_path / "place")
        atomic.sync(tmp_path / "new")
    assert (content(tmp_path / "place"), content(tmp_path / "new")) == ({"old"}, {"new"})
    assert opened == []
    atomic.sync(tmp_path / "new")
    assert opened == [tmp_path / "new"]


def test_what_a_cut_off_run_left_aside_is_put_back_or_cleared_away(tmp_path: Path) -> None:
    aside, place = tmp_path / ".aside-place", tmp_path / "place"
    folder_of(aside, "old")
    atomic.recover(place)
    assert content(place) == {"old"} and not aside.exists()
    folder_of(aside, "older")
    atomic.recover(place)
    assert content(place) == {"old"} and not aside.exists()
    atomic.recover(place)
    assert content(place) == {"old"}
