"""Which inputs and which versions a report was made from: enough to make the same page again."""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions, version
from pathlib import Path

import pandas as pd

from grantsdata.awards import Year, load_paper
from grantsdata.board_notes import notes_path
from grantsdata.errors import GrantsDataError
from grantsdata.folders import label, project_folder, years_on_file
from grantsdata.paper import table_path
from grantsdata.years import FinancialYear

_PACKAGES = ("grantsdata", "pandas", "matplotlib", "papermill", "nbconvert")
_LIBRARY = Path(__file__).parent
_SHOWN = 12
"""Of a fingerprint's 64 characters; enough to tell two runs apart by eye."""


def load_inputs(year: Year, *, project: str | Path | None = None) -> pd.DataFrame:
    """Every raw file that a year's figures come from: a row each; file, sha256."""
    root = project_folder(project)
    return pd.DataFrame(list(_hashed(_raw_files(year, root), root).items()), columns=["file", "sha256"])


def made_from(year: Year, *, project: str | Path | None = None) -> str:
    """A year's raw data and this package in a few words, the same wherever and whenever they are the same."""
    inputs = load_inputs(year, project=project)
    data = fingerprint(dict(zip(inputs["file"], inputs["sha256"], strict=True)))
    return f"raw data {data[:_SHOWN]}, grantsdata {version('grantsdata')}"


def inputs_of_run(year: FinancialYear, root: Path) -> dict[str, str]:
    """File → sha256 of all that the pages of a year depend on, in a fixed order.

    The raw data of this year and, since a year is compared with those before it, of the others; the notebooks and their
    list, the library with its template and style, and the lock. Another year that cannot be read counts by its
    `paper.toml` alone: what is wrong with it is told when that year is asked for.
    """
    paths = list(_raw_files(year, root))
    for other in years_on_file(root):
        if other < year:
            try:
                paths += _raw_files(other, root)
            except GrantsDataError:
                paths.append(root / "data" / "raw" / str(other) / "paper.toml")
    paths += [root / "notebooks" / "reports.toml", *(root / "notebooks").glob("*.ipynb"), root / "constraints.txt"]
    hashed = _hashed([path for path in paths if path.is_file()], root)
    code = [path for path in _LIBRARY.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    hashed |= {f"grantsdata/{name}": digest for name, digest in _hashed(code, _LIBRARY).items()}
    return dict(sorted(hashed.items()))


def fingerprint(hashes: Mapping[str, str]) -> str:
    """One sha256 for files and their sha256."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def sha256_of(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def versions() -> pd.DataFrame:
    """The packages that decide how a report looks, which the lock fixes: a row each; name, version.

    Python is not among them: the same page comes out of every version that the lock serves, and the run record names
    the one in use.
    """
    return pd.DataFrame([(name, version(name)) for name in _PACKAGES], columns=["name", "version"])


def installed() -> dict[str, str]:
    """Every package of this environment and its version, by name."""
    found = {one.metadata["Name"].lower().replace("_", "-"): one.version for one in distributions()}
    return dict(sorted(found.items()))


def git_commit(root: Path) -> str | None:
    """The commit that a checkout is at, with "+" where tracked files differ from it; None if it is no checkout."""
    if not (root / ".git").exists():
        return None
    try:
        commit = _git(root, "rev-parse", "HEAD")
        return commit + ("+" if _git(root, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None  # no git here, or one that does not trust the folder's owner


def _git(root: Path, *arguments: str) -> str:
    # A hook of another repository would have git ask that one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True, encoding="utf-8", errors="replace", timeout=20, check=True, env=environment,
    )  # fmt: skip
    return done.stdout.strip()


def _raw_files(year: Year, root: Path) -> list[Path]:
    paper = load_paper(year, project=root)
    raw = root / "data" / "raw"
    paths = [raw / str(paper.financial_year) / "paper.toml", raw / "providers.csv"]
    paths += [table_path(paper.financial_year, name, root) for name in paper.files]
    paths += [path for path in [notes_path(paper.financial_year, root)] if path.exists()]
    return list(dict.fromkeys(paths))


def _hashed(paths: Iterable[Path], root: Path) -> dict[str, str]:
    return {label(path, root): sha256_of(path) for path in paths}
