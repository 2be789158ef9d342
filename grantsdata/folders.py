"""Where the project's folders are, whatever the working directory."""

import os
from pathlib import Path

from grantsdata.errors import GrantsDataError, YearError
from grantsdata.years import FinancialYear

PROJECT_VARIABLE = "GRANTSDATA_PROJECT"

RECORD = "run.json"
"""The file, beside a year's pages, that tells from what they were made."""

DOWNLOADS = "data"
"""The folder, beside a year's pages, that holds its tables."""


def project_folder(project: str | Path | None = None) -> Path:
    """The folder that holds `data/raw`.

    In this order: the one given, the one that the environment variable GRANTSDATA_PROJECT names, the
    checkout that this package was imported from, the working directory and its parents.
    GrantsDataError if none of them has `data/raw`.
    """
    given = project or os.environ.get(PROJECT_VARIABLE)
    here = Path.cwd()
    candidates = [Path(given)] if given else [Path(__file__).parents[1], here, *here.parents]
    for candidate in candidates:
        if _is_folder(candidate / "data" / "raw"):
            return candidate.resolve()
    raise GrantsDataError(
        f"No folder data/raw in {candidates[0] if given else here}; expected the grantsdata project folder. "
        f"Go there, or set {PROJECT_VARIABLE} to its path."
    )


def raw_folder(project: str | Path | None = None) -> Path:
    """`data/raw`: typed by hand, or written by a command that says so."""
    return project_folder(project) / "data" / "raw"


def label(path: Path, project: Path) -> str:
    """The path as a reader of the project knows it: `data/raw/2017-18/measures.csv`."""
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name


def years_on_file(project: str | Path | None = None) -> list[FinancialYear]:
    """Every financial year that has a `paper.toml`, oldest first."""
    years = []
    for paper in raw_folder(project).glob("*/paper.toml"):
        try:
            years.append(FinancialYear.parse(paper.parent.name))
        except YearError:
            continue  # another folder's name; the years asked for are checked by name
    return sorted(years)


def year_folder(year: FinancialYear, project: str | Path | None = None) -> Path:
    """`data/raw/<year>`; YearError, with the years on file, if there is no paper in it."""
    folder = raw_folder(project) / str(year)
    if not _there(folder / "paper.toml"):
        on_file = ", ".join(map(str, years_on_file(project))) or "none"
        raise YearError(f"No paper for {year}: data/raw/{year}/paper.toml is not there. Years on file: {on_file}.")
    return folder


def _there(path: Path) -> bool:
    """Whether something of this name is there; what may not be looked at is told when it is read."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _is_folder(path: Path) -> bool:
    """Whether a folder is there that may be looked into."""
    try:
        return path.is_dir()
    except OSError:
        return False
