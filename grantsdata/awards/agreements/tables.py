"""What the tables about awards hold: which cells are dates, amounts or labels, and which may not be empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grantsdata.model.schema import BETTER, DATA_QUALITY, HALVES, MEASURE_KINDS, PAYMENT_KINDS, TENDER_CIRCUMSTANCES

NAMES_AWARD = ("stream", "service", "provider")
"""The columns by which each line names its award; the provider only where that is not enough."""


@dataclass(frozen=True)
class TableOfRecords:
    """A table whose lines are about one award each; its columns are in `declared.other_tables.AGREEMENT_TABLES`.

    `filled` has for each cell that may not be empty what belongs in it. `once` are the columns that no two lines may
    have alike.
    """

    filled: Mapping[str, str]
    once: tuple[str, ...]
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_SAID_IN = {"said_in": "the paragraph or the document that says so"}

TABLES = {
    "agreements": TableOfRecords(_SAID_IN, (*NAMES_AWARD, "reference"), ("signed", "start", "end"), ("amount",)),
    "conditions": TableOfRecords(
        {"condition": "what has to be done"} | _SAID_IN, (*NAMES_AWARD, "condition", "due"), ("due", "met_on")
    ),
    "payments": TableOfRecords(
        {"kind": f"one of {', '.join(PAYMENT_KINDS)}", "amount": "an amount above £0"} | _SAID_IN,
        (*NAMES_AWARD, "date", "kind", "amount", "instalment", "said_in"),
        ("date",),
        ("amount",),
        {"kind": PAYMENT_KINDS},
    ),
    "variations": TableOfRecords(
        {"date": "the date of the variation", "what_changed": "what has changed"} | _SAID_IN,
        (*NAMES_AWARD, "date", "what_changed"),
        ("date",),
        ("amount_before", "amount_after"),
    ),
    "tenders": TableOfRecords(_SAID_IN, NAMES_AWARD, ("expiry",), (), {"circumstance": TENDER_CIRCUMSTANCES}),
    "returns": TableOfRecords(
        {
            "period": f"one of {', '.join(HALVES)}",
            "measure": "what is measured",
            "kind": f"one of {', '.join(MEASURE_KINDS)}",
        }
        | _SAID_IN,
        (*NAMES_AWARD, "period", "measure"),
        ("due", "returned_on"),
        (),
        {"period": HALVES, "kind": MEASURE_KINDS, "better": BETTER, "data_quality": DATA_QUALITY},
    ),
}
"""Key of `paper.toml` → the table."""
