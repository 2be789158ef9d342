"""Agreements by the years that they cover and by when they end, and conditions beside the money released."""

import pandas as pd

from grantsdata.model.amounts.by_year import parse_by_year
from grantsdata.model.schema import PAID

_OF_AGREEMENT = ["financial_year", "award_id", "stream", "service", "provider", "reference"]


def agreement_parts(agreements: pd.DataFrame) -> pd.DataFrame:
    """The amounts by year of agreements: a row for each agreement and year, in the order of the agreements.

    Columns: financial_year (of the table), award_id, stream, service, provider, reference, part_year (the year that the
    part is for), part_pence, part_gbp (pounds). `agreements` are rows of `load_agreements`, also of several years: a
    part that the tables of several years have, under the same reference, is counted once, as the latest table has it.
    """
    rows = [
        {**{name: line[name] for name in _OF_AGREEMENT}, "part_year": str(year), "part_pence": pence}
        for line in agreements.to_dict("records")
        for year, pence in parse_by_year(line["by_year"]).items()
    ]
    parts = pd.DataFrame(rows, columns=[*_OF_AGREEMENT, "part_year", "part_pence"])
    latest = parts.groupby(["reference", "part_year"])["financial_year"].transform("max")
    parts = parts[(parts["reference"] == "") | (parts["financial_year"] == latest)].reset_index(drop=True)
    dtypes = {name: "str" for name in parts.columns} | {"part_pence": "Int64"}
    return parts.astype(dtypes).assign(part_gbp=parts["part_pence"].astype("Float64") / 100)


def committed(agreements: pd.DataFrame, after: str) -> pd.DataFrame:
    """What agreements commit for the years after a financial year: a row for each, the next one first.

    Columns: part_year, agreements (how many have a part for it), part_gbp (pounds). Parts are counted as in
    `agreement_parts`.
    """
    parts = agreement_parts(agreements)
    later = parts[parts["part_year"] > after]
    sums = later.groupby("part_year", sort=True).agg(agreements=("part_pence", "size"), pence=("part_pence", "sum"))
    return sums.assign(part_gbp=sums["pence"].astype("Float64") / 100).drop(columns="pence").reset_index()


def agreements_by_end(agreements: pd.DataFrame) -> pd.DataFrame:
    """The agreements in the order in which they end; those without an end on file come last."""
    return agreements.sort_values("end", kind="stable", key=lambda ends: ends.where(ends != "", "9")).reset_index(
        drop=True
    )


def conditions_and_payments(conditions: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """How many conditions each award has, how many were met, and what was paid: a row for each award with conditions.

    Columns: service, provider, stream, conditions_set, conditions_met (those with a date), paid_out_gbp (pounds; empty
    if no payment is on file), award_id. The arguments are the tables of `load_conditions` and `load_payments`.
    """
    known = conditions.assign(is_met=conditions["met_on"] != "")
    awards = known.groupby("award_id", sort=False).agg(
        service=("service", "first"),
        provider=("provider", "first"),
        stream=("stream", "first"),
        conditions_set=("is_met", "size"),
        conditions_met=("is_met", "sum"),
    )
    paid = payments[payments["kind"] == PAID].groupby("award_id")["amount_pence"].sum()
    pence = paid.reindex(awards.index).astype("Int64")
    columns = ["service", "provider", "stream", "conditions_set", "conditions_met", "paid_out_gbp", "award_id"]
    return awards.assign(paid_out_gbp=pence.astype("Float64") / 100).reset_index()[columns]
