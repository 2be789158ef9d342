"""Write what a paper states of the details that the law asks for, and what is not in it."""

from functools import reduce
from typing import Any, NamedTuple

import pandas as pd

from grantsdata.model.law.duties import (
    CONTRACT_DUTY,
    GRANT_DUTY,
    ITEM_DUTY,
    NOTICE_DUTY,
    SMALL_CONTRACT_DUTY,
    duty_called,
)
from grantsdata.model.paper import Paper
from grantsdata.model.schema import MISSING, OWN, SINGLE_TENDER, THEME_AIM, is_implied
from grantsdata.model.years import in_words
from grantsdata.report.narrative import figures
from grantsdata.report.narrative.disclosure.duties import bound_duties, laws_looked_at, limit_of, said_of
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
    (SMALL_CONTRACT_DUTY, "recipient"): "provider",
    (SMALL_CONTRACT_DUTY, "purpose"): "purpose",
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
        if not laws_looked_at(bound_duties(paper)):
            return write("This page looks for nothing that the law asks about {about}.", about=about)
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


def grants_disclosed(items: pd.DataFrame) -> Sentence:
    """What the paper states about the crime and disorder reduction grants, and what their table does not show."""
    grants = items[items["duty"] == GRANT_DUTY]
    if grants.empty:
        return write("None of these awards comes under the duty for crime and disorder reduction grants.")
    number = grants["award_id"].nunique()
    nameless = grants.loc[(grants["requirement"] == "recipient") & (grants["state"] == MISSING), "service"].tolist()
    own = (grants["requirement"] == "reasons") & (grants["taken_from"] == OWN)
    has_aims = (grants["taken_from"] == THEME_AIM).any()
    kind = "a crime and disorder reduction grant" if number == 1 else "crime and disorder reduction grants"
    aims = "Where the table shows the aim of the theme instead, it stands for every award of that theme."
    return joined(
        [
            write(f"{{grants}} {kind}.", grants=_are(number, GRANT_DUTY)),
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
        return write("None of these awards comes under the duty for other spending.")
    number = spending["award_id"].nunique()
    return joined(
        [
            write("{are} other spending over {limit}.", are=_are(number, ITEM_DUTY), limit=limit_of(ITEM_DUTY)),
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
    """For how many contracts the paper says where they can be read, and what it states of smaller ones."""
    over, small = (items[items["duty"] == duty] for duty in (CONTRACT_DUTY, SMALL_CONTRACT_DUTY))
    if over.empty and small.empty:
        return write("None of these awards comes under the duties for contracts.")
    return joined(
        [
            _contracts(CONTRACT_DUTY, over, "worth more than {limit}"),
            _told(
                "says where to read {part}",
                "does not say where to read {part}",
                _part(_present(over, "contract"), len(over), CONTRACT_DUTY, "contract"),
            )
            if len(over)
            else "",
            _contracts(SMALL_CONTRACT_DUTY, small, "worth {limit} or less"),
            _told(
                "states a purpose for {part}",
                "does not state a purpose for {part}",
                _part(_present(small, "purpose"), small["award_id"].nunique(), SMALL_CONTRACT_DUTY, "purpose"),
            )
            if len(small)
            else "",
        ]
    )


def _contracts(duty: str, items: pd.DataFrame, worth: str) -> Sentence:
    """`5 awards are contracts worth more than £10,000.`; "" if there are none."""
    number = items["award_id"].nunique()
    if not number:
        return write("")
    return write(
        f"{{are}} {{contracts}} {worth}.",
        are=_are(number, duty),
        contracts="a contract" if number == 1 else "contracts",
        limit=limit_of(duty),
    )


def tenders_disclosed(tenders: pd.DataFrame, noticed: int = 0) -> Sentence:
    """How many awards are by single tender, and for how many the paper says why; `tenders` from
    `summaries.single_tenders`.

    `noticed` is the number of those that are under the duty to publish a notice of a direct award.
    """
    if tenders.empty:
        return write("None of these awards is by single tender.")
    number, stated = len(tenders), int(tenders["tender_circumstance"].notna().sum())
    of = {"arrangement": SINGLE_TENDER}
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
            _told("gives a reason for {part}", "does not give a reason for {part}", _some(stated, number, of)),
            _notices(noticed),
        ]
    )


def _notices(number: int) -> Sentence:
    """For how many direct awards the law may ask for a notice."""
    duty = duty_called(NOTICE_DUTY)
    if not number:
        return write("")
    return write(
        "{awards} {were} made on or after {day}, when the {law} came into force. It asks for {notice} {when} if the "
        "contract is a public one; this page does not judge that.",
        awards=figures.counted(figure(str(number), "count", **{NOTICE_DUTY: True}), "award"),
        were="was" if number == 1 else "were",
        day=said_of(duty, "since"),
        law=said_of(duty, "instrument"),
        notice=said_of(duty, "asks"),
        when=said_of(duty, "by_when"),
    )


def implied_meaning(awards: pd.DataFrame) -> str:
    """A note below a table, if one of its amounts is implied."""
    note = "Implied: worked out from a printed total; the paper does not print it."
    return note if is_implied(awards).any() else ""


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
    return _some(number, total, {duty: True}, _COLUMNS[duty, requirement])


def _some(number: int, total: int, of: dict[str, Any], column: str = "tender_circumstance") -> _Part:
    """`any of them` if there are none, `6 of them` or `all 25 of them`; if the total is 1, `it`."""
    if total == 1:
        return _Part(bool(number), write("it"))
    stated, every = expression("count", **of, **{column: True}), expression("count", **of)
    all_ = write("{all} ", all=figure("all", "part", stated, every)) if number == total else ""
    return _Part(bool(number), write("{all}{count} of them", all=all_, count=Figure(str(number or "any"), stated)))
