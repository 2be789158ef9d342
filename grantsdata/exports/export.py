"""Export a year's awards in the formats that other programs read: `export`.

One or more modules write each format and import no other format's modules. Every format states where the data comes
from. A list beside it names what a format leaves out or has to assume.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from grantsdata.awards.agreements.load import load_agreements, load_payments, load_single_tenders, load_variations
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.awards.paper_tables import load_budgets, load_printed_totals, load_providers, load_streams
from grantsdata.errors import ParameterError, check_installed, meant, of_system
from grantsdata.exports.changes import write_changes
from grantsdata.exports.files import FORMATS, GIVING, GIVING_TABLE, NOT_WRITTEN, OCDS, RECORD_FILES
from grantsdata.exports.origin import Origin, origin_of
from grantsdata.exports.tables import write_tables, year_records, year_tables
from grantsdata.sources.files.project import check_no_links, project_to_write


def export(
    year: YearLike,
    to: str,
    *,
    include_implied: bool = True,
    project: str | Path | None = None,
    folder: str | Path | None = None,
) -> list[Path]:
    """Write one year's awards in the format `to`, one of `files.FORMATS`, and return the files.

    The files are written to `folder`, by default the project's `data/exports/<year>`. They replace files of the same
    names only when all are complete. Without `include_implied` an amount that a printed total implies counts as not
    stated; 360Giving never includes implied amounts.

    Raises ParameterError for an unknown format; LinkError if a file, or the default folder, is a link; OutputError if
    the folder cannot be written; ExtraError if the format needs a package that is not installed; and the errors of the
    raw data.
    """
    if to not in FORMATS:
        hint = meant(to, FORMATS) or f"expected one of {', '.join(FORMATS)}."
        raise ParameterError(f'"{to}" is not a format of export; {hint}')
    reads_only = folder is not None or isinstance(year, Year)
    opened = open_year(year, project if reads_only else project_to_write(project))
    data = opened.root / "data"
    origin = origin_of(opened, include_implied)
    target = Path(folder) if folder else data / "exports" / str(opened.year)
    if not folder:
        check_no_links(data, [target])
    try:
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target, prefix=".export-") as staging:
            written = _WRITERS[to](opened, origin, Path(staging))
            names = {path.name for path in written}
            optional = _OPTIONAL_FILES.get(to, ())
            check_no_links(target, [target / name for name in (*optional, *(path.name for path in written))])
            for name in {*optional} - names:
                (target / name).unlink(missing_ok=True)  # an old file would not belong to the new awards
            return [path.replace(target / path.name) for path in written]
    except OSError as error:
        raise of_system(target, error) from error


def why_not_written(to: str, written: Iterable[Path]) -> str:
    """Return why a format's main file is not among those written, as a sentence; "" if it is."""
    names = {path.name for path in written}
    missing = (why for name, why in NOT_WRITTEN.items() if name in _OPTIONAL_FILES.get(to, ()) and name not in names)
    return next(missing, "")


def write_shared_files(year: Year, include_implied: bool, folder: Path) -> list[Path]:
    """Write the files that a published set offers besides its tables, and return them: `files.SHARED_FILES` and, for a
    year with documents beside its paper, `files.DOCUMENT_FILES`.

    Raises the errors of the raw data, and OSError, for example for a full disk.
    """
    origin = origin_of(year, include_implied)
    written = [path for write in (_spreadsheet, _grants, _package, _database) for path in write(year, origin, folder)]
    return [*written, *write_changes(year, include_implied, folder)]


def _giving(year: Year, origin: Origin, folder: Path) -> list[Path]:
    from grantsdata.exports.giving.flat import write_giving_csv

    written = _grants(year, origin, folder)
    return [*written, *(path for grants in written[:-1] for path in write_giving_csv(grants, folder))]


def _grants(year: Year, origin: Origin, folder: Path) -> list[Path]:
    from grantsdata.exports.giving.grants import write_giving
    from grantsdata.exports.giving.paid import Records

    on_file = Records(load_agreements(year), load_payments(year), load_variations(year))
    return write_giving(year.awards(origin.include_implied), year.paper, origin, folder, on_file)


def _spreadsheet(year: Year, origin: Origin, folder: Path) -> list[Path]:
    check_installed("Workbooks", "export", "gptables")
    from grantsdata.exports.workbook.sheets import sheets_of
    from grantsdata.exports.workbook.spreadsheet import write_spreadsheet

    tables = year.once(year_tables, origin.include_implied)
    return write_spreadsheet(sheets_of(tables, year.year), origin, folder)


def _opendocument(year: Year, origin: Origin, folder: Path) -> list[Path]:
    check_installed("OpenDocument workbooks", "export", "odfdo", "openpyxl")
    (workbook,) = _spreadsheet(year, origin, folder)
    from grantsdata.exports.workbook.opendocument import write_opendocument

    return write_opendocument(workbook, origin, folder)


def _datapackage(year: Year, origin: Origin, folder: Path) -> list[Path]:
    from grantsdata.exports.csvw import write_csvw
    from grantsdata.exports.datapackage import datapackage, write_datapackage
    from grantsdata.exports.dataset import write_dataset

    written = write_tables(year, folder, origin.include_implied)
    package = datapackage(year.once(year_tables, origin.include_implied), origin)
    written += write_datapackage(package, folder)
    return [*written, *write_csvw(package, folder), *write_dataset(package, origin, folder)]


def _package(year: Year, origin: Origin, folder: Path) -> list[Path]:
    from grantsdata.exports.datapackage import datapackage, write_datapackage

    return write_datapackage(datapackage(year.once(year_tables, origin.include_implied), origin), folder)


def _database(year: Year, origin: Origin, folder: Path) -> list[Path]:
    from grantsdata.exports.database import Content, write_database

    tables = year.once(year_tables, origin.include_implied)
    content = Content(
        awards=tables["awards"],
        streams=load_streams(year),
        budgets=load_budgets(year),
        findings=tables["findings"],
        printed_totals=load_printed_totals(year),
        contributions=tables["contributions"],
        separate_funds=tables["separate-funds"],
        measures=tables["measures"],
        providers=load_providers(project=year.root),
        records=year_records(year),
    )
    return write_database(content, origin, folder)


def _contracts(year: Year, origin: Origin, folder: Path) -> list[Path]:
    from grantsdata.exports.contracting.releases import write_releases

    awards, agreements, tenders = year.awards(origin.include_implied), load_agreements(year), load_single_tenders(year)
    return write_releases(awards, year.paper, origin, folder, agreements, tenders)


_WRITERS: dict[str, Callable[[Year, Origin, Path], list[Path]]] = dict(
    zip(FORMATS, (_giving, _spreadsheet, _opendocument, _datapackage, _database, _contracts), strict=True)
)
"""Name of a format → the function that writes its files into a folder and returns them."""

_OPTIONAL_FILES = {"360giving": (GIVING, GIVING_TABLE), "ocds": (OCDS,), "datapackage": RECORD_FILES}
"""Format → its files that are not written if no award is a grant, or a contract, or if the year has no such table."""
