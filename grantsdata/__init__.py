"""Grants of a police and crime commissioner: printed award tables → checked DataFrames → one report."""

from grantsdata.awards import load_awards, load_findings, load_paper
from grantsdata.errors import GrantsDataError
from grantsdata.provenance import made_from
from grantsdata.repairs import load_repairs
from grantsdata.tables import (
    load_budgets,
    load_measures,
    load_printed_totals,
    load_providers,
    load_separate_funds,
    load_streams,
)
from grantsdata.years import FinancialYear

__all__ = [
    "FinancialYear",
    "GrantsDataError",
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
]
