"""Charts of provider types and of the largest providers, with their titles and alternative texts."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.errors import ParameterError
from grantsdata.model.phrases import percent, sentence
from grantsdata.model.schema import NOT_YET_ALLOCATED, shown_as
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import KNOWN, NO_TYPE, amount_of, described, first_of, no_bars
from grantsdata.report.drawing.rows import Row, amount_parts, amount_text, one_panel
from grantsdata.report.fragment import Awards
from grantsdata.report.traced import figure, write

_NAMED: dict[str, Any] = {"provider_type": {"not": NOT_YET_ALLOCATED}}
"""The awards that have a provider."""

OTHERS = "All others"
"""The label of the last bar, if there are more providers than are shown one by one."""


def provider_types(
    types: pd.DataFrame, of: str = "the money", ax: Axes | None = None, *, about: Awards | None = None
) -> Chart:
    """Provider types, largest first.

    `types` is the table of `summaries.provider_types_by_basis`. If it covers only some of a year's awards, `of` names
    what the shares are of, and `about` says which awards they are. The title names a type as the largest only if it is
    whatever the types are of providers that are not in the register. Without any money to draw, the Chart has only a
    title.
    """
    about = dict(about or {})
    first = first_of(dict(zip(types["provider_type"].astype(str), types["award_gbp"], strict=True)))
    if not types["award_gbp"].sum():
        return Chart(no_bars(types["award_gbp"], "provider type"))
    title = "Awards by type of provider"
    if not types.loc[~types["provider_type"].isin(NO_TYPE), "award_gbp"].sum():
        title = "No known type of provider gets any money"
    if first:
        top = types[types["provider_type"] == first[0]].iloc[0]
        one = about | {"provider_type": str(top["provider_type"])}
        leader = figure(sentence(shown_as(str(top["provider_type"]))), "rank", "provider_type", 1, **about | KNOWN)
        title = write(
            "{types} get most: {amount}, {share} of {of}" + (" each" if len(first) > 1 else ""),
            types="Several types of provider" if len(first) > 1 else leader,
            amount=amount_of(top["award_gbp"], top["implied_gbp"], **one),
            share=figure(percent(top["share"]), "share", **one | ({"among": about} if about else {})),
            of=of,
        )
    items, bars = [], []
    for row in types.to_dict("records"):
        kind, amount, implied = str(row["provider_type"]), float(row["award_gbp"]), float(row["implied_gbp"])
        if amount == amount:
            traced = amount_of(amount, implied, **about | {"provider_type": kind})
            items.append(write("{type} {amount}", type=shown_as(kind), amount=traced))
        text = amount_text(amount, implied, row["share"])
        bars.append(Row(sentence(shown_as(kind)), text, amount_parts(amount, implied)))
    alt = described("Bar chart of types of provider, largest first", items)
    return chart_of_bars(one_panel(bars), title, alt, ax=ax)


def largest_providers(providers: pd.DataFrame, own_force: str, number: int = 10, ax: Axes | None = None) -> Chart:
    """The `number` largest providers with their shares; the body's own police force is marked as such.

    `providers` is the table of `summaries.providers_ranked`. The last bar is the sum of all other providers. If no
    amount is stated, the Chart has only a title. Raises ParameterError for a number below 1.
    """
    if number < 1:
        raise ParameterError(f"The number of providers to show is {number}; expected 1 or more.")
    top, others = providers.iloc[:number], providers.iloc[number:]
    if not providers["award_gbp"].sum():
        return Chart(no_bars(providers["award_gbp"], "provider"))
    named = top[(top["provider_type"] != NOT_YET_ALLOCATED) & top["award_gbp"].notna()]
    items = [
        write(
            "{provider} {amount}",
            provider=figure(str(row["provider"]), "rank", "provider", place, **_NAMED),
            amount=amount_of(row["award_gbp"], row["implied_gbp"], provider=str(row["provider"])),
        )
        for place, row in enumerate(named.to_dict("records"), start=1)
    ]
    return chart_of_bars(
        one_panel(_bars(top, others, own_force)),
        _leader(named),
        described("Bar chart of the providers that get most", items, has_more=bool(others["award_gbp"].sum())),
        ax=ax,
    )


def _bars(top: pd.DataFrame, others: pd.DataFrame, own_force: str) -> list[Row]:
    bars = [
        _bar(str(row["provider"]), "\n(own force)" if row["provider"] == own_force else "", row)
        for row in top.to_dict("records")
    ]
    if len(others):
        sums = {name: float(others[name].sum()) for name in ("award_gbp", "implied_gbp", "share")}
        bars.append(_bar(OTHERS, "", sums))
    return bars


def _bar(name: str, note: str, row: dict[Any, Any]) -> Row:
    amount, implied = float(row["award_gbp"]), float(row["implied_gbp"])
    text = amount_text(amount, implied, row["share"])
    return Row(f"{name}{note}", text, amount_parts(amount, implied), name=name)


def _leader(named: pd.DataFrame) -> str:
    """A title on the provider that gets most, unless several share that place."""
    if named.empty or not named["award_gbp"].iloc[0]:
        return "No provider gets any money"
    top = named.iloc[0]
    share = write(
        "{amount}, {share} of the money",
        amount=amount_of(top["award_gbp"], top["implied_gbp"], provider=str(top["provider"])),
        share=figure(percent(top["share"]), "share", provider=str(top["provider"])),
    )
    if (named["award_gbp"] == top["award_gbp"]).sum() > 1:
        return write("Several providers get most: {share} each", share=share)
    name = figure(str(top["provider"]), "rank", "provider", 1, **_NAMED)
    return write("{provider} gets most: {share}", provider=name, share=share)
