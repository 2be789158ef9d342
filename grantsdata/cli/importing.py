"""`grantsdata new-year` and `grantsdata import`: what these commands print."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from grantsdata.cli.output import print_line, project_written
from grantsdata.errors import ParameterError, meant, visible
from grantsdata.importers.documents import Unaccounted
from grantsdata.importers.import_paper import Imported, NumberedTable, import_paper
from grantsdata.importers.new_year import new_year
from grantsdata.importers.proposal.raw_table import PrintedRows
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import ORIGIN, found_project, label

ALL = "all"
_SHOWN_ROWS, _SHOWN_WIDTH, _SHOWN_WORDS = 6, 24, 20


def run_new_year(year: str, *, project: str | Path | None) -> int:
    """Make the folder of a year, print its files and what to do next, and return 0. Raises the errors of `new_year`."""
    root = project_written(project)
    financial_year = FinancialYear.parse(year)
    for path in new_year(financial_year, project=root):
        print_line(label(path, root))
    print_line(
        f"Next: bring the paper's tables in (grantsdata import FILE --year {financial_year}) or type them, "
        f"fill in paper.toml, and see what is missing: grantsdata check {financial_year}"
    )
    return 0


def run_import(
    file: str, year: str, tables: str, streams: Sequence[str], although: str, *, project: str | Path | None
) -> int:
    """Print what a file holds; write the tables named in `tables`; return 0. Raises the errors of `import_paper`."""
    financial_year = FinancialYear.parse(year)
    streams_by_table = _streams(streams)
    root = project_written(project) if tables.strip() else found_project(project)
    read = import_paper(file, financial_year, streams=streams_by_table, project=root)
    for line in file_lines(read):
        print_line(line)
    chosen = _chosen(tables, read.found)
    if root is None:
        print_line(
            f"Nothing was written: there is no project here. To make one with this paper in it: grantsdata init FOLDER "
            f'--body "NAME OF THE BODY" --from {shlex.quote(file)} --year {financial_year}'
        )
        return 0
    if not chosen:
        proposed = [one for one in read.found if one.proposed]
        likely = ",".join(str(one.number) for one in proposed if not one.table.faults)
        if proposed and not likely:
            print_line("Nothing was written, and nothing can be until the faults are mended in the file.")
        elif likely:
            reason = ' --although "REASON"' if any(word.is_number for word in read.unaccounted) else ""
            print_line(f"Nothing was written. To write the tables that look like awards: add --tables {likely}{reason}")
        else:
            print_line("Nothing was written, since no table looks like one of awards.")
        return 0
    written = import_paper(
        file, financial_year, chosen, streams=streams_by_table, although=although, project=root
    ).written
    for path in written:
        print_line(f"written: {label(path, root)}")
    print_line(
        f"Next: compare each guess in data/raw/{financial_year}/paper.toml with the paper and take its mark away; then "
        f"grantsdata check {financial_year}. The files that end in {ORIGIN} say where each cell came from."
    )
    return 0


def _streams(given: Sequence[str]) -> dict[int, str]:
    streams = {}
    for text in given:
        number, sign, code = text.partition("=")
        if not (sign and number.strip().isdecimal() and code.strip()):
            raise ParameterError(f'--stream is "{text}"; expected the number of a table and a code, such as 2=VS.')
        streams[int(number)] = code.strip()
    return streams


def _chosen(text: str, found: Sequence[NumberedTable]) -> list[int]:
    if text.strip() == ALL:
        return [one.number for one in found if one.proposed]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        hint = meant(text, [ALL]) or f"expected numbers such as 1,2 or the word {ALL}."
        raise ParameterError(f'--tables is "{text}"; {hint}')
    return [int(part) for part in parts]


def file_lines(imported: Imported) -> Iterator[str]:
    """Yield what a file holds: its title, date and budgets, each table, other texts, and what is unaccounted for."""
    yield from (f"note: {note}" for note in imported.notes)
    if imported.about.title:
        yield f"Title, as the text has it: {imported.about.title}"
    if imported.about.dated:
        yield f"Date, as the text has it: {imported.about.dated.isoformat()}"
    for sentence in imported.about.budgets:
        yield f"On budgets the text says: {visible(sentence, 300)}"
    if not imported.found:
        yield "No table was found in the file."
    for one in imported.found:
        yield ""
        yield from _table_lines(one)
    yield ""
    yield from _text_lines(imported.texts)
    yield from _unaccounted_lines(imported.unaccounted)


def _text_lines(texts: Sequence[str]) -> Iterator[str]:
    """The texts outside the tables that hold a number, in full, and how many others there are."""
    numbered = [text for text in texts if any(character.isdecimal() for character in text)]
    if numbered:
        yield "Texts outside the tables that hold a number:"
    yield from (f"  {visible(text, len(text))}" for text in numbered)
    if others := len(texts) - len(numbered):
        yield f"Texts outside the tables without a number: {others}"


def _unaccounted_lines(unaccounted: Sequence[Unaccounted]) -> Iterator[str]:
    """Every number that is unaccounted for, and the first of the other words."""
    words = [word for word in unaccounted if not word.is_number]
    yield from (f"unaccounted for: {word}" for word in unaccounted if word.is_number)
    yield from (f"unaccounted for: {word}" for word in words[:_SHOWN_WORDS])
    if len(words) > _SHOWN_WORDS:
        yield f"unaccounted for: {len(words) - _SHOWN_WORDS:,} more words"


def _table_lines(one: NumberedTable) -> Iterator[str]:
    heading = f": {visible(one.table.heading, 100)}" if one.table.heading else ""
    size = f"{len(one.table.rows)} rows of {len(one.table.rows[0])} cells" if one.table.rows else "no rows"
    yield f"Table {one.number} ({one.table.place}, {size}){heading}"
    yield from (f"  fault: {fault}" for fault in one.table.faults)
    if one.printed is None:
        yield "  holds nothing below a header"
        return
    yield from (f"  {line}" for line in _preview(one.printed))
    yield from (f"  note: {note}" for note in [*one.printed.notes, *one.printed.cell_notes])
    if one.proposed is None:
        yield f"  {one.why_not}" if one.why_not else "  does not look like a table of awards"
        return
    yield f"  looks like a table of awards; to be written as {one.proposed.file}"
    for key, value, reason in [*one.proposed.keys, *one.proposed.columns]:
        if reason:
            yield f"  guess: {key} = {visible(str(value), 80)} ({reason})"
    yield from (f"  sum: {line}" for line in one.proposed.sums)
    yield from (f"  look at {doubt}" for doubt in one.proposed.doubts)


def _preview(printed: PrintedRows) -> Iterator[str]:
    """Yield the first rows and the last row, with their columns aligned."""
    rows = printed.rows
    shown = rows if len(rows) <= _SHOWN_ROWS + 1 else [*rows[:_SHOWN_ROWS], rows[-1]]
    cells = [[visible(cell, _SHOWN_WIDTH) for cell in row] for row in shown]
    widths = [max(len(row[place]) for row in cells) for place in range(len(rows[0]))]
    for number, row in enumerate(cells):
        if len(shown) < len(rows) and number == len(cells) - 1:
            yield f"| … {len(rows) - len(shown)} more rows"
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
