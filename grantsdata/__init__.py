"""Grants of a police and crime commissioner: printed award tables → checked DataFrames → one report.

`import grantsdata as gd` is all that a notebook needs: `gd.load_awards()` gives the awards, `gd.breakdown` and
`gd.summaries` add them up, `gd.table`, `gd.bar`, `gd.charts` and `gd.show` show them, and `gd.save` saves a chart.
"""

from importlib import import_module

TYPE_CHECKING = False  # without importing typing, which `python -m` would look for in the working directory
if TYPE_CHECKING:
    from grantsdata import summaries
    from grantsdata.awards.agreements.load import (
        load_agreements,
        load_conditions,
        load_payments,
        load_returns,
        load_single_tenders,
        load_variations,
    )
    from grantsdata.awards.load import load_awards, load_paper, years
    from grantsdata.awards.paper_tables import (
        load_budgets,
        load_contributions,
        load_measures,
        load_printed_totals,
        load_providers,
        load_separate_funds,
        load_streams,
    )
    from grantsdata.awards.provenance import made_from
    from grantsdata.awards.records.promises import load_promises
    from grantsdata.errors import GrantsDataError
    from grantsdata.exports.picture import save
    from grantsdata.model.years import FinancialYear
    from grantsdata.reconcile.load import load_findings
    from grantsdata.reconcile.repairs import load_repairs
    from grantsdata.report import charts
    from grantsdata.report.charts.style import use_style as style
    from grantsdata.report.page.charts import bar, show
    from grantsdata.report.page.tables import table
    from grantsdata.sources.threesixty.breakdown import national_breakdown
    from grantsdata.sources.threesixty.grants import read_360giving
    from grantsdata.summaries import breakdown

__all__ = [
    "FinancialYear",
    "GrantsDataError",
    "bar",
    "breakdown",
    "charts",
    "load_agreements",
    "load_awards",
    "load_budgets",
    "load_conditions",
    "load_contributions",
    "load_findings",
    "load_measures",
    "load_paper",
    "load_payments",
    "load_printed_totals",
    "load_promises",
    "load_providers",
    "load_repairs",
    "load_returns",
    "load_separate_funds",
    "load_single_tenders",
    "load_streams",
    "load_variations",
    "made_from",
    "national_breakdown",
    "read_360giving",
    "save",
    "show",
    "style",
    "summaries",
    "table",
    "years",
]

# A command that reads no table would wait for pandas otherwise, since Python imports a package before its modules.
_HOMES = {
    "model.years": ("FinancialYear",),
    "errors": ("GrantsDataError",),
    "awards.provenance": ("made_from",),
    "awards.load": (
        "load_awards",
        "load_paper",
        "years",
    ),
    "awards.agreements.load": (
        "load_agreements",
        "load_conditions",
        "load_payments",
        "load_returns",
        "load_single_tenders",
        "load_variations",
    ),
    "reconcile.load": ("load_findings",),
    "sources.threesixty.grants": ("read_360giving",),
    "sources.threesixty.breakdown": ("national_breakdown",),
    "reconcile.repairs": ("load_repairs",),
    "awards.paper_tables": (
        "load_budgets",
        "load_contributions",
        "load_measures",
        "load_printed_totals",
        "load_providers",
        "load_separate_funds",
        "load_streams",
    ),
    "awards.records.promises": ("load_promises",),
    "summaries": ("breakdown",),
    "report.page.charts": ("bar", "show"),
    "report.page.tables": ("table",),
    "exports.picture": ("save",),
}
_PACKAGES = {"charts": "report.charts", "summaries": "summaries"}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    if name == "style":
        return import_module(f"{__name__}.report.charts.style").use_style
    if name in _PACKAGES:
        return import_module(f"{__name__}.{_PACKAGES[name]}")
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from grantsdata.errors import meant

    hint = meant(name, __all__) or "dir(grantsdata) lists what there is."
    raise AttributeError(f"grantsdata has no {name}; {hint}", name=name)


def __dir__() -> list[str]:
    return list(__all__)
