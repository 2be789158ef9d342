"""Turn a printed table into awards: name the columns, read the amounts, look up the providers, give identifiers.

Every printed row becomes an award or a fault, apart from declared exceptions: rows that are not awards, such as
headings and totals (see `cells`), and, in a table with columns for several years, rows with no award in this year.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from grantsdata.awards.cells import DECLARE, award_cells
from grantsdata.errors import AmountError, Fault, RemarkError
from grantsdata.model.amounts.parse import later_years, parse_amount
from grantsdata.model.amounts.printed import EXPECTED_FORM, PrintedAmount
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import single_spaced
from grantsdata.model.schema import award_columns
from grantsdata.model.slugs import slug
from grantsdata.model.wording.headers import is_pounds
from grantsdata.model.wording.rows import is_total
from grantsdata.model.years import named_years
from grantsdata.sources.files.printed_table import PrintedTable
from grantsdata.sources.register import Provider, Register

_MAY_BE_BLANK = ("theme", "arrangement")
_SAY_BLANK = (
    "Type {ditto} if the {meaning} above goes on. If the paper states none, add to paper.toml "
    'may_be_blank = ["{meaning}"].'
)
_ADD = "Correct the cell, or add the heading to paper.toml."

_MAY_CHANGE = "words beside the amount may change it:"
_PLAIN = 'an amount alone, or one with where the money is from or who else pays: "from OPCC", "match funded"'
_SAY = (
    "Declare in paper.toml how to read the cell, as a correction; or, if the amount is right as printed, declare its "
    "words under remarks of its table, with the reason."
)
_UNUSED, _BESIDE = "no amount has the declared remark", "words beside an amount of this table"
_REMOVE = "Write it as it is printed, without its brackets, or remove it from remarks in paper.toml."


def tidy_awards(
    printed: PrintedTable, table: AwardTable, paper: Paper, register: Register
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the awards of one printed table: a row per award, the columns of
    `schema.award_columns`.

    Also returns all faults of the table. If there are any, the awards must not be used: an amount that cannot be read
    is missing in them.
    """
    _, filled, sections, faults = award_cells(printed, table, paper)
    cells = _named(filled, table).join(sections)
    cells = cells[~cells["award"].isin(table.no_award)]
    amounts, amount_faults = _amounts(cells["award"], table, printed.file)
    faults += amount_faults + list(_heading_faults(cells, table, paper, printed.file))
    faults += _currency_faults(cells, table, printed.file)
    faults += _later_year_faults(cells.index, amounts, table, paper, printed.file)
    awards = pd.DataFrame(index=cells.index)
    awards["financial_year"] = str(paper.financial_year)
    awards["stream"] = _streams(cells, table, paper)
    awards["arrangement"] = _arrangements(cells, table)
    awards["theme"] = cells["theme"].mask(cells["theme"] == "") if table.themes else None
    awards["service"] = cells["service"] if table.service is None else table.service
    for meaning in ("purpose", "conditions", "reasons", "tender_circumstance", "contract_published"):
        awards[meaning] = cells.get(meaning, "")
    awards["tender_circumstance"] = awards["tender_circumstance"].mask(awards["tender_circumstance"] == "")
    # Names in the register have single spaces too.
    awards["provider_printed"] = [single_spaced(text) for text in cells["provider"]]
    for column, values in _provider_columns([register.lookup(name) for name in cells["provider"]]).items():
        awards[column] = pd.array(values, dtype="str")
    awards["award_printed"] = [amount.printed for amount in amounts]
    awards["award_pence"] = pd.array([amount.pence for amount in amounts], dtype="Int64")
    awards["award_gbp"] = awards["award_pence"] / 100
    awards["award_status"] = [amount.status for amount in amounts]
    awards["remark"] = [amount.remark for amount in amounts]
    for column in ("other_contributors", "contribution"):  # filled in later from the table of contributions
        awards[column] = pd.array([None] * len(awards), dtype="str")
    awards["source_file"] = printed.file
    awards["source_row"] = cells.index
    awards["award_id"] = award_ids(awards, {paper.stream(code).name: code for code in table.codes})
    for name, texts in _document_columns(cells, table, paper).items():
        awards[name] = pd.array(texts, dtype="str")
    return awards[award_columns(bool(paper.documents))].reset_index(drop=True), faults


def _named(cells: pd.DataFrame, table: AwardTable) -> pd.DataFrame:
    meanings = {printed: meaning for meaning, printed in table.columns.by_meaning().items()}
    return cells[list(meanings)].rename(columns=meanings)


def _amounts(column: pd.Series, table: AwardTable, file: str) -> tuple[list[PrintedAmount], list[Fault]]:
    amounts, faults = [], []
    for row, text in column.items():
        try:
            amounts.append(parse_amount(text, spaced=table.spaced_amounts, remarks=table.remarks, scale=table.scale))
        except RemarkError:
            amounts.append(PrintedAmount(text))
            faults.append(Fault(file, _MAY_CHANGE, _PLAIN, _SAY, int(str(row)), table.columns.award, text))
        except AmountError:
            amounts.append(PrintedAmount(text))
            if text not in (table.ditto, table.merged_left):
                faults.append(
                    Fault(file, "cannot read", EXPECTED_FORM, DECLARE, int(str(row)), table.columns.award, text)
                )
    unused = set(table.remarks) - {amount.remark for amount in amounts}
    faults += [Fault(file, _UNUSED, _BESIDE, _REMOVE, column=table.columns.award, text=one) for one in sorted(unused)]
    return amounts, faults


def _later_year_faults(
    rows: pd.Index, amounts: list[PrintedAmount], table: AwardTable, paper: Paper, file: str
) -> Iterator[Fault]:
    """Yield a fault for each amount promised for a year that is not later: this year's sum would lack it."""
    for row, amount in zip(rows, amounts, strict=True):
        if any(year <= paper.financial_year for year, _ in later_years(amount.remark)):
            problem, expected = "an amount for a later year that is not later:", f"a year after {paper.financial_year}"
            yield Fault(file, problem, expected, DECLARE, int(row), table.columns.award, amount.printed)


def _currency_faults(cells: pd.DataFrame, table: AwardTable, file: str) -> Iterator[Fault]:
    """Yield a fault for each award whose cell in a column of currencies does not say pounds."""
    if table.columns.currency is None:
        return
    for row, text in cells["currency"].items():
        if not is_pounds(text):
            problem = "an amount that is not in pounds:" if text else "no currency is stated"
            step = (
                "Declare the amount in pounds and the currency GBP, as corrections of the two cells, with the reason."
            )
            yield Fault(file, problem, "GBP", step, int(str(row)), table.columns.currency, text or None)


def _heading_faults(cells: pd.DataFrame, table: AwardTable, paper: Paper, file: str) -> Iterator[Fault]:
    """Yield a fault for each undeclared heading, each row of another year, and each row that holds a total."""
    named = table.columns.by_meaning()
    known = {meaning: headings for meaning, headings in table.headings.items() if meaning in named}
    for meaning in known:
        printed = named[meaning]
        starts = cells[meaning].ne(cells[meaning].shift())  # report a heading once, not again for each ditto sign
        for row, text in cells.loc[starts, meaning].items():
            if text in known[meaning] or (not text and meaning in table.may_be_blank):
                continue
            expected = f"one of {', '.join(known[meaning])}"
            if text or meaning not in _MAY_BE_BLANK:
                yield Fault(file, f"unknown {meaning}", expected, _ADD, int(str(row)), printed, text)
            else:
                step = _SAY_BLANK.format(ditto=table.ditto, meaning=meaning)
                yield Fault(file, f"a blank {meaning}", expected, step, int(str(row)), printed)
    if "financial_year" in cells:
        for row, text in cells["financial_year"].items():
            if named_years(text) != [{paper.financial_year}]:
                expected, step = str(paper.financial_year), "Move the row to its own year's folder."
                yield Fault(
                    file,
                    "another year's award:",
                    expected,
                    step,
                    int(str(row)),
                    table.columns.financial_year,
                    text,
                )
    sections = {_without_total(heading) for listed in table.headings.values() for heading in listed}
    for meaning in [meaning for meaning in ("service", "provider") if meaning in named]:
        for row, text in cells[meaning].items():
            is_section_total = _without_total(text) in sections and _without_total(text) != text.casefold()
            if is_total(text) or is_section_total:
                step = f"Declare it under printed_totals in paper.toml, with row = {row}, or remove the row."
                yield Fault(file, "a total among the awards:", "awards only", step, int(str(row)), named[meaning], text)


def _without_total(text: str) -> str:
    """Return a text in lower case without the word "total", as in "Total Young people" or "Young people subtotal"."""
    return re.sub(r"^(sub|grand )?-?totals?:? |[ –-]+(sub)?-?totals?:?$", "", text.casefold())


def _streams(cells: pd.DataFrame, table: AwardTable, paper: Paper) -> pd.Series | str | None:
    if table.stream is not None:
        return paper.stream(table.stream).name
    names = {text: paper.stream(code).name for text, code in table.streams.items()}
    return cells["stream"].map(
        lambda text: names.get(text, paper.stream(table.codes[0]).name)
    )  # one unknown is a fault


def _arrangements(cells: pd.DataFrame, table: AwardTable) -> pd.Series | str | None:
    return cells["arrangement"].map(table.arrangements) if table.arrangements else table.arrangement


def _document_columns(cells: pd.DataFrame, table: AwardTable, paper: Paper) -> dict[str, list[str]]:
    """The columns on the document that prints each award; none if the year has no document beside its paper."""
    if not paper.documents:
        return {}
    first, *_ = table.document_ids
    ids = [table.documents.get(text, first) for text in cells["document"]] if table.documents else [first] * len(cells)
    days = {name: day.isoformat() for name, day in paper.document_dates.items()}
    return {
        "document": ids,
        "document_date": [days.get(name, "") for name in ids],  # one that is not listed is a fault of paper.toml
        "stated_in": [paper.document_names.get(name, "") for name in ids],
        "amount_source": [f"{paper.source_file(table.file)} row {row}" for row in cells.index],
    }


def _provider_columns(providers: list[Provider]) -> dict[str, list[str | None]]:
    return {
        "provider": [one.provider or None for one in providers],
        "provider_type": [one.provider_type for one in providers],
        "provider_identifier": [one.identifier or None for one in providers],
        "provider_basis": [one.basis or None for one in providers],
        "provider_confidence": [one.confidence or None for one in providers],
        "payee": [one.payee or None for one in providers],
    }


def award_ids(awards: pd.DataFrame, codes: Mapping[str, str]) -> list[str]:
    """Return an identifier for each award, in the order of the rows: year, stream code and service.

    `codes` maps stream names to codes. Identifiers stay the same when rows are added or moved: awards of one stream
    with the same service are distinguished by their provider, and only if that is the same too by their order. A later
    document changes no identifier of an earlier one.
    """
    services = [
        f"{year}-{codes[stream]}-{slug(service)}"
        for year, stream, service in zip(awards["financial_year"], awards["stream"], awards["service"], strict=True)
    ]
    days = list(awards["document_date"]) if "document_date" in awards else [""] * len(awards)
    providers = list(awards["provider_printed"])
    times = Counter(zip(days, services, strict=True))
    ids = [""] * len(awards)
    known: set[str] = set()
    taken: set[str] = set()
    for day in sorted(set(days)):
        rows = [row for row, one in enumerate(days) if one == day]
        for row in rows:
            service = services[row]
            is_alone = times[day, service] == 1 and service not in known
            name = service if is_alone else f"{service}-{slug(providers[row])}"
            number, unique = 1, name
            while unique in taken:
                number += 1
                unique = f"{name}-{number}"
            taken.add(unique)
            ids[row] = unique
        known |= {services[row] for row in rows}
    return ids
