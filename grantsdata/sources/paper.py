"""Read `paper.toml`, and report every fault by its key.

Also find the comments that an import writes into `paper.toml` for a person to check and remove.
"""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from grantsdata.errors import Fault, PaperError
from grantsdata.model.declared.about import About, FigureInText, Stream, Upstream
from grantsdata.model.declared.other_tables import OtherTable, meanings_of_tables, with_plain_columns
from grantsdata.model.declared_table import AwardTable, PrintedTotal
from grantsdata.model.documents.document import Document
from grantsdata.model.law.bodies import Kind
from grantsdata.model.paper import Paper
from grantsdata.model.paper_fields import Text
from grantsdata.model.wording.headers import named_scale, other_currency
from grantsdata.model.years import FinancialYear, names_another_year
from grantsdata.sources.files.plain_file import is_there
from grantsdata.sources.files.project import label, year_folder
from grantsdata.sources.files.toml import parsed_toml, read_declaration

T = TypeVar("T", AwardTable, OtherTable, PrintedTotal, Upstream)

_KEYS_ARE_EXPLAINED_IN = "data/raw/README.md"
_IF_MISSING = "Describe the paper in it."


def read_paper(year: FinancialYear, root: Path) -> Paper:
    """Read the paper of one year. Raises YearError if there is none, and PaperError with all faults of `paper.toml`."""
    path = year_folder(year, root) / "paper.toml"
    file = label(path, root)
    paper = read_declaration(path, root, Paper, PaperError, _KEYS_ARE_EXPLAINED_IN, _IF_MISSING)
    faults = [*_year_faults(file, paper, year), *_column_faults(file, paper, year), *_path_faults(file, paper, root)]
    if faults:
        raise PaperError(faults)
    return paper


def table_path(year: FinancialYear, file: str, project: Path) -> Path:
    """Return the path of a table that the year's `paper.toml` names; links are not resolved."""
    return Path(os.path.normpath(project / "data" / "raw" / str(year) / file))


def _year_faults(file: str, paper: Paper, year: FinancialYear) -> list[Fault]:
    if paper.financial_year == year:
        return []
    step = "Correct the year, or move the folder."
    return [
        Fault(
            file,
            "paper.financial_year is",
            f'"{year}", as the folder is called',
            step,
            text=str(paper.financial_year),
        )
    ]


def _column_faults(file: str, paper: Paper, year: FinancialYear) -> Iterator[Fault]:
    """Yield a fault for each award column whose header names another currency, another year without a reason for it, or
    hundreds, thousands or more without a declared scale."""
    for number, table in enumerate(paper.award_tables, start=1):
        if names_another_year(table.columns.award, year) and table.award_year_reason is None:
            problem = f"award_tables[{number}].columns.award names another year:"
            step = f"Declare the column of {year}, or say in award_year_reason of the table why this one is right."
            yield Fault(file, problem, f"a column of {year}", step, text=table.columns.award)
        if other_currency(table.columns.award):
            problem = f"award_tables[{number}].columns.award names another currency:"
            step = "Declare a column of amounts in pounds. Amounts in other currencies are never added up as pounds."
            yield Fault(file, problem, "amounts in pounds", step, text=table.columns.award)
        if table.scale is None and (scale := named_scale(table.columns.award)) > 1:
            problem = f"award_tables[{number}].columns.award seems to give its amounts in units of £{scale:,}:"
            step = "Add scale to the table, and to each of its printed_totals; scale = 1 if the amounts are in pounds."
            yield Fault(file, problem, f"scale = {scale}", step, text=table.columns.award)


def _path_faults(file: str, paper: Paper, project: Path) -> list[Fault]:
    named = {f"award_tables[{number}].file": table.file for number, table in enumerate(paper.award_tables, start=1)}
    named |= {f"{key}.file": table.file for key, table in paper.other_tables.items()}
    named |= {f"upstream[{number}].file": one.file for number, one in enumerate(paper.upstream, start=1)}
    step = "Put the table into data/raw and name it from there."
    return [
        Fault(file, f"{key} is outside the data folder:", "a file within data/raw", step, text=name)
        for key, name in named.items()
        if not _is_inside(paper.financial_year, name, project)
    ]


def _is_inside(year: FinancialYear, name: str, project: Path) -> bool:
    return table_path(year, name, project).is_relative_to(project / "data" / "raw")


def sound_parts(year: FinancialYear, root: Path) -> Paper | None:
    """Return the valid parts of a faulty `paper.toml` that describe how to read its tables; None if there are none.

    Use the result only to look for further faults, never for figures: it has no budgets and no body, it has only the
    totals that are rows of an award table, and each stream's name is its code.
    """
    try:
        declared = parsed_toml(
            year_folder(year, root) / "paper.toml", root, PaperError, _KEYS_ARE_EXPLAINED_IN, _IF_MISSING
        )
    except PaperError:
        return None
    listed = declared.get("award_tables")
    tables = {one.file: one for one in _sound(AwardTable, listed, year, root)}
    documents = _documents(declared.get("documents"))
    meanings = meanings_of_tables(bool(documents))
    others: dict[str, Any] = {key: _sound_other(declared.get(key), meanings[key], year, root) for key in meanings}
    if not isinstance(listed, list) or len(tables) != len(listed):
        others["contributions"] = None  # those to awards of a faulty table, which are not read, would seem wrong
    streams = declared.get("streams")
    declared_codes = [one.get("code") for one in streams if isinstance(one, dict)] if isinstance(streams, list) else []
    of_tables = [code for table in tables.values() for code in table.codes]
    codes = dict.fromkeys([*(code for code in declared_codes if isinstance(code, str)), *of_tables])
    if not codes:
        return None
    figures = declared.get("figures_in_text")  # notes may name them all the same, whatever is wrong with one of them
    return Paper.model_construct(
        paper=About.model_construct(financial_year=str(year), body="", date=date.min),
        documents=documents,
        streams=[Stream.model_construct(code=code, name=code, budget_printed="") for code in codes],
        award_tables=list(tables.values()),
        printed_totals=[one for one in _sound(PrintedTotal, declared.get("printed_totals"), year, root) if one.row],
        **others,
        upstream=list(_sound(Upstream, declared.get("upstream"), year, root)),
        figures_in_text={name: FigureInText(printed="…") for name in (figures if isinstance(figures, dict) else ())},
    )


def _documents(listed: object) -> list[Document]:
    """Every document that is listed, as far as it can be cited."""
    ids = [one.get("id") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [
        Document.model_construct(id=name, kind="variation", date=date.min, reference="")
        for name in ids
        if isinstance(name, str)
    ]


def _sound_other(declared: object, meanings: tuple[str, ...], year: FinancialYear, root: Path) -> OtherTable | None:
    named = _sound(OtherTable, [with_plain_columns(declared, meanings)], year, root)
    return next((one for one in named if {*one.columns} == {*meanings}), None)


def _sound(model: type[T], listed: object, year: FinancialYear, root: Path) -> Iterator[T]:
    for one in listed if isinstance(listed, list) else []:
        try:
            table = model.model_validate(one)
        except ValueError:  # pydantic's ValidationError is a ValueError
            continue
        if _is_inside(year, table.file, root):
            yield table


OFFICE = "office.toml"
"""The file in `data/raw` that says whose papers a project is for, for a year that has none before it."""


class Office(BaseModel):
    """Whose papers a project is for; `kind` as in `declared.about.About`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    body: Text
    kind: Kind | None = None


def read_office(root: Path) -> Office | None:
    """Return what `data/raw/office.toml` says of the body; None if there is no such file. Raises PaperError."""
    path = root / "data" / "raw" / OFFICE
    if not is_there(path, root):
        return None
    return read_declaration(path, root, Office, PaperError, _KEYS_ARE_EXPLAINED_IN, _IF_MISSING)


GUESS, TO_DO = "guess", "to do"
_TO_FILL_IN = re.compile(rf"#\s*(?P<kind>{GUESS}|{TO_DO}):\s*(?P<why>.*)")

_STEPS = {
    GUESS: (
        "a person's confirmation",
        "Compare it with the paper, correct it if need be, and remove the comment.",
    ),
    TO_DO: ("what the paper says", "Enter it, or leave the line as it is, and remove the comment."),
}
"""What is expected of a person for each kind of comment, and how to go on."""


def to_fill_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each comment that a person still has to resolve: its line, its kind (GUESS or TO_DO), and its text."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _TO_FILL_IN.search(line):
            yield number, found["kind"], found["why"].strip()


def unresolved_comments(year: FinancialYear, project: Path) -> Iterator[Fault]:
    """Yield a warning for each comment to resolve in the year's `paper.toml`.

    Yields nothing if the file cannot be read, which `read_paper` reports.
    """
    path = year_folder(year, project) / "paper.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    for line, kind, why in to_fill_in(text):
        expected, step = _STEPS[kind]
        yield Fault(label(path, project), f"{kind}: {why}", expected, step, line)
