"""What the rows of a found table add up to, beside each total that it prints."""

from collections.abc import Iterator

from grantsdata.errors import AmountError
from grantsdata.imports.columns import Columns
from grantsdata.imports.printed import ABOVE, PrintedRows
from grantsdata.imports.rows import Rows, Total
from grantsdata.imports.sections import Sections
from grantsdata.model.money import format_gbp, parse_amount


def section_texts(printed: PrintedRows, rows: Rows, sections: Sections) -> dict[int, set[str]]:
    """For each row that is an award, the headings and the texts of its sections, merged cells filled."""
    places = [printed.names.index(name) for name in sections.columns.values()]
    last = dict.fromkeys(places, "")
    found: dict[int, set[str]] = {}
    for row, cells in printed.body:
        if row in rows.awards:
            last = {place: last[place] if cells[place] == ABOVE else cells[place] for place in places}
            found[row] = {*last.values(), rows.awards[row]} - {""}
    return found


def sums(printed: PrintedRows, columns: Columns, rows: Rows, sections: Sections) -> Iterator[str]:
    """A sentence for each printed total, whether its rows meet it; one that says so, if none is printed."""
    award = printed.names.index(columns.meanings["award"])
    amounts = {row: _pence(cells[award]) for row, cells in printed.body if row in rows.awards}
    texts = section_texts(printed, rows, sections)
    for total in rows.totals:
        under = [pence for row, pence in amounts.items() if not total.section or total.section in texts[row]]
        yield f"row {total.row}, {total.label}: {_beside(under, total)}"
    if not any(not total.section for total in rows.totals):
        readable = [pence for pence in amounts.values() if pence is not None]
        yield (
            f"no total of the whole table is printed; {len(readable)} of {len(amounts)} amounts can be read and add up "
            f"to {format_gbp(sum(readable))}"
        )


def _beside(under: list[int | None], total: Total) -> str:
    readable = [pence for pence in under if pence is not None]
    printed = _pence(total.printed) or 0
    told = f"{len(readable)} of {len(under)} amounts can be read and add up to {format_gbp(sum(readable))}"
    more = sum(readable) - printed
    if not more:
        return f"{told}, as printed"
    return f"{told}: {format_gbp(abs(more))} {'more' if more > 0 else 'less'} than the {format_gbp(printed)} printed"


def _pence(text: str) -> int | None:
    try:
        return parse_amount(text, spaced=True).pence
    except AmountError:
        return None
