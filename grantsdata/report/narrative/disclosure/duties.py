"""Write which duties of which laws bind a body, and how the page decides what is due."""

from collections.abc import Sequence

from grantsdata.model.law.bodies import OTHER
from grantsdata.model.law.duties import (
    CONTRACT_DUTY,
    ITEM_DUTY,
    Duty,
    duties_of,
    duty_called,
)
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.years import in_words
from grantsdata.report.narrative import figures
from grantsdata.report.traced import (
    Figure,
    Sentence,
    capitalised,
    figure,
    joined,
    listed,
    write,
)


def disclosure_law(paper: Paper) -> Sentence:
    """The laws whose duties follow, or that the page knows of none that binds the body."""
    body, bound = figures.body_of(paper), bound_duties(paper)
    laws = laws_looked_at(bound)
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
    bound = bound_duties(paper)
    laws = laws_looked_at(bound)
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
    return write(
        "Details of each month's awards are due as soon as practicable after its end. These were published on {date}, "
        "{days} days after the month of the award.",
        date=figure(in_words(published), "paper", "publishing.details_published"),
        days=least_to_most(days, "days_to_publication"),
    )


def least_to_most(days: Sequence[int], expression: str) -> Sentence:
    """The least and the most of some days, or the one number that all of them are."""
    least, most = (figure(f"{choose(days):,}", expression, which) for which, choose in (("least", min), ("most", max)))
    return write("{days}", days=most) if least == most else write("{least} to {most}", least=least, most=most)


def bound_duties(paper: Paper) -> list[Duty]:
    """The duties that bind the body on any day of the year."""
    return duties_of(paper.kind, paper.financial_year.start, paper.financial_year.end)


def said_of(duty: Duty, key: str) -> Figure:
    """What the table of duties says of one: a text, or a date in words."""
    value = getattr(duty, key)
    return figure(value if isinstance(value, str) else in_words(value), "duty", duty.name, key)


def limit_of(name: str) -> Figure:
    """The amount from which on, or up to which, a duty applies."""
    duty = duty_called(name)
    key = "over_gbp" if duty.over_gbp else "up_to_gbp"
    return figure(gbp(getattr(duty, key)), "duty", name, key)


def _about(duty: Duty) -> Sentence:
    return write(duty.about, limit=limit_of(duty.name)) if "{limit}" in duty.about else write(duty.about)


def laws_looked_at(bound: Sequence[Duty]) -> list[Figure]:
    """The laws with a duty whose details the page looks for, each once."""
    return list({duty.instrument: said_of(duty, "instrument") for duty in reversed(bound) if duty.details}.values())


def _more(duty: Duty, laws: Sequence[str], paper: Paper) -> Sentence:
    """Where a duty is in the law, by when it asks, since when if that is within the year, and if its text is unread."""
    law = said_of(duty, "instrument") if duty.instrument not in laws else ""
    parts = [
        joined([law, said_of(duty, "place") if duty.place else ""], ", "),
        said_of(duty, "by_when") if duty.by_when else "",
        write("from {day}", day=said_of(duty, "since")) if duty.since > paper.financial_year.start else "",
        "" if duty.text_checked else "text not checked",
    ]
    return joined(parts, "; ")


def disclosure_reading(paper: Paper) -> list[Sentence]:
    """How the page decides what is due and what is stated."""
    year = paper.financial_year
    begins = [duty for duty in bound_duties(paper) if duty.since > year.start or (duty.until and duty.until < year.end)]
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
            item=limit_of(ITEM_DUTY),
            contract=limit_of(CONTRACT_DUTY),
        ),
        write("A contract falls under the duty for contracts, and under that for grants or for other spending."),
    ]
    return [
        *(looked_at if laws_looked_at(bound_duties(paper)) else []),
        write("This page covers the awards in the paper's tables, and no other spending."),
        *([dated] if begins else []),
        *([unread] if any(not duty.text_checked for duty in bound_duties(paper)) else []),
    ]
