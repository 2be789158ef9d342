"""Write sentences on what the law requires to be published: what a paper states of that, and what is not in it."""

from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple

import pandas as pd

from grantsdata.model.law.bodies import OTHER
from grantsdata.model.law.duties import (
    CONTRACT_DUTY,
    GRANT_DUTY,
    ITEM_DUTY,
    NOTICE_DUTY,
    SMALL_CONTRACT_DUTY,
    Duty,
    duties_of,
    duty_called,
)
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.schema import MISSING, OWN, SINGLE_TENDER, THEME_AIM, is_implied
from grantsdata.model.years import in_words
from grantsdata.report.narrative import figures
from grantsdata.report.narrative.agreements import tenders_listed, tenders_stated
from grantsdata.report.traced import (
    Expression,
    Figure,
    Sentence,
    capitalised,
    expression,
    figure,
    joined,
    listed,
    write,
)

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
        if not _laws_looked_at(_bound(paper)):
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


def disclosure_law(paper: Paper) -> Sentence:
    """The laws whose duties follow, or that the page knows of none that binds the body."""
    body, bound = figures.body_of(paper), _bound(paper)
    laws = _laws_looked_at(bound)
    if laws:
        return write(
            "{laws} asks {body} to publish:", laws=listed([write("The {law}", law=law) for law in laws]), body=body
        )
    if bound:
        return write("This page looks for nothing that the law asks {body} to publish:", body=body)
    unknown = " It does not know what kind of body that is." if paper.kind == OTHER else ""
    return write(f"This page knows of no law that asks {{body}} to publish its awards.{unknown}", body=body)


def disclosure_duties(paper: Paper) -> list[Sentence]:
    """The duties that bind the body in the year, in our words; those that the page does not look for say so."""
    bound = _bound(paper)
    laws = _laws_looked_at(bound)
    return [
        write(
            "{about} ({more}): {asks}.", about=capitalised(_about(duty)), more=_more(duty, laws, paper), asks=duty.asks
        )
        if duty.details
        else write("Not on this page: {about} ({more}).", about=_about(duty), more=_more(duty, laws, paper))
        for duty in bound
    ]


def details_published(days: Sequence[int], paper: Paper) -> Sentence:
    """How long after the month of the awards their details were published; `days` from `days_to_publication`."""
    published = paper.publishing.details_published
    if not days or published is None:
        return write("")
    least, most = (
        figure(f"{choose(days):,}", "days_to_publication", which) for which, choose in (("least", min), ("most", max))
    )
    return write(
        "Details of each month's awards are due as soon as practicable after its end. These were published on {date}, "
        "{days} days after the month of the award.",
        date=figure(in_words(published), "paper", "publishing.details_published"),
        days=most if least == most else write("{least} to {most}", least=least, most=most),
    )


def _bound(paper: Paper) -> list[Duty]:
    """The duties that bind the body on any day of the year."""
    return duties_of(paper.kind, paper.financial_year.start, paper.financial_year.end)


def _of(duty: Duty, key: str) -> Figure:
    """What the table of duties says of one: a text, or a date in words."""
    value = getattr(duty, key)
    return figure(value if isinstance(value, str) else in_words(value), "duty", duty.name, key)


def _limit(name: str) -> Figure:
    """The amount from which on, or up to which, a duty applies."""
    duty = duty_called(name)
    key = "over_gbp" if duty.over_gbp else "up_to_gbp"
    return figure(gbp(getattr(duty, key)), "duty", name, key)


def _about(duty: Duty) -> Sentence:
    return write(duty.about, limit=_limit(duty.name)) if "{limit}" in duty.about else write(duty.about)


def _laws_looked_at(bound: Sequence[Duty]) -> list[Figure]:
    """The laws with a duty whose details the page looks for, each once."""
    return list({duty.instrument: _of(duty, "instrument") for duty in reversed(bound) if duty.details}.values())


def _more(duty: Duty, laws: Sequence[str], paper: Paper) -> Sentence:
    """Where a duty is in the law, by when it asks, since when if that is within the year, and if its text is unread."""
    law = _of(duty, "instrument") if duty.instrument not in laws else ""
    parts = [
        joined([law, _of(duty, "place") if duty.place else ""], ", "),
        _of(duty, "by_when") if duty.by_when else "",
        write("from {day}", day=_of(duty, "since")) if duty.since > paper.financial_year.start else "",
        "" if duty.text_checked else "text not checked",
    ]
    return joined(parts, "; ")


def grants_disclosed(items: pd.DataFrame) -> Sentence:
    """What the paper states about the crime and disorder reduction grants, and what their table does not show."""
    grants = items[items["duty"] == GRANT_DUTY]
    if grants.empty:
        return write("None of these awards comes under the duty for crime and disorder reduction grants.")
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
        return write("None of these awards comes under the duty for other spending.")
    number = spending["award_id"].nunique()
    return joined(
        [
            write("{are} other spending over {limit}.", are=_are(number, ITEM_DUTY), limit=_limit(ITEM_DUTY)),
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


def contracts_published(days: Sequence[int], paper: Paper) -> Sentence:
    """How long after the signing of contracts their details were published; `days` from `days_from_signing`."""
    published = paper.publishing.details_published
    if not days or published is None:
        return write("")
    least, most = (
        figure(f"{choose(days):,}", "days_from_signing", which) for which, choose in (("least", min), ("most", max))
    )
    return write(
        "Details of contracts with a signed agreement on file were published on {date}, {days} days after signing. "
        "We have not read by when the law asks for a copy.",
        date=figure(in_words(published), "paper", "publishing.details_published"),
        days=most if least == most else write("{least} to {most}", least=least, most=most),
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
        limit=_limit(duty),
    )


def tenders_disclosed(tenders: pd.DataFrame, noticed: int = 0) -> Sentence:
    """What permits a single tender, and for how many the paper says it; `tenders` from `summaries.single_tenders`.

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
            "That is permitted if only one supplier can do the work for technical reasons, or to keep an existing "
            "supplier for continuity.",
            _told("says which applies to {part}", "does not say which applies to {part}", _some(stated, number, of)),
            _notices(noticed),
        ]
    )


def register_states(register: pd.DataFrame, paper: Paper) -> Sentence:
    """For how many single tenders the register of `load_single_tenders` says what permits them; "" if for none."""
    return tenders_stated(register, paper) if (register["circumstance"] != "").any() else write("")


def register_listed(register: pd.DataFrame) -> pd.DataFrame:
    """The register as a page lists it; no rows if it says nothing about the single tenders that it names."""
    says = (register[["circumstance", "evidence", "approved_by", "expiry"]] != "").any(axis=None)
    return tenders_listed(register if says else register.iloc[:0])


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
        day=_of(duty, "since"),
        law=_of(duty, "instrument"),
        notice=_of(duty, "asks"),
        when=_of(duty, "by_when"),
    )


def disclosure_reading(paper: Paper) -> list[Sentence]:
    """How the page decides what is due and what is stated."""
    year = paper.financial_year
    begins = [duty for duty in _bound(paper) if duty.since > year.start or (duty.until and duty.until < year.end)]
    dated = write(
        "A duty binds the awards made while it is in force. An award without a date has the paper's date, "
        "or the year's first day if the paper is later."
    )
    unread = write("Text not checked: we know of the duty, and have not read the words of the law.")
    looked_at = [
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
            item=_limit(ITEM_DUTY),
            contract=_limit(CONTRACT_DUTY),
        ),
        write("A contract falls under the duty for contracts, and under that for grants or for other spending."),
    ]
    return [
        *(looked_at if _laws_looked_at(_bound(paper)) else []),
        write("This page covers the awards in the paper's tables, and no other spending."),
        *([dated] if begins else []),
        *([unread] if any(not duty.text_checked for duty in _bound(paper)) else []),
    ]


def implied_meaning(awards: pd.DataFrame) -> str:
    """A note below a table, if one of its amounts is implied."""
    implied = is_implied(awards).any()
    return "Implied: worked out from a printed total; the paper does not print it." if implied else ""


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
