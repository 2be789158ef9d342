"""Export a year's awards in the formats that other programs read: `export`.

One or more modules write each format and import no other format's modules. Every format states where the data comes
from. A list beside it names what a format leaves out or has to assume.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from grantsdata.awards.load import Year, load_paper
from grantsdata.awards.paper_tables import load_budgets, load_printed_totals, load_providers, load_streams
from grantsdata.errors import ParameterError, meant, of_system
from grantsdata.exports.files import GIVING, GIVING_TABLE
from grantsdata.exports.origin import Origin, load_origin
from grantsdata.exports.tables import write_processed, year_tables
from grantsdata.sources.files.project import check_no_links, project_folder


def export(
    year: Year,
    to: str,
    *,
    include_implied: bool = True,
    project: str | Path | None = None,
    folder: str | Path | None = None,
) -> list[Path]:
    """Write one year's awards in the format `to`, one of `FORMATS`, and return the files.

    The files are written to `folder`, by default the project's `data/exports/<year>`. They replace files of the same
    names only when all are complete. Without `include_implied` an amount that a printed total implies counts as not
    stated; 360Giving never includes implied amounts.

    Raises ParameterError for an unknown format; LinkError if a file, or the default folder, is a link; OutputError if
    the folder cannot be written; and the errors of the raw data.
    """
    if to not in FORMATS:
        hint = meant(to, FORMATS) or f"expected one of {', '.join(FORMATS)}."
        raise ParameterError(f'"{to}" is not a format of export; {hint}')
    root = project_folder(project)
    paper = load_paper(year, project=root)
    target = Path(folder) if folder else root / "data" / "exports" / str(paper.financial_year)
    if not folder:
        check_no_links(root / "data", [target])
    origin = load_origin(paper.financial_year, include_implied=include_implied, project=root)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target, prefix=".export-") as staging:
            written = FORMATS[to](_Data(origin, root), Path(staging))
            names = {path.name for path in written}
            optional = _OPTIONAL_FILES.get(to, ())
            check_no_links(target, [target / name for name in (*optional, *(path.name for path in written))])
            for name in {*optional} - names:
                (target / name).unlink(missing_ok=True)  # an old file would not belong to the new awards
            return [path.replace(target / path.name) for path in written]
    except OSError as error:
        raise of_system(target, error) from error


def write_shared_files(origin: Origin, root: Path, folder: Path) -> list[Path]:
    """Write the files that a published set offers besides its tables, `files.SHARED_FILES`, and return them.

    Raises the errors of the raw data, and OSError, for example for a full disk.
    """
    data = _Data(origin, root)
    return [path for write in (_spreadsheet, _grants, _package, _database) for path in write(data, folder)]


class _Data:
    """A year's data for all formats; its tables are computed once."""

    def __init__(self, origin: Origin, root: Path) -> None:
        self.origin, self.year, self.root = origin, origin.year, root

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        return year_tables(self.year, include_implied=self.origin.include_implied, project=self.root)


def _giving(data: _Data, folder: Path) -> list[Path]:
    from grantsdata.exports.giving_csv import write_giving_csv

    written = _grants(data, folder)
    return [*written, *(path for grants in written[:-1] for path in write_giving_csv(grants, folder))]


def _grants(data: _Data, folder: Path) -> list[Path]:
    from grantsdata.exports.giving import write_giving

    return write_giving(data.tables["awards"], load_paper(data.year, project=data.root), data.origin, folder)


def _spreadsheet(data: _Data, folder: Path) -> list[Path]:
    from grantsdata.exports.sheets import sheets_of
    from grantsdata.exports.spreadsheet import write_spreadsheet

    return write_spreadsheet(sheets_of(data.tables, data.year), data.origin, folder)


def _datapackage(data: _Data, folder: Path) -> list[Path]:
    implied = data.origin.include_implied
    written = write_processed(data.year, include_implied=implied, project=data.root, folder=folder)
    return [*written, *_package(data, folder)]


def _package(data: _Data, folder: Path) -> list[Path]:
    from grantsdata.exports.datapackage import write_datapackage

    return write_datapackage(data.tables, data.origin, folder)


def _database(data: _Data, folder: Path) -> list[Path]:
    from grantsdata.exports.database import Content, write_database

    content = Content(
        awards=data.tables["awards"],
        streams=load_streams(data.year, project=data.root),
        budgets=load_budgets(data.year, project=data.root),
        findings=data.tables["findings"],
        printed_totals=load_printed_totals(data.year, project=data.root),
        contributions=data.tables["contributions"],
        separate_funds=data.tables["separate-funds"],
        measures=data.tables["measures"],
        providers=load_providers(project=data.root),
    )
    return write_database(content, data.origin, folder)


FORMATS: dict[str, Callable[[_Data, Path], list[Path]]] = {
    "360giving": _giving,
    "workbook": _spreadsheet,
    "datapackage": _datapackage,
    "sqlite": _database,
}
"""Name of a format → the function that writes its files into a folder and returns them."""

_OPTIONAL_FILES = {"360giving": (GIVING, GIVING_TABLE)}
"""Format → its files that are not written if no award is a grant."""
