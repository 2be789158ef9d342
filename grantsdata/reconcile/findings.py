"""A finding: something that the reconciliation says, with both figures and the rows that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from grantsdata.model.schema import SEVERITIES, Severity


class Place(NamedTuple):
    """A row of a raw file, and its column (as printed) if a finding is about one cell."""

    file: str
    row: int
    column: str = ""

    def __str__(self) -> str:
        """As a table of findings tells it: `victims-services.csv row 7`."""
        return f"{self.file.rpartition('/')[2]} row {self.row}"


@dataclass(frozen=True)
class Finding:
    """Something that the reconciliation says: both figures in pence, `difference` is ours minus printed,
    `implied` is how much of ours is implied, and `stream` is the one stream that it is about, if it is about one."""

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
        return None if self.ours is None or self.printed is None else self.ours - self.printed


def rows_of(awards: pd.DataFrame) -> tuple[Place, ...]:
    """Where the awards stand."""
    places = awards[["source_file", "source_row"]].itertuples(index=False)
    return tuple(Place(str(file), int(row)) for file, row in places)


def stream_of(awards: pd.DataFrame) -> str:
    """The stream of the awards, if it is one for all of them; else ""."""
    streams = awards["stream"].unique()
    return str(streams[0]) if len(streams) == 1 else ""


def sum_of(awards: pd.DataFrame) -> int:
    """What the awards come to, in pence; an amount that is not stated counts as nothing."""
    return int(awards["award_pence"].sum())


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Findings as a table: a row each; figures in pounds, empty where a finding has none."""
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
