"""Compare agreements, conditions, payments, variations and single tenders with the awards and with each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from grantsdata.awards.agreements.load import (
    load_agreements,
    load_conditions,
    load_payments,
    load_single_tenders,
    load_variations,
)
from grantsdata.awards.documents.states import counted
from grantsdata.awards.documents.year import Year
from grantsdata.model.amounts.by_year import parse_by_year
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.schema import PAID, RETURNED, SINGLE_TENDER, is_implied
from grantsdata.model.years import in_words
from grantsdata.reconcile.findings import Finding, Place

Line = dict[Any, Any]


@dataclass(frozen=True)
class Records:
    """What is on file about a year's awards: the tables of the functions `load_…` of these names."""

    agreements: pd.DataFrame
    conditions: pd.DataFrame
    payments: pd.DataFrame
    variations: pd.DataFrame
    tenders: pd.DataFrame


def records_of(year: Year) -> Records:
    """Read all five tables of a year. Raises the errors of the first that is faulty."""
    return Records(
        load_agreements(year),
        load_conditions(year),
        load_payments(year),
        load_variations(year),
        load_single_tenders(year),
    )


def agreement_findings(
    records: Records, awards: pd.DataFrame, paper: Paper, as_at: date | None = None
) -> list[Finding]:
    """Return the findings in a fixed order; conditions are overdue only as at the date `as_at`, if it is given."""
    about = _About(paper, awards, records)
    found = [
        *_dates_in_order(about),
        *_parts_and_whole(about),
        *_part_and_award(about),
        *_variations_follow(about),
        *_paid_too_early(about),
        *_paid_too_much(about),
        *_overdue(about, as_at),
        *_not_a_tender(about),
    ]
    return list(dict.fromkeys(found))  # awards of the same service and provider share their conditions


class _About:
    """The records, the awards by identifier, and how to place a finding."""

    def __init__(self, paper: Paper, awards: pd.DataFrame, records: Records) -> None:
        self.paper, self.records = paper, records
        self.awards = {str(award["award_id"]): award for award in awards.to_dict("records")}

    def amount(self, award_id: str) -> int | None:
        """The award in pence; None if it is not stated."""
        pence = self.awards[award_id]["award_pence"]
        return None if pd.isna(pence) else int(pence)

    def variations(self, award_id: str) -> list[Line]:
        """The variations of an award's amount, the first first."""
        varied = self.records.variations
        of_award = varied[(varied["award_id"] == award_id) & varied["amount_after_pence"].notna()]
        if self.paper.documents:
            return counted(of_award, self.paper)
        return of_award.sort_values("date", kind="stable").to_dict("records")

    def as_varied(self, award_id: str) -> int | None:
        """The award in pence after its last variation."""
        varied = self.variations(award_id)
        return int(varied[-1]["amount_after_pence"]) if varied else self.amount(award_id)

    def finding(self, code: str, line: Line, key: str, column: str, sentence: str) -> Finding:
        """A warning about a cell; `key` is that of its table in `paper.toml`."""
        declared = getattr(self.paper, key)
        place = Place(line["source_file"], int(line["source_row"]), declared.columns[column])
        return Finding(code, "warning", line["service"], sentence, rows=(place,), stream=line["stream"])


def _dates_in_order(about: _About) -> Iterator[Finding]:
    for line in about.records.agreements.to_dict("records"):
        if line["start"] and line["end"] and line["end"] < line["start"]:
            sentence = (
                f"The agreement for {line['service']} ends on {in_words(line['end'])}, before it starts on "
                f"{in_words(line['start'])}. Correct one of the dates."
            )
            yield about.finding("agreement-ends-before-start", line, "agreements", "end", sentence)


def _parts_and_whole(about: _About) -> Iterator[Finding]:
    for line in about.records.agreements.to_dict("records"):
        parts, whole = parse_by_year(line["by_year"]), line["amount_pence"]
        if parts and not pd.isna(whole) and sum(parts.values()) != whole:
            sentence = (
                f"The years of the agreement for {line['service']} add up to {format_gbp(sum(parts.values()))}; its "
                f"amount is {format_gbp(int(whole))}. Correct one of them."
            )
            yield about.finding("agreement-years-differ", line, "agreements", "by_year", sentence)


def _part_and_award(about: _About) -> Iterator[Finding]:
    """The part for this year is the award, as printed or as varied."""
    for line in about.records.agreements.to_dict("records"):
        part = parse_by_year(line["by_year"]).get(about.paper.financial_year)
        award_id = line["award_id"]
        awarded = {about.amount(award_id), about.as_varied(award_id)} - {None}
        if part is not None and awarded and part not in awarded:
            sentence = (
                f"The agreement for {line['service']} has {format_gbp(part)} for {about.paper.financial_year}; the "
                f"award is {format_gbp(int(about.as_varied(award_id) or 0))}."
            )
            yield about.finding("agreement-unlike-award", line, "agreements", "by_year", sentence)


def _variations_follow(about: _About) -> Iterator[Finding]:
    """Each variation starts from the amount that the award had before it."""
    for award_id in dict.fromkeys(about.records.variations["award_id"]):
        before, is_printed = about.amount(award_id), not is_implied(about.awards[award_id])
        for line in about.variations(award_id):
            start: int | None = None if pd.isna(line["amount_before_pence"]) else int(line["amount_before_pence"])
            if before is not None and start != before and (is_printed or start is not None):
                starts = "gives no amount before it" if start is None else f"starts from {format_gbp(start)}"
                sentence = (
                    f"The variation of {line['service']} on {in_words(line['date'])} {starts}; the amount before it "
                    f"was {format_gbp(before)}."
                )
                yield about.finding("variation-does-not-follow", line, "variations", "amount_before", sentence)
            before, is_printed = int(line["amount_after_pence"]), True


def _paid_too_early(about: _About) -> Iterator[Finding]:
    paid = about.records.payments[about.records.payments["kind"] == PAID].to_dict("records")
    for condition in about.records.conditions.to_dict("records"):
        for line in paid:
            met_on = condition["met_on"]
            if line["award_id"] != condition["award_id"] or (met_on and met_on <= line["date"]):
                continue
            when = f"it was met on {in_words(met_on)}" if met_on else "no date is on file on which it was met"
            sentence = (
                f"{format_gbp(int(line['amount_pence']))} was paid for {line['service']} on {in_words(line['date'])}, "
                f"before its condition was met: “{condition['condition']}” ({when})."
            )
            yield about.finding("paid-before-condition", line, "payments", "date", sentence)


def _paid_too_much(about: _About) -> Iterator[Finding]:
    """More was paid, less what came back, than the award. The finding is at the last payment."""
    for award_id, lines in about.records.payments.groupby("award_id", sort=False):
        award, paid = about.as_varied(str(award_id)), lines[lines["kind"] == PAID]
        back = int(lines.loc[lines["kind"] == RETURNED, "amount_pence"].sum())
        total = int(paid["amount_pence"].sum()) - back
        if award is not None and len(paid) and total > award:
            line = paid.to_dict("records")[-1]
            less = f", less the {format_gbp(back)} returned," if back else ""
            varied = ", as varied," if about.variations(str(award_id)) else ""
            sentence = (
                f"{format_gbp(total)} was paid for {line['service']}{less or ','} more than the award{varied} of "
                f"{format_gbp(award)}."
            )
            yield about.finding("paid-above-award", line, "payments", "amount", sentence)


def _overdue(about: _About, as_at: date | None) -> Iterator[Finding]:
    if as_at is None:
        return
    day = as_at.isoformat()
    for line in about.records.conditions.to_dict("records"):
        is_met = line["met_on"] and line["met_on"] <= day
        if line["due"] and line["due"] < day and not is_met:
            sentence = (
                f"A condition of {line['service']} was due on {in_words(line['due'])} and was not met by "
                f"{in_words(as_at)}: “{line['condition']}”."
            )
            yield about.finding("condition-overdue", line, "conditions", "due", sentence)


def _not_a_tender(about: _About) -> Iterator[Finding]:
    for line in about.records.tenders.to_dict("records"):
        arrangement = about.awards[line["award_id"]]["arrangement"]
        if arrangement != SINGLE_TENDER:
            named = "has no arrangement" if pd.isna(arrangement) else f"is a {str(arrangement).lower()}"
            sentence = (
                f"{line['service']} is in the register of single tenders; the award {named} in the paper. Correct one "
                f"of them."
            )
            yield about.finding("tender-not-single", line, "tenders", "service", sentence)
