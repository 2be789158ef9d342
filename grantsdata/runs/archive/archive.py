"""Put a published year, with all that it was made from, into one zip or folder: `archive`."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from grantsdata.awards.load import open_year
from grantsdata.errors import ExtraError, ParameterError, ReportError, check_installed, of_system, reading
from grantsdata.exports.origin import origin_of
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear
from grantsdata.runs.archive.judged import judged
from grantsdata.runs.archive.readme import JUDGED, PDFS, README, SOURCES, SUMS, readme
from grantsdata.runs.documents.pages import pdf
from grantsdata.runs.publish.index import index_html
from grantsdata.runs.publish.run_record import Record, files_of
from grantsdata.runs.publish.verify import changed_inputs, published_differences, published_record
from grantsdata.sources.files.atomic import replace
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.project import RECORD, check_no_links, project_to_write, year_folder
from grantsdata.sources.zipped import zip_of
from grantsdata.summaries.csv_text import csv_text


def archive(year: str | FinancialYear, *, output: str | Path | None = None, project: str | Path | None = None) -> Path:
    """Write a published year as one zip or folder that can be read without this program, and return its path.

    It holds the pages, PDFs of them if they can be made here, the data, the raw files, a record of what was judged,
    README.txt, and SHA256SUMS for `sha256sum -c`. `output` is a zip if it ends in .zip, else a folder that is not there
    yet or empty; by default it is `data/exports/<year>/grants-<year>.zip`. The same inputs give the same bytes.

    Raises ExtraError without the extra report; ReportError if the year is not published, or if what is published or
    what it was made from has changed since; BusyError while a run is at work on the year; ParameterError for a folder
    that holds something; LinkError if a link is in the place of the zip; OutputError if it cannot be written; and the
    errors of the raw data.
    """
    check_installed("Archives", "report", "jinja2")
    root = project_to_write(project)
    wanted = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    year_folder(wanted, root)
    name = f"grants-{wanted}"
    target = Path(output) if output else root / "data" / "exports" / str(wanted) / f"{name}.zip"
    _check_free(target, root / "data" if not output else target.parent)
    with held(root / "outputs", str(wanted)):
        files = _files(wanted, root)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=".archive-") as staging:
            if _is_zip(target):
                made = Path(staging) / target.name
                made.write_bytes(zip_of({f"{name}/{file}": content for file, content in files.items()}))
                replace(made, target)
            else:
                _write(files, Path(staging) / name)
                if target.exists():
                    target.rmdir()
                (Path(staging) / name).rename(target)
    except OSError as error:
        raise of_system(target, error) from error
    return target


def _is_zip(target: Path) -> bool:
    return target.suffix.lower() == ".zip"


def _check_free(target: Path, base: Path) -> None:
    check_no_links(base, [target])
    with reading(target):
        is_taken = (target.is_dir() and any(target.iterdir())) or (not _is_zip(target) and target.is_file())
    if is_taken or (_is_zip(target) and target.is_dir()):
        raise ParameterError(
            f"{target} is there already; expected a new or an empty folder, or the name of a zip, which ends in .zip."
        )


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _files(year: FinancialYear, root: Path) -> dict[str, bytes]:
    """Return the content of each file of the archive, in its order."""
    record, folder = published_record(year, root), root / "outputs" / str(year)
    published = _contents(folder, [*files_of(record)])
    _check_unchanged(record, published, year, root)
    opened, include_implied = open_year(year, root), bool(record["include_implied"])
    withheld = _withheld(opened.paper)
    pages = [(year, folder)]
    order = [str(entry["name"]) for entry in record["reports"]]
    files = {
        "index.html": index_html(pages, order).encode("utf-8"),
        **{f"{year}/{name}": content for name, content in sorted(published.items(), key=_pages_first)},
        f"{year}/{RECORD}": _without_history(record),
        **_pdfs(year, root),
        JUDGED: csv_text(judged(opened, include_implied)).encode("utf-8"),
        **_sources(record, root, withheld),
    }
    files = {README: readme(origin_of(opened, include_implied), record, list(files), withheld).encode("utf-8"), **files}
    return files | {SUMS: "".join(_sums(files)).encode("utf-8")}


_OF_ONE_RUN = ("changes", "seconds", "peak_mib")
"""Entries of a run record that differ between two runs of the same inputs."""


def _without_history(record: Record) -> bytes:
    """Return the record as JSON, without what another run of the same inputs would write otherwise."""
    kept = {key: value for key, value in record.items() if key not in _OF_ONE_RUN}
    kept["reports"] = [
        {key: value for key, value in entry.items() if key not in _OF_ONE_RUN} for entry in record["reports"]
    ]
    return f"{json.dumps(kept, ensure_ascii=False, indent=1)}\n".encode()


def _pages_first(file: tuple[str, bytes]) -> tuple[bool, str]:
    """The key by which the published files are sorted: pages with their documents before the folder of tables."""
    return "/" in file[0], file[0]


def _contents(folder: Path, names: list[str]) -> dict[str, bytes]:
    with reading(folder):
        return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def _check_unchanged(record: Record, published: Mapping[str, bytes], year: FinancialYear, root: Path) -> None:
    """Raise ReportError if the published files, or what they were made from, are not those of the record."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in published.items()}
    changed = [
        *published_differences(record, hashes, year, root),
        *(f"{name} has changed since the pages were made" for name in changed_inputs(record, year, root)),
    ]
    if changed:
        more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
        raise ReportError(f"{changed[0]}{more}. Make the year again, and then archive it: grantsdata report {year}")


def _pdfs(year: FinancialYear, root: Path) -> dict[str, bytes]:
    """Return the PDF of each page, or nothing if PDFs cannot be made here."""
    with TemporaryDirectory(prefix="grantsdata-") as folder:
        try:
            made = pdf(year, project=root, folder=folder)
        except ExtraError:
            return {}
        return {f"{PDFS}/{path.name}": path.read_bytes() for path in sorted(made)}


def _withheld(paper: Paper) -> list[str]:
    """The raw files that are not handed on, since they hold small counts: the returns, if the year has any."""
    return [paper.source_file(paper.returns.file)] if paper.returns else []


def _sources(record: Record, root: Path, withheld: Collection[str]) -> dict[str, bytes]:
    """Return the files of the project that the pages were made from, and the text that explains the raw data."""
    inputs = [str(entry["file"]) for entry in record["inputs"]]
    names = [name for name in inputs if not name.startswith("grantsdata/") and name not in withheld]
    names += ["data/raw/README.md"]
    return {f"{SOURCES}/{name}": content for name, content in sorted(_contents(root, names).items())}


def _sums(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the line of each file as `sha256sum` writes it, with its way of writing odd names."""
    for name, content in files.items():
        written = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        mark = "\\" if written != name else ""
        yield f"{mark}{hashlib.sha256(content).hexdigest()}  {written}\n"
