"""Charts of provider types and of the largest providers, with their titles and alternative texts."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.errors import ParameterError
from grantsdata.model.money import format_pounds
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import implied_note, percent, sentence
from grantsdata.model.schema import NOT_YET_ALLOCATED
from grantsdata.report.chart import Chart
from grantsdata.report.charts.style import (
    DARK,
    GREY,
    PLUM,
    axes_for,
    from_zero,
    hatched,
    implied_label,
    label_rows,
    lines,
    styled,
    value,
)


def provider_types(types: pd.DataFrame, of: str = "the money", ax: Axes | None = None) -> Chart:
    """Provider types, largest first; the part whose type is our judgement is hatched.

    `types` is the table of `summaries.provider_types_by_basis`; `of` names what the shares are of, if it covers only
    some of a year's awards. The title never names money that is not yet allocated as the largest type. If no amount is
    stated, the Chart has only a title.
    """
    total, judged = types["award_gbp"].sum(), types["judged_gbp"].sum()
    known = types[types["provider_type"] != NOT_YET_ALLOCATED]
    if not total:
        return Chart("No amount is stated for any provider type")
    title = "No type of provider receives anything yet"
    if known["award_gbp"].sum():
        top = known.iloc[0]
        title = (
            f"The type that receives most is {top['provider_type']}: {gbp(top['award_gbp'])}"
            f"{implied_note(top['implied_gbp'])}, {percent(top['share'])} of {of}"
        )
    parts = [
        f"{t['provider_type']} {gbp(t['award_gbp'])}, {percent(t['share'])}{implied_note(t['implied_gbp'])}"
        + (f", {gbp(t['judged_gbp'])}{implied_note(t['judged_implied_gbp'])} judged" if t["judged_gbp"] else "")
        for _, t in types.iterrows()
    ]
    note = implied_note(types["judged_implied_gbp"].sum())
    note_judged = (
        f" The type is our judgement for {gbp(judged)}{note}, {percent(judged / total)} of {of}." if judged else ""
    )
    return Chart(
        title,
        f"Bar chart of provider types, largest first, with their shares of {of}: {'; '.join(parts)}.{note_judged}",
        "Hatched: the provider's type is our judgement." if judged else "",
        axes=_draw_provider_types(types, ax),
    )


def largest_providers(providers: pd.DataFrame, own_force: str, number: int = 10, ax: Axes | None = None) -> Chart:
    """The `number` largest providers with their running share; the body's own police force has its own colour.

    `providers` is the table of `summaries.providers_ranked`. The last bar is the sum of all other providers. If no
    amount is stated, the Chart has only a title. Raises ParameterError for a number below 1.
    """
    top, others = providers.iloc[:number], providers.iloc[number:]
    if not providers["award_gbp"].sum():
        return Chart("No amount is stated for any provider")
    parts = [f"{p['provider']} {gbp(p['award_gbp'])}{implied_note(p['implied_gbp'])}" for _, p in top.iterrows()]
    rest = f" The other {len(others)} share {percent(others['share'].sum())} of the money." if len(others) else ""
    own = providers[providers["provider"] == own_force]
    force = (
        "" if own.empty else f" The body's own force, {own_force}, gets {percent(own['share'].iloc[0])} of the money."
    )
    largest = f"the {len(top)} largest providers" if len(others) else "providers, largest first"
    return Chart(
        _half(providers),
        f"Bar chart of {largest}: {'; '.join(parts)}.{rest}{force}",
        "“So far”: share of the money down to that line."
        + (f" Plum: {own_force}." if force else "")
        + (" Hatched: implied." if providers["implied_gbp"].any() else ""),
        axes=_draw_largest_providers(providers, own_force, number, ax),
    )


def _half(providers: pd.DataFrame) -> str:
    """A title on the least number of named providers that receive half of the money, if they do."""
    named = providers[providers["provider_type"] != NOT_YET_ALLOCATED]
    enough = int((named["share"].cumsum() < 0.5).sum()) + 1
    if enough > len(named):
        return "Half of the money or more is not yet allocated to anybody"
    if len(named) == 1:
        return f"{named['provider'].iloc[0]} receives {percent(named['share'].iloc[0])} of the money"
    receive = "receives" if enough == 1 else "receive"
    return f"{enough} of {len(named)} named providers {receive} half of the money or more"


@styled
def _draw_provider_types(types: pd.DataFrame, ax: Axes | None = None) -> Axes:
    labels = [sentence(str(name)) for name in types["provider_type"]]
    texts = [
        f"{format_pounds(row['award_gbp'])}{implied_label(row['implied_gbp'])}, {row['share']:.1%}"
        + (f"\n{format_pounds(row['judged_gbp'])} of it judged" if row["judged_gbp"] else "")
        for _, row in types.iterrows()
    ]
    rows = [max(pair, key=lines) for pair in zip(labels, texts, strict=True)]
    ax = ax or axes_for(rows)
    for place, text, (_, row) in zip(label_rows(ax, labels, rows), texts, types.iterrows(), strict=True):
        amount, judged = float(row["award_gbp"]), float(row["judged_gbp"])
        ax.barh(place, amount - judged, color=DARK, height=0.26)
        hatched(ax, place, judged, amount - judged, DARK, 0.26)
        value(ax, place, max(0.0, amount), text)
    from_zero([ax])
    return ax


@styled
def _draw_largest_providers(providers: pd.DataFrame, own_force: str, number: int = 10, ax: Axes | None = None) -> Axes:
    if number < 1:
        raise ParameterError(f"The number of providers to show is {number}; expected 1 or more.")
    bars = [
        (
            str(row["provider"]),
            float(row["award_gbp"]),
            float(row["running_share"]),
            float(row["implied_gbp"]),
        )
        for _, row in providers.iloc[:number].iterrows()
    ]
    rest = providers.iloc[number:]
    if len(rest):
        bars.append((f"The other {len(rest)}", float(rest["award_gbp"].sum()), 1.0, float(rest["implied_gbp"].sum())))
    labels = [label for label, *_ in bars]
    ax = ax or axes_for(labels)
    for place, (label, amount, share, implied) in zip(label_rows(ax, labels), bars, strict=True):
        colour = PLUM if label == own_force else GREY if label.startswith("The other ") else DARK
        ax.barh(place, amount - implied, color=colour, height=0.26)
        hatched(ax, place, implied, amount - implied, colour, 0.26)
        value(ax, place, max(0.0, amount), f"{format_pounds(amount)}{implied_label(implied)}; so far {share:.1%}")
    from_zero([ax])
    return ax
