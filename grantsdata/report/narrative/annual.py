"""Write the sentences of the annual report."""

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import percent
from grantsdata.model.schema import IMPLIED, NOT_NAMED, NOT_STATED, OTHER_PERIOD, SINGLE_TENDER, is_implied, shown_as
from grantsdata.model.years import FinancialYear, in_words
from grantsdata.report.narrative.adds_up import below_the_breakdown as below_the_breakdown
from grantsdata.report.narrative.adds_up import rounding as rounding
from grantsdata.report.narrative.adds_up import verdict as verdict
from grantsdata.report.narrative.figures import amount, in_sentence, number, share_of_money, year_of
from grantsdata.report.narrative.findings import sentences as sentences
from grantsdata.report.traced import Figure, Sentence, expression, figure, joined, listed, write

VOLUNTARY = "voluntary and community"


def about_the_year(paper: Paper) -> Sentence:
    """What the page is, and for which days."""
    return write(
        "Who was awarded what, and for what, from {first} to {last}.",
        first=figure(in_words(paper.financial_year.start), "first_day"),
        last=figure(in_words(paper.financial_year.end), "last_day"),
    )


def headline(awards: pd.DataFrame, bridge: pd.DataFrame, paper: Paper) -> Sentence:
    """How many awards there are, their sum and the budget; how many providers; what the sum leaves out."""
    opening = write(
        "{awards} for {year}: {sum}.",
        awards=number(awards),
        year=year_of(paper),
        sum=_sum_and_budget(awards, bridge),
    )
    return joined([opening, _providers(awards), _left_out(awards)])


def _sum_and_budget(awards: pd.DataFrame, bridge: pd.DataFrame) -> Sentence:
    if awards["award_gbp"].isna().all():
        return Sentence(["no amount is stated"])
    overall, inside = bridge.iloc[0], awards[awards["stream"].isin(bridge["name"].iloc[1:])]
    if not overall["budget_printed"]:
        return write("{money}; the paper states no overall budget", money=amount(awards))
    budget = figure(overall["budget_printed"], "budget", "")
    if len(inside) < len(awards):
        text = "{money}, of which {inside} counts against a budget of {budget}"
        return write(text, money=amount(awards), inside=amount(inside, in_overall_budget=True), budget=budget)
    of = "of" if overall["awarded_gbp"] <= overall["budget_gbp"] else "against"
    return write("{money} {of} a budget of {budget}", money=amount(awards), of=of, budget=budget)


def _providers(awards: pd.DataFrame) -> Sentence:
    named, blank = awards[awards["provider"].notna()], awards[awards["provider"].isna()]
    if named.empty:
        return Sentence(["The paper names no provider."])
    count = named["provider"].nunique()
    return write(
        "{named} {go} to {count} {noun}{blank}.",
        named=figure(str(len(named)), "count", provider=True) if len(blank) else "They" if len(named) > 1 else "It",
        go="goes" if len(named) == 1 else "go",
        count=figure(str(count), "distinct", "provider", provider=True),
        noun="provider" if count == 1 else "providers",
        blank=_without_provider(len(blank)),
    )


def _without_provider(number: int) -> Sentence:
    count = figure("one" if number == 1 else str(number), "count", provider=False)
    has = "has" if number == 1 else "have"
    return write("; {count} {has} no named provider", count=count, has=has) if number else Sentence([])


def _left_out(awards: pd.DataFrame) -> Sentence:
    silent = awards[awards["award_status"] == NOT_STATED]
    if silent.empty or len(silent) == len(awards):
        return Sentence([])
    return write("It leaves out {awards} without a stated amount.", awards=number(silent, award_status=NOT_STATED))


def main_points(awards: pd.DataFrame, own_force: str) -> list[Sentence]:
    """Who gets most, the largest award, what charities get, what is not competed, what rests on judgement.

    A sentence each; a point on which these awards say nothing is left out.
    """
    points = [
        most_to(awards, own_force),
        own_force_gets(awards, own_force),
        largest_award(awards),
        charities_get(awards),
        not_competed(awards),
        judgement(awards),
    ]
    return [point for point in points if point]


def most_to(awards: pd.DataFrame, own_force: str) -> Sentence:
    """The provider that gets most, with the number of its awards and its share; "" if no amount has a provider."""
    named = awards[awards["provider"].notna() & awards["award_gbp"].notna()]
    sums = named.groupby("provider")["award_pence"].sum()
    if sums.empty or (sums == sums.max()).sum() > 1:
        return Sentence([])
    shown = figure(str(sums.idxmax()), "rank", "provider", 1, provider=True)
    return _to_provider("{provider}{force} gets most: {money} in {awards}{share}.", awards, shown, own_force)


def own_force_gets(awards: pd.DataFrame, own_force: str) -> Sentence:
    """What the own police force gets, if another sentence does not say so already; "" without one."""
    if own_force in most_to(awards, own_force) or not (awards["provider"] == own_force).any():
        return Sentence([])
    shown = figure(own_force, "paper", "paper.own_force")
    return _to_provider("{provider}{force} gets {money} in {awards}{share}.", awards, shown, own_force)


def _to_provider(text: str, awards: pd.DataFrame, provider: Figure, own_force: str) -> Sentence:
    name = str(provider)
    theirs = awards[awards["provider"] == name]
    return write(
        text,
        provider=provider,
        force=", the office's own police force," if name == own_force else "",
        money=amount(theirs, provider=name),
        awards=number(theirs, provider=name),
        share=share_of_money(theirs, awards, provider=name),
    )


def largest_award(awards: pd.DataFrame) -> Sentence:
    """The largest award, to whom and for what; "" for fewer than two stated amounts, or if several are the largest."""
    stated = awards.dropna(subset="award_pence")
    top = stated[stated["award_pence"] == stated["award_pence"].max()]
    if len(stated) < 2 or len(top) > 1:
        return Sentence([])
    award = top.iloc[0]
    to = write(", to {provider}", provider=figure(award["provider"], "of_most", "provider"))
    return write(
        "The largest award is {amount}{implied}{to} for “{service}”.",
        amount=figure(format_pounds(award["award_gbp"]), "most"),
        implied=f" ({IMPLIED})" if is_implied(award) else "",
        to=to if pd.notna(award["provider"]) else "",
        service=figure(award["service"], "of_most", "service"),
    )


def charities_get(awards: pd.DataFrame) -> Sentence:
    """What charities and community groups get in all and from each stream; "" if they get nothing."""
    theirs = awards[awards["provider_type"] == VOLUNTARY]
    if not theirs["award_gbp"].sum() > 0:
        return Sentence([])
    names = [str(name) for name, part in theirs.groupby("stream", observed=True) if part["award_gbp"].sum()]
    streams = [in_sentence(figure(name, "value", "stream", stream=name)) for name in names]
    sums = [amount(theirs[theirs["stream"] == name], provider_type=VOLUNTARY, stream=name) for name in names]
    parts = [write("{amount} from {stream}", amount=one, stream=name) for one, name in zip(sums, streams, strict=True)]
    by_stream = (
        write(": {parts}", parts=listed(parts)) if len(parts) > 1 else write(", all from {name}", name=streams[0])
    )
    return write(
        "{who} get {money}{share}{by_stream}.",
        who=shown_as(VOLUNTARY).capitalize(),
        money=amount(theirs, provider_type=VOLUNTARY),
        share=share_of_money(theirs, awards, provider_type=VOLUNTARY),
        by_stream=by_stream if awards["stream"].nunique() > 1 else "",
    )


def not_competed(awards: pd.DataFrame) -> Sentence:
    """What was awarded by single tender, which has no competition; for the rest it is not on record whether it had any.

    Nothing else may be claimed: the paper of an award says how it was bought only if it is a contract.
    """
    single, others = (awards[(awards["arrangement"] == SINGLE_TENDER) == one] for one in (True, False))
    if single.empty:
        return Sentence(["No award is marked as a single tender; whether others could compete is not on record."])
    rest = figure(str(len(others)), "count", arrangement={"not": SINGLE_TENDER})
    silent = write("; for the other {rest} it is not on record whether there was any", rest=rest)
    return write(
        "{awards}, {money}, {were} let by single tender, without competition{rest}.",
        awards=number(single, arrangement=SINGLE_TENDER),
        money=amount(single, arrangement=SINGLE_TENDER),
        were="was" if len(single) == 1 else "were",
        rest=silent if len(others) else "",
    )


def judgement(awards: pd.DataFrame) -> Sentence:
    """How much of the money has a provider type that is our judgement."""
    judged = awards[awards["provider_basis"] == "judgement"]
    if judged.empty:
        is_known = awards.loc[awards["provider"].notna(), "provider_basis"].notna()
        text = "The kind of each provider follows from the paper or a public register, not from judgement."
        return Sentence([text if len(is_known) and is_known.all() else ""])
    return write(
        "For {money}{share}, the kind of provider is our judgement; the paper does not state it.",
        money=amount(judged, provider_basis="judgement"),
        share=share_of_money(judged, awards, provider_basis="judgement"),
    )


def concentration(awards: pd.DataFrame) -> Sentence:
    """The share of the five largest providers, and the range of the awards; "" for fewer than two amounts."""
    named = awards[awards["provider"].notna()]
    sums = named.groupby("provider")["award_pence"].sum().sort_values(ascending=False)
    total, stated = int(awards["award_pence"].sum()), awards["award_pence"].dropna()
    if len(stated) < 2:
        return Sentence([])
    five = expression("part", expression("largest_sum", "provider", 5, provider=True), expression("sum"))
    together = write(
        "The {five} largest providers get {share} of the money.",
        five=figure("five", "constant", "LARGEST_TOGETHER"),
        share=Figure(percent(sums.iloc[:5].sum() / total if total else 0), five),
    )
    span = write(
        "Awards run from {least} to {most}; the median is {middle}.",
        least=figure(format_pounds(stated.min() / 100), "least"),
        most=figure(format_pounds(stated.max() / 100), "most"),
        middle=figure(format_pounds(stated.astype("float64").median() / 100), "middle"),
    )
    return joined([together if len(sums) > 5 and total > 0 else "", span])


def contributions(awards: pd.DataFrame) -> Sentence:
    """How many awards others pay for too, and what the paper says of them."""
    shared = awards[awards["contribution"].notna() & (awards["contribution"] != "")]
    if shared.empty:
        return Sentence(["The paper does not say of any award that others also pay for it."])
    unnamed = shared[shared["other_contributors"] == NOT_NAMED]
    count = figure(str(len(unnamed)), "count", other_contributors=NOT_NAMED)
    silent = write("For {count} of these awards the paper does not name them.", count=count)
    return joined(
        [
            write(
                "Others also pay for {awards}, {money}{share}; what they pay is not counted on this page.",
                awards=number(shared, contribution=True),
                money=amount(shared, contribution=True),
                share=share_of_money(shared, awards, contribution=True),
            ),
            silent if len(unnamed) else "",
        ]
    )


def streams_without_awards(streams: pd.DataFrame, awards: pd.DataFrame) -> list[Sentence]:
    """A paragraph on each stream that the paper's tables list no award from; `streams` is from `load_streams`."""
    without = streams[~streams["stream"].isin(awards["stream"].unique())]
    return [
        write(
            "{stream}. {origin}. The paper lists no award from it and {budget}.",
            stream=figure(stream["stream"], "stream", stream["code"], "name"),
            origin=figure(stream["origin"], "stream", stream["code"], "origin"),
            budget=_no_awards_but(stream["budget_printed"], stream["stream"]),
        )
        for stream in without.to_dict("records")
    ]


def _no_awards_but(budget: str, stream: str) -> Sentence:
    if not budget:
        return Sentence(["states no budget for it"])
    return write("states a budget of {budget}", budget=figure(budget, "budget", stream))


def separate_funds(funds: pd.DataFrame) -> Sentence:
    """What the table of other funds and bids holds."""
    if funds.empty:
        return Sentence(["The paper names no other funds."])
    return Sentence(["The paper also names this money, which is not part of any sum on this page."])


def measures(measures: pd.DataFrame, year: FinancialYear) -> Sentence:
    """Whether the measures are for the year of the awards; if not, no cost for each person may be worked out."""
    if measures.empty:
        return Sentence(["The paper reports no measures."])
    others = measures[measures["part_of_year"] == OTHER_PERIOD]
    if others.empty:
        return Sentence(["The paper reports these measures, with its own words beside the figures."])
    which = "these" if len(others) == len(measures) else "some of these"
    return write(
        "The paper reports {which} measures for other periods than {year}. "
        "No cost per person can be worked out from them.",
        which=which,
        year=figure(str(year), "paper", "financial_year"),
    )


def method(awards: pd.DataFrame) -> list[Sentence]:
    """How the amounts and the kinds of provider on the page are to be read."""
    tables, print_ = "the paper's tables", "the paper prints"
    if "document" in awards:
        tables, print_ = "the tables of the year's documents", "these documents print"
    return [
        Sentence([f"An award is one row of {tables}. Its provider is the body that delivers the service."]),
        Sentence([f"The amounts are those that {print_}. The page is checked against them before publication."]),
        _implied_amounts(awards),
        Sentence(["The year's reconciliation report lists each repair and judgement, and the files that were used."]),
    ]


def _implied_amounts(awards: pd.DataFrame) -> Sentence:
    if not is_implied(awards).any():
        return Sentence([])
    return Sentence(["An implied amount is what a printed total leaves for the one award under it without an amount."])
