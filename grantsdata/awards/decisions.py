"""What is said of pairs of awards of two years: by a person in `matches.csv`, or by a column of an award table.

The file lies beside the tables of the later year. No rule of matching goes before what is said here, so that every
identifier has to be one that there is.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.cells import award_cells, read_award_table
from grantsdata.awards.load import Year, load_awards, load_paper
from grantsdata.errors import Fault, SourceError, YearError
from grantsdata.model.paper import Paper
from grantsdata.model.schema import APART, SAME
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.plain_file import is_there
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import project_folder, year_before, years_on_file
from grantsdata.sources.paper import table_path

FILE = "matches.csv"
COLUMNS = ("former_id", "award_id", "same", "reason")

_WORDS = (SAME, APART, "")


class _Line(NamedTuple):
    """What is said of one pair, and where; `column` is that of the former award's identifier."""

    former_id: str
    award_id: str
    same: str
    reason: str
    file: str
    row: int
    column: str


def decisions_path(year: FinancialYear, project: Path) -> Path:
    """Where a year's decisions are, if there are any."""
    return project / "data" / "raw" / str(year) / FILE


def has_decisions(paper: Paper, project: Path) -> bool:
    """Whether anything may be said of pairs with the awards of a paper."""
    return is_there(decisions_path(paper.financial_year, project), project) or any(
        table.columns.continues for table in paper.award_tables
    )


def load_decisions(year: Year, compare_with: str = "", *, project: str | Path | None = None) -> pd.DataFrame:
    """What is said of pairs of an award of `year` and one of the year that it is compared with: a row per pair.

    Columns: former_id, award_id, same ("yes", "no", or empty where nobody has decided), reason, source_file,
    source_row. No rows where nothing is said, or where there is no year to compare with.

    SourceError with all faults at once: an identifier that no award has, an award that is said to be two others, a pair
    that stands twice, another word than yes or no. Errors as `year_before` and `load_awards`.
    """
    root = project_folder(project)
    paper = load_paper(year, project=root)
    before = year_before(paper.financial_year, compare_with, project=root)
    if not has_decisions(paper, root):
        return _table([])
    former = {} if before is None else {before: load_awards(before, project=root)}
    table = decisions_of(paper, load_awards(year, project=root), former, root)
    of_former = [] if before is None else list(former[before]["award_id"])
    return table[table["former_id"].isin(of_former)].reset_index(drop=True)


def decisions_of(
    paper: Paper, awards: pd.DataFrame, former: Mapping[FinancialYear, pd.DataFrame], project: Path
) -> pd.DataFrame:
    """What is said of the awards of a paper, as `load_decisions` gives it, of all earlier years.

    `former` has the awards of earlier years; an identifier of a year that is on file, but not among these, is not
    looked up. SourceError as `load_decisions`.
    """
    lines = [*_of_tables(paper, awards, project), *_of_file(paper.financial_year, project)]
    ids = {year: list(table["award_id"]) for year, table in former.items()}
    on_file = [year for year in years_on_file(project) if year < paper.financial_year]
    faults = [
        *_word_faults(lines),
        *(fault for line in lines for fault in _former_faults(line, ids, on_file)),
        *(fault for line in lines for fault in _award_faults(line, list(awards["award_id"]), paper.financial_year)),
        *_contradictions(lines),
    ]
    if faults:
        raise SourceError(sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.row or 0)))
    once = {(line.former_id, line.award_id): line for line in sorted(lines, key=lambda line: line.same != "")}
    return _table(line for line in lines if once[line.former_id, line.award_id] is line)


def _table(lines: Iterable[_Line]) -> pd.DataFrame:
    rows = [(*line[:4], line.file, line.row) for line in lines]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "source_file", "source_row"])
    return table.astype({**dict.fromkeys((*COLUMNS, "source_file"), "str"), "source_row": "int64"})


def _of_file(year: FinancialYear, project: Path) -> Iterator[_Line]:
    path = decisions_path(year, project)
    if not is_there(path, project):
        return
    printed = read_printed_table(path, project, COLUMNS)
    for row, cells in zip(printed.cells.index, printed.cells[list(COLUMNS)].to_numpy(), strict=True):
        former_id, award_id, same, reason = cells
        yield _Line(former_id, award_id, same.casefold(), reason, printed.file, int(row), COLUMNS[0])


def _of_tables(paper: Paper, awards: pd.DataFrame, project: Path) -> Iterator[_Line]:
    """What the award tables say in a column of their own; an empty cell says nothing."""
    at = {(file, row): name for file, row, name in zip(awards["source_file"], awards["source_row"], awards["award_id"],
                                                       strict=True)}  # fmt: skip
    for table in paper.award_tables:
        column = table.columns.continues
        if column is None:
            continue
        path = table_path(paper.financial_year, table.file, project)
        printed = read_award_table(path, project, table)
        cells = award_cells(printed, table, paper).filled
        for row, text in cells[column].items():
            name = at.get((printed.file, int(str(row))))
            if text and name is not None:
                yield _Line(text, name, SAME, "", printed.file, int(str(row)), column)


def _word_faults(lines: Iterable[_Line]) -> Iterator[Fault]:
    expected = "yes, no, or nothing as long as it is not decided"
    for line in lines:
        if line.same not in _WORDS:
            yield Fault(line.file, "unknown word", expected, "Correct the cell.", line.row, "same", line.same)


def _former_faults(
    line: _Line, ids: Mapping[FinancialYear, list[str]], on_file: list[FinancialYear]
) -> Iterator[Fault]:
    year = _year_of(line.former_id)
    if year in on_file and (year not in ids or line.former_id in ids[year]):
        return
    known = ids[year] if year is not None and year in ids else [name for listed in ids.values() for name in listed]
    problem = f"no award of {year} has the identifier" if year in ids else "no award of an earlier year on file is"
    yield _unknown(line, line.column, line.former_id, problem, known, "an earlier year on file")


def _award_faults(line: _Line, known: list[str], year: FinancialYear) -> Iterator[Fault]:
    if line.award_id not in known:
        yield _unknown(line, "award_id", line.award_id, f"no award of {year} has the identifier", known, str(year))


def _unknown(line: _Line, column: str, text: str, problem: str, known: list[str], of_which: str) -> Fault:
    near = difflib.get_close_matches(text, known, 1)
    offered = f'; the nearest is "{near[0]}"' if near else ""
    step = "Correct the cell; `grantsdata matches` writes identifiers by itself."
    return Fault(line.file, problem, f"the identifier of an award of {of_which}{offered}", step, line.row, column, text)


def _year_of(award_id: str) -> FinancialYear | None:
    """An identifier begins with its year."""
    try:
        return FinancialYear.parse(award_id[:7])
    except YearError:
        return None


def _contradictions(lines: Iterable[_Line]) -> Iterator[Fault]:
    """Of one pair something is said once in a file and the same in all; each award is one other at most.

    An award may be another one of each of several years.
    """
    said: dict[tuple[str, str], _Line] = {}
    taken: dict[tuple[str, object], _Line] = {}
    for line in lines:
        first = said.setdefault((line.former_id, line.award_id), line)
        if first is not line:
            if first.file == line.file or APART in (first.same, line.same):
                expected = f"one line for each pair; {_place(first)} is another"
                step = "Keep the one that is right."
                yield Fault(line.file, "the pair stands twice:", expected, step, line.row, line.column, line.former_id)
            continue
        if line.same != SAME:
            continue
        for column, text, key in (
            (line.column, line.former_id, (line.former_id, None)),
            ("award_id", line.award_id, (line.award_id, _year_of(line.former_id))),
        ):
            other = taken.setdefault(key, line)
            if other is not line:
                expected = f"each award once among those that are the same; {_place(other)} has it too"
                step = "Keep the one that is right."
                yield Fault(line.file, "said to be two awards:", expected, step, line.row, column, text)


def _place(line: _Line) -> str:
    return f"{line.file} row {line.row}"
