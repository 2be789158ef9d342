"""All that the commands do, as functions of the same names, for use from Python: `from grantsdata import commands`.

`import` is a word of Python itself, so that its function is called `import_`.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from grantsdata.cli.doctor import examine
from grantsdata.cli.doctor_checks import Condition
from grantsdata.cli.matches import doubtful_pairs as matches
from grantsdata.exports.export import export
from grantsdata.importers.import_paper import import_paper as import_
from grantsdata.importers.new_year import new_year
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.reconcile.unknown_providers import unknown_providers as providers
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish.plan import Wanted, wanted_of
from grantsdata.runs.publish.run import ALL_WELL, Outcome, run
from grantsdata.runs.publish.up_to_date import year_stands
from grantsdata.runs.publish.verify import verify
from grantsdata.runs.workers.pool import Workers
from grantsdata.sources.files.project import project_folder
from grantsdata.sources.files.project import years_on_file as years

__all__ = ["check", "doctor", "export", "import_", "matches", "new_year", "providers", "report", "verify", "years"]


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
    """Make the reports of a year, or without one of every year on file: an outcome each, in their order.

    What is wrong with a year is told in its outcome, and stops no other; one of which nothing has changed is left as it
    is, and has an outcome without anything published. YearError for a text that is no year.
    """
    root = project_folder(project)
    listed = years(root) if year is None else [year if isinstance(year, FinancialYear) else FinancialYear.parse(year)]
    texts = {name: str(value).lower() if isinstance(value, bool) else str(value)
             for name, value in (parameters or {}).items()}  # fmt: skip
    files = Inputs(root)
    stands = [one for one in listed if not (force or notebook) and year_stands(one, files, asked=texts, strict=strict)]

    def wanted(one: FinancialYear) -> Wanted:
        return wanted_of(one, texts, notebook, strict=strict, force=force, project=root)

    with Workers(jobs) as crew:
        made = list(run({one: partial(wanted, one) for one in listed if one not in stands}, crew, project=root))
    return sorted([*made, *(Outcome(one, ALL_WELL) for one in stands)], key=lambda outcome: outcome.year)


def doctor(project: str | Path | None = None) -> list[Condition]:
    """All that a report needs of this machine and of the project, and the command that mends what is missing."""
    return list(examine(project_folder(project)))
