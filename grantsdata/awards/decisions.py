"""Read decisions about which award of one year continues which award of another.

A person makes them in `matches.csv`, in the folder of the later year, or an award table has a column for them. They
overrule every rule of matching, so each identifier must exist.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.cells import award_cells, read_award_table
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import Fault, SourceError, YearError
from grantsdata.model.paper import Paper
from grantsdata.model.schema import APART, SAME
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.plain_file import is_there
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import year_before, years_on_file
from grantsdata.sources.paper import table_path

FILE = "matches.csv"
COLUMNS = ("former_id", "award_id", "same", "reason")

_WORDS = (SAME, APART, "")


class _Decision(NamedTuple):
    """A decision about one pair and its place; `column` holds the former award's identifier."""

    former_id: str
    award_id: str
    same: str
    reason: str
    file: str
    row: int
    column: str


def decisions_path(year: FinancialYear, project: Path) -> Path:
    """Return the path of a year's decisions, whether or not the file exists."""
    return project / "data" / "raw" / str(year) / FILE


def has_decisions(year: Year) -> bool:
    """Whether there may be decisions about the awards of a year."""
    path = decisions_path(year.year, year.root)
    return is_there(path, year.root) or any(table.columns.continues for table in year.paper.award_tables)


def load_decisions(year: YearLike, compare_with: str = "", *, project: str | Path | None = None) -> pd.DataFrame:
    """Return the decisions about awards of `year` and of the year that it is compared with: a row per pair.

    Columns: former_id, award_id, same ("yes", "no", or empty while undecided), reason, source_file, source_row. No rows
    if there are no decisions, or no year to compare with.

    Raises SourceError with all faults: an identifier that no award has, an award matched with two others, a repeated
    pair, a word other than yes or no. Raises errors like `year_before` and `load_awards`.
    """
    opened = open_year(year, project)
    before = year_before(opened.year, compare_with, project=opened.root)
    if not has_decisions(opened):
        return _table([])
    earlier = None if before is None else open_year(before, opened.root)
    table = decisions_of(opened, {} if earlier is None else {earlier.year: earlier.every_award()})
    former_ids = [] if earlier is None else list(earlier.awards()["award_id"])
    stands = table["former_id"].isin(former_ids) & table["award_id"].isin(opened.awards()["award_id"])
    return table[stands].reset_index(drop=True)


def decisions_of(of: Year, former: Mapping[FinancialYear, pd.DataFrame]) -> pd.DataFrame:
    """Return the decisions about a year's awards and those of all earlier years, with the columns of `load_decisions`.

    `former` maps earlier years to their awards. Identifiers of a year on file that is not in `former` are not checked.
    Raises SourceError like `load_decisions`.
    """
    awards = of.every_award()
    decisions = [*_from_tables(of.paper, awards, of.root), *_from_file(of.year, of.root)]
    ids = {year: list(table["award_id"]) for year, table in former.items()}
    on_file = [year for year in years_on_file(of.root) if year < of.year]
    faults = [
        *_word_faults(decisions),
        *(fault for one in decisions for fault in _former_faults(one, ids, on_file)),
        *(fault for one in decisions for fault in _award_faults(one, list(awards["award_id"]), of.year)),
        *_contradictions(decisions),
    ]
    if faults:
        raise SourceError(sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.row or 0)))
    # Of several decisions about a pair, one with an answer takes precedence.
    chosen = {(one.former_id, one.award_id): one for one in sorted(decisions, key=lambda one: one.same != "")}
    return _table(one for one in decisions if chosen[one.former_id, one.award_id] is one)


def _table(decisions: Iterable[_Decision]) -> pd.DataFrame:
    rows = [(*one[:4], one.file, one.row) for one in decisions]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "source_file", "source_row"])
    return table.astype({**dict.fromkeys((*COLUMNS, "source_file"), "str"), "source_row": "int64"})


def _from_file(year: FinancialYear, project: Path) -> Iterator[_Decision]:
    path = decisions_path(year, project)
    if not is_there(path, project):
        return
    printed = read_printed_table(path, project, COLUMNS)
    for row, cells in zip(printed.cells.index, printed.cells[list(COLUMNS)].to_numpy(), strict=True):
        former_id, award_id, same, reason = cells
        yield _Decision(former_id, award_id, same.casefold(), reason, printed.file, int(row), COLUMNS[0])


def _from_tables(paper: Paper, awards: pd.DataFrame, project: Path) -> Iterator[_Decision]:
    """Yield the decisions in the column `continues` of award tables; an empty cell is no decision."""
    ids = {(file, row): name for file, row, name in zip(awards["source_file"], awards["source_row"], awards["award_id"],
                                                        strict=True)}  # fmt: skip
    for table in paper.award_tables:
        column = table.columns.continues
        if column is None:
            continue
        path = table_path(paper.financial_year, table.file, project)
        printed = read_award_table(path, project, table)
        cells = award_cells(printed, table, paper).filled
        for row, text in cells[column].items():
            award_id = ids.get((printed.file, int(str(row))))
            if text and award_id is not None:
                yield _Decision(text, award_id, SAME, "", printed.file, int(str(row)), column)


def _word_faults(decisions: Iterable[_Decision]) -> Iterator[Fault]:
    expected = "yes, no, or nothing while it is undecided"
    for decision in decisions:
        if decision.same not in _WORDS:
            yield Fault(
                decision.file, "unknown word", expected, "Correct the cell.", decision.row, "same", decision.same
            )


def _former_faults(
    decision: _Decision, ids: Mapping[FinancialYear, list[str]], on_file: list[FinancialYear]
) -> Iterator[Fault]:
    year = _year_of(decision.former_id)
    if year in on_file and (year not in ids or decision.former_id in ids[year]):
        return
    known = ids[year] if year is not None and year in ids else [name for listed in ids.values() for name in listed]
    which = str(year) if year in ids else "an earlier year on file"
    problem = f"no award of {which} has the identifier"
    yield _unknown(decision, decision.column, decision.former_id, problem, known, "an earlier year on file")


def _award_faults(decision: _Decision, known: list[str], year: FinancialYear) -> Iterator[Fault]:
    if decision.award_id not in known:
        yield _unknown(
            decision, "award_id", decision.award_id, f"no award of {year} has the identifier", known, str(year)
        )


def _unknown(decision: _Decision, column: str, text: str, problem: str, known: list[str], year: str) -> Fault:
    near = difflib.get_close_matches(text, known, 1)
    offered = f'; the nearest is "{near[0]}"' if near else ""
    step = "Correct the cell; `grantsdata matches` fills in identifiers automatically."
    return Fault(
        decision.file, problem, f"the identifier of an award of {year}{offered}", step, decision.row, column, text
    )


def _year_of(award_id: str) -> FinancialYear | None:
    """Return the year with which an identifier begins; None if it does not begin with one."""
    try:
        return FinancialYear.parse(award_id[:7])
    except YearError:
        return None


def _contradictions(decisions: Iterable[_Decision]) -> Iterator[Fault]:
    """Yield a fault for each pair with two decisions in a file or two different ones, and each award matched twice.

    An award may match one award in each of several earlier years.
    """
    by_pair: dict[tuple[str, str], _Decision] = {}
    matched: dict[tuple[str, object], _Decision] = {}
    for decision in decisions:
        first = by_pair.setdefault((decision.former_id, decision.award_id), decision)
        if first is not decision:
            if first.file == decision.file or APART in (first.same, decision.same):
                expected = f"one line for each pair; {_place(first)} is another"
                step = "Keep the one that is right."
                yield Fault(
                    decision.file,
                    "the pair appears twice:",
                    expected,
                    step,
                    decision.row,
                    decision.column,
                    decision.former_id,
                )
            continue
        if decision.same != SAME:
            continue
        for column, text, key in (
            (decision.column, decision.former_id, (decision.former_id, None)),
            ("award_id", decision.award_id, (decision.award_id, _year_of(decision.former_id))),
        ):
            other = matched.setdefault(key, decision)
            if other is not decision:
                expected = f"each award in one match only; {_place(other)} has it too"
                step = "Keep the one that is right."
                yield Fault(
                    decision.file, "an award matched with two awards:", expected, step, decision.row, column, text
                )


def _place(decision: _Decision) -> str:
    return f"{decision.file} row {decision.row}"
