"""What an analyst asks for by name: a stream, a body, a kind of body; a slip gets the names that there are.

Whether the values asked for are there, such as a stream's code or a provider's name, before any kernel starts.

A parameter's name means the same in every notebook of this package, so that one check serves them all. A notebook
checks its values itself too, for whoever opens it in JupyterLab.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.paper_tables import load_providers, load_streams
from grantsdata.errors import ParameterError, meant
from grantsdata.model.schema import PROVIDER_TYPES
from grantsdata.model.years import FinancialYear, check_period
from grantsdata.sources.files.project import year_before


@dataclass(frozen=True)
class Bodies:
    """Whom a provider report is about: how it is called, and the canonical names of the bodies."""

    label: str
    names: frozenset[str]

    @property
    def delivered(self) -> dict[str, Any]:
        """Which awards they deliver, as the conditions that `page.table` takes."""
        return {"provider": sorted(self.names)}

    @property
    def paid(self) -> dict[str, Any]:
        """Which are paid to them for services of others."""
        return {"payee": sorted(self.names), "provider": {"not": sorted(self.names)}}

    @property
    def paid_elsewhere(self) -> dict[str, Any]:
        """Which they deliver and others are paid for."""
        return {"provider": sorted(self.names), "payee": {"not": sorted(self.names)}}


def chosen_stream(streams: pd.DataFrame, code: str) -> "pd.Series[str]":
    """The row of `streams` (as `load_streams` gives them) with this code; ParameterError if there is none."""
    found = streams[streams["code"] == code]
    if found.empty:
        codes = ", ".join(f"{code} ({name})" for code, name in zip(streams["code"], streams["stream"], strict=True))
        raise ParameterError(f'There is no stream with the code "{code}"; expected one of {codes}.')
    return found.iloc[0]


def chosen_bodies(awards: pd.DataFrame, providers: pd.DataFrame, provider: str, provider_type: str) -> Bodies:
    """One body by its canonical name, or all bodies of a type if `provider_type` is given.

    `providers` as `load_providers` gives them. ParameterError, with the nearest names, for a body that neither an
    award nor the register names, for an unknown type, or if neither is given.
    """
    if provider_type:
        if provider_type not in PROVIDER_TYPES:
            raise _unknown("provider type", provider_type, PROVIDER_TYPES)
        registered = providers.loc[providers["provider_type"] == provider_type, "provider"]
        awarded = awards.loc[awards["provider_type"] == provider_type, "provider"].dropna()
        return Bodies(f"providers of the type “{provider_type}”", frozenset([*registered, *awarded]))
    if not provider:
        raise ParameterError("Neither provider nor provider_type is given; expected one of them.")
    known = sorted({*providers["provider"], *awards["provider"].dropna(), *awards["payee"].dropna()})
    if provider not in known:
        raise _unknown("provider", provider, known)
    return Bodies(provider, frozenset([provider]))


def _unknown(what: str, name: str, known: Iterable[str]) -> ParameterError:
    listed = list(known)
    hint = meant(name, listed) or f"expected one of: {'; '.join(listed)}."
    return ParameterError(f'There is no {what} "{name}"; {hint}')


def check_values(values: Mapping[str, Any], year: FinancialYear, awards: pd.DataFrame, root: Path) -> None:
    """Check a notebook's parameters, its defaults included, against the raw data of a year.

    ParameterError or YearError, with what there is, for a stream, body, kind of body, period or year to compare with
    that there is not, and for a number that is less than one.
    """
    if "stream" in values:
        chosen_stream(load_streams(year, project=root), values["stream"])
    if "provider" in values and "provider_type" in values:
        chosen_bodies(awards, load_providers(project=root), values["provider"], values["provider_type"])
    if "period" in values:
        check_period(values["period"])
    if "compare_with" in values:
        year_before(year, values["compare_with"], project=root)
    small = [name for name, value in values.items() if type(value) is int and value < 1]
    if small:
        raise ParameterError(f"Parameter {small[0]} is {values[small[0]]}; expected a whole number of at least 1.")
