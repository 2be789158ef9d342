"""A new year's folder: what carries over from the year before, and what is to be filled in.

Streams, columns and headings stay until somebody changes them; budgets, totals, corrections, awards and who else pays
for them belong to one paper and never carry over.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import tomlkit

from grantsdata.errors import GrantsDataError, of_system
from grantsdata.importers.paper_toml import append, of_year, table
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.paper import OtherTable, Paper, Stream
from grantsdata.model.years import FinancialYear, counts_years, shift_years
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.project import label, project_folder, years_on_file
from grantsdata.sources.files.text import raw_text, rows_begun
from grantsdata.sources.paper import GUESS, TO_DO, read_paper, table_path

_TABLE = Kind("a CSV file", GrantsDataError, "Put it back, or take it out of paper.toml.", "Save it as CSV UTF-8.")


def new_year(year: str | FinancialYear, *, project: str | Path | None = None) -> list[Path]:
    """Make `data/raw/<year>` with a commented `paper.toml` and tables that hold a header only; returns the files.

    What carries over is that of the latest year on file before it, or without one of the first after it.
    GrantsDataError if the folder is there already, whatever is in it; PaperError if that year's description is at
    fault; OutputError if it cannot be written. The folder appears whole or not at all.
    """
    root = project_folder(project)
    new = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    folder = root / "data" / "raw" / str(new)
    if os.path.lexists(folder):
        raise GrantsDataError(
            f"{label(folder, root)} is there already, and nothing in it was touched. To bring a table in, use: "
            f"grantsdata import FILE --year {new}"
        )
    before = taken_after(new, root)
    files = dict(_files(new, read_paper(before, root) if before else None, root))
    try:
        staging = Path(mkdtemp(prefix=".new-year-", dir=folder.parent))
        try:
            for name, text in files.items():
                (staging / name).write_text(text, encoding="utf-8", newline="\n")
            staging.chmod(0o777 & ~_umask())
            staging.rename(folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise of_system(folder, error) from error
    return [folder / name for name in files]


def taken_after(year: FinancialYear, root: Path) -> FinancialYear | None:
    """The year that a new one takes after: the latest before it, or else the first after it; None without any."""
    on_file = years_on_file(root)
    return max((one for one in on_file if one < year), default=min(on_file, default=None))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _files(year: FinancialYear, paper: Paper | None, root: Path) -> Iterator[tuple[str, str]]:
    yield "paper.toml", _paper_text(year, paper)
    if paper is None:
        return
    for one in paper.award_tables:
        name = Path(one.file).name
        by = year.starts_in - paper.financial_year.starts_in
        yield name, shift_years(_header(paper, one.file, one.header_rows, root), by)
    for other in (paper.contributions, paper.separate_funds, paper.measures):
        if other:
            yield Path(other.file).name, _header(paper, other.file, 1, root)


def _header(paper: Paper, file: str, rows: int, root: Path) -> str:
    """The first rows of a table, as they stand in the file."""
    path = table_path(paper.financial_year, file, root)
    text = raw_text(path, root, _TABLE, rows_begun)
    kept, begun, within = "", 0, False
    for line in text.replace("\r\n", "\n").splitlines(keepends=True):
        kept += line if begun < rows else ""
        started, within = rows_begun(line, within)
        begun += started
    return kept


def _paper_text(year: FinancialYear, paper: Paper | None) -> str:
    document = tomlkit.document()
    told = f"The paper on the awards of {year}: what its tables mean. data/raw/README.md explains every key."
    waits = f'What is called "{TO_DO}" or "{GUESS}" waits for you: compare it with the paper, then take that away.'
    for line in (told, waits, "grantsdata check tells of each mark that is left."):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    about = paper.paper if paper else None
    document["paper"] = table(
        [
            ("title", "", f"{TO_DO}: as the paper has it"),
            ("body", about.body if about else "", "" if about else f"{TO_DO}: whose paper it is"),
            ("presented_to", about.presented_to if about else "", ""),
            ("presented_by", about.presented_by if about else "", ""),
            ("contact", about.contact if about else "", ""),
            ("", f"date = {year.start.year}-05-01", f"{TO_DO}: the paper's date, in this form"),
            ("financial_year", str(year), ""),
            ("source", "", f"{TO_DO}: how to cite it"),
            ("licence", about.licence if about else "", "" if about else f"{TO_DO}: under what licence it is used"),
            ("own_force", about.own_force if about else "", ""),
        ]
    )
    document["overall_budget"] = table(
        [
            ("label", paper.overall_budget.label if paper else "Budget for grants", ""),
            ("printed", "", f'{TO_DO}: such as "£2.3m", and "" if the paper states none'),
            ("paragraph", "", ""),
        ]
    )
    for stream in paper.streams if paper else [_EXAMPLE]:
        append(document, "streams", table(_stream(stream, is_new=paper is None)))
    if paper:
        for one in paper.award_tables:
            append(document, "award_tables", table(_award_table(one, paper.financial_year, year)))
        _add_other(document, "contributions", paper.contributions)
        if paper.contributions:
            told = (
                f"{TO_DO}: {paper.financial_year} has other contributors on record, in its {paper.contributions.file}; "
                f"see of which awards this paper says that others pay for them too"
            )
            document.add(tomlkit.comment(told))
        for name in ("separate_funds", "measures"):
            _add_other(document, name, getattr(paper, name))
    return tomlkit.dumps(document)


_EXAMPLE = Stream(code="GR", name="Grants", funder="Main grant", origin="Main grant", budget_printed="",
                  in_overall_budget=True)  # fmt: skip


def _stream(stream: Stream, *, is_new: bool) -> Iterator[tuple[str, object, str]]:
    example = f"{TO_DO}: an example; one such entry for each fund" if is_new else ""
    yield "code", stream.code, example
    yield "name", stream.name, ""
    yield "funder", stream.funder, ""
    yield "origin", stream.origin, ""
    yield "budget_printed", "", f'{TO_DO}: as printed, and "" if the paper states none'
    yield "in_overall_budget", stream.in_overall_budget, ""
    if stream.crime_and_disorder_reduction_grants:
        yield "crime_and_disorder_reduction_grants", True, ""
    yield "paragraph", "", ""


_CARRIED = (
    "header_rows", "ignored_columns", "ditto", "merged_left", "spaced_amounts", "arrangement", "section_rows",
    "no_award", "columns", "streams", "arrangements", "themes",
)  # fmt: skip


def _award_table(one: AwardTable, former: FinancialYear, year: FinancialYear) -> Iterator[tuple[str, object, str]]:
    """The entry without what is of one paper only: rows, corrections and the place."""
    yield "file", Path(one.file).name, ""
    if one.stream is not None:
        yield "stream", one.stream, ""
    declared = moved_table(one, former, year).model_dump(exclude_defaults=True, exclude_none=True)
    for key in _CARRIED:
        if key in declared:
            value = declared[key] if key in ("columns", "ignored_columns") else _moved(declared[key], former, year)
            counts = key == "columns" and counts_years(one.columns.award)
            yield key, value, f"{GUESS}: {one.columns.award} was the award of {former}" if counts else ""


def moved_table(one: AwardTable, former: FinancialYear, year: FinancialYear) -> AwardTable:
    """A table of awards with every year that its columns name moved, as the columns of a new paper are: of 2019/20 and
    2020/21 come 2020/21 and 2021/22, so that no two columns get one name."""
    by = year.starts_in - former.starts_in
    columns = {meaning: shift_years(name, by) for meaning, name in one.columns.by_meaning().items()}
    ignored = [shift_years(name, by) for name in one.ignored_columns]
    return one.model_copy(update={"columns": one.columns.model_copy(update=columns), "ignored_columns": ignored})


def _moved(value: object, former: FinancialYear, year: FinancialYear) -> object:
    """Headings and aims may hold the year."""
    if isinstance(value, str):
        return of_year(value, former, year)
    if isinstance(value, list):
        return [_moved(one, former, year) for one in value]
    if isinstance(value, dict):
        return {key: _moved(one, former, year) for key, one in value.items()}
    return value


def _add_other(document: tomlkit.TOMLDocument, name: str, other: OtherTable | None) -> None:
    """A table that the new paper may have or not: it counts once its lines are no comments any more."""
    if other is None:
        return
    file = Path(other.file).name
    entry = table([("file", file, ""), ("columns", other.columns, "")])
    lines = tomlkit.dumps({name: entry}).splitlines()
    document.add(tomlkit.nl())
    told = f"If the paper tells of such things, type them into {file}, and take each # away below."
    document.add(tomlkit.comment(told))
    for line in lines:
        document.add(tomlkit.comment(line) if line else tomlkit.nl())
