"""Write the sentences of the report on one body, or on one type of provider."""

from typing import Any, Protocol

import pandas as pd

from grantsdata.model.paper import Paper
from grantsdata.model.schema import PRINTED
from grantsdata.report.narrative.figures import amount, leaders, number, open_points, share, types_rest_on, year_of
from grantsdata.report.traced import Sentence, expression, figure, joined, write


class Bodies(Protocol):
    """The bodies of the report, as `awards.selection.chosen_bodies` gives them: a label, and conditions for awards."""

    @property
    def label(self) -> str:
        """What a sentence calls them."""

    @property
    def delivered(self) -> dict[str, Any]:
        """The awards whose services they deliver."""

    @property
    def paid(self) -> dict[str, Any]:
        """The awards that they are paid for services of others."""

    @property
    def paid_elsewhere(self) -> dict[str, Any]:
        """The awards whose services they deliver and for which others are paid."""


def about_the_body(bodies: Bodies, paper: Paper) -> Sentence:
    """What the page is about, in a sentence."""
    return write(
        "Every award of {year} for services that {label} deliver or are paid for."
        if len(bodies.delivered["provider"]) > 1
        else "Every award of {year} for a service that {label} delivers or is paid for.",
        year=year_of(paper),
        label=bodies.label,
    )


def body_headline(
    delivered: pd.DataFrame, paid: pd.DataFrame, awards: pd.DataFrame, bodies: Bodies, paper: Paper
) -> Sentence:
    """What the bodies deliver, and its share of the money; `delivered` and `paid` are parts of the year's `awards`."""
    parts = {"label": _label(bodies, delivered, paid), "year": year_of(paper)}
    if delivered.empty:
        none = "no service delivered by {label}" if len(paid) else "no award to {label}"
        return write(f"The paper lists {none} for {{year}}.", **parts)
    parts["awards"] = number(delivered, **bodies.delivered)
    if delivered["award_gbp"].isna().all():
        return write("The paper lists {awards} delivered by {label} in {year}, without any amount.", **parts)
    parts["amount"] = amount(delivered, **bodies.delivered)
    one = "There is {awards} for a service delivered by {label} in {year}: {amount}."
    many = "The {awards} for services delivered by {label} in {year} total {amount}."
    of_all = share(delivered, awards, expression("sum"), **bodies.delivered)
    return joined(
        [
            write(one if len(delivered) == 1 else many, **parts),
            write("That is {share} of all the money.", share=of_all) if of_all and of_all != "all" else "",
        ]
    )


def body_verdict(delivered: pd.DataFrame, paid: pd.DataFrame, bodies: Bodies) -> Sentence:
    """Who among several bodies gets most, and whether each amount is printed."""
    both = pd.concat([delivered, paid])
    if both.empty:
        return Sentence(["There is nothing to add up."])
    several = delivered["provider"].nunique() > 1
    leader = leaders(delivered, bodies.delivered, "", "this money") if several else ""
    is_printed = (both["award_status"] == PRINTED).all()
    return joined([leader, "The paper prints each of these amounts." if is_printed else "", *open_points(both)])


def body_delivers(delivered: pd.DataFrame) -> str:
    """That the bodies deliver nothing, if so."""
    return "The paper names no service that they deliver." if delivered.empty else ""


def body_payments(delivered: pd.DataFrame, paid: pd.DataFrame, elsewhere: pd.DataFrame, bodies: Bodies) -> Sentence:
    """The awards for which the body that is paid and the provider are not the same."""
    if paid.empty and elsewhere.empty:
        unpaid = "The paper names no award that is paid to them."
        return Sentence(["Each of these awards is paid to its provider." if len(delivered) else unpaid])
    cases = [
        (paid, bodies.paid, "{awards} of {amount} {is} paid to {label} for services that others deliver."),
        (
            elsewhere,
            bodies.paid_elsewhere,
            "{awards} of {amount} {is} delivered by {label} and paid to another body, or to one that the paper does "
            "not name.",
        ),
    ]
    return joined(
        write(
            template,
            awards=number(part, **of),
            amount=amount(part, **of),
            label=_label(bodies, delivered, paid),
            **{"is": "is" if len(part) == 1 else "are"},
        )
        for part, of, template in cases
        if len(part)
    )


def _label(bodies: Bodies, delivered: pd.DataFrame, paid: pd.DataFrame) -> str:
    """What a sentence calls the bodies: a single one is named as its awards name it."""
    if len(bodies.delivered["provider"]) == 1:
        for part, column in ((delivered, "provider"), (paid, "payee")):
            if len(part):
                return figure(bodies.label, "value", column, **{column: bodies.label})
    return bodies.label


def body_kind(delivered: pd.DataFrame, bodies: Bodies) -> Sentence:
    """That the paper prints no types, and how much money has a type that is our judgement."""
    if delivered.empty:
        return Sentence(["No award shows what kind of body it is."])
    return types_rest_on(delivered, bodies.delivered)
