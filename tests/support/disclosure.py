"""What the law asks to be published of awards of the paper, or of one that was changed."""

from typing import Any

import pandas as pd
from support.reporting import awards_of_2017, paper_of_2017

from grantsdata import summaries
from grantsdata.model.paper import Paper

GRANT, ITEM, CONTRACT = "3(f) grant", "3(g) item over £500", "contract over £10,000"
SMALL_CONTRACT = "contract of £10,000 or less"


COUNTS = [
    ("recipient", GRANT, 25, 24, 0, 1),
    ("purpose", GRANT, 25, 17, 0, 8),
    ("conditions", GRANT, 25, 6, 0, 19),
    ("reasons", GRANT, 25, 25, 25, 0),
    ("recipient", ITEM, 10, 10, 0, 0),
    ("purpose", ITEM, 10, 3, 0, 7),
    ("value for money", ITEM, 10, 0, 0, 10),
    ("contract", CONTRACT, 5, 0, 0, 5),
]


AIMS = {
    "Victims": "Safeguarding the vulnerable",
    "Offenders": "Attacking criminality and reducing re-offending",
    "Communities": "Preventing crime and reassuring the public",
}


def paper_with(aims: dict[str, str] | None = None, **about: Any) -> Paper:
    """The paper, with other aims of its themes, and with other entries in its `[paper]` or `[publishing]`."""
    paper = paper_of_2017()
    publishing = {name: about.pop(name) for name in ("award_date", "details_published") if name in about}
    tables = [table if aims is None else table.model_copy(update={"themes": aims}) for table in paper.award_tables]
    return paper.model_copy(
        update={
            "paper": paper.paper.model_copy(update=about),
            "publishing": paper.publishing.model_copy(update=publishing),
            "award_tables": tables,
        }
    )


def items_of(awards: pd.DataFrame, aims: dict[str, str] | None = None, paper: Paper | None = None) -> pd.DataFrame:
    return summaries.disclosure_items(awards, paper or paper_with(aims))


def one(service: str, **changes: Any) -> pd.DataFrame:
    """An award of the paper, with some of its cells changed; `pounds` changes the amount."""
    award = awards_of_2017().set_index("service", drop=False).loc[[service]].reset_index(drop=True)
    if "pounds" in changes:
        pounds = changes.pop("pounds")
        award["award_pence"] = pd.array([None if pounds is None else round(pounds * 100)], dtype="Int64")
        award["award_gbp"] = pd.array([pounds], dtype="Float64")
        award.loc[0, "award_status"] = "printed" if pounds is not None else "not stated"
    return award.assign(**changes)


SMALL = "Practical Support for young victims of crime"


def counts_of_2017() -> pd.DataFrame:
    return summaries.disclosure_counts(items_of(awards_of_2017()))
