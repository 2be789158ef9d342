"""The data alone: every fault and every finding of a year, and of the project, with its place.

A fault in one file does not hide those in another: each is read by itself, as far as the others let it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pandas as pd

from grantsdata.awards.contributions import contributions_of
from grantsdata.awards.decisions import decisions_of, has_decisions
from grantsdata.awards.load import awards_of, load_awards
from grantsdata.awards.notes import has_notes, notes_of
from grantsdata.awards.paper_tables import printed_measures, separate_funds_of, tie_faults
from grantsdata.errors import Fault, GrantsDataError
from grantsdata.model.paper import Paper
from grantsdata.model.schema import SEVERITIES
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.findings import Finding, Place
from grantsdata.reconcile.load import reconcile
from grantsdata.reconcile.payments import payments_of
from grantsdata.reconcile.unread import recipient_faults, unended_tables, unread_folders, unread_tables
from grantsdata.reconcile.upstream import upstream_findings
from grantsdata.sources.deflators import load_deflators
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import project_folder, years_on_file
from grantsdata.sources.paper import read_paper, sound_parts, unconfirmed
from grantsdata.sources.register import Register, read_register
from grantsdata.sources.reports import planned_for

T = TypeVar("T")

FAULT = "fault"
GRAVEST_FIRST = (FAULT, *SEVERITIES[::-1])


@dataclass(frozen=True)
class Entry:
    """One fault or finding: `severity` is one of `GRAVEST_FIRST`, `year` is None where it is of the whole project.

    `row` counts as a spreadsheet does, and in a text that is no table as its lines. `code` names a kind of finding,
    and `also` are its further rows. `text` is what was found; `text`, `expected` and `next_step` are a fault's.
    `message` says it all in one sentence or two, apart from the place.
    """

    severity: str
    year: str | None
    file: str
    message: str
    row: int | None = None
    column: str | None = None
    code: str | None = None
    text: str | None = None
    expected: str | None = None
    next_step: str | None = None
    also: tuple[Place, ...] = ()


def check(year: FinancialYear | None = None, *, project: str | Path | None = None) -> list[Entry]:
    """All there is to say of one year, or of all years on file and the project; the gravest first, then by year.

    The register of providers and the index of prices are read in any case, the list of reports and folders of no year
    without `year` only.
    GrantsDataError if there is no project.
    """
    root = project_folder(project)
    years = years_on_file(root) if year is None else [year]
    common = _Entries(None)
    register = common.tried(lambda: read_register(root))
    common.tried(lambda: load_deflators(root, years=_compared(years, root)))
    entries = [entry for one in years for entry in _check_year(one, register, root)]
    if year is None:
        if not years:
            step = "Read data/raw/README.md."
            common.add([Fault("data/raw", "no year is on file", "a folder such as 2017-18 with a paper.toml", step)])
        papers = [_Entries(None).tried(lambda one=one: read_paper(one, root)) for one in years]  # type: ignore[misc]
        common.tried(lambda: planned_for(filter(None, papers), root))
        common.add(unread_folders(root))
    return sorted([*common.listed, *entries], key=lambda entry: GRAVEST_FIRST.index(entry.severity))


def _compared(years: Iterable[FinancialYear], root: Path) -> set[FinancialYear]:
    """These years and the one before each, without the first year on file, which is compared with none."""
    on_file = years_on_file(root)
    return {one for pair in pairwise(on_file) if pair[1] in years for one in pair}


def _check_year(year: FinancialYear, register: Register | None, root: Path) -> list[Entry]:
    """One year's faults by file and row, then its findings in their order.

    There are no findings unless the paper, the register and the awards are sound: they would be of other awards than
    the paper's. A `register` that is at fault is None.
    """
    found = _Entries(str(year))
    sound = found.tried(lambda: read_paper(year, root))
    paper = sound or _Entries(None).tried(lambda: sound_parts(year, root))
    if paper is None:
        for path in sorted((root / "data" / "raw" / str(year)).glob("*.csv")):
            found.tried(lambda path=path: read_printed_table(path, root))  # type: ignore[misc]
        return found.listed
    awards = found.tried(lambda: awards_of(paper, register or Register({}), project=root))
    found.tried(lambda: separate_funds_of(paper, project=root))
    measures, faults = found.tried(lambda: printed_measures(paper, project=root)) or (None, [])
    found.add(faults)
    if measures is not None and awards is not None:
        found.add(tie_faults(measures, paper, awards, faults))
    if sound is not None and register is not None and awards is not None:
        found.add(recipient_faults(sound, awards))
    if has_notes(year, root) and paper.streams:  # without them, no section could be told from another
        found.tried(lambda: notes_of(paper, measures, root))
    if awards is not None and has_decisions(paper, root):
        found.tried(lambda: decisions_of(paper, awards, _awards_before(year, root), root))
    payments = found.tried(lambda: payments_of(paper, root))
    found.listed.sort(key=lambda entry: (entry.file, entry.row or 0))
    if sound is not None and register is not None and awards is not None:
        findings = reconcile(awards, sound, register.suggested(), contributions_of(sound, awards, root))
        findings += [] if payments is None else upstream_findings(payments, sound)
        found.listed += [_of_finding(finding, sound) for finding in findings]
    found.add(unread_tables(year, root), "warning")
    found.add(unended_tables(year, root), "warning")
    found.add(unconfirmed(year, root), "warning")
    return found.listed


def _awards_before(year: FinancialYear, root: Path) -> dict[FinancialYear, pd.DataFrame]:
    """The awards of the earlier years on file; without a year that is at fault, which is told where it is checked."""
    tables = {
        one: _Entries(None).tried(lambda one=one: load_awards(one, project=root))  # type: ignore[misc]
        for one in years_on_file(root)
        if one < year
    }
    return {one: table for one, table in tables.items() if table is not None}


class _Entries:
    """The entries of one year, as they come."""

    def __init__(self, year: str | None) -> None:
        self.year = year
        self.listed: list[Entry] = []

    def tried(self, read: Callable[[], T]) -> T | None:
        """What `read` returns; None, and its faults are entered, if it fails."""
        try:
            return read()
        except GrantsDataError as error:
            self.add(error.faults)
            if not error.faults and str(error):
                place = "data/raw" if self.year is None else f"data/raw/{self.year}/paper.toml"
                self.listed.append(Entry(FAULT, self.year, place, str(error)))
            return None

    def add(self, faults: Iterable[Fault], severity: str = FAULT) -> None:
        self.listed += [
            Entry(
                severity,
                self.year,
                one.file,
                one.sentence,
                one.row,
                one.column,
                text=one.text,
                expected=one.expected,
                next_step=one.next_step,
            )
            for one in faults
        ]


_CELL = {
    "amount-implied": "award",
    "amount-not-stated": "award",
    "total-differs": "award",
    "negative-award": "award",
    "perhaps-a-total": "award",
    "provider-blank": "provider",
    "provider-suggested": "provider",
    "provider-unknown": "provider",
    "duplicate-award": "service",
}
"""Which cell of its rows a kind of finding is about."""


def _of_finding(finding: Finding, paper: Paper) -> Entry:
    """One without rows is about what `paper.toml` declares: a budget, a total, a source."""
    columns = {paper.source_file(table.file): table.columns.by_meaning() for table in paper.award_tables}
    meaning = _CELL.get(finding.code, "")
    places = [place._replace(column=place.column or columns[place.file].get(meaning, "")) for place in finding.rows]
    first = places[0] if places else Place(paper.source_file("paper.toml"), 0)
    return Entry(
        finding.severity,
        str(paper.financial_year),
        first.file,
        finding.sentence,
        first.row or None,
        first.column or None,
        finding.code,
        also=tuple(places[1:]),
    )
