"""`preview`: show the pages of a year in a browser, and make again what changes."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from grantsdata.errors import YearError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.preview.make import Maker
from grantsdata.runs.preview.serve import served
from grantsdata.runs.preview.site import Site
from grantsdata.runs.preview.watch import snapshot, wait_for_change
from grantsdata.runs.workers.pool import Workers
from grantsdata.sources.files.project import project_to_write, year_folder, years_on_file


def preview(
    year: str | FinancialYear | None = None,
    *,
    port: int = 0,
    started: Callable[[str], None] = lambda address: None,
    project: str | Path | None = None,
) -> None:
    """Serve the pages of a year (by default the latest on file) on this machine until interrupted.

    When a file of the raw data, the notes or the notebooks is saved, the pages that depend on it are made again, and a
    browser that shows one loads it anew. What is wrong is shown on the page. Nothing is written into the project.
    `started` is called with the address; with port 0 a free one is taken.

    Raises KeyboardInterrupt when it is interrupted; YearError if there is no such year; the errors of `served`.
    """
    root = project_to_write(project)
    shown = FinancialYear.parse(year) if isinstance(year, str) else year or max(years_on_file(root), default=None)
    if shown is None:
        raise YearError("There is no year on file; expected a folder such as data/raw/2017-18 with a paper.toml.")
    year_folder(shown, root)
    site = Site(shown)
    with (
        tempfile.TemporaryDirectory(prefix="grantsdata-preview-") as folder,
        Workers() as workers,
        served(site, port) as address,
    ):
        started(address)
        maker = Maker(shown, root, Path(folder), workers, site)
        seen = snapshot(root)
        while True:
            maker.make(lambda begun=seen: snapshot(root) != begun)  # type: ignore[misc]
            seen = wait_for_change(root, seen)
