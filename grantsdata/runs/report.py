"""`report`: find the years that are up to date, have the others made and published, and return the outcome of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grantsdata.errors import ParameterError, YearError, check_installed
from grantsdata.model.report import Limits
from grantsdata.model.years import FinancialYear, day_given
from grantsdata.runs.publish.outcome import ALL_WELL, Outcome
from grantsdata.runs.publish.up_to_date import index_is_up_to_date, up_to_date_years
from grantsdata.sources.files.project import project_to_write, years_on_file

if TYPE_CHECKING:
    from grantsdata.runs.workers.task import WorkerPool


def report(
    year: str | FinancialYear | None = None,
    *,
    as_at: date | str | None = None,
    parameters: Mapping[str, Any] | None = None,
    notebook: str | None = None,
    strict: bool = False,
    force: bool = False,
    jobs: int | None = None,
    dask: str = "",
    limits: Limits | None = None,
    on_failure: str = "",
    on_change: str = "",
    progress: bool = False,
    each: Callable[[Outcome], None] = lambda outcome: None,
    project: str | Path | None = None,
) -> list[Outcome]:
    """Make the reports of one year, or of every year on file if `year` is None.

    With `as_at`, a day such as "2017-09-30", the reports are of what documents had stated by then. They are a set of
    their own, in `outputs/2017-18-as-at-2017-09-30`, which the index does not list.

    `parameters` are those of the notebooks, and `notebook` names the only one to be made. With `strict`, figures that
    do not add up are an error; with `force`, what has not changed is made again. `jobs` is how many reports are made at
    once, here or on the Dask cluster of the address `dask`. `on_failure` and `on_change` are commands to run after a
    year. With `progress`, each step is shown on standard error. `each` is called with each outcome as soon as it is
    known.

    Returns one outcome per year, in the order of the years. An error in one year is described in that year's outcome
    and does not stop the others. A year whose inputs are unchanged is not made again, and nothing is published for it.

    Raises YearError for a text that is not a year, or if there is no year on file, and ParameterError for a wrong
    number of `jobs`, a text that is no date, and `as_at` without a `year`.
    """
    root = project_to_write(project)
    years = [FinancialYear.named(year) if isinstance(year, str) else year] if year else years_on_file(root)
    if as_at is not None:
        if year is None:
            raise ParameterError("--as-at is about one year; name it, as in: grantsdata report 2017-18 --as-at DATE")
        years = [replace(years[0], as_at=day_given(as_at).isoformat())]
    if not years:
        raise YearError(
            f"There is no year on file in {root}; expected a folder such as data/raw/2017-18 with a paper.toml. Bring "
            f"a paper in: grantsdata import FILE --year YEAR, or type it: grantsdata new-year YEAR"
        )
    if jobs is not None and jobs < 1:
        raise ParameterError(f"--jobs is {jobs}; expected a whole number of at least 1.")
    texts = {name: _as_typed(value) for name, value in (parameters or {}).items()}
    unchanged = {} if force or notebook else up_to_date_years(years, root, asked=texts, strict=strict)
    outcomes = [Outcome(one, ALL_WELL, unchanged=record) for one, record in unchanged.items()]
    for outcome in outcomes:
        each(outcome)
    if len(unchanged) < len(years):
        asked = {"texts": texts, "notebook": notebook, "strict": strict, "limits": limits, "force": force}
        to_make = [one for one in years if one not in unchanged]
        for outcome in _make(to_make, asked, partial(_pool, dask, jobs), (on_failure, on_change), progress, root):
            outcomes.append(outcome)
            each(outcome)
    elif not index_is_up_to_date(root / "outputs"):
        from grantsdata.runs.publish.release import refresh_index

        refresh_index(root)
    return sorted(outcomes, key=lambda outcome: outcome.year)


def _as_typed(value: Any) -> str:
    """Return a parameter as it is typed on the command line."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _make(
    years: Sequence[FinancialYear],
    asked: Mapping[str, Any],
    pool: Callable[[], AbstractContextManager["WorkerPool"]],
    commands: tuple[str, str],
    progress: bool,
    root: Path,
) -> Iterator[Outcome]:
    with ExitStack() as stack:
        workers = stack.enter_context(pool())
        # These imports take half a second. They come this late because a run without work never needs them, and because
        # the worker processes start at the same time.
        from grantsdata.runs.publish.hooks import split_command
        from grantsdata.runs.publish.plan import request_for
        from grantsdata.runs.publish.run import Hooks, run
        from grantsdata.runs.workers.progress import show_progress

        hooks = Hooks(*(split_command(text) if text else [] for text in commands))
        requests = {year: partial(request_for, year, **asked, project=root) for year in years}
        watch = stack.enter_context(show_progress(not progress))
        yield from run(requests, workers, hooks, project=root, watch=watch)


def _pool(dask: str, jobs: int | None) -> AbstractContextManager["WorkerPool"]:
    if dask:
        check_installed("Clusters", "cluster", "distributed")
        from grantsdata.runs.workers.dask_cluster import Cluster

        return Cluster(dask, jobs)
    from grantsdata.runs.workers.pool import Workers

    return Workers(jobs)
