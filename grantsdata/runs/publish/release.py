"""Put the new set of a year in the place of the published one, with its tables and the index."""

import logging
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from grantsdata.errors import GrantsDataError, ReportError, of_system, reading, visible
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.index import index_html, published_years, template
from grantsdata.runs.publish.run_record import read_record
from grantsdata.runs.publish.staging import PAGES, interruptions_deferred
from grantsdata.runs.publish.strays import set_aside
from grantsdata.runs.publish.up_to_date import sealed
from grantsdata.sources.files.atomic import recover, replace, swap_in
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.project import DOWNLOADS, check_outputs, years_on_file
from grantsdata.sources.reports import report_plans

_details = logging.getLogger("grantsdata.details")  # goes only to the log of the run

_INDEX_SECONDS = 60
"""How long to wait for the run of another year to write the index, which takes a moment."""


def put_in_place(year: FinancialYear, root: Path, staging: Path, deferred: ExitStack) -> list[str]:
    """Exchange the new set of a year for the published one: first the tables, then the pages, then the index.

    First, files that do not belong to the former set are moved to `outputs/set-aside`; a line on each is returned.
    Without a record of that set, these are the files that the new set does not replace. Interruptions are deferred
    until the context `deferred` ends. Raises ReportError, before anything is moved, if the new index has a fault;
    OSError if a step fails: then the steps before it are undone, but what was set aside stays there.
    """
    outputs = root / "outputs"
    processed = root / "data" / "processed"
    with _copied(staging / PAGES / DOWNLOADS, processed / f".staging-{year}") as tables:
        recover(processed / str(year))
        with held(outputs, "index", wait=_INDEX_SECONDS):
            index = staging / "index.html"
            _write_index(index, root, {year: staging / PAGES})
            deferred.enter_context(interruptions_deferred())
            lines = set_aside(outputs, year, read_record(outputs / str(year)) or read_record(staging / PAGES))
            with ExitStack() as undo:
                for new, place in ((tables, processed / str(year)), (staging / PAGES, outputs / str(year))):
                    existed = place.exists()
                    swap_in(new, place)
                    undo.callback(swap_in, new, place) if existed else undo.callback(place.rename, new)
                replace(index, outputs / "index.html")
                undo.pop_all()
    _forget_failure(outputs, year)
    return lines


def get_ready() -> None:
    """Import and compile what the index needs, while the workers start; commands that make no pages do without it."""
    import_module("grantsdata.runs.qa.index")
    template()


def refresh_index(root: Path) -> Path:
    """Write the index of the published pages, as after a run that was cut off before it could; return its path.

    Raises ReportError, and leaves the former index, if the new one has a fault.
    """
    outputs = root / "outputs"
    check_outputs(root)
    try:
        with held(outputs, "index", wait=_INDEX_SECONDS), TemporaryDirectory(dir=outputs, prefix=".staging-") as folder:
            index = Path(folder) / "index.html"
            _write_index(index, root, {})
            replace(index, outputs / "index.html")
    except OSError as error:
        raise of_system(outputs, error) from error
    return outputs / "index.html"


def index_is_as_written(root: Path) -> bool:
    """Return whether the index has exactly the bytes that would be written now.

    Raises the errors of `index_html` and `held`.
    """
    outputs = root / "outputs"
    place = outputs / "index.html"
    with held(outputs, "index", wait=_INDEX_SECONDS), reading(place):
        return place.is_file() and place.read_bytes() == _index_text(root, {}).encode()


def _write_index(index: Path, root: Path, instead: Mapping[FinancialYear, Path]) -> None:
    """Write the index and check it; the folders of `instead`, of new years, take the place of those years' own."""
    index.write_text(_index_text(root, instead), encoding="utf-8", newline="\n")
    listed = _listed(instead)
    folders, new = published_years(root / "outputs") | listed, list(map(str, listed))
    from grantsdata.runs.qa.index import faults_of_index

    hold_back(faults_of_index(index, {str(year): folder for year, folder in folders.items()}, root, new))


def _listed(folders: Mapping[FinancialYear, Path]) -> dict[FinancialYear, Path]:
    """The folders that the index lists: sets as at a day stand by themselves."""
    return {year: folder for year, folder in folders.items() if not year.as_at}


def hold_back(faults: Sequence[str]) -> None:
    """Raise ReportError with the first fault of what was made, if there is one; all faults go to the log."""
    if faults:
        _details.error("%s", "\n".join(faults))
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ReportError(f"what was made has faults: {visible(faults[0], 300)}{more}")


def _index_text(root: Path, instead: Mapping[FinancialYear, Path]) -> str:
    outputs = root / "outputs"
    folders = published_years(outputs) | _listed(instead)
    text = index_html(folders.items(), _order(root))
    return sealed(text, outputs, {str(year): folder for year, folder in instead.items()})


@contextmanager
def _copied(tables: Path, folder: Path) -> Iterator[Path]:
    """Yield a copy of the tables in `folder`; it is removed afterwards, or the folder that it changed places with.

    The copy is one level deeper than its destination. Moving a folder to another parent requires the right to change
    it, so a destination that this user may not write to is refused and not replaced.
    """
    copy = folder / "tables"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        copy.mkdir(parents=True)
        for table in tables.iterdir():
            shutil.copyfile(table, copy / table.name)
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_failure(outputs: Path, year: FinancialYear) -> None:
    shutil.rmtree(outputs / "failed" / str(year), ignore_errors=True)
    if (outputs / "failed").is_dir() and not any((outputs / "failed").iterdir()):
        (outputs / "failed").rmdir()


def _order(root: Path) -> list[str]:
    """Return the names of the pages in the order of the list of reports, over all years that can be read."""
    names: dict[str, None] = {}
    for year in years_on_file(root):
        try:
            names |= dict.fromkeys(report.name for report in report_plans(year, root))
        except GrantsDataError:
            continue  # a run of that year reports what is wrong with it
    return list(names)
