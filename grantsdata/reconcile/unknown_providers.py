"""Printed names that the register does not have: their awards, what is suggested for each, and whom they may be.

Unknown names → lines for the register of providers, some only to be confirmed and others to be completed by hand.

Nothing but `add_lines` writes the register, and only when a command says so. The bytes that stand there stay.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from grantsdata.awards.load import Year, load_awards, load_paper
from grantsdata.errors import GrantsDataError
from grantsdata.model.schema import IMPLIED, NOT_IN_REGISTER, SUGGESTED
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.findings import rows_of, sum_of
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.project import check_no_links, project_folder, years_on_file
from grantsdata.sources.files.write import Line, appended, replaced
from grantsdata.sources.names.spellings import Likeness, likely_same
from grantsdata.sources.names.suggestions import Suggestion
from grantsdata.sources.register import COLUMNS, Register, read_register, suggest

TABLE_COLUMNS = {
    "provider_printed": "str", "awards": "Int64", "award_pence": "Int64", "award_gbp": "Float64",
    "implied_gbp": "Float64", "not_stated": "Int64", "years": "str", "rows": "str", "provider_type": "str",
    "basis": "str", "confidence": "str", "rule": "str", "likely_same": "object",
}  # fmt: skip


def unknown_providers(year: Year | None = None, *, project: str | Path | None = None) -> pd.DataFrame:
    """Each printed name that the register does not have, of one year or of all on file; by first year, file and row.

    Columns: provider_printed; awards (how many), award_pence (exact), award_gbp and, of that, implied_gbp (pounds),
    not_stated (awards without an amount), years, rows (file and row of each, divided by "; "); provider_type, basis,
    confidence and rule as `suggestions.Suggestion` has them, the type "" where none is suggested; likely_same, the
    bodies that it may be another spelling of (a tuple of `spellings.Likeness`): those of the register, and names above
    it in this table. Errors as of `load_awards` and `read_register`.
    """
    root = project_folder(project)
    register = read_register(root)
    years: Sequence[Year] = years_on_file(root) if year is None else [year]
    listed = [load_awards(one, project=root) for one in years]
    bodies = {str(FinancialYear.parse(str(one))): load_paper(one, project=root).paper.body for one in years}
    parts = [awards[awards["provider_type"] == NOT_IN_REGISTER] for awards in listed]
    rows: list[dict[str, object]] = []
    spellings = register.spellings()
    together = pd.concat([part.astype({"financial_year": "str"}) for part in parts]) if parts else pd.DataFrame()
    for name, group in together.groupby("provider_printed", sort=False) if len(together) else ():
        tables = dict.fromkeys(bodies[one] for one in group["financial_year"])
        suggestions = dict.fromkeys(suggest(str(name), table_of=body, register=register) for body in tables)
        rows.append(_row(str(name), group, tuple(suggestions), likely_same(str(name), spellings)))
        spellings.append((str(name), str(name)))
    return pd.DataFrame(rows, columns=list(TABLE_COLUMNS)).astype(TABLE_COLUMNS)


def _row(
    name: str, group: pd.DataFrame, suggestions: tuple[Suggestion, ...], same: tuple[Likeness, ...]
) -> dict[str, object]:
    suggestion = suggestions[0]
    if len(suggestions) > 1:
        suggestion = Suggestion("", "The name means one thing in one body's table and another in another's.")
    return {
        "provider_printed": name,
        "awards": len(group),
        "award_pence": sum_of(group),
        "award_gbp": sum_of(group) / 100,
        "implied_gbp": sum_of(group[group["award_status"] == IMPLIED]) / 100,
        "not_stated": int(group["award_pence"].isna().sum()),
        "years": "; ".join(dict.fromkeys(group["financial_year"])),
        "rows": "; ".join(f"{place.file} row {place.row}" for place in rows_of(group)),
        "provider_type": suggestion.provider_type,
        "basis": suggestion.basis,
        "confidence": suggestion.confidence,
        "rule": suggestion.rule,
        "likely_same": same,
    }


_REGISTER = Kind("a CSV file", GrantsDataError, "Put it back.", "")


def lines_to_confirm(unknown: pd.DataFrame) -> list[Line]:
    """A line for each name with a suggestion that is like none on file, as `unknown_providers` gives them.

    The reason begins with the mark of a suggestion; basis and confidence are what they are until somebody confirms it.
    """
    sure = unknown[(unknown["provider_type"] != "") & ~unknown["likely_same"].map(bool)]
    return [
        _line(
            one["provider_printed"],
            one["provider_printed"],
            provider_type=one["provider_type"],
            basis="judgement",
            confidence="low",
            reason=f"{SUGGESTED}{one['rule']} Once confirmed: basis {one['basis']}, confidence {one['confidence']}.",
        )
        for one in sure.to_dict("records")
    ]


def lines_by_hand(unknown: pd.DataFrame, register: Register) -> list[Line]:
    """A line for each other name: basis, confidence and reason are left empty, so that the register is refused until
    somebody fills them in.

    The body is the likeliest of those that the name may be another spelling of, if there are any, with the type and the
    identifier that the register has for it; of another name the type is left empty too.
    """
    others = unknown[(unknown["provider_type"] == "") | unknown["likely_same"].map(bool)]
    on_file = {entry.provider: entry for entry in register.entries().values()}
    lines = []
    for name, same in zip(others["provider_printed"], others["likely_same"], strict=True):
        body = same[0].provider if same else name
        known = on_file.get(body)
        lines.append(
            _line(name, body, provider_type=known.provider_type, identifier=known.identifier)
            if known
            else _line(name, body)
        )
    return lines


def _line(printed: str, provider: str, **cells: str) -> Line:
    return {**dict.fromkeys(COLUMNS, ""), "provider_printed": printed, "provider": provider, **cells}


def add_lines(unknown: pd.DataFrame, *, project: str | Path | None = None) -> list[Line]:
    """Write `lines_to_confirm` into the register, whole or not at all; returns the lines that were added.

    A name that has come into the register meanwhile is passed over. RegisterError or SourceError for a register that
    is at fault, BusyError if another command is writing it, LinkError if it is a link, OutputError if it cannot be
    written.
    """
    root = project_folder(project)
    place = root / "data" / "raw" / "providers.csv"
    check_no_links(place.parent, [place])
    with held(root / "outputs", "providers"):
        register = read_register(root)
        lines = [line for line in lines_to_confirm(unknown) if line["provider_printed"] not in register]
        if lines:
            replaced({place: appended(raw_bytes(place, root, _REGISTER), lines, COLUMNS)})
    return lines
