"""The model of a finding, and the table of findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from grantsdata.model.schema import SEVERITIES, Severity


class Place(NamedTuple):
    """A row of a raw file, and the printed column name if a finding is about one cell."""

    file: str
    row: int
    column: str = ""

    def __str__(self) -> str:
        """The place as written in the table of findings: `victims-services.csv row 7`."""
        return f"{self.file.rpartition('/')[2]} row {self.row}"


@dataclass(frozen=True)
class Finding:
    """A result of the reconciliation, with the figures and rows that it is about.

    `ours`, `printed` and `difference` (ours minus printed) are in pence; `implied` is the part of `ours` that is
    implied. `stream` is the stream that the finding is about, or "" if it is not about a single one.
    """

    code: str
    severity: Severity
    scope: str
    sentence: str
    ours: int | None = None
    printed: int | None = None
    rows: tuple[Place, ...] = ()
    implied: int = 0
    stream: str = ""

    @property
    def difference(self) -> int | None:
        """Ours minus printed, in pence; None if one of them is missing."""
        return None if self.ours is None or self.printed is None else self.ours - self.printed


def rows_of(awards: pd.DataFrame) -> tuple[Place, ...]:
    """Return the file and row of each award."""
    places = awards[["source_file", "source_row"]].itertuples(index=False)
    return tuple(Place(str(file), int(row)) for file, row in places)


def stream_of(awards: pd.DataFrame) -> str:
    """Return the stream of the awards if all have the same one, else ""."""
    streams = awards["stream"].unique()
    return str(streams[0]) if len(streams) == 1 else ""


def sum_of(awards: pd.DataFrame) -> int:
    """Return the sum of the awards in pence; an amount that is not stated counts as 0."""
    return int(awards["award_pence"].sum())


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table: a row per finding, figures in pounds, empty if a finding has none."""
    listed = list(findings)
    pence = {
        "ours_gbp": [f.ours for f in listed],
        "printed_gbp": [f.printed for f in listed],
        "difference_gbp": [f.difference for f in listed],
    }
    table = pd.DataFrame(
        {
            "code": pd.array([f.code for f in listed], dtype="str"),
            "severity": pd.Categorical([f.severity for f in listed], SEVERITIES[::-1], ordered=True),
            "scope": pd.array([f.scope for f in listed], dtype="str"),
            "stream": pd.array([f.stream for f in listed], dtype="str"),
        }
    )
    for column, values in pence.items():
        table[column] = pd.Series(values, dtype="Int64") / 100
    table["implied_gbp"] = pd.Series([f.implied for f in listed], dtype="Int64") / 100
    table["rows"] = pd.array(["; ".join(map(str, f.rows)) for f in listed], dtype="str")
    table["sentence"] = pd.array([f.sentence for f in listed], dtype="str")
    return table
