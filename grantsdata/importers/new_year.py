"""Make a new year's folder: copy what carries over from the year before, and mark what has to be filled in.

Streams, columns and headings carry over, and so do promises that have no outcome yet. Budgets, totals, corrections,
awards and their other contributors belong to one paper and never carry over.
"""

import csv
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import tomlkit

from grantsdata.errors import GrantsDataError, of_system
from grantsdata.importers.paper_toml import append, moved_text, toml_table
from grantsdata.model.declared.about import About, Stream
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES, OtherTable
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.paper import Paper
from grantsdata.model.schema import NOT_STATED
from grantsdata.model.years import FinancialYear, counts_years, shift_years
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import label, project_to_write, years_on_file
from grantsdata.sources.files.text import raw_text, rows_begun
from grantsdata.sources.paper import GUESS, TO_DO, Office, read_office, read_paper, table_path
from grantsdata.sources.successors import body_in, load_successors

_TABLE = Kind("a CSV file", GrantsDataError, "Put it back, or take it out of paper.toml.", "Save it as CSV UTF-8.")


def new_year(year: str | FinancialYear, *, project: str | Path | None = None) -> list[Path]:
    """Make `data/raw/<year>` with a commented `paper.toml` and tables that hold only a header; return the files.

    It copies from the latest year on file before `year`, or if there is none, from the first year after it. The folder
    appears complete or not at all.

    Raises GrantsDataError if the folder exists, even an empty one; PaperError if the `paper.toml` of the copied year
    has a fault; OutputError if the folder cannot be written.
    """
    root = project_to_write(project)
    new = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    folder = root / "data" / "raw" / str(new)
    if os.path.lexists(folder):
        raise GrantsDataError(
            f"{label(folder, root)} is there already, and nothing in it was touched. To bring a table in, use: "
            f"grantsdata import FILE --year {new}"
        )
    template = template_year(new, root)
    files = dict(_files(new, read_paper(template, root) if template else None, root))
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


def new_stream(code: str, name: str) -> Stream:
    """A fund of which no more than its name is known."""
    return Stream(code=code, name=name, funder=NOT_STATED, origin=NOT_STATED, budget_printed="", in_overall_budget=True)


def template_year(year: FinancialYear, root: Path) -> FinancialYear | None:
    """The year that a new one copies: the latest before it, or else the first after it; None if no year is on file."""
    on_file = years_on_file(root)
    return max((other for other in on_file if other < year), default=min(on_file, default=None))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _files(year: FinancialYear, paper: Paper | None, root: Path) -> Iterator[tuple[str, str]]:
    yield "paper.toml", _paper_text(year, paper, paper.paper if paper else read_office(root), root)
    if paper is None:
        return
    by = year.starts_in - paper.financial_year.starts_in
    for table in _of_the_paper(paper):
        yield Path(table.file).name, shift_years(_header(paper, table.file, table.header_rows, root), by)
    for key, other in _other_tables(paper).items():
        if key == "variations" and paper.documents:
            yield Path(other.file).name, ",".join(other.columns) + "\n"
            continue
        carried = _open_promises(paper, other, root) if key == "promises" and by > 0 else ""
        yield Path(other.file).name, _header(paper, other.file, 1, root) + carried


def _of_the_paper(paper: Paper) -> list[AwardTable]:
    """The award tables of the paper itself: a new year begins without other documents."""
    return [table for table in paper.award_tables if table.document_ids == [THE_PAPER]]


def _other_tables(paper: Paper) -> dict[str, OtherTable]:
    """The other tables as a new year has them: while it lists no documents, no variation cites one."""
    if not (paper.documents and paper.variations):
        return paper.other_tables
    columns = {meaning: meaning for meaning in AGREEMENT_TABLES["variations"]}
    return paper.other_tables | {"variations": OtherTable(file=paper.variations.file, columns=columns)}


def _open_promises(paper: Paper, table: OtherTable, root: Path) -> str:
    """The rows of the promises without an outcome, with the paper in which each was first made."""
    columns = [*table.columns.values(), *table.ignored_columns]
    path = table_path(paper.financial_year, table.file, root)
    cells = read_printed_table(path, root, columns, may_be_empty=True).cells
    outcome, first = table.columns["outcome"], table.columns["first_made_in"]
    rows = cells[cells[outcome] == ""].copy()
    rows[first] = rows[first].where(rows[first] != "", paper.paper.source)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows.to_numpy().tolist())
    return text.getvalue()


def _header(paper: Paper, file: str, rows: int, root: Path) -> str:
    """The text of the first `rows` rows of a table, as in the file."""
    path = table_path(paper.financial_year, file, root)
    text = raw_text(path, root, _TABLE, rows_begun)
    header, begun, within = "", 0, False
    for line in text.replace("\r\n", "\n").splitlines(keepends=True):
        header += line if begun < rows else ""
        started, within = rows_begun(line, within)
        begun += started
    return header


def _paper_text(year: FinancialYear, paper: Paper | None, office: About | Office | None, root: Path) -> str:
    document = tomlkit.document()
    for line in (
        f"The paper on the awards of {year}: what its tables mean. data/raw/README.md explains every key.",
        f'Compare each entry that is marked "{TO_DO}" or "{GUESS}" with the paper, then delete the mark.',
        "grantsdata check lists every mark that is left.",
    ):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    about, body = paper.paper if paper else None, office.body if office else ""
    body = body_in(year, body, load_successors(root))
    document["paper"] = toml_table(
        [
            ("title", "", f"{TO_DO}: as the paper has it"),
            ("body", body, "" if body else f"{TO_DO}: whose paper it is"),
            *([("kind", office.kind, "")] if office and office.kind else []),
            ("presented_to", about.presented_to if about else "", ""),
            ("presented_by", about.presented_by if about else "", ""),
            ("contact", about.contact if about else "", ""),
            ("", f"date = {year.start.year}-05-01", f"{TO_DO}: the paper's date, in this form"),
            ("financial_year", str(year), ""),
            ("source", "", f"{TO_DO}: how to cite it"),
            (
                "licence",
                about.licence if about else NOT_STATED,
                "" if about else f"{TO_DO}: under what licence it is used",
            ),
            ("own_force", about.own_force if about else "", ""),
        ]
    )
    document["overall_budget"] = toml_table(
        [
            ("label", paper.overall_budget.label if paper else "Budget for grants", ""),
            ("printed", "", f'{TO_DO}: such as "£2.3m", and "" if the paper states none'),
            ("paragraph", "", ""),
        ]
    )
    for stream in paper.streams if paper else [EXAMPLE_STREAM]:
        append(document, "streams", toml_table(stream_entry(stream, is_new=paper is None)))
    if paper:
        for declared in _of_the_paper(paper):
            append(document, "award_tables", toml_table(_award_table(declared, paper.financial_year, year)))
        for key, other in _other_tables(paper).items():
            if key == "promises":
                _add_promises(document, other, paper.financial_year)
                continue
            _add_other(document, key, other)
            if key == "contributions":
                comment = (
                    f"{TO_DO}: {paper.financial_year} has other contributors on record, in its {other.file}; "
                    f"see for which awards this paper names other contributors"
                )
                document.add(tomlkit.comment(comment))
    return tomlkit.dumps(document)


EXAMPLE_STREAM = new_stream("GR", "Grants")


def stream_entry(stream: Stream, *, is_new: bool = False) -> Iterator[tuple[str, object, str]]:
    """The keys of a stream in `paper.toml`, each with its value and a comment; a new one is an example."""
    example = f"{TO_DO}: an example; one such entry for each fund" if is_new else ""
    yield "code", stream.code, example
    yield "name", stream.name, ""
    yield "funder", stream.funder, f"{TO_DO}: who gives the money" if stream.funder == NOT_STATED else ""
    yield "origin", stream.origin, f"{TO_DO}: the same in a sentence" if stream.origin == NOT_STATED else ""
    yield "budget_printed", "", f'{TO_DO}: as printed, and "" if the paper states none'
    yield "in_overall_budget", stream.in_overall_budget, ""
    if stream.crime_and_disorder_reduction_grants:
        yield "crime_and_disorder_reduction_grants", True, ""
    yield "paragraph", "", ""


_CARRIED = (
    "header_rows", "ignored_columns", "ditto", "merged_left", "spaced_amounts", "scale", "service", "arrangement",
    "section_rows", "may_be_blank",
    "no_award", "columns", "streams", "arrangements", "themes",
)  # fmt: skip


def _award_table(table: AwardTable, former: FinancialYear, year: FinancialYear) -> Iterator[tuple[str, object, str]]:
    """The entry, without what belongs to one paper: row numbers, corrections and the table's place in the paper."""
    yield "file", Path(table.file).name, ""
    if table.stream is not None:
        yield "stream", table.stream, ""
    declared = moved_table(table, former, year).model_dump(exclude_defaults=True, exclude_none=True)
    for key in _CARRIED:
        if key in declared:
            value = declared[key] if key in ("columns", "ignored_columns") else _moved(declared[key], former, year)
            counts = key == "columns" and counts_years(table.columns.award)
            yield key, value, f"{GUESS}: {table.columns.award} was the award of {former}" if counts else ""


def moved_table(table: AwardTable, former: FinancialYear, year: FinancialYear) -> AwardTable:
    """The declaration of a table with every year in its column names moved from `former` to `year`.

    All years move by the same distance (2019/20 and 2020/21 become 2020/21 and 2021/22), so that names stay distinct.
    """
    by = year.starts_in - former.starts_in
    columns = {meaning: shift_years(name, by) for meaning, name in table.columns.by_meaning().items()}
    ignored = [shift_years(name, by) for name in table.ignored_columns]
    return table.model_copy(update={"columns": table.columns.model_copy(update=columns), "ignored_columns": ignored})


def _moved(value: object, former: FinancialYear, year: FinancialYear) -> object:
    """A declared value with the year moved in all its texts: headings and aims may name the year."""
    if isinstance(value, str):
        return moved_text(value, former, year)
    if isinstance(value, list):
        return [_moved(item, former, year) for item in value]
    if isinstance(value, dict):
        return {key: _moved(item, former, year) for key, item in value.items()}
    return value


def _add_promises(document: tomlkit.TOMLDocument, table: OtherTable, former: FinancialYear) -> None:
    """Add the entry of the promises, which takes effect at once: the table has those that are still open."""
    columns = [] if table.has_plain_columns else [("columns", table.columns, "")]
    ignored = [("ignored_columns", table.ignored_columns, "")] if table.ignored_columns else []
    to_do = f"{TO_DO}: see what became of the promises of {former} in it, and add what this paper says will come"
    document["promises"] = toml_table([("file", Path(table.file).name, to_do), *ignored, *columns])


def _add_other(document: tomlkit.TOMLDocument, name: str, other: OtherTable) -> None:
    """Add the entry of a table that the new paper may lack, as comments, which take effect once uncommented."""
    file = Path(other.file).name
    columns = [] if other.has_plain_columns else [("columns", other.columns, "")]
    entry = toml_table([("file", file, ""), *columns])
    lines = tomlkit.dumps({name: entry}).splitlines()
    document.add(tomlkit.nl())
    document.add(tomlkit.comment(f"If the paper has such a table, type it into {file}, and delete each # below."))
    for line in lines:
        document.add(tomlkit.comment(line) if line else tomlkit.nl())
