"""Find files in `data/raw` that nothing reads, or that may be incomplete: their money would not be counted.

Also check the recipients' identifiers in `paper.toml` against the awards.
"""

import os
from collections.abc import Iterator, Set
from pathlib import Path

import pandas as pd

from grantsdata.awards.decisions import decisions_path
from grantsdata.errors import Fault, GrantsDataError
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.plain_file import MOST_BYTES, Kind, raw_bytes
from grantsdata.sources.files.project import ORIGIN, label, years_on_file
from grantsdata.sources.files.text import cut_off, ends_in_figure
from grantsdata.sources.paper import read_paper, sound_parts, table_path

_TABLE = Kind("a CSV file", GrantsDataError, "Put it back.", "Save it again as CSV UTF-8.")


def unread_folders(named: Set[Path], project: Path) -> Iterator[Fault]:
    """Yield a fault for each folder that belongs to no year but has a paper, or tables that are not `named` anywhere.

    `named` is the result of `named_tables`.
    """
    years = {str(year) for year in years_on_file(project)}
    for folder in sorted(path for path in (project / "data" / "raw").iterdir() if path.is_dir()):
        if folder.name in years or not ((folder / "paper.toml").exists() or _tables(folder) - named):
            continue
        expected = "a financial year's folder, such as 2018-19, with a paper.toml in it"
        step = "Name it after its year and describe the paper in paper.toml, or remove it from data/raw."
        yield Fault(label(folder, project), "no year reads this folder", expected, step)


def unread_tables(year: FinancialYear, named: Set[Path], project: Path) -> Iterator[Fault]:
    """Yield a fault for each table in a year's folder that no year's paper names; `named` as in `unread_folders`."""
    tables = _tables(project / "data" / "raw" / str(year))
    tables.discard(_real(decisions_path(year, project)))
    for path in sorted(tables - named):
        if _holds_a_header_only(path):
            continue
        step = "Declare the table there, or remove the file."
        problem = "no paper.toml names this table, so nothing in it counts"
        yield Fault(label(path, project), problem, "its name in a paper.toml", step)


def tables_without_line_end(year: FinancialYear, project: Path) -> Iterator[Fault]:
    """Yield a fault for each table in `data/raw` and the year's folder whose last row has no line end.

    Such a file may have been cut off. But many editors leave out the last line end, so the table is still read unless
    it ends in a digit.
    """
    raw = project / "data" / "raw"
    for path in [*sorted(raw.glob("*.csv")), *sorted((raw / str(year)).glob("*.csv"))]:
        try:
            content = raw_bytes(path, project, _TABLE)  # refuses pipes and devices, which may never end
            end = cut_off(content.decode("utf-8"), label(path, project))
        except (GrantsDataError, UnicodeDecodeError):
            continue  # reported where the table is read
        if end and not ends_in_figure(end):
            yield end


def _tables(folder: Path) -> set[Path]:
    """Return the tables in a folder, without those that record the origin of another table's cells."""
    return {_real(path) for path in folder.glob("*.csv") if not path.name.endswith(ORIGIN)}


def _holds_a_header_only(path: Path) -> bool:
    """Whether a table has only a header, like the optional tables in a new year's folder."""
    try:
        with path.open("rb") as file:
            return file.readline(MOST_BYTES) != b"" and file.read(1) == b""
    except OSError:
        return False


def _real(path: Path) -> Path:
    """Resolve the links of a path. A link to itself stays as it is, and is reported when the table is read."""
    return Path(os.path.realpath(path))


def named_tables(project: Path) -> set[Path]:
    """Return the tables that the papers name, including the valid parts of faulty papers."""
    named: set[Path] = set()
    for year in years_on_file(project):
        try:
            paper = read_paper(year, project)
        except GrantsDataError:
            parts = sound_parts(year, project)
            if parts is None:
                continue
            paper = parts
        named |= {_real(table_path(year, file, project)) for file in paper.files}
    return named


def recipient_faults(paper: Paper, awards: pd.DataFrame) -> Iterator[Fault]:
    """Yield a fault for each name in `publishing.recipients` that is no provider or that the register identifies."""
    identifiers = dict(zip(awards["provider"], awards["provider_identifier"].fillna(""), strict=True))
    file = paper.source_file("paper.toml")
    for name in paper.publishing.recipients:
        if name not in identifiers:
            expected = "the canonical name of a provider of this year's awards"
            yield Fault(file, "publishing.recipients names", expected, "Correct the name.", text=name)
        elif identifiers[name]:
            expected = f"none, since data/raw/providers.csv gives it {identifiers[name]}"
            yield Fault(file, "publishing.recipients has another identifier for", expected, "Keep one.", text=name)
