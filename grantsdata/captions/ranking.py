"""What stands beside the charts of the awards from the largest to the smallest."""

from typing import Any

import pandas as pd

from grantsdata.captions.words import Words
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, listed, percent
from grantsdata.model.schema import IMPLIED

_NAMED = 5
"""How many of the largest awards, and of those that are not stated, are told one by one."""


def awards_ranked(awards: pd.DataFrame, of: str = "the money") -> Words:
    """Beside `figures.awards_ranked`; no alternative text, and so no chart, for fewer than two
    stated amounts. `of` says what the shares are of, if these are some awards of a year only."""
    order = awards.sort_values(["award_pence", "award_id"], ascending=[False, True])
    stated, silent = order.dropna(subset="award_pence"), order[order["award_pence"].isna()]
    if len(stated) < 2:
        return Words(_too_few(len(stated)), "")
    total, top = int(stated["award_pence"].sum()), stated.iloc[0]
    last = _amount(stated.iloc[-1])
    title = f"The largest award is {_amount(top)}{_share(top, total, f' of {of}')}; the smallest is {last}"
    text = f"Bar chart of {counted(len(awards), 'award')}. {_told(stated, total, of)}"
    if len(silent):
        names = f": {listed(list(silent['service']))}" if len(silent) <= _NAMED else ""
        text += f" No amount is stated for {counted(len(silent), 'award')}{names}."
    return Words(title, text + _implied(stated), "Hatched: implied, not printed." if _implied(stated) else "")


def concentration(running: pd.DataFrame) -> Words:
    """Beside `figures.concentration`; no alternative text, and so no chart, for fewer than two stated amounts, or
    where they do not add up to more than nought."""
    number = len(running)
    if number < 2:
        return Words(_too_few(number), "")
    total = round(float(running["award_gbp"].sum()) * 100)
    if total <= 0:
        return Words("No more is awarded than comes back", "")
    half, most = (int((running["running_share"] < part).sum()) + 1 for part in (0.5, 0.8))
    top = running.iloc[0]
    points = [at for at in dict.fromkeys((half, most)) if 1 < at < number]
    parts = [f"The largest award, {top['service']}, is {_amount(top)}{_share(top, total, ' of the money')}."]
    for at in points:
        share = percent(running["running_share"].iloc[at - 1])
        parts.append(f"The {at} largest, down to {_amount(running.iloc[at - 1])}, make up {share} of the money.")
    parts += [f"All {number}, down to {_amount(running.iloc[-1])}, make up the whole."]
    equal = f"If all were equal, half of the money would take {-(-number // 2)} and 80% of it {-(-number * 4 // 5)}."
    make = "makes" if half == 1 else "make"
    much = "half" if running["running_share"].iloc[half - 1] == 0.5 else "more than half"
    return Words(
        f"{half} of {number} awards with a stated amount {make} up {much} of the money",
        f"Line chart of the share of the money by number of awards, largest first. {' '.join(parts)} {equal}"
        + _implied(running),
        "Hollow mark: implied, not printed." if _implied(running) else "",
    )


def _too_few(stated: int) -> str:
    return "Only 1 award has a stated amount" if stated else "No award has a stated amount"


def _told(stated: pd.DataFrame, total: int, of: str) -> str:
    """The largest awards one by one, and the smallest."""
    parts = [f"{award['service']}, {_amount(award)}{_share(award, total)}" for _, award in stated.iterrows()]
    shares = f", with their shares of {of}" if total > 0 else ""
    if len(parts) <= _NAMED:
        return f"Largest first{shares}: {'; '.join(parts)}."
    text = f"The {_NAMED} largest{shares}: {'; '.join(parts[:_NAMED])}."
    # Where money comes back, the largest may make up more than the whole.
    if total > 0 and stated["award_pence"].iloc[-1] >= 0:
        together = int(stated["award_pence"].iloc[:_NAMED].sum())
        text += f" Together they make up {percent(together / total)} of {of}."
    return f"{text} The smallest is {parts[-1]}."


def _amount(award: "pd.Series[Any]") -> str:
    return gbp(award["award_gbp"]) + (f" ({IMPLIED})" if award["award_status"] == IMPLIED else "")


def _share(award: "pd.Series[Any]", total: int, after: str = "") -> str:
    """What part of so many pence an award is; nothing, where that would be no part."""
    pence = round(float(award["award_gbp"]) * 100)
    return f", {percent(pence / total)}{after}" if min(pence, total) > 0 else ""


def _implied(awards: pd.DataFrame) -> str:
    """A sentence that names the awards whose amounts are implied, if there are any."""
    implied = awards[awards["award_status"] == IMPLIED]
    if implied.empty:
        return ""
    parts = [f"{award['service']}, {gbp(award['award_gbp'])}" for _, award in implied.iterrows()]
    return f" {IMPLIED.capitalize()}, not printed: {'; '.join(parts)}."
