"""A year's awards for others' programs, each in the form that they read: `export`.

Each form has a module of its own, or a few, which know nothing of the others; all of them say where the data comes
from. What a form leaves out or has to assume stands beside it.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from grantsdata.awards import Year, load_awards, load_findings, load_paper
from grantsdata.errors import OutputError, ParameterError
from grantsdata.exports.origin import Origin, load_origin
from grantsdata.folders import project_folder
from grantsdata.processed import write_processed, year_tables
from grantsdata.tables import (
    load_budgets,
    load_measures,
    load_printed_totals,
    load_providers,
    load_separate_funds,
    load_streams,
)
from grantsdata.vocabulary import GIVING, GIVING_TABLE


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

    ParameterError for another form; OutputError if the folder cannot be written in; otherwise errors of the raw data.
    """
    if to not in FORMATS:
        raise ParameterError(f'"{to}" is no form to export to; expected one of {", ".join(FORMATS)}.')
    root = project_folder(project)
    paper = load_paper(year, project=root)
    place = Path(folder) if folder else root / "data" / "exports" / str(paper.financial_year)
    origin = load_origin(paper.financial_year, include_implied=include_implied, project=root)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=place, prefix=".export-") as made:
            written = FORMATS[to](origin, root, Path(made))
            for name in {*_NOT_ALWAYS.get(to, ())} - {path.name for path in written}:
                (place / name).unlink(missing_ok=True)  # it would be of other awards than the new ones
            return [path.replace(place / path.name) for path in written]
    except OSError as error:
        raise OutputError.of(place, error) from error


def hand_on(origin: Origin, root: Path, folder: Path) -> list[Path]:
    """Write what a report hands on of a year beside its tables, `vocabulary.HANDED_ON`; returns the files.

    Errors as `export`, but for those of a full disk, which are as the system tells them.
    """
    return [*_spreadsheet(origin, root, folder), *_grants(origin, root, folder), *_package(origin, root, folder),
            *_database(origin, root, folder)]  # fmt: skip


def _giving(origin: Origin, root: Path, folder: Path) -> list[Path]:
    from grantsdata.exports.giving_csv import write_giving_csv

    written = _grants(origin, root, folder)
    return [*written, *(path for grants in written[:-1] for path in write_giving_csv(grants, folder))]


def _grants(origin: Origin, root: Path, folder: Path) -> list[Path]:
    from grantsdata.exports.giving import write_giving

    awards = load_awards(origin.year, include_implied=origin.include_implied, project=root)
    return write_giving(awards, load_paper(origin.year, project=root), origin, folder)


def _spreadsheet(origin: Origin, root: Path, folder: Path) -> list[Path]:
    from grantsdata.exports.sheets import sheets_of
    from grantsdata.exports.spreadsheet import write_spreadsheet

    tables = year_tables(origin.year, include_implied=origin.include_implied, project=root)
    return write_spreadsheet(sheets_of(tables, origin.year), origin, folder)


def _datapackage(origin: Origin, root: Path, folder: Path) -> list[Path]:
    written = write_processed(origin.year, include_implied=origin.include_implied, project=root, folder=folder)
    return [*written, *_package(origin, root, folder)]


def _package(origin: Origin, root: Path, folder: Path) -> list[Path]:
    from grantsdata.exports.datapackage import write_datapackage

    tables = year_tables(origin.year, include_implied=origin.include_implied, project=root)
    return write_datapackage(tables, origin, folder)


def _database(origin: Origin, root: Path, folder: Path) -> list[Path]:
    from grantsdata.exports.database import Content, write_database

    year, include_implied = origin.year, origin.include_implied
    content = Content(
        awards=load_awards(year, include_implied=include_implied, project=root),
        streams=load_streams(year, project=root),
        budgets=load_budgets(year, project=root),
        findings=load_findings(year, include_implied=include_implied, project=root),
        printed_totals=load_printed_totals(year, project=root),
        separate_funds=load_separate_funds(year, project=root),
        measures=load_measures(year, project=root),
        providers=load_providers(project=root),
    )
    return write_database(content, origin, folder)


FORMATS: dict[str, Callable[[Origin, Path, Path], list[Path]]] = {
    "360giving": _giving,
    "workbook": _spreadsheet,
    "datapackage": _datapackage,
    "sqlite": _database,
}
"""What `export` can write."""

_NOT_ALWAYS = {"360giving": (GIVING, GIVING_TABLE)}
"""Files of a form that are not made in every case."""
