"""Printed names that the register does not have: their awards, what is suggested for each, and whom they may be."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from grantsdata.awards.load import Year, load_awards, load_paper
from grantsdata.findings import rows_of, sum_of
from grantsdata.model.schema import IMPLIED, NOT_IN_REGISTER
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import project_folder, years_on_file
from grantsdata.sources.names.spellings import Likeness, likely_same
from grantsdata.sources.names.suggestions import Suggestion
from grantsdata.sources.register import read_register, suggest

COLUMNS = {
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
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


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
