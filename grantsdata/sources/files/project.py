"""Where the project's folders are, whatever the working directory.

Which year a year is compared with.
"""

import os
import stat
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from grantsdata.errors import GrantsDataError, InputError, LinkError, ParameterError, YearError, reading
from grantsdata.model.years import FinancialYear

PROJECT_VARIABLE = "GRANTSDATA_PROJECT"

RECORD = "run.json"
"""The file, beside a year's pages, that tells from what they were made."""

ORIGIN = ".origin.csv"
"""The end of the name of a file that tells, of a raw table that was brought in, where each cell came from."""

ABSENT = ""
"""What stands for the sha256 of a file that is not there."""

DOWNLOADS = "data"
"""The folder, beside a year's pages, that holds its tables."""

SET_ASIDE = "set-aside"
"""The folder of `outputs` for what somebody has put among a year's pages."""


def project_folder(project: str | Path | None = None) -> Path:
    """The folder that holds `data/raw`.

    In this order: the one given, the one that the environment variable GRANTSDATA_PROJECT names, the
    checkout that this package was imported from, the working directory and its parents.
    GrantsDataError if none of them has `data/raw`; InputError if the one that is given or named cannot be looked into.
    """
    given = project or os.environ.get(PROJECT_VARIABLE)
    here = Path.cwd()
    candidates = [Path(given)] if given else [Path(__file__).parents[3], here, *here.parents]
    for candidate in candidates:
        try:
            if (candidate / "data" / "raw").is_dir():
                return candidate.resolve()
        except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
            if given and isinstance(error, OSError):
                raise InputError.of(candidate, error) from None
    raise GrantsDataError(
        f"No folder data/raw in {candidates[0] if given else here}; expected the grantsdata project folder. "
        f"Go there, or set {PROJECT_VARIABLE} to its path."
    )


def raw_folder(project: str | Path | None = None) -> Path:
    """`data/raw`: typed by hand or brought in from papers; no report writes there."""
    return project_folder(project) / "data" / "raw"


_MOST_FOR_SOCKETS = 60
"""Bytes of the path of a folder; that of a socket in it is longer by some 40 and may have about 100."""


def folder_for_sockets() -> str:
    """Where to make temporary folders that hold sockets: where others are made, or, if that path is too long, in /tmp.

    GrantsDataError if there is no such folder that this user may write in.
    """
    usual = tempfile.gettempdir()
    for folder in (usual, "/tmp", "/var/tmp"):
        fits = os.name == "nt" or len(os.fsencode(folder)) <= _MOST_FOR_SOCKETS
        if fits and os.access(folder, os.W_OK | os.X_OK):
            return folder
    raise GrantsDataError(
        f"The path of the folder for temporary files, {usual}, is too long for sockets: it has "
        f"{len(os.fsencode(usual))} bytes, of at most {_MOST_FOR_SOCKETS}. Set TMPDIR to a folder with a shorter path, "
        f"and run again."
    )


def label(path: Path, project: Path) -> str:
    """The path as a reader of the project knows it: `data/raw/2017-18/measures.csv`."""
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name


def years_on_file(project: str | Path | None = None) -> list[FinancialYear]:
    """Every financial year that has a `paper.toml`, oldest first; InputError if `data/raw` cannot be listed."""
    years = []
    raw = raw_folder(project)
    with reading(raw):
        names = [folder.name for folder in raw.iterdir()]
    for name in names:
        try:
            year = FinancialYear.parse(name)
        except YearError:
            continue  # another folder's name; the years asked for are checked by name
        if _there(raw / name / "paper.toml"):
            years.append(year)
    return sorted(years)


def year_folder(year: FinancialYear, project: str | Path | None = None) -> Path:
    """`data/raw/<year>`; YearError, with the years on file, if there is no paper in it."""
    folder = raw_folder(project) / str(year)
    if not _there(folder / "paper.toml"):
        on_file = ", ".join(map(str, years_on_file(project))) or "none"
        raise YearError(f"No paper for {year}: data/raw/{year}/paper.toml is not there. Years on file: {on_file}.")
    return folder


_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: what Windows calls a folder that leads to another one."""


def is_link(path: Path) -> bool:
    """Whether something of this name is there and leads elsewhere: a symbolic link, or a junction of Windows."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def check_no_links(base: Path, places: Iterable[Path]) -> None:
    """LinkError if a place where the program is about to write, or a folder between `base` and it, is a link.

    `base` itself may be one: it is where a user has chosen to keep things, perhaps on another disk.
    """
    for place in places:
        between = [folder for folder in place.parents if folder != base and folder.is_relative_to(base)]
        for path in (*reversed(between), place):
            if is_link(path):
                raise LinkError(
                    f"{path} is a link to {path.readlink()}, and this program neither writes through links nor "
                    f"replaces them. Move it away, or put the folder or file itself in its place, and run again."
                )


def check_outputs(root: Path, year: FinancialYear | None = None, strays: Collection[Path] = ()) -> None:
    """LinkError if a link is where a run writes: the index and, with a `year`, all that is published of that year.

    The folder `outputs` may be a link, but not one to the raw data or the notebooks. The `strays` of the year, and what
    is in them, may be links too: a run moves them, and does not write there.
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


def _there(path: Path) -> bool:
    """Whether something of this name is there; what may not be looked at is told when it is read."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def year_before(
    year: str | FinancialYear, compare_with: str = "", *, project: str | Path | None = None
) -> FinancialYear | None:
    """The year on file to compare `year` with: the one asked for, or with "" the latest before it, None without any.

    YearError, with the years on file, for a year that is none or is not on file; ParameterError for one that is not
    earlier than `year`, since "new" and "ended" would then be told the wrong way round.
    """
    this = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    year_folder(this, project)
    on_file = years_on_file(project)
    if not compare_with:
        return max((one for one in on_file if one < this), default=None)
    asked = FinancialYear.parse(compare_with)
    year_folder(asked, project)
    if asked >= this:
        it_is = "the year itself" if asked == this else "later than it"
        raise ParameterError(
            f"compare_with is {asked}, but the report is on {this}, and that is {it_is}; expected an earlier year, or "
            f'"" for the latest one before. Years on file: {", ".join(map(str, on_file))}.'
        )
    return asked
