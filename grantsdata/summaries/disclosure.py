"""List what the law requires to be published about each award, and which of it is on record.

The duties, their dates and whom they bind are in `model/law/duties.toml`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from grantsdata.model.law.duties import CONTRACT_DUTY, Duty, all_duties, duties_of, duty_called
from grantsdata.model.paper import Paper
from grantsdata.model.schema import CONTRACTS, MISSING, NOT_IN_PAPER, OWN, PRESENT, PRINTED, SINGLE_TENDER, THEME_AIM

_ITEM_COLUMNS = [
    "award_id", "stream", "service", "provider", "award_gbp", "award_status", "duty", "requirement", "state", "found",
    "taken_from",
]  # fmt: skip


def disclosure_items(awards: pd.DataFrame, paper: Paper) -> pd.DataFrame:
    """A row per award and detail that the law requires to be published about it, in the order of the awards.

    `awards` and `paper` are those of one year, from `load_awards` and `load_paper`. Columns: award_id, stream, service,
    provider, award_gbp, award_status, duty (the name of one in `duties.toml`), requirement (one of that duty's
    details), state (present, missing), found (the text, "" if missing), taken_from (the award's own text, the theme's
    aim, "" if missing).

    The kind of body and the date of an award say which duties bind. An award from a stream of crime and disorder
    reduction grants is a grant whatever its amount; any other award over the limit is an item of expenditure. A
    commissioned contract or single tender is also a contract, over the limit or not. If an amount is not printed, it
    may be over a limit, and is taken to be. An award for which nothing is due has no row.
    """
    aims = paper.aims
    rows = [
        {**award, "duty": duty.name, "requirement": detail, **_on_record(detail, award, aims)}
        for award in awards.to_dict("records")
        for duty in _duties(award, paper)
        for detail in duty.details
    ]
    texts = dict.fromkeys(("duty", "requirement", "state", "found", "taken_from"), "str")
    items = pd.DataFrame(rows, columns=_ITEM_COLUMNS).astype(texts)
    return items.astype({name: awards[name].dtype for name in _ITEM_COLUMNS if name in awards})


def awards_under(awards: pd.DataFrame, paper: Paper, duty: str) -> pd.DataFrame:
    """The awards that come under the duty of this name."""
    under = [duty in [one.name for one in _duties(award, paper)] for award in awards.to_dict("records")]
    return awards[pd.Series(under, awards.index, dtype="bool")]


def days_to_publication(awards: pd.DataFrame, paper: Paper) -> list[int]:
    """For each award whose details are due each month: the days from the end of its month to their publication.

    0 if they were published before that. Empty unless `paper.toml` states when the details were published; an award
    without a date of its own is left out.
    """
    published, days = paper.publishing.details_published, []
    for award in awards.to_dict("records") if published else ():
        made = paper.stated_award_date(award)
        if made and published and any(duty.each_month for duty in _duties(award, paper)):
            days.append(max(0, (published - _end_of_month(made)).days))
    return days


def days_from_signing(awards: pd.DataFrame, agreements: pd.DataFrame, paper: Paper) -> list[int]:
    """For each signed agreement of a contract of which a copy is due: the days from its signing to the publication of
    the details; 0 if they were published before that.

    `agreements` are those of `load_agreements`. Empty unless `paper.toml` states when the details were published.
    """
    published = paper.publishing.details_published
    due = awards_under(awards, paper, CONTRACT_DUTY)["award_id"]
    signed = agreements.loc[agreements["award_id"].isin(due) & (agreements["signed"] != ""), "signed"]
    return [max(0, (published - date.fromisoformat(day)).days) for day in signed if published]


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


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
    return awards.join(wide.reindex(columns=list(duty_called(duty).details))).reset_index(drop=True)


def disclosure_counts(items: pd.DataFrame) -> pd.DataFrame:
    """A row per duty and requirement that applies to any award: requirement, duty, and the numbers of texts needed,
    present, from_aim (those present that are taken from the theme's aim) and missing."""
    rows = []
    for duty in all_duties():
        for requirement in duty.details:
            needed = items[(items["duty"] == duty.name) & (items["requirement"] == requirement)]
            present, from_aim = int((needed["state"] == PRESENT).sum()), int((needed["taken_from"] == THEME_AIM).sum())
            rows.append((requirement, duty.name, len(needed), present, from_aim, len(needed) - present))
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
    of the two circumstances that permit a single tender is on record).

    >>> import grantsdata as gd
    >>> gd.summaries.single_tenders(gd.load_awards("2017-18"))["award_gbp"].tolist()
    [75000.0, 50000.0, 29065.0]
    """
    columns = ["service", "provider", "award_gbp", "award_status", "tender_circumstance"]
    return awards.loc[awards["arrangement"] == SINGLE_TENDER, columns].reset_index(drop=True)


def _duties(award: Mapping[Any, Any], paper: Paper) -> list[Duty]:
    """The duties that apply to an award, as at its date."""
    bound = duties_of(paper.kind, paper.award_date(award))
    is_grant = any(one.crime_and_disorder_reduction_grants for one in paper.streams if one.name == award["stream"])
    meant = {
        "crime and disorder reduction grants": is_grant,
        "other spending": not is_grant,
        "contracts": award["arrangement"] in CONTRACTS,
        "direct awards": award["arrangement"] == SINGLE_TENDER,
    }
    return [duty for duty in bound if meant.get(duty.bears_on) and _is_within(duty, award)]


def _is_within(duty: Duty, award: Mapping[Any, Any]) -> bool:
    """Whether an amount is one to which the duty applies."""
    is_printed = award["award_status"] == PRINTED
    if duty.over_gbp:
        return not is_printed or bool(award["award_pence"] > duty.over_gbp * 100)
    return not duty.up_to_gbp or (is_printed and bool(award["award_pence"] <= duty.up_to_gbp * 100))


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
