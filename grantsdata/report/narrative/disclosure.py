"""Write sentences on what the law requires to be published: what a paper states of that, and what is not in it."""

from functools import reduce
from typing import Any, NamedTuple

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.schema import (
    CONTRACT_DUTY,
    CONTRACT_OVER_GBP,
    GRANT_DUTY,
    ITEM_DUTY,
    ITEM_OVER_GBP,
    MISSING,
    OWN,
    THEME_AIM,
    is_implied,
)
from grantsdata.model.years import in_words
from grantsdata.report.narrative import figures
from grantsdata.report.traced import Expression, Figure, Sentence, expression, figure, joined, listed, write

_COLUMNS = {
    (GRANT_DUTY, "recipient"): "provider",
    (GRANT_DUTY, "purpose"): "purpose",
    (GRANT_DUTY, "conditions"): "conditions",
    (GRANT_DUTY, "reasons"): "reasons",
    (ITEM_DUTY, "recipient"): "provider",
    (ITEM_DUTY, "purpose"): "purpose",
    (ITEM_DUTY, "value for money"): "reasons",
    (CONTRACT_DUTY, "contract"): "contract_published",
}
"""Each detail that the law asks for → the column of the awards table that holds it."""


def about_disclosure(paper: Paper) -> Sentence:
    """What the page is about, in a sentence."""
    return write(
        "What the law asks {body} to publish about each award, and what the paper of {date} states.",
        body=figures.body_of(paper),
        date=figure(in_words(paper.paper.date), "paper", "paper.date"),
    )


def disclosure_headline(items: pd.DataFrame, awards: pd.DataFrame, paper: Paper) -> Sentence:
    """How many details are required, stated, stated only by a theme's aim, and not in the paper."""
    about = write("the {awards} of {year}", awards=figures.number(awards), year=figures.year_of(paper))
    if items.empty:
        return write("The law asks for none of the details on this page about {about}.", about=about)
    number = Figure(str(len(items)), _sum_of(*(expression("count", **{duty: True}) for duty, _ in _COLUMNS)))
    details = "detail" if len(items) == 1 else "details"
    opening = write("The law asks for {number} {details} about {about}.", number=number, details=details, about=about)
    return joined([opening, _stated(items, paper), _not_stated(items, paper)])


def _stated(items: pd.DataFrame, paper: Paper) -> str:
    """How many are stated, and how many of these only by a theme's aim."""
    own, by_aim = int((items["taken_from"] == OWN).sum()), int((items["taken_from"] == THEME_AIM).sum())
    them = "it" if len(items) == 1 else "them"
    if own == len(items):
        return f"This paper states {'all of ' if own > 1 else ''}{them}."
    if not own and not by_aim:
        return ""
    parts = {
        "own": Figure(str(own), _sum_of(*(_count(*detail, True) for detail in _COLUMNS))),
        "aim": Figure(str(by_aim), expression("count", **_by_aim(paper))),
    }
    stated = "This paper states {own} of them" if own else "This paper states {aim} of them"
    aims = (", and a further {aim}" if own else ",") + " only by the printed aim of the award's theme" if by_aim else ""
    return write(f"{stated}{aims}.", **parts)


def _not_stated(items: pd.DataFrame, paper: Paper) -> str:
    """How many are not in the paper, and how many of these are due only under a condition."""
    missing = items[items["state"] == MISSING]
    number, conditions = len(missing), int((missing["requirement"] == "conditions").sum())
    if not number:
        return ""
    reasons = expression("minus", _count(GRANT_DUTY, "reasons", False), expression("count", **_by_aim(paper)))
    others = [_count(*detail, False) for detail in _COLUMNS if detail != (GRANT_DUTY, "reasons")]
    parts = {
        "number": Figure(str(number), _sum_of(reasons, *others)),
        "conditions": Figure(str(conditions), _count(GRANT_DUTY, "conditions", False)),
        "are": "is" if number == 1 else "are",
        "these": "is" if conditions == 1 else "are",
    }
    all_of_them = "None of them is in this paper" if number > 1 else "It is not in this paper"
    opening = all_of_them if number == len(items) else "The other {number} {are} not in this paper"
    end = "; {conditions} of these {these} due only if a grant has conditions" if conditions else ""
    return write(f"{opening}{end}.", **parts)


def _count(duty: str, requirement: str, is_stated: bool) -> Expression:
    """The number of awards under a duty that state, or do not state, what it requires."""
    return expression("count", **{duty: True, _COLUMNS[duty, requirement]: is_stated})


def _by_aim(paper: Paper) -> dict[str, Any]:
    """The grants without a reason of their own whose theme has a printed aim."""
    return {GRANT_DUTY: True, "reasons": False, "theme": [theme for theme, aim in paper.aims.items() if aim]}


def _sum_of(*parts: Expression) -> Expression:
    return reduce(lambda one, other: expression("plus", one, other), parts)


def disclosure_caveat() -> str:
    """The limits of the page."""
    return (
        "What is not in this paper may be published elsewhere. This is our reading of the law; it is not legal advice."
    )


def disclosure_law() -> str:
    """The law whose duties follow."""
    return (
        "The Elected Local Policing Bodies (Specified Information) Order 2011 (SI 2011/3050, as amended) says what a "
        "police and crime commissioner must publish. These of its duties apply to awards:"
    )


def disclosure_duties() -> list[Sentence]:
    """The three duties, in our words."""
    return [
        write(
            "Each crime and disorder reduction grant of any amount (paragraph 3(f)): the recipient, the purpose, any "
            "conditions, and why it should reduce crime and disorder."
        ),
        write(
            "Each other item of spending over {limit} (paragraph 3(g)): the recipient, the purpose, and why good value "
            "for money is expected.",
            limit=_LIMITS[ITEM_DUTY],
        ),
        write(
            "Each contract worth more than {limit} (paragraph 4): a copy of the contract. Invitations to tender "
            "must be published too; this page does not look for them.",
            limit=_LIMITS[CONTRACT_DUTY],
        ),
    ]


def grants_disclosed(items: pd.DataFrame) -> Sentence:
    """What the paper states about the crime and disorder reduction grants, and what their table does not show."""
    grants = items[items["duty"] == GRANT_DUTY]
    if grants.empty:
        return write("None of these awards is a crime and disorder reduction grant.")
    number = grants["award_id"].nunique()
    nameless = grants.loc[(grants["requirement"] == "recipient") & (grants["state"] == MISSING), "service"].tolist()
    own = (grants["requirement"] == "reasons") & (grants["taken_from"] == OWN)
    has_aims = (grants["taken_from"] == THEME_AIM).any()
    aims = "Where the table shows the aim of the theme instead, it stands for every award of that theme."
    return joined(
        [
            write("{grants} a crime and disorder reduction grant.", grants=_are(number, GRANT_DUTY))
            if number == 1
            else write("{grants} crime and disorder reduction grants.", grants=_are(number, GRANT_DUTY)),
            write("No recipient is named for {names}.", names=listed(nameless)) if nameless else "",
            _told(
                "gives {part} a reason of its own",
                "does not give {part} a reason of its own",
                _part(int(own.sum()), number, GRANT_DUTY, "reasons"),
            ),
            aims if has_aims else "",
            _told(
                "states conditions for {part}",
                "does not state conditions for {part}",
                _part(_present(grants, "conditions"), number, GRANT_DUTY, "conditions"),
            ),
            "Where it states none, a grant may have none.",
        ]
    )


def spending_disclosed(items: pd.DataFrame) -> Sentence:
    """What the paper states about the other items of expenditure."""
    spending = items[items["duty"] == ITEM_DUTY]
    if spending.empty:
        return write("No other award is over {limit}.", limit=_LIMITS[ITEM_DUTY])
    number = spending["award_id"].nunique()
    return joined(
        [
            write("{are} other spending over {limit}.", are=_are(number, ITEM_DUTY), limit=_LIMITS[ITEM_DUTY]),
            _told(
                "states a purpose for {part}",
                "does not state a purpose for {part}",
                _part(_present(spending, "purpose"), number, ITEM_DUTY, "purpose"),
            ),
            _told(
                "says why good value is expected of {part}",
                "does not say why good value is expected of {part}",
                _part(_present(spending, "value for money"), number, ITEM_DUTY, "value for money"),
            ),
        ]
    )


def contracts_disclosed(items: pd.DataFrame) -> Sentence:
    """For how many contracts the paper says where they can be read."""
    contracts = items[items["duty"] == CONTRACT_DUTY]
    if contracts.empty:
        return write("No award by contract is over {limit}.", limit=_LIMITS[CONTRACT_DUTY])
    number = len(contracts)
    return joined(
        [
            write(
                "{are} {contracts} worth more than {limit}.",
                are=_are(number, CONTRACT_DUTY),
                contracts="a contract" if number == 1 else "contracts",
                limit=_LIMITS[CONTRACT_DUTY],
            ),
            _told(
                "says where to read {part}",
                "does not say where to read {part}",
                _part(_present(contracts, "contract"), number, CONTRACT_DUTY, "contract"),
            ),
        ]
    )


def tenders_disclosed(tenders: pd.DataFrame) -> Sentence:
    """What permits a single tender, and for how many the paper says it; `tenders` from `summaries.single_tenders`."""
    if tenders.empty:
        return write("None of these awards is by single tender.")
    number, stated = len(tenders), int(tenders["tender_circumstance"].notna().sum())
    of = {"arrangement": "Single tender"}
    are = "is a contract" if number == 1 else "are contracts"
    is_known = tenders["award_gbp"].notna().all()
    in_all = write(", {amount} in all,", amount=figures.amount(tenders, **of)) if is_known else ""
    return joined(
        [
            write(
                "{awards}{amount} {are} given by single tender, without competition.",
                awards=figures.number(tenders, **of),
                amount=in_all,
                are=are,
            ),
            "That is permitted if only one supplier can do the work for technical reasons, or to keep an existing "
            "supplier for continuity.",
            _told("says which applies to {part}", "does not say which applies to {part}", _of(stated, number, of)),
        ]
    )


def disclosure_reading() -> list[Sentence]:
    """How the page decides what is due and what is stated."""
    return [
        write(
            "A detail counts as stated if there is a text for it. This page does not judge whether the text is enough."
        ),
        write("The name of a service does not count as its purpose."),
        write(
            "A recipient is stated if the body that delivers the service is named. The table says where another body "
            "is paid, or where the paper does not say who is."
        ),
        write(
            "An amount that is not printed may be over a limit, so the detail is taken to be due. An amount of exactly "
            "{item} or {contract} is not over it.",
            item=_LIMITS[ITEM_DUTY],
            contract=_LIMITS[CONTRACT_DUTY],
        ),
        write("A contract falls under the duty for contracts, and under that for grants or for other spending."),
        write("This page covers the awards in the paper's tables, and no other spending."),
    ]


def implied_meaning(awards: pd.DataFrame) -> str:
    """A note below a table, if one of its amounts is implied."""
    implied = is_implied(awards).any()
    return "Implied: worked out from a printed total; the paper does not print it." if implied else ""


_LIMITS = {
    ITEM_DUTY: figure(gbp(ITEM_OVER_GBP), "constant", "ITEM_OVER_GBP"),
    CONTRACT_DUTY: figure(gbp(CONTRACT_OVER_GBP), "constant", "CONTRACT_OVER_GBP"),
}


def _are(number: int, duty: str) -> Sentence:
    """`1 award is`, `25 awards are`."""
    awards = figures.counted(figure(str(number), "count", **{duty: True}), "award")
    return write("{awards} {are}", awards=awards, are="is" if number == 1 else "are")


def _present(items: pd.DataFrame, requirement: str) -> int:
    return int(((items["requirement"] == requirement) & (items["state"] != MISSING)).sum())


class _Part(NamedTuple):
    """The awards of which something is stated: whether there are any, and their words in a sentence."""

    is_any: bool
    words: Sentence


def _told(says: str, denies: str, part: _Part) -> Sentence:
    """What the paper says of a part of the awards; if of none of them, what it does not say of any."""
    return write(f"The paper {says if part.is_any else denies}.", part=part.words)


def _part(number: int, total: int, duty: str, requirement: str) -> _Part:
    """For how many awards under a duty something is stated."""
    return _of(number, total, {duty: True}, _COLUMNS[duty, requirement])


def _of(number: int, total: int, of: dict[str, Any], column: str = "tender_circumstance") -> _Part:
    """`any of them` if there are none, `6 of them` or `all 25 of them`; if the total is 1, `it`."""
    if total == 1:
        return _Part(bool(number), write("it"))
    stated, every = expression("count", **of, **{column: True}), expression("count", **of)
    all_ = write("{all} ", all=figure("all", "part", stated, every)) if number == total else ""
    return _Part(bool(number), write("{all}{count} of them", all=all_, count=Figure(str(number or "any"), stated)))
