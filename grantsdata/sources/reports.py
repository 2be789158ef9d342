"""`notebooks/reports.toml` → which notebooks are run for a year, under which titles, with which parameters."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from grantsdata.errors import CatalogueError, Fault, reading
from grantsdata.model.paper import Paper
from grantsdata.model.report import PlannedReport
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import label, project_folder
from grantsdata.sources.files.toml import read_declaration
from grantsdata.sources.paper import read_paper

_KEYS_ARE_EXPLAINED_IN = "notebooks/README.md"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Declared(_Part):
    notebook: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Annotated[str, Field(min_length=1)] | None = None
    each: Literal["stream"] | None = None
    parameters: dict[str, str | bool | int | float] = {}

    def planned(self, paper: Paper) -> list[PlannedReport]:
        common: dict[str, Any] = {**({"title": self.title} if self.title else {}), **self.parameters}
        if self.each is None:
            return [PlannedReport(self.notebook, common)]
        return [PlannedReport(self.notebook, {**common, self.each: stream.code}) for stream in paper.streams]


class _Catalogue(_Part):
    reports: Annotated[list[_Declared], Field(min_length=1)]


def planned_reports(year: FinancialYear, project: str | Path | None = None) -> list[PlannedReport]:
    """The reports that are declared for every year, for this one, in their order.

    YearError or PaperError if the year has no readable paper; CatalogueError with all that is wrong in the
    declaration: a key, a notebook that is not there, two reports of one name.
    """
    root = project_folder(project)
    return planned_for([read_paper(year, root)], root)


def planned_for(papers: Iterable[Paper], project: Path) -> list[PlannedReport]:
    """The reports for these papers, one paper after the other; CatalogueError as of `planned_reports`."""
    path = project / "notebooks" / "reports.toml"
    file = label(path, project)
    if_missing = "Put it back, or name one report with --notebook."
    declared = read_declaration(path, project, _Catalogue, CatalogueError, _KEYS_ARE_EXPLAINED_IN, if_missing).reports
    of_each = [[report for one in declared for report in one.planned(paper)] for paper in papers]
    faults = [fault for planned in of_each for fault in (*_missing(file, planned, path.parent), *_twice(file, planned))]
    if faults:
        raise CatalogueError(dict.fromkeys(faults))
    return [report for planned in of_each for report in planned]


def _missing(file: str, planned: Sequence[PlannedReport], notebooks: Path) -> list[Fault]:
    step = "Correct the name, or take the entry out."
    with reading(notebooks):
        return [
            Fault(file, "there is no notebook", "the name of a notebook in this folder", step, text=report.notebook)
            for report in planned
            if not (notebooks / f"{report.notebook}.ipynb").is_file()
        ]


def _twice(file: str, planned: Sequence[PlannedReport]) -> list[Fault]:
    names = [report.name for report in planned]
    step = "Take one of them out, or give them other texts as parameters."
    return [
        Fault(file, "two reports of one name:", "each page once", step, text=name)
        for name in names
        if names.count(name) > 1
    ]
