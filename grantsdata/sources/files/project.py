"""Find the project's folders from any working directory, and the years on file and the year to compare with."""

import os
import shlex
import stat
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NoReturn

from grantsdata.errors import GrantsDataError, InputError, LinkError, ParameterError, YearError, reading
from grantsdata.model.years import FinancialYear

PROJECT_VARIABLE = "GRANTSDATA_PROJECT"

RECORD = "run.json"
"""The file in the folder of a year's pages that records what the pages were made from."""

ORIGIN = ".origin.csv"
"""The ending of a file that records where each cell of an imported raw table came from."""

ABSENT = ""
"""Recorded in place of the sha256 of a file that does not exist."""

DOWNLOADS = "data"
"""The folder of a year's tables, within the folder of its pages."""

SET_ASIDE = "set-aside"
"""The folder in `outputs` for files that a person has put among a year's pages."""


def given_path(path: object, name: str) -> Path:
    """Return a path that somebody gave as the argument of this name; raise ParameterError if it is none."""
    if not isinstance(path, str | Path):
        raise ParameterError(f"{name} is of the type {type(path).__name__}; expected a path, as a text.")
    return Path(path)


def found_project(project: str | Path | None = None) -> Path | None:
    """Return the project that is named, or the nearest one from the working directory upwards; None if there is none.

    `project` names it, or else the environment variable GRANTSDATA_PROJECT; then nothing else is tried. A project is a
    folder that holds `data/raw`. Raises GrantsDataError if the named folder is none, and InputError if it cannot be
    accessed.
    """
    variable = os.environ.get(PROJECT_VARIABLE)
    named = given_path(project, "project") if project else variable
    if not named:
        here = Path.cwd()
        return next((one.resolve() for one in (here, *here.parents) if _is_project(one)), None)
    try:
        if _holds_raw_data(Path(named)):
            return Path(named).resolve()
    except OSError as error:
        raise InputError.of(Path(named), error) from None
    by = "" if project else f", which {PROJECT_VARIABLE} names,"
    raise GrantsDataError(
        f"{named}{by} is no project: it has no folder data/raw. Name another folder, or make one there: "
        f'grantsdata init {shlex.quote(str(named))} --body "NAME OF THE BODY"'
    )


def project_folder(project: str | Path | None = None) -> Path:
    """Return the project to read: the one that `found_project` finds, or else the checkout that this package is in.

    Raises GrantsDataError, with what to do, if there is none; otherwise as `found_project`.
    """
    found = found_project(project)
    if found is None and _is_project(CHECKOUT):
        return CHECKOUT
    return found or _none_here()


def project_to_write(project: str | Path | None = None) -> Path:
    """Return the project to write into: only one that `found_project` finds.

    The checkout of this package is never written into from elsewhere by accident. Raises GrantsDataError, with what to
    do, if there is none; otherwise as `found_project`.
    """
    return found_project(project) or _none_here()


CHECKOUT = Path(__file__).resolve().parents[3]
"""The folder that this package lies in: the root of a checkout, or the site-packages of an environment."""


def _none_here() -> NoReturn:
    raise GrantsDataError(
        f"There is no project in {Path.cwd()} or above it; expected a folder that holds data/raw. Go to your project, "
        f"or name it with --project FOLDER or in the variable {PROJECT_VARIABLE}. To make one: "
        f'grantsdata init FOLDER --body "NAME OF THE BODY"; to see an example: grantsdata demo FOLDER.'
    )


def _holds_raw_data(folder: Path) -> bool:
    return (folder / "data" / "raw").is_dir()


def _is_project(folder: Path) -> bool:
    """Whether a folder on the way upwards is a project; False for one that cannot be accessed."""
    try:
        return _holds_raw_data(folder)
    except OSError:
        return False


_MOST_FOR_SOCKETS = 60
"""Bytes in the path of a folder: the path of a socket in it is about 40 longer, and may have about 100."""


def folder_for_sockets() -> str:
    """Return a folder for temporary folders with sockets: the usual one, or /tmp or /var/tmp if its path is too long.

    Raises GrantsDataError if this user may write in none of them.
    """
    usual = tempfile.gettempdir()
    for folder in (usual, "/tmp", "/var/tmp"):
        fits = os.name == "nt" or len(os.fsencode(folder)) <= _MOST_FOR_SOCKETS
        if fits and os.access(folder, os.W_OK | os.X_OK):
            return folder
    raise GrantsDataError(
        f"The path of the folder for temporary files, {usual}, is too long for sockets: it has "
        f"{len(os.fsencode(usual))} bytes; expected at most {_MOST_FOR_SOCKETS}. Set TMPDIR to a folder with a shorter "
        f"path, and run again."
    )


def label(path: Path, project: Path) -> str:
    """Return the path from the project's folder, as `data/raw/2017-18/measures.csv`; outside it, the file name."""
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name


def years_on_file(project: str | Path | None = None) -> list[FinancialYear]:
    """Return each financial year that has a `paper.toml`, oldest first. Raises InputError if it cannot list them."""
    years = []
    raw = project_folder(project) / "data" / "raw"
    with reading(raw):
        names = [folder.name for folder in raw.iterdir()]
    for name in names:
        try:
            year = FinancialYear.parse(name)
        except YearError:
            continue  # not the folder of a year
        if _exists(raw / name / "paper.toml"):
            years.append(year)
    return sorted(years)


def year_folder(year: FinancialYear, project: Path) -> Path:
    """Return `data/raw/<year>`. Raises YearError, listing the years on file, if it has no `paper.toml`."""
    folder = project / "data" / "raw" / str(year)
    if not _exists(folder / "paper.toml"):
        on_file = ", ".join(map(str, years_on_file(project))) or "none"
        raise YearError(f"No paper for {year}: data/raw/{year}/paper.toml is not there. Years on file: {on_file}.")
    return folder


_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: Windows marks a junction, a folder that leads to another one, with this tag."""


def is_link(path: Path) -> bool:
    """Whether the path is a symbolic link or a junction of Windows."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def check_no_links(base: Path, places: Iterable[Path]) -> None:
    """Raise LinkError if a place to write to, or a folder between `base` and it, is a link.

    `base` itself may be a link: the user may keep it on another disk.
    """
    for place in places:
        between = [folder for folder in place.parents if folder != base and folder.is_relative_to(base)]
        for path in (*reversed(between), place):
            if is_link(path):
                raise LinkError(
                    f"{path} is a link to {path.readlink()}, and this program does not write through links or "
                    f"replace them. Move it away, or put the folder or file itself in its place, and run again."
                )


def check_outputs(root: Path, year: FinancialYear | None = None, strays: Collection[Path] = ()) -> None:
    """Raise LinkError if a run would write through a link: to the index or, with a `year`, to that year's files.

    The folder `outputs` may be a link, but not into the raw data or the notebooks. The `strays` of the year and their
    contents may be links too: a run moves them and does not write to them.
    """
    outputs, data = root / "outputs", root / "data"
    for source in (data / "raw", root / "notebooks"):
        if Path(os.path.realpath(outputs)).is_relative_to(os.path.realpath(source)):
            raise LinkError(
                f"{outputs} leads to {os.path.realpath(outputs)}, which reports are made from. Make it a folder, or a "
                f"link to one outside the project, and run again."
            )
    check_no_links(outputs, [outputs / "index.html", outputs / ".lock-index", outputs / ".lock-index-holder"])
    if year is None:
        return
    for base, names in (
        (outputs, (f"{year}", f"failed/{year}", f".staging-{year}", f".aside-{year}")),
        (data, (f"processed/{year}", f"processed/.staging-{year}", f"processed/.aside-{year}")),
    ):
        check_no_links(base, [base / name for name in names])
        within = (path for name in names for path in (base / name).rglob("*"))
        check_no_links(base, (path for path in within if not {path, *path.parents} & {*strays}))
    check_no_links(outputs, [outputs / SET_ASIDE / str(year)])


def _exists(path: Path) -> bool:
    """Whether the path exists. True if it cannot be accessed: the fault is then reported when the file is read."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


ALL = "all"
"""In place of a year to compare with: every earlier year on file."""


def years_before(year: FinancialYear, compare_with: str, *, project: Path) -> list[FinancialYear]:
    """Return the years that a report compares `year` with, oldest first: with `ALL` every earlier one on file, else
    that of `year_before`, if any. Raises its errors."""
    if compare_with == ALL:
        return [one for one in years_on_file(project) if one < year]
    before = year_before(year, compare_with, project=project)
    return [before] if before else []


def year_before(year: str | FinancialYear, compare_with: str = "", *, project: Path) -> FinancialYear | None:
    """Return the year to compare `year` with: `compare_with`, or with "" the latest earlier year on file, if any.

    Raises YearError, listing the years on file, for a year that is not a financial year or not on file, and
    ParameterError if `compare_with` is not earlier than `year`, since "new" and "ended" awards would be swapped.
    """
    this = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    year_folder(this, project)
    on_file = years_on_file(project)
    if not compare_with:
        return max((one for one in on_file if one < this), default=None)
    other = FinancialYear.parse(compare_with)
    year_folder(other, project)
    if other >= this:
        relation = "the report's own year" if other == this else f"later than the report's year, {this}"
        raise ParameterError(
            f"compare_with is {other}, {relation}; expected an earlier year, or "
            f'"" for the latest one before. Years on file: {", ".join(map(str, on_file))}.'
        )
    return other
