"""What a page was made from: its files, this package, and the commit of a checkout."""

import hashlib
import os
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
from unattended import OTHER, YEAR, add_other_year, quick_project

from grantsdata.provenance import git_commit, inputs_of_run, made_from, versions
from grantsdata.years import FinancialYear

RAW = ("gr.csv", "out.csv", "paper.toml")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with two small years."""
    project = quick_project(tmp_path / "project")
    add_other_year(project)
    return project


def files_of(project: Path, year: str) -> list[str]:
    """The inputs of a year's run, but for the library itself."""
    return [name for name in inputs_of_run(FinancialYear.parse(year), project) if not name.startswith("grantsdata/")]


def test_a_year_is_made_from_its_own_files_and_those_of_the_years_before(small: Path) -> None:
    common = ["data/raw/providers.csv", "notebooks/first.ipynb", "notebooks/reports.toml"]
    own = [f"data/raw/{YEAR}/{name}" for name in RAW]
    assert files_of(small, YEAR) == own + common
    assert files_of(small, OTHER) == own + [f"data/raw/{OTHER}/{name}" for name in RAW] + common
    (small / "constraints.txt").write_text("pandas==1.2.3\n", encoding="utf-8")
    assert files_of(small, YEAR) == ["constraints.txt", *own, *common]


def test_a_year_before_that_cannot_be_read_counts_by_its_description_alone(small: Path) -> None:
    paper = small / "data" / "raw" / YEAR / "paper.toml"
    paper.write_text("[paper\n", encoding="utf-8")
    assert [name for name in files_of(small, OTHER) if YEAR in name] == [f"data/raw/{YEAR}/paper.toml"]
    hashed = inputs_of_run(FinancialYear.parse(OTHER), small)
    assert hashed[f"data/raw/{YEAR}/paper.toml"] == hashlib.sha256(b"[paper\n").hexdigest()


def test_what_a_page_was_made_from_is_told_in_a_few_words(small: Path) -> None:
    """Twelve characters of one sha256 over the files' own, in the order of their names."""
    names = sorted(["data/raw/providers.csv", *(f"data/raw/{YEAR}/{name}" for name in RAW)])
    lines = "".join(f"{hashlib.sha256((small / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    assert made_from(YEAR, project=small) == f"raw data {digest[:12]}, grantsdata {version('grantsdata')}"


def test_the_versions_are_those_of_the_packages_that_decide_how_a_page_looks() -> None:
    table = versions()
    assert table["name"].tolist() == ["grantsdata", "pandas", "matplotlib", "papermill", "nbconvert"]
    assert table["version"].tolist() == [version(name) for name in table["name"]]


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
