"""List what the law requires to be published about each award, and which of it is on record.

Source: the Elected Local Policing Bodies (Specified Information) Order 2011 (SI 2011/3050, as amended), Schedule,
paragraphs 3(f), 3(g) and 4.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from grantsdata.model.schema import (
    CONTRACT_DUTY,
    CONTRACT_OVER_GBP,
    CONTRACTS,
    GRANT_DUTY,
    ITEM_DUTY,
    ITEM_OVER_GBP,
    MISSING,
    NOT_IN_PAPER,
    OWN,
    PRESENT,
    PRINTED,
    REQUIREMENTS,
    THEME_AIM,
)

_ITEM_COLUMNS = [
    "award_id", "stream", "service", "provider", "award_gbp", "award_status", "duty", "requirement", "state", "found",
    "taken_from",
]  # fmt: skip


def disclosure_items(awards: pd.DataFrame, streams: pd.DataFrame, aims: Mapping[str, str]) -> pd.DataFrame:
    """A row per award and item that the law requires to be published about it, in the order of the awards.

    `awards`, `streams` and `aims` are those of one year, from `load_awards`, `load_streams` and `Paper.aims`. Columns:
    award_id, stream, service, provider, award_gbp, award_status, duty (a key of `REQUIREMENTS`), requirement (one of
    that duty's), state (present, missing), found (the text, "" if missing), taken_from (the award's own text, the
    theme's aim, "" if missing).

    An award from a stream of crime and disorder reduction grants is a grant whatever its amount. Any other award over
    £500 is an item of expenditure. A commissioned contract or single tender over £10,000 is also a contract. If an
    amount is not printed, it may be over these limits, so the item is due. An award for which nothing is due has no
    row.
    """
    grant_streams = set(streams.loc[streams["crime_and_disorder_reduction_grants"], "stream"])
    rows = [
        {**award, "duty": duty, "requirement": requirement, **_on_record(requirement, award, aims)}
        for award in awards.to_dict("records")
        for duty in _duties(award, grant_streams)
        for requirement in REQUIREMENTS[duty]
    ]
    texts = dict.fromkeys(("duty", "requirement", "state", "found", "taken_from"), "str")
    items = pd.DataFrame(rows, columns=_ITEM_COLUMNS).astype(texts)
    return items.astype({name: awards[name].dtype for name in _ITEM_COLUMNS if name in awards})


def disclosure_by_award(items: pd.DataFrame, duty: str) -> pd.DataFrame:
    """A row per award under one duty, with a column per requirement that holds the text on record.

    Columns: service, award_gbp, award_status, then the requirements of the duty. A text that is taken from the theme's
    aim says so; a text that is missing is `not in this paper`, and conditions, which a grant need not have, are
    `none in this paper`.
    """
    of_duty = items[items["duty"] == duty]
    is_required = of_duty["requirement"] != "conditions"
    text = of_duty["found"].where(of_duty["state"] == PRESENT, NOT_IN_PAPER)
    text = text.where(is_required | (of_duty["state"] == PRESENT), f"none {NOT_IN_PAPER.removeprefix('not ')}")
    text = text.where(of_duty["taken_from"] != THEME_AIM, text + " (from the theme's aim)")
    wide = of_duty.assign(text=text).pivot(index="award_id", columns="requirement", values="text")
    awards = of_duty.drop_duplicates("award_id").set_index("award_id")[["service", "award_gbp", "award_status"]]
    return awards.join(wide.reindex(columns=list(REQUIREMENTS[duty]))).reset_index(drop=True)


def disclosure_counts(items: pd.DataFrame) -> pd.DataFrame:
    """A row per duty and requirement that applies to any award: requirement, duty, and the numbers of texts needed,
    present, from_aim (those present that are taken from the theme's aim) and missing."""
    rows = []
    for duty, requirements in REQUIREMENTS.items():
        for requirement in requirements:
            needed = items[(items["duty"] == duty) & (items["requirement"] == requirement)]
            present, from_aim = int((needed["state"] == PRESENT).sum()), int((needed["taken_from"] == THEME_AIM).sum())
            rows.append((requirement, duty, len(needed), present, from_aim, len(needed) - present))
    table = pd.DataFrame(rows, columns=["requirement", "duty", "needed", "present", "from_aim", "missing"])
    return table[table["needed"] > 0].reset_index(drop=True)


def disclosure_table(counts: pd.DataFrame) -> pd.DataFrame:
    """The table of `disclosure_counts` with each text in one column: stated, from_aim or missing.

    Columns: requirement, duty, needed, stated, from_aim, missing. The last row is `Total`, unless there are no rows.
    """
    table = counts.assign(stated=counts["present"] - counts["from_aim"])
    numbers = ["needed", "stated", "from_aim", "missing"]
    table = table[["requirement", "duty", *numbers]]
    if table.empty:
        return table
    total = {"requirement": "Total", "duty": "", **table[numbers].sum()}
    return pd.concat([table, pd.DataFrame([total])], ignore_index=True)


def single_tenders(awards: pd.DataFrame) -> pd.DataFrame:
    """The awards by single tender: service, provider, award_gbp, award_status, tender_circumstance (empty if neither
    of the two circumstances that permit a single tender is on record)."""
    columns = ["service", "provider", "award_gbp", "award_status", "tender_circumstance"]
    return awards.loc[awards["arrangement"] == "Single tender", columns].reset_index(drop=True)


def _duties(award: Mapping[Any, Any], grant_streams: Collection[str]) -> Iterator[str]:
    """The duties that apply to an award; `grant_streams` give crime and disorder reduction grants."""
    if award["stream"] in grant_streams:
        yield GRANT_DUTY
    elif _may_be_over(award, ITEM_OVER_GBP):
        yield ITEM_DUTY
    if award["arrangement"] in CONTRACTS and _may_be_over(award, CONTRACT_OVER_GBP):
        yield CONTRACT_DUTY


def _may_be_over(award: Mapping[Any, Any], pounds: int) -> bool:
    return award["award_status"] != PRINTED or bool(award["award_pence"] > pounds * 100)


def _on_record(requirement: str, award: Mapping[Any, Any], aims: Mapping[str, str]) -> dict[str, str]:
    aim = aims.get(award["theme"])
    own = {
        "recipient": _recipient(award),
        "purpose": award["purpose"],
        "conditions": award["conditions"],
        "reasons": award["reasons"],
        "value for money": award["reasons"],
        "contract": award["contract_published"],
    }[requirement]
    if own:
        return {"state": PRESENT, "found": own, "taken_from": OWN}
    if requirement == "reasons" and aim:
        return {"state": PRESENT, "found": aim, "taken_from": THEME_AIM}
    return {"state": MISSING, "found": "", "taken_from": ""}


def _recipient(award: Mapping[Any, Any]) -> str:
    """The provider, and the payee if that is another body or not named."""
    if pd.isna(award["provider"]):
        return ""
    if pd.isna(award["payee"]):
        return f"{award['provider']} (who is paid is not named)"
    paid = "" if award["payee"] == award["provider"] else f" (paid: {award['payee']})"
    return f"{award['provider']}{paid}"
