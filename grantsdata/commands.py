"""Each command as a Python function of the same name: `from grantsdata import commands`.

`import` is a reserved word in Python, so its function is called `import_`.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from grantsdata.cli.doctor import examine
from grantsdata.cli.doctor_checks import Condition
from grantsdata.cli.matches import undecided_pairs as matches
from grantsdata.exports.export import export
from grantsdata.importers.confirm import confirm
from grantsdata.importers.import_paper import import_paper as import_
from grantsdata.importers.new_project import demo, init
from grantsdata.importers.new_year import new_year
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.reconcile.unknown_providers import unknown_providers as providers
from grantsdata.runs.publish.plan import request_for
from grantsdata.runs.publish.run import ALL_WELL, Outcome, run
from grantsdata.runs.publish.up_to_date import up_to_date_years
from grantsdata.runs.publish.verify import verify
from grantsdata.runs.workers.pool import Workers
from grantsdata.sources.files.project import found_project, project_to_write
from grantsdata.sources.files.project import years_on_file as years

__all__ = [
    "check",
    "confirm",
    "demo",
    "doctor",
    "export",
    "import_",
    "init",
    "matches",
    "new_year",
    "providers",
    "report",
    "verify",
    "years",
]


def report(
    year: str | FinancialYear | None = None,
    *,
    parameters: Mapping[str, Any] | None = None,
    notebook: str | None = None,
    strict: bool = False,
    force: bool = False,
    jobs: int | None = None,
    project: str | Path | None = None,
) -> list[Outcome]:
    """Make the reports of one year, or of every year on file if `year` is None.

    Returns one outcome per year, in the order of the years. An error in one year is described in that year's outcome
    and does not stop the others. A year whose inputs are unchanged is not made again, and nothing is published for it.
    Raises YearError for a text that is not a year.
    """
    root = project_to_write(project)
    one_year = FinancialYear.parse(year) if isinstance(year, str) else year
    requested = years(root) if one_year is None else [one_year]
    texts = {name: str(value).lower() if isinstance(value, bool) else str(value)
             for name, value in (parameters or {}).items()}  # fmt: skip
    up_to_date = {} if force or notebook else up_to_date_years(requested, root, asked=texts, strict=strict)
    asked = partial(request_for, texts=texts, notebook=notebook, strict=strict, force=force, project=root)
    with Workers(jobs) as workers:
        to_make = {one: partial(asked, one) for one in requested if one not in up_to_date}
        made = list(run(to_make, workers, project=root))
    return sorted([*made, *(Outcome(one, ALL_WELL) for one in up_to_date)], key=lambda outcome: outcome.year)


def doctor(project: str | Path | None = None) -> list[Condition]:
    """Check everything that a report needs of this machine and project; each result has the command that mends it."""
    return list(examine(found_project(project)))
