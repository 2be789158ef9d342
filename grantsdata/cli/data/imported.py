"""What a paper's file holds, as lines for a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from grantsdata.errors import visible
from grantsdata.importers.documents.found import Unaccounted
from grantsdata.importers.import_paper import Imported, NumberedTable
from grantsdata.importers.proposal.raw_table import PrintedRows

_SHOWN_ROWS, _SHOWN_WIDTH, _SHOWN_WORDS = 6, 24, 20


def file_lines(imported: Imported) -> Iterator[str]:
    """Yield what was read: notes, facts on the paper, its tables with guesses, texts, and what is unaccounted for."""
    yield from (f"note: {note}" for note in imported.notes)
    if imported.about.title:
        yield f"Title, as the text has it: {imported.about.title}"
    if imported.about.dated:
        yield f"Date, as the text has it: {imported.about.dated.isoformat()}"
    for sentence in imported.about.budgets:
        yield f"On budgets the text says: {visible(sentence, 300)}"
    if imported.about.figures_in:
        yield f"On all figures the text says: {visible(imported.about.figures_in, 300)}"
    if not imported.found:
        yield "No table was found in the file."
        if any("£" in text for text in imported.texts):
            yield (
                "Amounts stand among its texts, which are listed below. If they are awards, type them into a table, "
                "with a row for each, in a CSV file or a copy of this one, and import that."
            )
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


def imported_keys(imported: Imported) -> dict[str, Any]:
    """Return what --json prints: all that the lines say, cells and texts in full, and the files that were written."""
    return {
        "title": imported.about.title,
        "dated": imported.about.dated and imported.about.dated.isoformat(),
        "budgets": list(imported.about.budgets),
        "notes": imported.notes,
        "tables": [_table_keys(one) for one in imported.found],
        "texts": imported.texts,
        "unaccounted": [{**vars(word), "is_number": word.is_number} for word in imported.unaccounted],
        "written": imported.written,
    }


def _table_keys(one: NumberedTable) -> dict[str, Any]:
    proposed = one.proposed
    guesses = [*proposed.keys, *proposed.columns] if proposed else []
    return {
        "number": one.number,
        "place": one.table.place,
        "heading": one.table.heading,
        "faults": list(map(str, one.table.faults)),
        "rows": one.printed.rows if one.printed else [],
        "notes": [*one.printed.notes, *one.printed.cell_notes] if one.printed else [],
        "looks_like_awards": proposed is not None,
        "why_not": one.why_not,
        "file": proposed.file if proposed else None,
        "guesses": [{"key": key, "value": str(value), "reason": reason} for key, value, reason in guesses if reason],
        "sums": proposed.sums if proposed else [],
        "doubts": list(map(str, proposed.doubts)) if proposed else [],
    }
