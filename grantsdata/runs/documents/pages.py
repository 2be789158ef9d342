"""Make PDFs of a year's published pages: `pdf`."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from grantsdata.errors import ParameterError, ReportError, check_installed, meant, of_system, reading
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.run_record import checked_record
from grantsdata.sources.files.hashes import sha256_of
from grantsdata.sources.files.project import check_no_links, project_folder, project_to_write


def pdf(
    year: str | FinancialYear,
    reports: Collection[str] = (),
    *,
    project: str | Path | None = None,
    folder: str | Path | None = None,
) -> list[Path]:
    """Make a tagged PDF of each published page of a year, or of those named in `reports`, and return the files.

    They are written to `folder`, by default the project's `data/exports/<year>`, when all are made. A page that is not
    the one of the run record is refused, since it was not checked. Raises ExtraError if PDFs cannot be made here,
    ReportError if the year is not published or a page has changed, ParameterError for a report that the year does not
    have, LinkError if a file or the default folder is a link, and OutputError if the folder cannot be written.
    """
    check_installed("PDFs", "pdf", "weasyprint", "bs4")
    from grantsdata.runs.documents.pdf import check_pdf, tagged_pdf  # it needs what has just been looked for

    check_pdf()
    root = project_folder(project) if folder else project_to_write(project)
    wanted = year if isinstance(year, FinancialYear) else FinancialYear.named(year)
    pages = _published(root / "outputs" / str(wanted), wanted, reports)
    target = Path(folder) if folder else root / "data" / "exports" / str(wanted)
    if not folder:
        check_no_links(root / "data", [target])
    try:
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target, prefix=".pdf-") as staging:
            made = []
            for page in pages:
                path = Path(staging) / f"{page.stem}.pdf"
                path.write_bytes(tagged_pdf(page.read_text(encoding="utf-8")))
                made.append(path)
            check_no_links(target, [target / path.name for path in made])
            return [path.replace(target / path.name) for path in made]
    except OSError as error:
        raise of_system(target, error) from error


def _published(folder: Path, year: FinancialYear, reports: Collection[str]) -> list[Path]:
    """The pages of a year that are as the run has published them, in the order of the record."""
    record = checked_record(folder)
    if record is None:
        raise ReportError(f"there is no run record of {year}. Make its reports first: grantsdata report {year}")
    hashes = {str(entry["name"]): str(entry["sha256"]) for entry in record["reports"]}
    for name in reports:
        if name not in hashes:
            hint = meant(name, hashes) or f"expected one of {', '.join(hashes)}."
            raise ParameterError(f'{year} has no report "{name}"; {hint}')
    pages = []
    for name, digest in hashes.items():
        page = folder / f"{name}.html"
        if reports and name not in reports:
            continue
        with reading(page):
            if not page.is_file() or sha256_of(page) != digest:
                raise ReportError(
                    f"outputs/{year}/{page.name} is not the page that was published. "
                    f"Make it again: grantsdata report {year}"
                )
        pages.append(page)
    return pages
