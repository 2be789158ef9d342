"""A year's awards for others' programs, each in the form that they read: `export`.

Each form has a module of its own, or a few, which know nothing of the others; all of them say where the data comes
from. What a form leaves out or has to assume stands beside it.
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
    """Write one year's awards for other programs; returns the files.

    `to` is one of `FORMATS`. The files come into `folder`, by default `data/exports/<year>` of the project; they take
    the place of files of these names once all of them are written. Without `include_implied` an amount that a printed
    total implies counts as not stated; 360Giving never has it.

    ParameterError for another form; LinkError if a file, or a folder that is not given, is a link; OutputError if the
    folder cannot be written in; otherwise errors of the raw data.
    """
    if to not in FORMATS:
        hint = meant(to, FORMATS) or f"expected one of {', '.join(FORMATS)}."
        raise ParameterError(f'"{to}" is no form to export to; {hint}')
    root = project_folder(project)
    paper = load_paper(year, project=root)
    place = Path(folder) if folder else root / "data" / "exports" / str(paper.financial_year)
    if not folder:
        check_no_links(root / "data", [place])
    origin = load_origin(paper.financial_year, include_implied=include_implied, project=root)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=place, prefix=".export-") as made:
            written = FORMATS[to](_Data(origin, root), Path(made))
            check_no_links(place, [place / name for name in (*_NOT_ALWAYS.get(to, ()), *(one.name for one in written))])
            for name in {*_NOT_ALWAYS.get(to, ())} - {path.name for path in written}:
                (place / name).unlink(missing_ok=True)  # it would be of other awards than the new ones
            return [path.replace(place / path.name) for path in written]
    except OSError as error:
        raise of_system(place, error) from error


def hand_on(origin: Origin, root: Path, folder: Path) -> list[Path]:
    """Write what a report hands on of a year beside its tables, `files.HANDED_ON`; returns the files.

    Errors as `export`, but for those of a full disk, which are as the system tells them.
    """
    data = _Data(origin, root)
    return [path for write in (_spreadsheet, _grants, _package, _database) for path in write(data, folder)]


class _Data:
    """What the forms are made of, the tables put together once."""

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
"""What `export` can write."""

_NOT_ALWAYS = {"360giving": (GIVING, GIVING_TABLE)}
"""Files of a form that are not made in every case."""
