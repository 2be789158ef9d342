"""Write the sentences of the report on one stream."""

from typing import Any

import pandas as pd

from grantsdata.model.amounts.parse import any_rounded
from grantsdata.model.paper import Paper
from grantsdata.model.schema import NOT_STATED, SINGLE_TENDER, is_implied
from grantsdata.report.narrative.figures import (
    OWN,
    amount,
    as_measured,
    cell,
    leaders,
    number,
    open_points,
    pounds,
    share,
    stream_named,
    types_rest_on,
    year_of,
)
from grantsdata.report.traced import Figure, Sentence, expression, figure, joined, listed, write

SHARE_OF = "this stream's money"
"""What the shares on the page of a stream are of."""

EVERY = "Every award of this stream by group, in the paper's order"


def about_the_stream(stream: "pd.Series[str]", paper: Paper) -> Sentence:
    """What the page is about, and where the stream's money comes from."""
    return write(
        "Who gets money from {stream} in {year}, and for what. Source of the money: {origin}.",
        stream=stream_named(_of_paper(stream, "stream")),
        year=year_of(paper),
        origin=_of_paper(stream, "origin"),
    )


def stream_headline(
    stream_awards: pd.DataFrame, awards: pd.DataFrame, stream: "pd.Series[str]", paper: Paper
) -> Sentence:
    """The stream's awards, their sum, the budget and the share of the year's money.

    `stream_awards` are the stream's, `awards` all of the year.
    """
    name, of = stream_named(_of_paper(stream, "stream")), {"stream": stream["stream"]}
    overall = paper.overall_budget
    outside = write(
        f"It is outside the {overall.label.lower()}{' of {budget}' if overall.printed else ''}.",
        budget=figure(overall.printed, "budget", ""),
    )
    after = outside if not stream["in_overall_budget"] else Sentence([])
    if stream_awards.empty:
        none = write("The paper lists no award from {name} for {year}.", name=name, year=year_of(paper))
        return joined([none, after])
    against = write(
        ", against a budget of {budget}" if stream["budget_printed"] else ", with no stated budget",
        budget=figure(stream["budget_printed"], "budget", stream["stream"]),
    )
    part = share(stream_awards, awards, expression("sum"), **of)
    texts = [
        _total(stream_awards, name, paper, against),
        write("That is {share} of all the money.", share=part) if part and part != "all" else "",
        after,
    ]
    return joined(texts)


def _total(awards: pd.DataFrame, name: Sentence, paper: Paper, against: Sentence) -> Sentence:
    of = {"stream": str(awards["stream"].iloc[0])}
    parts = {"awards": number(awards, **of), "name": name, "year": year_of(paper), "against": against}
    if awards["award_gbp"].isna().all():
        return write("The paper lists {awards} from {name} for {year} and states no amount{against}.", **parts)
    parts["amount"] = amount(awards, **of)
    if len(awards) == 1:
        return write("There is {awards} from {name} in {year}: {amount}{against}.", **parts)
    return write("The {awards} from {name} in {year} total {amount}{against}.", **parts)


def stream_leader(awards: pd.DataFrame, own_force: str) -> Sentence:
    """Who gets most of the stream's money, and the next two.

    `awards` are the stream's, `own_force` the police force that the body oversees, "" if it oversees none.
    """
    if awards.empty:
        return Sentence(["What else the paper says about it is below."])
    return leaders(awards, {"stream": str(awards["stream"].iloc[0])}, own_force, SHARE_OF)


def stream_points(awards: pd.DataFrame, own_force: str) -> list[Sentence]:
    """What else a reader asks first: the own force, single tenders, who else pays, and what the paper leaves open.

    `awards` are the stream's, `own_force` the police force that the body oversees, "" if it oversees none.
    """
    if awards.empty:
        return []
    of = {"stream": str(awards["stream"].iloc[0])}
    tender, force = {"arrangement": SINGLE_TENDER, **of}, {"provider": own_force, **of}
    points: list[tuple[str, Any, dict[str, Any]]] = [
        ("{name}, " + OWN + ", gets {amount}{share}.", awards["provider"] == own_force, force),
        ("{awards} went by single tender, without competition: {amount}{share}.",
         awards["arrangement"] == SINGLE_TENDER, tender),
        ("Other funders pay towards {awards} too; this stream gives {amount}. Their money is not counted here.",
         awards["contribution"].notna(), {"contribution": True, **of}),
    ]  # fmt: skip
    texts = [_point(template, awards[which.fillna(False).astype(bool)], awards, where)
             for template, which, where in points]  # fmt: skip
    if f"{own_force}, {OWN}," in stream_leader(awards, own_force):
        texts = texts[1:]
    return [text for text in [*texts, *open_points(awards)] if text]


def _point(template: str, part: pd.DataFrame, awards: pd.DataFrame, where: dict[str, Any]) -> Sentence:
    """A sentence about some of a stream's awards; empty without any."""
    if part.empty:
        return Sentence([])
    of_all = share(part, awards, expression("sum", stream=where["stream"]), **where)
    return write(
        template,
        name=figure(str(where.get("provider", "")), "paper", "paper.own_force"),
        awards=number(part, **where),
        amount=amount(part, **where),
        share=write(f", {{share}} of {SHARE_OF}", share=of_all) if of_all else "",
    )


def stream_funds(funds: pd.DataFrame, name: str, paper: Paper) -> Sentence:
    """The other sums that the paper's text names under this stream; `funds` are those of the stream."""
    stated, silent = [], []
    for _, row in funds.iterrows():
        fund, purpose, printed = (
            cell(row, what, paper.separate_funds) for what in ("fund", "purpose", "amount_printed")
        )
        what = write("“{purpose}”", purpose=purpose) if purpose and fund == name else fund
        if row["amount_status"] == NOT_STATED:
            silent.append(what)
        else:
            stated.append(write("{amount} for {what}", amount=printed, what=what))
    parts = [*stated, *([write("no amount for {what}", what=joined(silent, " or "))] if silent else [])]
    return write("The paper's text gives {parts}.", parts=listed(parts)) if parts else Sentence([])


def stream_awards(awards: pd.DataFrame) -> str:
    """That the stream has no awards, if so."""
    return "The paper lists no award from this stream." if awards.empty else ""


def stream_measures(measures: pd.DataFrame, paper: Paper) -> Sentence:
    """For which periods the paper measures what the stream's services did, which may not be the year of the awards."""
    if measures.empty:
        return Sentence(["The paper gives no measure of what these services did."])
    periods = [cell(row, "period", paper.measures) for _, row in measures.drop_duplicates("period").iterrows()]
    are = "The measure is" if len(measures) == 1 else "The measures are"
    return write(f"{are} for {{periods}}; the awards are for {{year}}.", periods=listed(periods), year=year_of(paper))


def measures_listed(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures as the page lists them, in columns: measure, figure (with hedge and unit), period, service."""
    return measures.assign(figure=as_measured(measures))[["measure", "figure", "period", "service"]]


def stream_checks(awards: pd.DataFrame, findings: pd.DataFrame, stream: "pd.Series[str]") -> list[str]:
    """How the stream's awards agree with the budget and the printed total, and what rests on a judgement.

    `awards` and `findings` are those of the stream.
    """
    if awards.empty:
        return [Sentence(["There are no awards to add up."])]
    texts = _against_printed(findings, stream, awards) if awards["award_gbp"].notna().any() else []
    implied = "The implied amount makes up the difference." if is_implied(awards).any() else ""
    return [text for text in [*texts, implied, types_rest_on(awards, {"stream": stream["stream"]}, SHARE_OF)] if text]


_FOUND = {
    "budget-partly-allocated": "The stated amounts use only a part of the budget of {budget}.",
    "budget-over-allocated": "These awards are more than the budget of {budget}, as the paper plans.",
    "budget-exceeded": "These awards are more than the budget of {budget}, and the paper does not say why.",
    "total-agrees": "These awards add up to the total that the paper prints, {printed}.",
    "total-differs": "The printed amounts add up to {ours}; the paper prints a total of {printed}.",
    "total-misprinted": "The amounts add up to {ours}; the total of {printed} is a known misprint.",
    "no-printed-total": "The paper prints no total for these awards.",
}
"""Code of a finding → what it says of a stream's awards; for a budget that they fit, see below."""

_FITS_ROUNDED = "Budgets are printed rounded: {ours} fits a budget of {budget}."
_FITS_EXACT = "The sum of these awards matches the budget of {budget}."


def _against_printed(findings: pd.DataFrame, stream: "pd.Series[str]", awards: pd.DataFrame) -> list[Sentence]:
    texts: list[Sentence] = []
    fits = _FITS_ROUNDED if any_rounded([stream["budget_printed"]]) else _FITS_EXACT
    parts = findings[(findings["code"] == "total-agrees") & (findings["ours_gbp"] != awards["award_gbp"].sum())]
    has_total = findings["code"].str.startswith("total-").any()
    for code, template in ({"budget-agrees": fits} | _FOUND).items():
        for _, found in findings[(findings["code"] == code) & ~findings.index.isin(parts.index)].iterrows():
            if code == "no-printed-total" and has_total:
                continue
            of = {name: (code, found["scope"], f"{name}_gbp") for name in ("ours", "printed")}
            texts.append(write(
                template,
                ours=pounds(found["ours_gbp"], "finding", *of["ours"]),
                printed=pounds(found["printed_gbp"], "finding", *of["printed"]),
                budget=figure(stream["budget_printed"], "budget", stream["stream"]),
            ))  # fmt: skip
    if len(parts):
        rest = "; the rest has no printed total" if (findings["code"] == "no-printed-total").any() else ""
        text = f"Where the paper prints a total for some of these awards, they add up to it: {{totals}}{rest}."
        texts.append(write(text, totals=listed(map(_printed_total, parts.to_dict("records")))))
    return list(dict.fromkeys(texts))  # several tables of a stream may give the same sentence


def _printed_total(found: dict[Any, Any]) -> Figure:
    return pounds(found["printed_gbp"], "finding", "total-agrees", found["scope"], "printed_gbp")


def _of_paper(stream: "pd.Series[str]", key: str) -> Any:
    """What the paper declares of the stream."""
    return figure(str(stream[key]), "stream", stream["code"], "name" if key == "stream" else key)
