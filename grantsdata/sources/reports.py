"""Read `notebooks/reports.toml`: which notebooks to run for a year, with which titles and parameters."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from grantsdata.errors import CatalogueError, Fault, reading
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.model.paper import Paper
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear, parse_day
from grantsdata.sources.files.project import label, years_on_file
from grantsdata.sources.files.toml import read_declaration
from grantsdata.sources.paper import read_paper

_KEYS_ARE_EXPLAINED_IN = "notebooks/README.md"


Need = Literal["earlier year", "measures", "agreements", "returns", "documents"]
NEEDS = get_args(Need)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Declared(_Part):
    notebook: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Annotated[str, Field(min_length=1)] | None = None
    label: Annotated[str, Field(min_length=1)] | None = None
    each: Literal["stream"] | None = None
    needs: Need | None = None
    parameters: dict[str, str | bool | int | float] = {}
    word: bool = False

    def plans(self, paper: Paper, on_file: Collection[str]) -> list[ReportPlan]:
        """Return the reports of this entry that have something to say about the year of the paper.

        `on_file` has those things that an entry may need.
        """
        if self.needs and self.needs not in on_file:
            return []
        common: dict[str, Any] = {**({"title": self.title} if self.title else {}), **self.parameters}
        if self.each is None:
            return [ReportPlan(self.notebook, common, self.word)]
        awarded = {code for table in paper.award_tables for code in table.codes}
        codes = [stream.code for stream in paper.streams if stream.code in awarded]
        return [ReportPlan(self.notebook, {**common, self.each: code}, self.word) for code in codes]


class _Catalogue(_Part):
    reports: Annotated[list[_Declared], Field(min_length=1)]


def report_plans(year: FinancialYear, project: Path) -> list[ReportPlan]:
    """Return the reports to make for a year, in the order of `reports.toml`.

    A stream that no table of awards belongs to has no report, and a report that needs an earlier year, measures,
    returns, a table of what becomes of the awards (agreements, conditions and so on) or further documents is not made
    without. Raises YearError or PaperError if the year has no readable paper, and CatalogueError with all faults of
    `reports.toml`: wrong keys, missing notebooks, two reports with the same name.
    """
    paper = read_paper(year.plain, project)
    return report_plans_for([paper.in_state(parse_day(year.as_at)) if year.as_at else paper], project)


def report_plans_for(papers: Iterable[Paper], project: Path) -> list[ReportPlan]:
    """Return the reports to make for several papers, one paper after the other. Raises CatalogueError."""
    path = _catalogue(project)
    file = label(path, project)
    declared = _declared(project)
    plans = [_plans(declared, paper, project) for paper in papers]
    faults = [fault for reports in plans for fault in _missing(file, reports, path.parent) + _repeated(file, reports)]
    if faults:
        raise CatalogueError(dict.fromkeys(faults))
    return [report for reports in plans for report in reports]


def _plans(declared: Sequence[_Declared], paper: Paper, project: Path) -> list[ReportPlan]:
    on_file = _on_file(paper, project)
    return [report for one in declared for report in one.plans(paper, on_file)]


def _on_file(paper: Paper, project: Path) -> set[str]:
    """What there is of the things that a report may need: an earlier year, measures, agreements, returns."""
    has_earlier = any(year < paper.financial_year for year in years_on_file(project))
    tables = {"measures": {"measures"}, "agreements": {*AGREEMENT_TABLES} - {"returns"}, "returns": {"returns"}}
    filled = {need for need, names in tables.items() if any(_has_rows(name, paper, project) for name in names)}
    return filled | ({"earlier year"} if has_earlier else set()) | ({"documents"} if paper.documents else set())


def _has_rows(name: str, paper: Paper, project: Path) -> bool:
    """Whether the file of a table beside the awards has a line below its header; also if the file is missing, so that
    the report says what is wrong with it."""
    table = paper.other_tables.get(name)
    if table is None:
        return False
    path = project / "data" / "raw" / str(paper.financial_year) / table.file
    if not path.is_file():
        return True
    with reading(path):
        return any(line.strip(b",; \t\r") for line in path.read_bytes().splitlines()[1:])


def is_made_in_word(notebook: str, project: Path) -> bool:
    """Return whether the pages of a notebook are made as Word documents too; without a `reports.toml` none is.

    Raises CatalogueError if `reports.toml` is faulty.
    """
    is_there = _catalogue(project).is_file()
    return is_there and any(one.word for one in _declared(project) if one.notebook == notebook)


def _catalogue(project: Path) -> Path:
    return project / "notebooks" / "reports.toml"


def _declared(project: Path) -> list[_Declared]:
    if_missing = "Write it, as notebooks/README.md says, or name one report with --notebook."
    path = _catalogue(project)
    return read_declaration(path, project, _Catalogue, CatalogueError, _KEYS_ARE_EXPLAINED_IN, if_missing).reports


def report_links(reports: Iterable[ReportPlan], year: FinancialYear, project: Path) -> list[tuple[str, str]]:
    """Return the page of each report with its name in links, in the order of `reports.toml`; others come last.

    The name is the `label` in `reports.toml`; without one, a stream's name, or that of the notebook with the texts
    among its parameters. Raises YearError or PaperError if the year has no readable paper.
    """
    paper = read_paper(year.plain, project)
    streams = {stream.code: stream.name for stream in paper.streams}
    try:
        declared = _declared(project)
    except CatalogueError:
        declared = []  # a run for all reports says what is wrong with the list
    labels = {report.name: one.label or "" for one in declared for report in one.plans(paper, NEEDS)}
    order = {name: number for number, name in enumerate(labels)}
    named = {report.name: labels.get(report.name) or _label(report, streams) for report in reports}
    names = sorted(named, key=lambda name: (order.get(name, len(order)), name))
    return [(f"{name}.html", named[name]) for name in names]


def _label(report: ReportPlan, streams: Mapping[str, str]) -> str:
    if "stream" in report.parameters:
        return streams.get(report.parameters["stream"], str(report.parameters["stream"]))
    words = report.notebook.replace("-", " ")
    return ": ".join([words[:1].upper() + words[1:], *report.texts])


def _missing(file: str, reports: Sequence[ReportPlan], notebooks: Path) -> list[Fault]:
    step = "Correct the name, or remove the entry."
    with reading(notebooks):
        return [
            Fault(file, "there is no notebook", "the name of a notebook in this folder", step, text=report.notebook)
            for report in reports
            if not (notebooks / f"{report.notebook}.ipynb").is_file()
        ]


def _repeated(file: str, reports: Sequence[ReportPlan]) -> list[Fault]:
    names = [report.name for report in reports]
    step = "Remove one of them, or give them different text parameters."
    return [
        Fault(file, "two reports with the same name:", "each page once", step, text=name)
        for name in names
        if names.count(name) > 1
    ]
