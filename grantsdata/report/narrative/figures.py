"""Figures that several reports state about some of the awards, each with the expression that gives it again.

The awards are a table like that of `load_awards`; the conditions (`where`) say for the expression which ones they are.
"""

from typing import Any

import pandas as pd

from grantsdata.model.declared.other_tables import OtherTable
from grantsdata.model.money import format_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import percent, with_article
from grantsdata.model.schema import IMPLIED, NOT_IN_REGISTER, NOT_STATED, implied_gbp, is_implied
from grantsdata.report.traced import Expression, Figure, Sentence, expression, figure, joined, listed, write

ALL = "all"
"""What a sentence says in place of a share if it is the whole."""


def pounds(value: Any, kind: str, *arguments: Any, **where: Any) -> Figure:
    """An amount in pounds with its expression; without text if it is not stated."""
    return figure("" if pd.isna(value) else format_pounds(value), kind, *arguments, **where)


def number(awards: pd.DataFrame, noun: str = "award", **where: Any) -> Sentence:
    """How many awards these are, with the noun: `25 awards`."""
    return counted(figure(f"{len(awards):,}", "count", **where), noun)


def counted(count: Figure, noun: str) -> Sentence:
    """A count with its noun: `1 award`, `25 awards`."""
    return write(f"{{count}} {noun}" if count == "1" else f"{{count}} {noun}s", count=count)


def amount(awards: pd.DataFrame, **where: Any) -> Sentence:
    """The sum of the stated amounts, and how much of it is implied: `£207,000 (including £10,000 implied)`."""
    if awards["award_gbp"].isna().all():
        return Sentence(["no stated amount"])
    return sum_with_implied(float(awards["award_gbp"].sum()), implied_gbp(awards), where)


def amount_of(sums: pd.DataFrame, **where: Any) -> Sentence:
    """The same for the rows of a breakdown, which has the columns `award_gbp` and `implied_gbp`."""
    return sum_with_implied(float(sums["award_gbp"].sum()), float(sums["implied_gbp"].sum()), where)


def sum_with_implied(total: float, implied: float, where: dict[str, Any]) -> Sentence:
    """A sum in pounds of the awards that meet the conditions `where`, and its implied part."""
    text = f"{{total}} (including {{implied}} {IMPLIED})" if implied else "{total}"
    return write(
        f"{{total}} ({IMPLIED})" if implied == total != 0 else text,
        total=pounds(total, "sum", **where),
        implied=pounds(implied, "sum", **{**where, "award_status": IMPLIED}),
    )


def share_of_money(part: pd.DataFrame, awards: pd.DataFrame, **where: Any) -> Sentence:
    """The part's share of the money of all awards, after a comma: `, 25.7% of the money`; "" if neither is above 0."""
    ours, total = float(part["award_gbp"].sum()), float(awards["award_gbp"].sum())
    if min(ours, total) <= 0:
        return Sentence([])
    return write(", {share} of the money", share=figure(part_of(ours, total), "share", **where))


def share(part: pd.DataFrame, whole: pd.DataFrame, of: Expression, **where: Any) -> Figure | None:
    """The share of `part` in the money of `whole`, whose sum is `of`; None unless both are above 0."""
    ours, total = float(part["award_gbp"].sum()), float(whole["award_gbp"].sum())
    if min(ours, total) <= 0:
        return None
    return figure(part_of(ours, total), "part", expression("sum", **where), of)


def part_of(ours: float, total: float) -> str:
    """A sum as a share of the total in words: `25.7%`, or `all` if it is the total."""
    return ALL if ours == total else percent(ours / total)


def in_sentence(stream: Figure) -> Sentence:
    """The name of a stream within a sentence, with the article that it may take: `the Youth Fund`."""
    return Sentence([with_article(stream).removesuffix(stream), stream])


def year_of(paper: Paper) -> Figure:
    """The financial year of the awards, as the paper states it."""
    return figure(str(paper.financial_year), "paper", "financial_year")


def body_of(paper: Paper) -> Sentence:
    """The name of the body as it stands within a sentence, with its article if it has one."""
    name = paper.paper.body
    return Sentence([paper.the_body.removesuffix(name), figure(name, "paper", "paper.body")])


def cell(row: Any, column: str, table: OtherTable | None) -> Figure:
    """The text of a row of `load_measures` or `load_separate_funds`; `table` declares the printed names of columns."""
    printed = table.columns[column.removesuffix("_printed")] if table else column
    return figure(str(row[column]), "cell", row["source_file"], int(row["source_row"]), printed)


OWN = "the office's own police force"


def as_measured(measures: pd.DataFrame) -> list[str]:
    """What each measure says, with hedge and unit beside the figure: `more than 15,000 referrals`."""
    return [" ".join(filter(None, row)) for row in measures[["hedge", "figure", "unit"]].to_numpy(dtype=str)]


def leaders(awards: pd.DataFrame, of: dict[str, Any], own_force: str, share_of: str) -> Sentence:
    """The provider that gets most of these awards, which meet the conditions `of`, and the next two.

    `own_force` is the police force that the body oversees, "" if it oversees none; `share_of` names the money that the
    share is of.
    """
    sums = awards.dropna(subset="provider").groupby("provider", sort=True, observed=True)["award_gbp"].sum()
    sums = sums[sums > 0].sort_values(ascending=False, kind="stable")
    if sums.empty:
        return Sentence(["No award names both a provider and an amount."])
    named, first = {"provider": True} | of, int((sums == sums.iloc[0]).sum())
    names = [figure(str(name), "rank", "provider", n, **named) for n, name in enumerate(sums.index, 1)]
    if len(names) == 1:
        return write("The only provider with a stated amount is {name}.", name=names[0])
    among = counted(figure(str(awards["provider"].nunique()), "distinct", "provider", **of), "provider")
    if first > 1:
        each = pounds(sums.iloc[0], "rank_sum", "provider", 1, **named)
        equals = listed(names[:first])
        return write("Of {among}, {names} get most: {each} each.", among=among, names=equals, each=each)
    part, of_top = awards[awards["provider"] == names[0]], {**of, "provider": str(names[0])}
    of_all = share(part, awards, expression("sum", **of), **of_top)
    top = write(
        f"Of {{among}}, {{name}} gets most: {{amount}}{f', {{share}} of {share_of}' if of_all else ''}.",
        among=among,
        name=write(f"{{name}}, {OWN}," if names[0] == own_force else "{name}", name=names[0]),
        amount=amount(part, **of_top),
        share=of_all or "",
    )
    others = [
        write(
            "{name}, {amount}",
            name=name,
            amount=amount(awards[awards["provider"] == name], **{**of, "provider": str(name)}),
        )
        for name in names[1:3]
    ]
    return joined([top, write("Next: {others}.", others=joined(others, "; "))])


def _amount_or_number(awards: pd.DataFrame, **where: Any) -> Sentence:
    """The sum of the awards; their number if no amount of them is stated."""
    return (number if awards["award_gbp"].isna().all() else amount)(awards, **where)


def types_rest_on(awards: pd.DataFrame, of: dict[str, Any], share_of: str = "") -> Sentence:
    """What the provider types of these awards, which meet the conditions `of`, rest on; empty without a provider.

    `share_of` names the money that a share is of; without it no share is given.
    """
    if awards["provider"].isna().all():
        return Sentence([])
    judged, unknown = {**of, "provider_basis": "judgement"}, {**of, "provider_type": NOT_IN_REGISTER}
    ours = awards[awards["provider_basis"] == "judgement"]
    strange = awards[awards["provider_type"] == NOT_IN_REGISTER]
    part = share(ours, awards, expression("sum", **of), **judged) if share_of else None
    texts = [
        write(
            f"For {{amount}}{f', {{share}} of {share_of},' if part else ''} the type is our judgement.",
            amount=_amount_or_number(ours, **judged),
            share=part or "",
        )
        if len(ours)
        else "",
        write(
            "For {amount} it is unknown: the provider is not in our register.",
            amount=_amount_or_number(strange, **unknown),
        )
        if len(strange)
        else "",
    ]
    known = "Here they follow its own words or a public register."
    return joined(["The paper prints no provider types.", *(texts if any(texts) else [known])])


def open_points(awards: pd.DataFrame) -> list[Sentence]:
    """Which amounts are implied or not stated, and which awards name no provider."""
    is_nameless, is_printed = awards["provider"].isna(), awards["provider_printed"] != ""
    kinds = [
        (is_implied(awards), "{amount} for {service} is implied: the printed total leaves it, but no row prints it."),
        (awards["award_status"] == NOT_STATED, "The paper states no amount for {service}."),
        (is_nameless & ~is_printed, "The provider cell of {service} is blank."),
        (is_nameless & is_printed, "The provider cell of {service} says “{printed}”."),
    ]
    return [
        write(
            template,
            service=figure(award["service"], "value", "service", award_id=award["award_id"]),
            amount=pounds(award["award_gbp"], "sum", award_id=award["award_id"]),
            printed=award["provider_printed"],
        )
        for which, template in kinds
        for _, award in awards[which].iterrows()
    ]
