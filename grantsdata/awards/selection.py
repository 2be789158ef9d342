"""Select a stream, a provider or a provider type by name; the error for an unknown name lists the known ones.

`check_values` checks a notebook's parameters before a kernel starts. A parameter has the same meaning in every notebook
of this package, so one check serves all of them. Notebooks also check their parameters, for those who run them in
JupyterLab.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.awards.paper_tables import load_providers, load_streams
from grantsdata.errors import ParameterError, meant
from grantsdata.model.schema import PROVIDER_TYPES, shown_as
from grantsdata.model.years import check_period
from grantsdata.sources.files.project import years_before


@dataclass(frozen=True)
class Bodies:
    """The bodies that a provider report is about: a label, and their canonical names."""

    label: str
    names: frozenset[str]

    @property
    def delivered(self) -> dict[str, Any]:
        """The awards that the bodies deliver, as conditions for `page.table`."""
        return {"provider": sorted(self.names)}

    @property
    def paid(self) -> dict[str, Any]:
        """The awards paid to the bodies that others deliver, as conditions for `page.table`."""
        return {"payee": sorted(self.names), "provider": {"not": sorted(self.names)}}

    @property
    def paid_elsewhere(self) -> dict[str, Any]:
        """The awards that the bodies deliver and others are paid for, as conditions for `page.table`."""
        return {"provider": sorted(self.names), "payee": {"not": sorted(self.names)}}


def chosen_stream(streams: pd.DataFrame, code: str) -> "pd.Series[str]":
    """Return the row of `streams` (see `load_streams`) with this code, or the first row if the code is "".

    Raises ParameterError if there is none.
    """
    if not code:
        return streams.iloc[0]
    found = streams[streams["code"] == code]
    if found.empty:
        codes = ", ".join(f"{code} ({name})" for code, name in zip(streams["code"], streams["stream"], strict=True))
        raise ParameterError(f'There is no stream with the code "{code}"; expected one of {codes}.')
    return found.iloc[0]


def chosen_bodies(
    awards: pd.DataFrame, providers: pd.DataFrame, provider: str, provider_type: str, own_force: str = ""
) -> Bodies:
    """Select one body by its canonical name, or all bodies of a type if `provider_type` is given.

    `providers` are as in `load_providers`. If both parameters are empty, the body is `own_force` if that is known, or
    else the provider that gets most. Raises ParameterError, with the nearest names, for an unknown type and for a
    body that neither an award nor the register names; also if both parameters are empty and no award names a provider.
    """
    if provider_type:
        if provider_type not in PROVIDER_TYPES:
            raise _unknown("provider type", provider_type, PROVIDER_TYPES)
        registered = providers.loc[providers["provider_type"] == provider_type, "provider"]
        awarded = awards.loc[awards["provider_type"] == provider_type, "provider"].dropna()
        label = "health bodies" if provider_type == "health" else shown_as(provider_type)
        return Bodies(label, frozenset([*registered, *awarded]))
    known = sorted({*providers["provider"], *awards["provider"].dropna(), *awards["payee"].dropna()})
    provider = provider or (own_force if own_force in known else _largest(awards))
    if provider not in known:
        raise _unknown("provider", provider, known)
    return Bodies(provider, frozenset([provider]))


def _largest(awards: pd.DataFrame) -> str:
    sums = awards.groupby("provider", observed=True)["award_pence"].sum()
    if sums.empty:
        raise ParameterError("No award names a provider; name one in provider, or give a provider_type.")
    return str(sums.sort_values(ascending=False, kind="stable").index[0])


def _unknown(what: str, name: str, known: Iterable[str]) -> ParameterError:
    listed = list(known)
    hint = meant(name, listed) or f"expected one of: {'; '.join(listed)}."
    return ParameterError(f'There is no {what} "{name}"; {hint}')


def check_values(values: Mapping[str, Any], year: Year) -> None:
    """Check a notebook's parameters, including its defaults, against the raw data of a year.

    Raises ParameterError or YearError, listing the known values, for an unknown stream, provider, provider type, period
    or year to compare with, and ParameterError for a number below 1.
    """
    if "stream" in values:
        chosen_stream(load_streams(year), values["stream"])
    if "provider" in values and "provider_type" in values:
        providers, own_force = load_providers(project=year.root), year.paper.paper.own_force
        chosen_bodies(year.awards(), providers, values["provider"], values["provider_type"], own_force)
    if "period" in values:
        check_period(values["period"])
    if "compare_with" in values:
        years_before(year.year, values["compare_with"], project=year.root)
    small = [name for name, value in values.items() if type(value) is int and value < 1]
    if small:
        raise ParameterError(f"Parameter {small[0]} is {values[small[0]]}; expected a whole number of at least 1.")
