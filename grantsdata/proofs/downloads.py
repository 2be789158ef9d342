"""The tables that are published beside the pages: they hold the awards, all of them, and sums of just these."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet

from grantsdata.model.money import format_gbp
from grantsdata.proofs.behind import Award, pence

Told = tuple[str, str]
"""A file's name, and what is wrong with it."""


def faults_of_tables(folder: Path, awards: Sequence[Award]) -> list[Told]:
    """What is wrong with the tables in a year's folder of downloads; `awards` are all that they should hold."""
    faults = [_awards_fault("awards.csv", _read(folder / "awards.csv"), awards)]
    parquet = folder / "awards.parquet"
    rows = pyarrow.parquet.read_table(parquet).to_pylist() if parquet.is_file() else []
    faults.append(_awards_fault("awards.parquet", rows, awards))
    faults += [_parts_fault(path.name, _read(path), awards) for path in sorted(folder.glob("by-*.csv"))]
    return [fault for fault in faults if fault]


def _read(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _awards_fault(name: str, rows: Sequence[Award], awards: Sequence[Award]) -> Told | None:
    """Row by row: each identifier with its amount."""
    found = {str(row["award_id"]): _whole(row["award_pence"]) for row in rows}
    expected = {str(award["award_id"]): award["award_pence"] for award in awards}
    if found == expected and len(rows) == len(awards):
        return None
    wrong = sorted(one for one in {*found, *expected} if found.get(one, "") != expected.get(one, ""))
    summed = sum(amount or 0 for amount in found.values())
    return (
        name,
        f"{len(rows)} awards of {format_gbp(summed)}; by the data there are {len(awards)} of "
        f"{format_gbp(pence(awards))}; the first that differs: {wrong[0] if wrong else 'one that stands twice'}",
    )


def _whole(number: str | int | None) -> int | None:
    return None if number in (None, "") else int(number)


def _parts_fault(name: str, rows: Sequence[Award], awards: Sequence[Award]) -> Told | None:
    """A table of parts has each award in one of them."""
    count = sum(int(row["awards"]) for row in rows)
    summed = int(sum(Decimal(row["award_gbp"]) for row in rows) * 100)
    if (count, summed) == (len(awards), pence(awards)):
        return None
    return (
        name,
        f"its parts are {count} awards of {format_gbp(summed)}; by the data there are {len(awards)} of "
        f"{format_gbp(pence(awards))}",
    )
