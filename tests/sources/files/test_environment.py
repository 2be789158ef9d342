"""The packages of this environment, and the commit of a checkout."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from grantsdata.sources.files.environment import git_commit, installed


def test_the_packages_are_those_that_python_itself_tells_of() -> None:
    """What it reads from inside each package's folder is what the folder's name says."""
    told = {one.metadata["Name"].lower().replace("_", "-").replace(".", "-"): one.version for one in distributions()}
    assert installed() == dict(sorted(told.items()))
    assert len(told) > 100


def test_what_is_imported_first_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, version in (("first", "2.0"), ("second", "1.0")):
        (tmp_path / folder / f"Some.Name_here-{version}.dist-info").mkdir(parents=True)
    (tmp_path / "first" / "not-a-package").mkdir()
    (tmp_path / "first" / "old-0.1.egg-info").write_text("", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), str(tmp_path / "second"), str(tmp_path / "gone.zip")])
    assert installed() == {"old": "0.1", "some-name-here": "2.0"}


# ---- The commit ------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    """git, with a name for its commits and without the settings of whoever runs the tests."""
    nobody = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    variables = {**os.environ, **nobody, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, env=variables, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one commit."""
    if not shutil.which("git"):
        pytest.skip("There is no git. Install it (on Debian: apt-get install git).")
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "README.md").write_text("one\n", encoding="utf-8")
    git(folder, "add", "README.md")
    git(folder, "commit", "--quiet", "--message", "one")
    return folder


def test_a_checkout_is_told_by_its_commit_and_a_changed_one_by_a_plus(checkout: Path) -> None:
    commit = git(checkout, "rev-parse", "HEAD")
    (checkout / "untracked.csv").write_text("x\n", encoding="utf-8")
    assert git_commit(checkout) == commit
    (checkout / "README.md").write_text("two\n", encoding="utf-8")
    assert git_commit(checkout) == f"{commit}+"


def test_a_hook_of_another_repository_changes_nothing(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = git(checkout, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(checkout.parent / "another.git"))
    assert git_commit(checkout) == commit


def test_what_is_no_checkout_has_no_commit(tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert git_commit(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: nowhere\n", encoding="utf-8")
    assert git_commit(tmp_path) is None, "git itself refuses it"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git_commit(checkout) is None, "there is no git"
