"""What lies in `data/raw` and is read by nobody, or in part: money that somebody typed and nobody counts.

What `paper.toml` supplies for publishing, beside the awards that it is of.
"""

import os
from collections.abc import Iterator
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


def unread_folders(project: Path) -> Iterator[Fault]:
    """Folders that are no year's, with a paper or with tables that no year's paper names."""
    named, years = _named(project), {str(year) for year in years_on_file(project)}
    for folder in sorted(path for path in (project / "data" / "raw").iterdir() if path.is_dir()):
        if folder.name in years or not ((folder / "paper.toml").exists() or _tables(folder) - named):
            continue
        expected = "a financial year's folder, such as 2018-19, with a paper.toml in it"
        step = "Call it after its year and describe the paper in paper.toml, or take it out of data/raw."
        yield Fault(label(folder, project), "no year reads this folder", expected, step)


def unread_tables(year: FinancialYear, project: Path) -> Iterator[Fault]:
    """Tables in a year's folder that neither its own paper names nor another year's."""
    tables = _tables(project / "data" / "raw" / str(year))
    tables.discard(_real(decisions_path(year, project)))
    for path in sorted(tables - _named(project)) if tables else ():
        if _holds_a_header_only(path):
            continue
        step = "Declare the table there, or take the file away."
        yield Fault(label(path, project), "nothing in this table counts", "its name in a paper.toml", step)


def unended_tables(year: FinancialYear, project: Path) -> Iterator[Fault]:
    """Tables in a year's folder, and beside it the register, whose last row has no line end. Many editors leave it
    out, so that such a table is read unless its last character is a figure; but a file that was cut off ends so."""
    raw = project / "data" / "raw"
    for path in [*sorted(raw.glob("*.csv")), *sorted((raw / str(year)).glob("*.csv"))]:
        try:
            content = raw_bytes(path, project, _TABLE)  # never a pipe or a device, which has no end
            end = cut_off(content.decode("utf-8"), label(path, project))
        except (GrantsDataError, UnicodeDecodeError):
            continue  # reported where the table is read
        if end and not ends_in_figure(end):
            yield end


def _tables(folder: Path) -> set[Path]:
    """Without those that tell where the cells of another came from."""
    return {_real(path) for path in folder.glob("*.csv") if not path.name.endswith(ORIGIN)}


def _holds_a_header_only(path: Path) -> bool:
    """As the tables of a new year do, which may have such a table or not."""
    try:
        with path.open("rb") as file:
            return file.readline(MOST_BYTES) != b"" and file.read(1) == b""
    except OSError:
        return False


def _real(path: Path) -> Path:
    """Where a path leads to; a link to itself leads to itself, and is told of when the table is read."""
    return Path(os.path.realpath(path))


def _named(project: Path) -> set[Path]:
    """The tables that the papers name, those papers included of which only parts are sound."""
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
    """A fault for each name under `publishing.recipients` that is no provider's, or one whom the register numbers."""
    identifiers = dict(zip(awards["provider"], awards["provider_identifier"].fillna(""), strict=True))
    file = paper.source_file("paper.toml")
    for name in paper.publishing.recipients:
        if name not in identifiers:
            expected = "the canonical name of a provider of this year's awards"
            yield Fault(file, "publishing.recipients names", expected, "Correct the name.", text=name)
        elif identifiers[name]:
            expected = f"none, since data/raw/providers.csv gives it {identifiers[name]}"
            yield Fault(file, "publishing.recipients has another identifier of", expected, "Keep one.", text=name)
