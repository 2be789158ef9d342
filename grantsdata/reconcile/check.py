"""Check the raw data: list every fault and finding of a year or of the project, each with its place.

A fault in one file does not hide those in others: each file is read as far as possible by itself.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from grantsdata.awards.agreements.records import linked_records, printed_records
from grantsdata.awards.decisions import decisions_of, has_decisions
from grantsdata.awards.documents.year import Year
from grantsdata.awards.notes import has_notes, notes_of
from grantsdata.awards.paper_tables import link_faults, printed_funds, printed_measures
from grantsdata.awards.records.promises import awaited, keys_carried_on, left_behind, load_promises, printed_promises
from grantsdata.errors import Fault, GrantsDataError
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.model.paper import Paper
from grantsdata.model.schema import OPEN, OVERDUE, SEVERITIES
from grantsdata.model.years import FinancialYear, day_given
from grantsdata.reconcile.agreements import agreement_findings, records_of
from grantsdata.reconcile.findings import Finding, Place
from grantsdata.reconcile.load import reconcile
from grantsdata.reconcile.payments import payments_of
from grantsdata.reconcile.unread import (
    named_tables,
    recipient_faults,
    tables_without_line_end,
    unread_folders,
    unread_tables,
)
from grantsdata.reconcile.upstream import upstream_findings
from grantsdata.sources.deflators import load_deflators
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import project_folder, years_on_file
from grantsdata.sources.paper import sound_parts, unresolved_comments
from grantsdata.sources.register import Register, is_begun, read_register
from grantsdata.sources.reports import report_plans_for
from grantsdata.sources.successors import load_successors

T = TypeVar("T")

FAULT = "fault"
GRAVEST_FIRST = (FAULT, *SEVERITIES[::-1])


@dataclass(frozen=True)
class Entry:
    """A fault or a finding.

    `severity` is one of `GRAVEST_FIRST`. `year` is None if the entry is about the project. `row` is numbered as in a
    spreadsheet, or is the line of a file that is not a table. `code` and `also` (further rows) are set for findings,
    `code` also for promises (`PROMISE_CODES`); `text` (what was found), `expected` and `next_step` for faults.
    `message` says everything except the place.
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


PROMISE_CODES = {OPEN: "promise-due", OVERDUE: "promise-overdue"}
"""What a promise without an outcome is by a given day → the code of its entry, a warning."""


def check(
    year: FinancialYear | None = None, *, as_at: date | str | None = None, project: str | Path | None = None
) -> list[Entry]:
    """Return all faults and findings of one year, or of all years on file and the project; gravest first, then by year.

    The register of providers and the price index are always checked. Without `year`, the list of reports and folders
    that belong to no year are checked too. `as_at` is a day such as "2017-12-01": each promise that has no outcome by
    then and is overdue, or due within 60 days of it, is a warning; so is each condition that was due before it and was
    not met. Raises GrantsDataError if there is no project, and ParameterError if `as_at` is no date.
    """
    day = None if as_at is None else day_given(as_at)
    root = project_folder(project)
    on_file = years_on_file(root)
    years = on_file if year is None else [year]
    common = _Entries(None)
    register = common.collect(lambda: read_register(root)) if years or is_begun(root) else Register({})
    compared = {one for pair in pairwise(on_file) if pair[1] in years for one in pair}
    common.collect(lambda: load_deflators(root, years=compared))
    common.collect(lambda: load_successors(root))
    opened = {one: Year(one, root, register=register) for one in (*on_file, *years)}
    named = named_tables(root)
    entries = [entry for one in years for entry in _check_year(opened[one], register, opened, named, day)]
    if year is None:
        if not years:
            step = "Bring a paper in: grantsdata import FILE --year YEAR, or type it: grantsdata new-year YEAR"
            common.add([Fault("data/raw", "no year is on file", "a folder such as 2017-18 with a paper.toml", step)])
        papers = [_Entries(None).collect(lambda one=one: one.paper) for one in opened.values()]  # type: ignore[misc]
        if years or (root / "notebooks").exists():
            common.collect(lambda: report_plans_for(filter(None, papers), root))
        common.add(unread_folders(named, root))
    return sorted([*common.listed, *entries], key=lambda entry: GRAVEST_FIRST.index(entry.severity))


def _check_year(
    of: Year, register: Register | None, all_years: Mapping[FinancialYear, Year], named: Set[Path], day: date | None
) -> list[Entry]:
    """Return one year's faults by file and row, then its findings in their order, then warnings about its files.

    A faulty `register` is None. There are findings only if paper, register and awards are free of faults: otherwise
    they would not be about the paper's awards. `named` is the result of `named_tables`; `day` is that of `awaited`.
    """
    year, root = of.year, of.root
    found = _Entries(str(year))
    sound = found.collect(lambda: of.paper)
    paper = sound or _Entries(None).collect(lambda: sound_parts(year, root))
    if paper is None:
        for path in sorted((root / "data" / "raw" / str(year)).glob("*.csv")):
            found.collect(lambda path=path: read_printed_table(path, root))  # type: ignore[misc]
        return found.listed
    parts = of if sound and register else Year(year, root, paper=paper, register=register or Register({}))
    awards = found.collect(parts.every_award)
    found.collect(lambda: printed_funds(parts))
    measures, faults = found.collect(lambda: printed_measures(parts)) or (None, [])
    found.add(faults)
    if measures is not None and awards is not None:
        found.add(link_faults(measures, paper, awards, faults))
    _, wrong_promises = found.collect(lambda: printed_promises(parts)) or (None, [])
    found.add(wrong_promises)
    for key in AGREEMENT_TABLES:
        lines, faults = found.collect(lambda key=key: printed_records(paper, key, root)) or (None, [])  # type: ignore[misc]
        found.add(faults)
        if lines is not None and awards is not None and sound is not None:
            found.add(linked_records(paper, key, lines, faults, awards)[1])
    if sound is not None and register is not None and awards is not None:
        found.add(recipient_faults(sound, awards))
    if has_notes(parts) and paper.streams:  # without streams, their sections would all be faults
        found.collect(lambda: notes_of(parts, measures))
    if awards is not None and has_decisions(parts):
        before = {one: _Entries(None).collect(earlier.every_award) for one, earlier in all_years.items() if one < year}
        # A faulty year is left out, since it is reported as such.
        former = {one: table for one, table in before.items() if table is not None}
        found.collect(lambda: decisions_of(parts, former))
    payments = found.collect(lambda: payments_of(parts))
    found.listed.sort(key=lambda entry: (entry.file, entry.row or 0))
    if sound is not None and register is not None and awards is not None:
        silent = _Entries(None)  # faults in variations and other records are reported above
        standing = silent.collect(parts.awards)
        findings = (
            []
            if standing is None
            else reconcile(standing, sound, register.suggested(), parts.contributions(), printed=awards)
        )
        records = silent.collect(lambda: records_of(parts))
        findings += [] if records is None else agreement_findings(records, awards, sound, day)
        findings += [] if payments is None else upstream_findings(payments, sound)
        found.listed += [_finding_entry(finding, sound) for finding in findings]
    before_it = [earlier for one, earlier in all_years.items() if one < year]
    if sound is not None and before_it:
        former_year = max(before_it, key=lambda one: one.year)
        found.add(_Entries(None).collect(lambda: list(left_behind(of, former_year))) or (), "warning")
    if sound is not None and day is not None:
        found.add_awaited(of, day, [later for one, later in all_years.items() if one > year])
    found.add(unread_tables(year, named, root), "warning")
    found.add(tables_without_line_end(year, root), "warning")
    found.add(unresolved_comments(year, root), "warning")
    return found.listed


class _Entries:
    """Collects the entries of one year, or of the project if `year` is None."""

    def __init__(self, year: str | None) -> None:
        self.year = year
        self.listed: list[Entry] = []

    def collect(self, read: Callable[[], T]) -> T | None:
        """Return the result of `read`; if it fails, add its faults and return None."""
        try:
            return read()
        except GrantsDataError as error:
            self.add(error.faults)
            if not error.faults and str(error):
                place = "data/raw" if self.year is None else f"data/raw/{self.year}/paper.toml"
                self.listed.append(Entry(FAULT, self.year, place, str(error)))
            return None

    def add_awaited(self, year: Year, day: date, later: Iterable[Year]) -> None:
        """Add a warning for each promise that is due soon or overdue, unless a later year carries it on.

        Faults of the tables are reported elsewhere.
        """
        silent = _Entries(None)
        promises = silent.collect(lambda: load_promises(year, as_at=day))
        carried = [silent.collect(lambda one=one: keys_carried_on(one)) or set() for one in later]  # type: ignore[misc]
        if promises is not None:
            for state, one in awaited(year, promises, set().union(*carried), day):
                self.add([one], "warning", PROMISE_CODES[state])

    def add(self, faults: Iterable[Fault], severity: str = FAULT, code: str | None = None) -> None:
        """Add an entry for each fault."""
        self.listed += [
            Entry(
                severity,
                self.year,
                one.file,
                one.sentence,
                one.row,
                one.column,
                code,
                text=one.text,
                expected=one.expected,
                next_step=one.next_step,
            )
            for one in faults
        ]


_COLUMN_OF_CODE = {
    "amount-implied": "award",
    "amount-not-stated": "award",
    "total-differs": "award",
    "negative-award": "award",
    "perhaps-a-total": "award",
    "people-not-numbered": "provider",
    "provider-blank": "provider",
    "provider-suggested": "provider",
    "provider-unknown": "provider",
    "duplicate-award": "service",
}
"""Map the code of a finding to the meaning of the column that it is about."""


def _finding_entry(finding: Finding, paper: Paper) -> Entry:
    """Turn a finding into an entry; a finding without rows is about something declared in `paper.toml`."""
    columns = {paper.source_file(table.file): table.columns.by_meaning() for table in paper.award_tables}
    meaning = _COLUMN_OF_CODE.get(finding.code, "")
    places = [
        place._replace(column=place.column or columns.get(place.file, {}).get(meaning, "")) for place in finding.rows
    ]
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
