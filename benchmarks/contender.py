"""One way of breaking a file of grants down: `python benchmarks/contender.py WAY FILE [CACHE]`.

Prints rows, awards without an amount and pence of each group as JSON, so that all ways can be compared. Each is as long
as it has to be to count every row: what a clean-up of signs does not make a number is read by `money`.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

BY = ["Grant Programme:Title", "Provider type", "Financial year"]
AMOUNT = "Amount Awarded"


def ours(path: str, cache: str | None = None) -> list[list[Any]]:
    """This package."""
    import grantsdata

    table = grantsdata.national_breakdown(path, cache=cache).table
    columns = ["stream", "provider_type", "financial_year", "awards", "not_stated", "award_pence"]
    return [[*map(str, line[:3]), *map(int, line[3:])] for line in table[columns].itertuples(index=False, name=None)]


def usual(path: str) -> list[list[Any]]:
    """pandas as it is usually written where money has to be exact: all as text, signs out, Decimal, group."""
    import pandas as pd

    from grantsdata.model.amounts.parse import parse_amount

    def pounds(clean: str, printed: str) -> Decimal | None:
        if clean.replace(".", "", 1).isdecimal():
            return Decimal(clean)
        pence = parse_amount(printed).pence
        return None if pence is None else Decimal(pence) / 100

    grants = pd.read_csv(path, dtype=str, keep_default_na=False)
    clean = grants[AMOUNT].str.replace(r"[£,]", "", regex=True)
    grants["pounds"] = [pounds(text, printed) for text, printed in zip(clean, grants[AMOUNT], strict=True)]
    grants["is_missing"] = grants["pounds"].isna()
    grants["pounds"] = grants["pounds"].where(~grants["is_missing"], Decimal(0))
    groups = grants.groupby(BY)
    table = groups.agg(awards=(AMOUNT, "size"), missing=("is_missing", "sum"), pounds=("pounds", "sum"))
    return [[*labels, int(n), int(m), int(sum_ * 100)] for labels, n, m, sum_ in table.itertuples(name=None)]


def floats(path: str) -> list[list[Any]]:
    """pandas in three lines: its own guesses, binary fractions, and whatever is no number then left out."""
    import pandas as pd

    grants = pd.read_csv(path)
    grants["pounds"] = pd.to_numeric(grants[AMOUNT].str.replace(r"[£,]", "", regex=True), errors="coerce")
    table = grants.groupby(BY)["pounds"].agg(["size", "sum"])
    return [[*labels, int(n), 0, round(sum_ * 100)] for labels, n, sum_ in table.itertuples(name=None)]


def tuned(path: str) -> list[list[Any]]:
    """pandas tuned by hand: four columns, labels as categories, literal clean-up, whole pence."""
    import pandas as pd

    from grantsdata.model.amounts.parse import parse_amount

    grants = pd.read_csv(
        path, usecols=[*BY, AMOUNT], dtype=dict.fromkeys(BY, "category") | {AMOUNT: "str"}, keep_default_na=False
    )
    clean = grants[AMOUNT].str.replace(",", "", regex=False).str.removeprefix("£")
    pounds = pd.to_numeric(clean, errors="coerce")
    odd = pounds.isna() | (pounds < 0)
    pence = (pounds.where(~odd, 0) * 100).round().astype("int64")
    read = [parse_amount(text).pence for text in grants.loc[odd, AMOUNT]]
    pence[odd] = [amount or 0 for amount in read]
    missing = odd.copy()
    missing[odd] = [amount is None for amount in read]
    grants = grants.assign(pence=pence, missing=missing)
    table = grants.groupby(BY, observed=True).agg(n=("pence", "size"), m=("missing", "sum"), pence=("pence", "sum"))
    return [[*labels, int(n), int(m), int(sum_)] for labels, n, m, sum_ in table.itertuples(name=None)]


def exact(path: str) -> list[list[Any]]:
    """Python's own reader and Decimal arithmetic, a row at a time: slow, and what all others are held to."""
    import csv

    from grantsdata.model.amounts.parse import parse_amount

    sums: dict[tuple[str, ...], list[Any]] = {}
    with Path(path).open(encoding="utf-8", newline="") as file:
        for grant in csv.DictReader(file):
            of_it = sums.setdefault(tuple(grant[name] for name in BY), [0, 0, Decimal(0)])
            pence = parse_amount(grant[AMOUNT]).pence
            of_it[0] += 1
            of_it[1] += pence is None
            of_it[2] += Decimal(pence or 0) / 100
    return [[*labels, n, m, int(sum_ * 100)] for labels, (n, m, sum_) in sums.items()]


if __name__ == "__main__":
    way, *arguments = sys.argv[1:]
    ways = {"ours": ours, "usual": usual, "floats": floats, "tuned": tuned, "exact": exact}
    print(json.dumps(sorted(ways[way](*arguments))))
