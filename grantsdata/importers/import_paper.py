"""A paper as a file → the tables found in it, and, for those chosen, raw CSV files with the entries of `paper.toml`.

Cells are written as printed, and nothing that is on file already is changed or replaced.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomlkit
from tomlkit.items import Table

from grantsdata.errors import PaperError, ParameterError, SourceError
from grantsdata.importers.documents import FoundTable, read_apart
from grantsdata.importers.new_year import moved_table, new_year, taken_after
from grantsdata.importers.paper_toml import append, fill, put, table
from grantsdata.importers.proposal.about import StatedAbout, stated_about
from grantsdata.importers.proposal.columns import why_no_award
from grantsdata.importers.proposal.proposal import Proposal, proposal
from grantsdata.importers.proposal.raw_table import PrintedRows, csv_of, origin_of, printed_rows
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.paper import Stream
from grantsdata.model.slugs import slug
from grantsdata.model.years import FinancialYear, in_words
from grantsdata.sources.files.project import ORIGIN, project_folder, year_folder, years_on_file
from grantsdata.sources.files.toml import parsed_toml
from grantsdata.sources.files.write import write_files
from grantsdata.sources.paper import GUESS, read_paper, sound_parts

_KEYS_ARE_EXPLAINED_IN = "data/raw/README.md"
_IF_MISSING = "Make the year with: grantsdata new-year"


@dataclass(frozen=True)
class Found:
    """A table of the file, by its number, with its rows as they would be written (None if it holds none) and what is
    proposed for it (None if it does not look like a table of awards; `why_not` says why, where its columns of amounts
    are of other years)."""

    number: int
    table: FoundTable
    printed: PrintedRows | None
    proposed: Proposal | None
    why_not: str = ""


@dataclass(frozen=True)
class Imported:
    """What an import found, what the text outside the tables says of the paper, and the files that it wrote."""

    found: list[Found]
    about: StatedAbout
    notes: list[str]
    written: list[Path]


def import_paper(
    file: str | Path,
    year: str | FinancialYear,
    tables: Collection[int] = (),
    *,
    streams: dict[int, str] | None = None,
    project: str | Path | None = None,
) -> Imported:
    """Read a paper's tables and write those `tables`, by their numbers, into `data/raw/<year>`; without any, only look.

    `streams` gives tables the codes of their streams, where they are known. The year's folder is made if it is not
    there, as `new_year` makes it. A table that fits one declared there, whose file holds a header only, takes its
    place; another one gets a file and an entry of its own. SourceError or ExtraError if the file cannot be read, and
    SourceError for a table whose cells cannot be trusted, since the file breaks off or an amount fell apart;
    ParameterError for a number that there is not, or a table that does not look like one of awards.
    """
    root = project_folder(project)
    its = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    document = read_apart(Path(file))
    known, declared = _known(its, root)
    empty = _empty_tables(its, declared, root)
    found = []
    for number, one in enumerate(document.tables, start=1):
        proposed = _proposed(one, its, known, empty, (streams or {}).get(number))
        if number in tables:
            empty = [other for other in empty if proposed is None or other.file != proposed.file]
        printed = printed_rows(one)
        why_not = why_no_award(printed, its) if printed and not proposed else ""
        found.append(Found(number, one, printed, proposed, why_not))
    about = stated_about(document.paragraphs)
    chosen = [one for one in found if one.number in tables]
    _check(tables, found)
    written = _write(chosen, about, its, Path(file).name, root) if chosen else []
    return Imported(found, about, list(document.notes), written)


def _check(tables: Collection[int], found: Sequence[Found]) -> None:
    numbers = {one.number for one in found}
    if faults := [fault for one in found if one.number in tables for fault in one.table.faults]:
        raise SourceError(faults)
    if missing := sorted(set(tables) - numbers):
        there = f"1 to {len(found)}" if found else "none, since no table was found"
        raise ParameterError(f"There is no table {missing[0]} in the file; expected {there}.")
    for one in found:
        if one.number in tables and one.why_not:
            raise ParameterError(
                f"Table {one.number}: {one.why_not}. Nothing was written. Import it for the year that it is of, or "
                f"type it in by hand and declare the column, as data/raw/README.md says."
            )
        if one.number in tables and one.proposed is None:
            raise ParameterError(
                f"Table {one.number} does not look like a table of awards: it needs a column of amounts and two of "
                f"texts. Nothing was written. Type it in by hand, as data/raw/README.md says."
            )


def _known(year: FinancialYear, root: Path) -> tuple[list[Stream], list[AwardTable]]:
    """The streams and award tables of the year's paper, which may be in the making, or else of the year that a new one
    takes after."""
    if year not in years_on_file(root):
        before = taken_after(year, root)
        paper = read_paper(before, root) if before else None
        if paper is None:
            return [], []
        return paper.streams, [moved_table(one, paper.financial_year, year) for one in paper.award_tables]
    toml = year_folder(year, root) / "paper.toml"
    declared = parsed_toml(toml, root, PaperError, _KEYS_ARE_EXPLAINED_IN, _IF_MISSING)
    listed = declared.get("streams")
    streams = [
        Stream.model_construct(code=str(one["code"]), name=str(one.get("name", one["code"])))
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and one.get("code")
    ]
    sound = sound_parts(year, root)
    return streams, sound.award_tables if sound else []


def _empty_tables(year: FinancialYear, declared: Sequence[AwardTable], root: Path) -> list[AwardTable]:
    """The declared tables whose file holds a header only; of a year that is not on file yet, all."""
    folder = root / "data" / "raw" / str(year)
    return [one for one in declared if not folder.exists() or _is_empty(folder / one.file, one.header_rows)]


def _is_empty(path: Path, header_rows: int) -> bool:
    try:
        return len(path.read_text(encoding="utf-8").splitlines()) <= header_rows
    except (OSError, ValueError):
        return False


def _proposed(
    found: FoundTable, year: FinancialYear, streams: Sequence[Stream], empty: Sequence[AwardTable], code: str | None
) -> Proposal | None:
    printed = printed_rows(found)
    if printed is None:
        return None
    named = {stream.code for stream in streams if slug(stream.name) in slug(found.heading or printed.title)}
    its = [one for one in empty if (code in one.codes if code else not named or named & {*one.codes})]
    shared = {one.file: len(set(one.columns.by_meaning().values()) & set(printed.names)) for one in its}
    nearest = max(its, key=lambda one: shared[one.file], default=None)
    before = nearest if nearest is not None and shared[nearest.file] >= 2 else None
    known = [stream for stream in streams if code is None or stream.code == code]
    return proposal(printed, year, place=found.place, heading=found.heading, streams=known, before=before)


def _write(chosen: Sequence[Found], about: StatedAbout, year: FinancialYear, source: str, root: Path) -> list[Path]:
    folder = root / "data" / "raw" / str(year)
    if not folder.exists():
        new_year(year, project=root)
    toml = year_folder(year, root) / "paper.toml"
    parsed_toml(toml, root, PaperError, _KEYS_ARE_EXPLAINED_IN, _IF_MISSING)
    document = tomlkit.parse(toml.read_text(encoding="utf-8"))
    files: dict[Path, str] = {}
    for one in chosen:
        assert one.proposed is not None, "looked at before"
        name = _free_name(one.proposed.file, folder, files)
        _declare(document, one.proposed, name)
        files[folder / name] = csv_of(one.proposed.printed)
        files[folder / name.replace(".csv", ORIGIN)] = origin_of(one.proposed.printed, source)
    _fill_in(document, about)
    files[toml] = tomlkit.dumps(document)
    return write_files(files)


def _free_name(name: str, folder: Path, taken: Collection[Path]) -> str:
    """The name of the file, with a number if another table has it; one that holds a header only has not."""
    number, free = 1, name
    while folder / free in taken or ((folder / free).exists() and not _is_empty(folder / free, 1)):
        number += 1
        free = f"{name.removesuffix('.csv')}-{number}.csv"
    return free


def _declare(document: tomlkit.TOMLDocument, proposed: Proposal, name: str) -> None:
    keys = [(key, name if key == "file" else value, _marked(reason)) for key, value, reason in proposed.keys]
    columns = table((key, value, _marked(reason)) for key, value, reason in proposed.columns)
    put(document, "award_tables", "file", table([*keys, ("columns", columns, "")]))
    for total in proposed.totals:
        reason = _marked("a row that looks like a total")
        entries = [(key, value, reason if key == "row" else "") for key, value in {**total, "file": name}.items()]
        append(document, "printed_totals", table(entries))


def _marked(reason: str) -> str:
    return f"{GUESS}: {reason}" if reason else ""


def _fill_in(document: tomlkit.TOMLDocument, about: StatedAbout) -> None:
    """What the paper says of itself and of its budgets, where nobody has filled it in."""
    cited = f"Paper “{about.title}”, {in_words(about.dated)}" if about.title and about.dated else ""
    streams = [one for one in document.get("streams", []) if isinstance(one, Table)]
    names = [str(one.get("name", "")) for one in streams]
    found: list[tuple[object, str, object]] = [
        (document.get("paper"), "title", about.title),
        (document.get("paper"), "date", about.dated),
        (document.get("paper"), "source", cited),
        (document.get("overall_budget"), "printed", about.overall_budget(names)),
        *(
            (one, "budget_printed", about.budget_of(name, {*names} - {name}))
            for one, name in zip(streams, names, strict=True)
        ),
    ]
    for entries, key, value in found:
        if isinstance(entries, Table) and value and not entries.get(key):
            fill(entries, key, value, _marked("found in the text of the file"))
