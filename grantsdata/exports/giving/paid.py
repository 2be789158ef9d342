"""What agreements and payments add to a grant: when it runs, what was paid so far, and each payment."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from grantsdata.exports.giving.assumed import Value
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import HELD_BACK, PAID, RETURNED
from grantsdata.model.years import in_words

NO_FIELD = "not in the file"
"""The value in the list of assumptions of what the standard has no field for."""

_NOTHING = "Nothing can be supplied: the standard has no field for it. The tables {} have it."


@dataclass(frozen=True)
class Records:
    """What is on file about the awards of a year: the tables of `load_agreements`, `load_payments` and
    `load_variations`."""

    agreements: pd.DataFrame
    payments: pd.DataFrame
    variations: pd.DataFrame

    def of(self, award_id: str) -> tuple[list[dict[Any, Any]], ...]:
        """The lines of each of the three tables about an award."""
        return tuple(lines.get(award_id, []) for lines in self._by_award)

    @cached_property
    def _by_award(self) -> list[dict[str, list[dict[Any, Any]]]]:
        tables: list[dict[str, list[dict[Any, Any]]]] = []
        for table in (self.agreements, self.payments, self.variations):
            tables.append(defaultdict(list))
            for line in table.to_dict("records"):
                tables[-1][line["award_id"]].append(line)
        return tables


def paid_fields(award_id: str, grant_id: str, records: Records) -> dict[str, Any]:
    """The fields of a grant on its agreements and payments, amounts in pence; none that is not on file.

    `amountDisbursed` is all that was paid; money that came back is not taken off.
    """
    agreements, payments, _ = records.of(award_id)
    dates = [
        {"title": f"Agreement {line['reference']}".strip(), **dates}
        for line in agreements
        if (dates := {key: line[name] for key, name in (("startDate", "start"), ("endDate", "end")) if line[name]})
    ]
    transactions = [
        {
            "id": f"{grant_id}-payment-{line['source_row']}",
            "transactionDate": line["date"],
            "currency": "GBP",
            "value": int(line["amount_pence"]),
            "description": "; ".join(filter(None, (line["instalment"], line["said_in"]))),
        }
        for line in payments
        if line["kind"] == PAID
    ]
    fields: dict[str, Any] = {"actualDates": dates} if dates else {}
    if transactions:
        fields |= {
            "amountDisbursed": sum(one["value"] for one in transactions),
            "disbursementTransaction": transactions,
        }
    return fields


def without_field(award_id: str, records: Records, are_followed: bool) -> Iterator[tuple[str, Value]]:
    """Field → what is on file about a grant and has no place in it: money held back or returned, and variations, unless
    the awards follow them (`are_followed`)."""
    _, payments, variations = records.of(award_id)
    for kind in (RETURNED, HELD_BACK):
        pence = sum(int(line["amount_pence"]) for line in payments if line["kind"] == kind)
        if pence:
            yield "amountDisbursed", Value(NO_FIELD, f"{format_gbp(pence)} was {kind}.", _NOTHING.format("of payments"))
    for line in [] if are_followed else variations:
        after = "" if pd.isna(line["amount_after_pence"]) else f", to {format_gbp(int(line['amount_after_pence']))}"
        why = f"The award was varied on {in_words(line['date'])}{after}; the file has the amount of the paper."
        yield "amountAwarded", Value(NO_FIELD, why, _NOTHING.format("of variations"))
