"""Find the tables in a paper's file, and write the chosen ones as raw CSV files with entries in `paper.toml`.

Cells are written as printed. No award that is on file already is changed or replaced.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import tomlkit

from grantsdata.errors import PaperError, ParameterError, SourceError
from grantsdata.importers.declared import (
    IF_MISSING,
    KEYS_ARE_EXPLAINED_IN,
    empty_tables,
    is_empty,
    named_funds,
    streams_and_tables,
)
from grantsdata.importers.describe import declare, fill_in, fill_in_own_force, replace_streams
from grantsdata.importers.documents.found import FoundTable, Unaccounted
from grantsdata.importers.documents.reading import read_isolated
from grantsdata.importers.further_document import (
    FurtherDocument,
    check_year,
    entry_of,
    further_document,
    listed,
)
from grantsdata.importers.new_year import EXAMPLE_STREAM, new_stream, new_year
from grantsdata.importers.paper_toml import append, toml_table
from grantsdata.importers.proposal.about import StatedFacts, stated_facts
from grantsdata.importers.proposal.columns import why_no_award
from grantsdata.importers.proposal.proposal import Proposal, propose
from grantsdata.importers.proposal.raw_table import PrintedRows, origin_csv, printed_rows, table_csv
from grantsdata.importers.source import Source
from grantsdata.model.declared.about import Stream
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.slugs import slug
from grantsdata.model.wording.headers import Scale
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import ORIGIN, found_project, project_to_write, year_folder, years_on_file
from grantsdata.sources.files.toml import parsed_toml
from grantsdata.sources.files.write import write_files

_SAYS_SO = "the file says in the alternative text of this table that no row is an award"


@dataclass(frozen=True)
class NumberedTable:
    """A table of the file and its number, counted from 1.

    `printed` holds its rows as they would be written, None if it has none; `proposed` its entries in `paper.toml`, None
    if it does not look like a table of awards. `why_not` is the reason if its amounts are those of other years or
    cannot be read.
    """

    number: int
    table: FoundTable
    printed: PrintedRows | None
    proposed: Proposal | None
    why_not: str = ""


@dataclass(frozen=True)
class Imported:
    """The tables that an import found, what the text outside them says about the paper, and the files written.

    `texts` are all paragraphs outside the tables; `unaccounted` are the words that are shown and in neither, or in a
    table and not shown.
    """

    found: list[NumberedTable]
    about: StatedFacts
    notes: list[str]
    texts: list[str]
    unaccounted: list[Unaccounted]
    written: list[Path]


def import_paper(
    file: str | Path,
    year: str | FinancialYear,
    tables: Collection[int] = (),
    *,
    streams: dict[int, str] | None = None,
    although: str = "",
    document: str = "",
    kind: str = "",
    dated: date | str | None = None,
    project: str | Path | None = None,
) -> Imported:
    """Read a paper's tables and write the ones numbered in `tables` into `data/raw/<year>`; if empty, write nothing.

    Without `tables`, no project is needed.

    `streams` maps numbers of tables to the codes of their streams. `new_year` makes the year's folder if it is missing.
    `document` is the `id` of a document beside the paper that the file is, such as a decision notice; its tables cite
    it. If it is not listed yet, it is listed with its `kind` and its date, or the one that its text states.
    `although` is the reason for which tables are written although numbers are unaccounted for; it is on their record.
    If a table fits a declared one whose file holds only a header, it replaces that file and its entry; any other table
    gets a new file and a new entry.

    Raises SourceError or ExtraError if the file cannot be read; SourceError if the cells of a table cannot be trusted,
    because the file breaks off or an amount is split between cells, or if a number that the paper shows is in no table
    or text, or the other way round, and `although` is empty; ParameterError for a number that no table has, for a
    table that does not look like a table of awards or is on file already, or for a wrong or undated document;
    YearError for a further document of a year that is not on file.
    """
    further = further_document(document, kind, dated)
    root = project_to_write(project) if tables else found_project(project)
    financial_year = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    if further and tables and root:
        check_year(financial_year, years_on_file(root))
    read = read_isolated(Path(file))
    known, declared = streams_and_tables(financial_year, root) if root else ([], [])
    empty = empty_tables(financial_year, declared, root) if root and not further else []
    printed = [printed_rows(table) for table in read.tables]
    about = stated_facts([*read.paragraphs, *(text for one in printed if one for text in one.titles)])
    # A sentence on the budget above a table is not what the table is called.
    named = [replace(one, heading="") if one.heading in about.budgets else one for one in read.tables]
    printed = [
        one and replace(one, titles=tuple(text for text in one.titles if text not in about.budgets)) for one in printed
    ]
    funds = named_funds(financial_year, root) if root and further else {}
    first = [] if known else _first_streams(named, printed, financial_year)
    known = known or first or [EXAMPLE_STREAM]  # the one that a new year is made with

    def proposals(themes: Collection[str]) -> list[Proposal | None]:
        return _proposals(
            named, printed, financial_year, known, empty, tables, streams or {}, themes, funds, about.scale
        )

    proposed_alone = proposals(())
    themes = {text for one in proposed_alone if one for text in one.themes}
    found = []
    in_all = proposals(themes) if themes else proposed_alone
    for number, (rows, proposed) in enumerate(zip(printed, in_all, strict=True), start=1):
        table = named[number - 1]
        why_not = why_no_award(rows, financial_year, (table.heading, table.place)) if rows and not proposed else ""
        found.append(NumberedTable(number, table, rows, proposed, _SAYS_SO if table.lists_awards is False else why_not))
    chosen = [table for table in found if table.number in tables]
    source = Source(Path(file).name, read.unaccounted, " ".join(although.split()))
    _check(tables, found, source)
    if root:
        _check_is_new(chosen, root / "data" / "raw" / str(financial_year))
    written = _write(chosen, about, financial_year, source, root, first, further) if chosen and root else []
    return Imported(found, about, list(read.notes), list(read.paragraphs), list(read.unaccounted), written)


def _check(tables: Collection[int], found: Sequence[NumberedTable], source: Source) -> None:
    chosen = [table for table in found if table.number in tables]
    if faults := [*(fault for table in chosen for fault in table.table.faults), *(source.faults if chosen else ())]:
        raise SourceError(faults)
    if missing := sorted(set(tables) - {table.number for table in found}):
        expected = f"1 to {len(found)}" if found else "none, since no table was found"
        raise ParameterError(f"There is no table {missing[0]} in the file; expected {expected}.")
    for table in chosen:
        if table.table.lists_awards is False:
            raise ParameterError(
                f"Table {table.number}: {table.why_not}. Nothing was written. If it lists awards after all, change its "
                f"alternative text in Word (Table Properties, Alt Text)."
            )
        if table.why_not:
            raise ParameterError(
                f"Table {table.number}: {table.why_not}. Nothing was written. Import it for the year that it is of, or "
                f"type it in by hand and declare how it is read, as data/raw/README.md says."
            )
        if table.proposed is None:
            raise ParameterError(
                f"Table {table.number} does not look like a table of awards: it needs a column of amounts and one or "
                f"two of texts. Nothing was written. Type it in by hand, as data/raw/README.md says."
            )


def _check_is_new(chosen: Sequence[NumberedTable], folder: Path) -> None:
    """Raise ParameterError for a table whose cells are on file already: its awards would count twice."""
    on_file = {path.read_bytes(): path.name for path in sorted(folder.glob("*.csv"), reverse=True)}
    for table in chosen:
        assert table.proposed is not None, "_check refuses these"
        if name := on_file.get(table_csv(table.proposed.printed).encode()):
            raise ParameterError(
                f"Table {table.number} is on file already, cell for cell: data/raw/{folder.name}/{name}. Nothing was "
                f"written, since its awards would count twice. Leave it out: --tables with the numbers of the others."
            )


_LONGEST_NAME = 60
"""Characters of a heading that may be the name of a fund; a longer one is a sentence."""


def _first_streams(
    tables: Sequence[FoundTable], printed: Sequence[PrintedRows | None], year: FinancialYear
) -> list[Stream]:
    """A stream for each fund that a table of awards names in a column, or for its heading; for a body without declared
    streams."""
    names: list[str] = []
    for table, rows in zip(tables, printed, strict=True):
        proposed = _propose(table, rows, year, [], [], None, ()) if rows else None
        heading = " ".join((table.heading or (rows.title if rows else "")).split())
        if proposed:
            names += proposed.funds or ([heading] if 0 < len(heading) <= _LONGEST_NAME else [])
    codes: dict[str, str] = {}
    for name in dict.fromkeys(names):
        initials = "".join(word[0] for word in slug(name).split("-") if word[:1].isalpha()).upper() or "GR"
        number = sum(code.rstrip("0123456789") == initials for code in codes)
        codes[f"{initials}{number + 1 if number else ''}"] = name
    return [new_stream(code, name) for code, name in codes.items()]


def _proposals(
    found: Sequence[FoundTable],
    printed: Sequence[PrintedRows | None],
    year: FinancialYear,
    known: Sequence[Stream],
    empty: Sequence[AwardTable],
    chosen: Collection[int],
    codes: Mapping[int, str],
    themes: Collection[str],
    funds: Mapping[str, str],
    said: Scale,
) -> list[Proposal | None]:
    """The proposal for each table. `empty` are the declared tables that a chosen one may fill, each only once."""
    proposals = []
    for number, (table, rows) in enumerate(zip(found, printed, strict=True), start=1):
        code = codes.get(number)
        may_list = table.lists_awards is not False
        proposed = _propose(table, rows, year, known, empty, code, themes, funds, said) if rows and may_list else None
        if number in chosen:
            empty = [other for other in empty if proposed is None or other.file != proposed.file]
        proposals.append(proposed)
    return proposals


def _propose(
    found: FoundTable,
    printed: PrintedRows,
    year: FinancialYear,
    streams: Sequence[Stream],
    empty: Sequence[AwardTable],
    code: str | None,
    themes: Collection[str],
    funds: Mapping[str, str] | None = None,
    said: Scale = 1,
) -> Proposal | None:
    named = {stream.code for stream in streams if slug(stream.name) in slug(found.heading or printed.title)}
    candidates = [table for table in empty if (code in table.codes if code else not named or named & {*table.codes})]
    shared = {table.file: len(set(table.columns.by_meaning().values()) & set(printed.names)) for table in candidates}
    closest = max(candidates, key=lambda table: shared[table.file], default=None)
    before = closest if closest is not None and shared[closest.file] >= 2 else None
    known = [stream for stream in streams if code is None or stream.code == code]
    return propose(
        printed,
        year,
        place=found.place,
        heading=found.heading,
        streams=known,
        before=before,
        themes=themes,
        funds=funds,
        said=said,
    )


def _write(
    chosen: Sequence[NumberedTable],
    about: StatedFacts,
    year: FinancialYear,
    source: Source,
    root: Path,
    first: Sequence[Stream],
    further: FurtherDocument | None,
) -> list[Path]:
    folder = root / "data" / "raw" / str(year)
    if not folder.exists():
        new_year(year, project=root)
    toml = year_folder(year, root) / "paper.toml"
    parsed_toml(toml, root, PaperError, KEYS_ARE_EXPLAINED_IN, IF_MISSING)
    document = tomlkit.parse(toml.read_text(encoding="utf-8"))
    if first:
        replace_streams(document, first)
    files: dict[Path, str] = {}
    for table in chosen:
        assert table.proposed is not None, "_check refuses these"
        name = _free_name(table.proposed.file, folder, files)
        declare(document, table.proposed, name, further)
        files[folder / name] = table_csv(table.proposed.printed)
        files[folder / name.replace(".csv", ORIGIN)] = origin_csv(table.proposed.printed, source.name, source.record)
    if further is None:
        fill_in(document, about)
        fill_in_own_force(document, [table.proposed for table in chosen if table.proposed])
    elif not listed(further, document):
        append(document, "documents", toml_table(entry_of(further, about, source.name)))
    files[toml] = tomlkit.dumps(document)
    return write_files(files)


def _free_name(name: str, folder: Path, taken: Collection[Path]) -> str:
    """The name, with a number if another table uses it; a file that holds only a header may be replaced."""
    number, free = 1, name
    while folder / free in taken or ((folder / free).exists() and not is_empty(folder / free, 1)):
        number += 1
        free = f"{name.removesuffix('.csv')}-{number}.csv"
    return free
