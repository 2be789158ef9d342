"""The awards of a year as a comparison with a file needs them: texts, whole pence, places in the raw data."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.model.dictionary.headings import EMPTY
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import IMPLIED

Group = tuple[str, str, str]
"""The stream, the arrangement and the theme of an award; "" for one that it has not."""


@dataclass(frozen=True)
class AwardOnFile:
    """An award on file. `pence` is None if no amount is stated; `file` and `row` are its place in `data/raw`.

    `others` maps a meaning, such as `purpose`, to its text.
    """

    award_id: str
    service: str
    provider: str
    provider_printed: str
    pence: int | None
    status: str
    group: Group
    others: dict[str, str]
    file: str
    row: int

    @property
    def amount(self) -> str:
        """The amount for people."""
        return EMPTY["award_gbp"] if self.pence is None else format_gbp(self.pence)


def awards_on_file(year: Year, document: str = THE_PAPER, *, include_implied: bool) -> list[AwardOnFile]:
    """Return the awards of a year's paper, or of another document, as it prints them and in its order.

    Raises the errors of `load_awards`.
    """
    awards = year.laid_before_the_board().awards(include_implied)
    if document != THE_PAPER:
        awards = year.every_award(include_implied)
        awards = awards[awards["document"] == document]
    return [_on_file(row) for row in awards.to_dict("records")]


def in_words(group: Group) -> str:
    """A group as a person reads it: “Victims' services, Single tender”."""
    return ", ".join(part for part in group if part)


def _on_file(row: dict[Any, Any]) -> AwardOnFile:
    text = {name: "" if pd.isna(value) else str(value) for name, value in row.items() if name != "award_pence"}
    is_elsewhere = text["provider"] and text["payee"] != text["provider"]
    others = {
        "purpose": text["purpose"],
        "remark": text["remark"],
        "paid_to": text["payee"] if is_elsewhere else "",
    }
    return AwardOnFile(
        award_id=text["award_id"],
        service=text["service"],
        provider=text["provider"],
        provider_printed=text["provider_printed"],
        pence=None if pd.isna(row["award_pence"]) else int(row["award_pence"]),
        status=text["award_status"],
        group=(text["stream"], text["arrangement"], text["theme"]),
        others=others | ({"remark": IMPLIED} if text["award_status"] == IMPLIED else {}),
        file=text["source_file"],
        row=int(row["source_row"]),
    )
