"""The duties to publish a second time: which of them an award is under, and how soon its details were published.

The table of duties is read as data; how it is applied is written anew.
"""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[2] / "model" / "law" / "duties.toml"

Duty = dict[str, Any]


@cache
def duties() -> list[Duty]:
    """The table of duties."""
    return list(tomllib.loads(TABLE.read_text(encoding="utf-8"))["duties"])


def of_duty(name: str, key: str) -> Any:
    """An entry of the duty of this name; an amount as it is printed."""
    found = next(duty[key] for duty in duties() if duty["name"] == name)
    return f"£{found:,}" if key.endswith("_gbp") else found


def kind_of(about: dict[str, Any]) -> str:
    """The kind of body of a paper, from the `[paper]` of its paper.toml."""
    name = about["body"].lower()
    if re.search("police(,? fire)? (and|&) crime commissioner|mayor.?s office for policing", name):
        said = "policing"
    else:
        said = next((kind for kind in ("council", "foundation") if kind in name.split()), "other")
    return str(about.get("kind", said))


def stated_date(award: dict[str, Any], raw: Any) -> date | None:
    """The declared date of an award."""
    of = raw.paper.get("publishing", {})
    named: dict[str, date] = {raw.source(file): day for file, day in of.get("award_dates", {}).items()}
    if award["source_file"] in named:
        return named[award["source_file"]]
    document = award.get("document", "paper")
    day: date | None = of.get("award_date") if document == "paper" else raw.documents.dates[document]
    return day


def duties_on(award: dict[str, Any], raw: Any, is_grant: bool) -> dict[str, bool]:
    """Whether each duty applies to an award, as at its date."""
    dated, first = raw.paper["paper"]["date"], int(raw.year[:4])
    assumed = date(first, 4, 1) if dated > date(first + 1, 3, 31) else dated
    day, kind = stated_date(award, raw) or assumed, kind_of(raw.paper["paper"])
    subjects = ["crime and disorder reduction grants" if is_grant else "other spending"]
    subjects += ["contracts"] if award["arrangement"] in ("Commissioned contract", "Single tender") else []
    subjects += ["direct awards"] if award["arrangement"] == "Single tender" else []
    pence = award["award_pence"] if award["award_status"] == "printed" else 10**12  # it may be over any limit
    return {
        duty["name"]: kind in duty["binds"]
        and duty["since"] <= day <= duty.get("until", date.max)
        and duty["bears_on"] in subjects
        and duty.get("over_gbp", -(10**12)) * 100 < pence <= duty.get("up_to_gbp", 10**12) * 100
        for duty in duties()
    }


def days_to_publication(raw: Any) -> list[int]:
    """For each award whose details are due each month: the days from the end of its month to their publication."""
    published: date | None = raw.paper.get("publishing", {}).get("details_published")
    monthly = [duty["name"] for duty in duties() if duty.get("each_month")]
    made = [stated_date(award, raw) for award in raw.awards if any(award[name] for name in monthly)]
    ends = [date(day.year + day.month // 12, day.month % 12 + 1, 1) for day in made if day]
    return [max(0, (published - first).days + 1) for first in ends if published]


def days_from_signing(raw: Any) -> list[int]:
    """For each signed agreement of a contract over the limit: the days to the publication of its details."""
    published: date | None = raw.paper.get("publishing", {}).get("details_published")
    streams = {one["code"]: one["name"] for one in raw.paper["streams"]}
    due = [(award["stream"], award["service"]) for award in raw.awards if award["contract over £10,000"]]
    signed = [one["signed"] for one in raw.listed("agreements") if (streams[one["stream"]], one["service"]) in due]
    return [max(0, (published - date.fromisoformat(day)).days) for day in signed if day and published]
