"""Grants of a police and crime commissioner: printed award tables → checked DataFrames → one report."""

from importlib import import_module

TYPE_CHECKING = False  # without importing typing, which `python -m` would look for in the working directory
if TYPE_CHECKING:
    from grantsdata.awards.load import load_awards, load_paper
    from grantsdata.awards.paper_tables import (
        load_budgets,
        load_measures,
        load_printed_totals,
        load_providers,
        load_separate_funds,
        load_streams,
    )
    from grantsdata.awards.provenance import made_from
    from grantsdata.errors import GrantsDataError
    from grantsdata.model.years import FinancialYear
    from grantsdata.reconcile.load import load_findings
    from grantsdata.reconcile.repairs import load_repairs
    from grantsdata.sources.threesixty.breakdown import breakdown
    from grantsdata.sources.threesixty.grants import read_360giving

__all__ = [
    "FinancialYear",
    "GrantsDataError",
    "breakdown",
    "load_awards",
    "load_budgets",
    "load_findings",
    "load_measures",
    "load_paper",
    "load_printed_totals",
    "load_providers",
    "load_repairs",
    "load_separate_funds",
    "load_streams",
    "made_from",
    "read_360giving",
]

# A command that reads no table would wait for pandas otherwise, since Python imports a package before its modules.
_HOMES = {
    "model.years": ("FinancialYear",),
    "errors": ("GrantsDataError",),
    "awards.provenance": ("made_from",),
    "awards.load": (
        "load_awards",
        "load_paper",
    ),
    "reconcile.load": ("load_findings",),
    "sources.threesixty.grants": ("read_360giving",),
    "sources.threesixty.breakdown": ("breakdown",),
    "reconcile.repairs": ("load_repairs",),
    "awards.paper_tables": (
        "load_budgets",
        "load_measures",
        "load_printed_totals",
        "load_providers",
        "load_separate_funds",
        "load_streams",
    ),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
