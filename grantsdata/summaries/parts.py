"""Awards counted and added up under a label: what every table of parts is made by."""

import pandas as pd

from grantsdata.model.schema import IMPLIED


def breakdown(awards: pd.DataFrame, by: str | list[str], *, every_label: bool = False) -> pd.DataFrame:
    """One row per label of `by`, in its order; labels without awards only with `every_label`."""
    counted = awards.assign(
        implied_pence=awards["award_pence"].where(awards["award_status"] == IMPLIED),
    )
    groups = counted.groupby(by, observed=not every_label, dropna=False)
    pence, implied = groups["award_pence"].sum(), groups["implied_pence"].sum()
    return _in_pounds(pd.DataFrame({"awards": groups.size(), "pence": pence, "implied": implied}).reset_index())


def in_pence(pounds: pd.Series) -> pd.Series:
    """Pounds as whole pence again; rounded, since a hundred times a binary fraction may be a hair less."""
    return (pounds * 100).round().astype("Int64")


def _in_pounds(parts: pd.DataFrame) -> pd.DataFrame:
    """Pence columns as pounds, and each row's share of the whole."""
    total = parts["pence"].sum()
    table = parts.drop(columns=["pence", "implied"])
    table["award_gbp"] = parts["pence"] / 100
    table["implied_gbp"] = parts["implied"] / 100
    table["share"] = parts["pence"] / total if total else 0.0
    return table


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Largest first; equal amounts as they stood, which in a breakdown is the order of their labels."""
    return table.sort_values("award_gbp", ascending=False, kind="stable", ignore_index=True)


def with_total(table: pd.DataFrame, label: str = "Total") -> pd.DataFrame:
    """A table of parts with a last row that adds them up; its first column then holds texts, not categories.

    A table without rows stays without: there is nothing to add up.
    """
    if table.empty:
        return table
    pounds = [name for name in table.columns if str(name).endswith("_gbp")]
    counts = [name for name in table.columns if name in ("awards", "share")]
    total = {name: in_pence(table[name]).sum() / 100 for name in pounds} | {name: table[name].sum() for name in counts}
    parts = table.astype({name: "object" for name in table.columns if name not in total})
    return pd.concat([parts, pd.DataFrame([{table.columns[0]: label, **total}])], ignore_index=True)
