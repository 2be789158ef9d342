"""The figures of a year's returns, and which of their counts are withheld. Every table of them goes through here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from grantsdata.model.schema import (
    HALVES,
    MEASUREMENT,
    NOT_AVAILABLE,
    PEOPLE_HELPED,
    SHARE,
    SMALL,
    WITHHELD,
)
from grantsdata.summaries.returns.withholding import Sum, withheld

YEAR = "year"
BY_PERIOD = {HALVES[0]: "in_first_half", HALVES[1]: "in_second_half", YEAR: "in_year"}
"""Period → its column in tables."""
Count = tuple[str, str, str, str]
"""An award or, for the sum of a stream's awards, the stream; a measure; a period; and which figure of it."""


@dataclass(frozen=True)
class Measured:
    """A measure of an award, and its figures by period: one number, or a numerator and a denominator."""

    award_id: str
    line: Mapping[str, Any]
    figures: Mapping[str, tuple[Fraction, ...]]

    def keys(self, period: str) -> list[Count]:
        """The counts of this measure in a period; none if it is a measurement."""
        names = ("numerator", "denominator") if self.line["kind"] == SHARE else ("actual",)
        if self.line["kind"] == MEASUREMENT or period not in self.figures:
            return []
        return [(self.award_id, self.line["measure"], period, name) for name in names]


class Published:
    """The figures of the table of `load_returns`, and which of their counts are withheld."""

    def __init__(self, returns: pd.DataFrame) -> None:
        self.measures = list(_measures(returns))
        counts: dict[Count, int] = {}
        sums: list[Sum[Count]] = []
        remainders: list[Count] = []
        for one in self.measures:
            for period in BY_PERIOD:
                counts |= {key: int(n) for key, n in zip(one.keys(period), one.figures.get(period, ()), strict=False)}
        for one in self.measures:
            halves = [one.keys(half) for half in HALVES]
            sums += [(total, parts) for total, *parts in zip(one.keys(YEAR), *halves, strict=False)]  # type: ignore[misc]
            for period in BY_PERIOD:
                parts = self._parts_of(one, period)
                total = one.keys(period)[-1:]  # the count, or the denominator
                if total and parts and (left := counts[total[0]] - sum(counts[key] for key in parts)) >= 0:
                    rest = (*total[0][:3], "rest")
                    counts[rest] = left
                    remainders.append(rest)
                    sums.append((total[0], (*parts, rest) if left else tuple(parts)))
        totals = self._totals()
        for key, parts in totals.items():
            counts[key] = sum(counts[part] for part in parts)
            sums.append((key, tuple(parts)))
        self.counts = counts
        self.withheld = withheld(counts, [*sums, *_same_numbers(counts)], remainders, totals)

    def _parts_of(self, one: Measured, period: str) -> list[Count]:
        """The counts that are part of this measure: the numerator of a share, or other measures of the award."""
        if one.line["kind"] == SHARE:
            return one.keys(period)[:1]
        inside = [other for other in self.measures if other.award_id == one.award_id]
        return [
            key
            for other in inside
            if other.line["part_of"] == one.line["measure"] != other.line["measure"] and other.line["kind"] != SHARE
            for key in other.keys(period)
        ]

    def _totals(self) -> dict[Count, list[Count]]:
        """The people helped by all awards of a stream: the sum → what adds up to it."""
        totals: dict[Count, list[Count]] = defaultdict(list)
        for one in self.measures:
            if one.line["kind"] == PEOPLE_HELPED and not one.line["part_of"]:
                for period in BY_PERIOD:
                    for key in one.keys(period):
                        totals[one.line["stream"], "", period, "actual"].append(key)
        return totals

    def may_show(self, one: Measured, period: str) -> bool:
        """Whether all counts of a measure in a period are published."""
        return not self.withheld & {*one.keys(period)}

    def text(self, one: Measured, period: str) -> str:
        """The figure as a page shows it: `31`, `12 of 40 (30.0%)`, `[c]`, or "" if there is none."""
        figures = one.figures.get(period, ())
        if not figures:
            return ""
        if not self.may_show(one, period):
            return WITHHELD
        if one.line["kind"] == SHARE:
            share = float(100 * figures[0] / figures[1])  # of 0 people it would be withheld
            return f"{int(figures[0]):,} of {int(figures[1]):,} ({share:.1f}%)"
        return number_text(figures[0])

    def total(self, stream: str, period: str) -> str:
        """The people helped by all awards of a stream; "" if none has a figure for the period."""
        key = (stream, "", period, "actual")
        if key not in self.counts:
            return ""
        return WITHHELD if key in self.withheld else f"{self.counts[key]:,}"


def _measures(returns: pd.DataFrame) -> Iterator[Measured]:
    """Yield the measures of all awards in the order of their lines; figures that are not available are left out."""
    by_measure: dict[tuple[str, str, str], list[dict[Any, Any]]] = defaultdict(list)
    for line in returns.to_dict("records"):
        by_measure[line["award_id"], line["measure"], line["kind"]].append(line)
    for (award_id, _, kind), lines in by_measure.items():
        figures: dict[str, tuple[Fraction, ...]] = {}
        for line in sorted(lines, key=lambda one: HALVES.index(one["period"])):
            if line["returned_on"] and line["data_quality"] != NOT_AVAILABLE:
                names = ("numerator", "denominator") if kind == SHARE else ("actual",)
                figures[line["period"]] = tuple(Fraction(str(line[name])) for name in names)
        if kind != MEASUREMENT and len(figures) == len(HALVES):
            figures[YEAR] = tuple(sum(pair, Fraction(0)) for pair in zip(*figures.values(), strict=True))
        yield Measured(award_id, lines[0], figures)


def _same_numbers(counts: Mapping[Count, int]) -> Iterator[Sum[Count]]:
    """Yield each count that is as large as another of the same return: one may be the other under another name."""
    seen: dict[tuple[str, str, int], Count] = {}
    for key, count in counts.items():
        of_return = key[0], key[2], count
        if count >= SMALL and key[1] and key[3] != "rest" and seen.setdefault(of_return, key) != key:
            yield seen[of_return], (key,)


def number_text(value: Fraction) -> str:
    """Write a number for readers: 1,204, 12.5, −3."""
    return f"{float(value):,.6f}".rstrip("0").rstrip(".").replace("-", "−")
