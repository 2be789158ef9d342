"""Write the sentences of the report that compares a year with an earlier one, also for the first year on file."""

from typing import Any

import pandas as pd

from grantsdata.model.paper import Paper
from grantsdata.model.phrases import percent
from grantsdata.model.schema import (
    CHANGED,
    CONTINUED,
    DOUBTFUL,
    ENDED,
    IMPLIED,
    NEW,
    NOT_STATED,
    implied_gbp,
    shown_as,
)
from grantsdata.model.years import FinancialYear, in_words
from grantsdata.report.narrative.figures import counted, pounds
from grantsdata.report.traced import Expression, Figure, Sentence, expression, figure, joined, listed, write

SUCCESSORS = "data/raw/successors.csv"

LISTS = {
    CONTINUED: "Awards that continue unchanged",
    CHANGED: "Awards that changed",
    NEW: "New awards",
    ENDED: "Awards that ended",
    DOUBTFUL: "Doubtful pairs",
}
"""The caption of the list of each movement."""


def year_as(year: FinancialYear, which: FinancialYear) -> Figure:
    """One of the two years as a figure, on the page of `year`."""
    return _figure(str(which), year, which, "paper", "financial_year")


def _figure(text: str, year: FinancialYear, which: FinancialYear, kind: str, *given: Any, **of: Any) -> Figure:
    """A figure about either year, on the page of `year`."""
    return Figure(text, _in(year, which, expression(kind, *given, **of)))


def _in(year: FinancialYear, which: FinancialYear, inner: Expression) -> Expression:
    return inner if which == year else expression("in_year", str(which), inner)


def compared_with(paper: Paper, before: FinancialYear | None) -> Sentence:
    """The words that follow the year in the title."""
    if before is None:
        return Sentence(["the first year on file"])
    return write("compared with {before}", before=year_as(paper.financial_year, before))


def about_comparison(paper: Paper, before: FinancialYear | None) -> Sentence:
    """What the report is about, in a sentence."""
    year = paper.financial_year
    text = (
        "The awards of {year}." if before is None else "Which awards of {before} went on in {year}, changed or ended."
    )
    return write(text, year=year_as(year, year), before=year_as(year, before or year))


def comparison_sources(paper: Paper, former: Paper | None) -> Sentence:
    """The papers of both years, in a line."""
    year = paper.financial_year
    papers = [(one, one.financial_year) for one in (paper, former) if one]
    return joined(
        [
            write(
                "{source} ({which})",
                source=_figure(one.paper.source, year, which, "paper", "paper.source"),
                which=year_as(year, which),
            )
            for one, which in papers
        ],
        "; ",
    )


def comparison_headline(
    paper: Paper, awards: pd.DataFrame, former: pd.DataFrame, before: FinancialYear | None
) -> Sentence:
    """Both totals and their difference; without an earlier year, this year's total and that there is no comparison."""
    year = paper.financial_year
    now = _awards_and_sum(awards, year, year)
    if former.empty:
        alone = "{now} is the first year on file." if before is None else "The paper of {before} lists no awards."
        first = write(alone, now=year_as(year, year), before=year_as(year, before or year))
        return joined([first, write("Its paper lists {now}." if before is None else "That of {year} lists {now}.",
                                    now=now, year=year_as(year, year))])  # fmt: skip
    parts = {
        "year": year_as(year, year),
        "now": now,
        "before": year_as(year, before or year),
        "then": _awards_and_sum(former, year, before or year),
    }
    if awards["award_gbp"].isna().all() or former["award_gbp"].isna().all():
        return write("In {year}: {now}. In {before}: {then}. So the years cannot be compared.", **parts)
    all_stated = awards["award_gbp"].notna().all() and former["award_gbp"].notna().all()
    return write(
        f"In {{year}}: {{now}}. That is {{difference}} in {{before}}: {{then}}."
        f"{'' if all_stated else ' Only stated amounts are compared.'}",
        difference=_difference(awards, former, year, before or year),
        **parts,
    )


def _awards_and_sum(awards: pd.DataFrame, year: FinancialYear, which: FinancialYear) -> Sentence:
    """`35 awards, £2,283,508 (£10,000 implied)`, and how many amounts are not stated."""
    number = counted(_figure(str(len(awards)), year, which, "count"), "award")
    silent = int(awards["award_gbp"].isna().sum())
    if silent == len(awards):
        return write("{number} without any amount", number=number)
    implied = implied_gbp(awards)
    notes = [
        write(f"including {{implied}} {IMPLIED}", implied=_pounds(implied, year, which, award_status=IMPLIED))
        if implied
        else "",
        write(f"{{silent}} {NOT_STATED}", silent=_unstated(silent, year, which)) if silent else "",
    ]
    return write(
        "{number}, {sum} ({notes})" if any(notes) else "{number}, {sum}",
        number=number,
        sum=_pounds(float(awards["award_gbp"].sum()), year, which),
        notes=joined(notes, ", "),
    )


def _pounds(value: float, year: FinancialYear, which: FinancialYear, **of: Any) -> Figure:
    return Figure(pounds(value, "sum"), _in(year, which, expression("sum", **of)))


def _unstated(silent: int, year: FinancialYear, which: FinancialYear, **of: Any) -> Sentence:
    return counted(_figure(str(silent), year, which, "count", award_status=NOT_STATED, **of), "amount")


def _difference(awards: pd.DataFrame, former: pd.DataFrame, year: FinancialYear, before: FinancialYear) -> Sentence:
    """The difference between the sums of the stated amounts: `£55,750 (2.4%) less than`."""
    now, then = float(awards["award_gbp"].sum()), float(former["award_gbp"].sum())
    gap = round(now - then, 2)
    if not gap:
        return Sentence(["as much as"])
    change = _change(gap, then, expression("sum"), year, before)
    return write(f"{{change}} {'more' if gap > 0 else 'less'} than", change=change)


def _change(gap: float, then: float, of: Expression, year: FinancialYear, before: FinancialYear) -> Sentence:
    """`£55,750 (2.4%)`: what the sum `of` differs by from the earlier one, `then` pounds."""
    former = _in(year, before, of)
    size = expression("minus", *((of, former) if gap > 0 else (former, of)))
    share = write(" ({share})", share=figure(percent(abs(gap) / then), "part", size, former)) if then > 0 else ""
    return write("{gap}{share}", gap=Figure(pounds(abs(gap), "sum"), size), share=share)


def comparison_verdict(totals: pd.DataFrame) -> Sentence:
    """How many awards continue, changed, are new, ended or are doubtful; `totals` from `summaries.movement_totals`."""
    if totals.empty:
        return Sentence(["There is nothing to compare them with."])
    rows = totals.set_index("movement")
    verbs = {
        CONTINUED: ("{number} continues unchanged", "{number} continue unchanged"),
        CHANGED: ("{number} changed", "{number} changed"),
        NEW: ("{number} is new", "{number} are new"),
        ENDED: ("{number} ended", "{number} ended"),
        DOUBTFUL: ("{number} is doubtful", "{number} are doubtful"),
    }
    parts: list[str] = []
    for movement, (few, many) in verbs.items():
        number = int(rows["former_awards" if movement == ENDED else "now_awards"][movement])
        if number:
            count = figure(str(number), "listed", LISTS[movement])
            noun = count if parts else counted(count, "award")
            parts.append(write(few if number == 1 else many, number=noun))
    doubt = "A person has to say whether a doubtful pair is one award." if rows["now_awards"][DOUBTFUL] else ""
    return joined([write("{parts}.", parts=listed(parts)), doubt])


def comparison_reservations(
    paper: Paper, former: Paper | None, movements: pd.DataFrame, successors: pd.DataFrame
) -> list[Sentence]:
    """What a reader must know before comparing the two years; an empty list if there is nothing."""
    if former is None:
        return []
    year, before = paper.financial_year, former.financial_year
    years = {"year": year_as(year, year), "before": year_as(year, before)}
    texts = []
    if paper.paper.body != former.paper.body:
        texts.append(other_body(paper, former, paper, successors))
    if before.starts_in + 1 < year.starts_in:
        texts.append(write("The years between {before} and {year} are left out.", **years))
    paired = movements.dropna(subset=["former_id", "award_id"])
    sides = (
        (before, "former_gbp", "former_id", "former_status", "award_gbp"),
        (year, "award_gbp", "award_id", "award_status", "former_gbp"),
    )
    for which, amount, name, status, other in sides:
        one_sided = paired[paired[amount].notna() & paired[other].isna()]
        if len(one_sided):
            of = {"award_id": sorted(one_sided[name].astype(str))}
            implied = float(one_sided.loc[one_sided[status] == IMPLIED, amount].sum())
            part = write(
                f" (including {{part}} {IMPLIED})", part=_pounds(implied, year, which, **of, award_status=IMPLIED)
            )
            texts.append(
                write(
                    "{awards} {have} an amount in {which} only: {sum}{implied}. How that money changed is not known.",
                    awards=counted(_figure(str(len(one_sided)), year, which, "count", **of), "matched award"),
                    have="has" if len(one_sided) == 1 else "have",
                    which=year_as(year, which),
                    sum=_pounds(float(one_sided[amount].sum()), year, which, **of),
                    implied=part if implied else "",
                )
            )
    return texts


def other_body(of_page: Paper, former: Paper, later: Paper, successors: pd.DataFrame) -> Sentence:
    """That the paper of an earlier year is by another body than a later one, and whether that is known to have taken
    over; on the page of a year."""
    year, before = of_page.financial_year, former.financial_year
    body = _figure(former.paper.body, year, before, "paper", "paper.body")
    known = successors[(successors["body"] == former.paper.body) & (successors["successor"] == later.paper.body)]
    if known.empty:
        return write("The paper of {before} is by another body: {body}.", before=year_as(year, before), body=body)
    line = known.iloc[0]
    place = (SUCCESSORS, int(line["source_row"]))
    return write(
        "{successor} took over from {body} on {day} ({source}).",
        successor=_figure(later.paper.body, year, later.financial_year, "paper", "paper.body"),
        body=body,
        day=figure(in_words(line["since"]), "day", *place, "since"),
        source=figure(line["said_in"], "cell", *place, "said_in"),
    )


def sides_note(
    sums: pd.DataFrame, unstated: pd.DataFrame, year: FinancialYear, before: FinancialYear | None
) -> Sentence:
    """A note below the table of `summaries.side_by_side`: the two years, the labels with unstated amounts, and the part
    of the total change that is in no row. `unstated` is the table of `summaries.unstated_awards`."""
    years = {"now_awards": year} | ({"former_awards": before} if before else {})
    texts: list[str] = []
    if before:
        text = "Before: {before}. This year: {year}."
        texts.append(write(text, before=year_as(year, before), year=year_as(year, year)))
    by = str(sums.columns[0])
    silent = [
        write(
            "{label} ({counts})",
            label=shown_as(str(row.iloc[0])),
            counts=listed(
                [
                    write(
                        "{number} in {which}",
                        number=_figure(
                            str(row[name]), year, which, "count", award_status=NOT_STATED, **{by: str(row.iloc[0])}
                        ),
                        which=year_as(year, which),
                    )
                    for name, which in years.items()
                    if row[name]
                ]
            ),
        )
        for _, row in unstated.iterrows()
    ]
    if silent:
        only = " Changes are of the stated ones only." if before else ""
        texts.append(write(f"Amounts not stated: {{silent}}.{only}", silent=listed(silent)))
    if before and "total_change_gbp" in sums:
        texts.append(_change_outside_rows(sums.iloc[:-1], sums.iloc[-1], year, before))
    return joined(texts)


def _change_outside_rows(
    rows: pd.DataFrame, total: "pd.Series[Any]", year: FinancialYear, before: FinancialYear
) -> Sentence:
    """The part of the total change that comes from rows with an amount in only one year."""
    one_sided = rows[rows[["former_total_gbp", "now_total_gbp"]].notna().sum(axis=1) == 1]
    if one_sided.empty or pd.isna(total["total_change_gbp"]):
        return Sentence([])
    names = [str(name) for name in one_sided.iloc[:, 0]]
    gap = float(one_sided["now_total_gbp"].sum() - one_sided["former_total_gbp"].sum())
    of = expression("sum", **{str(rows.columns[0]): names})
    return write(
        f"The total includes {{gap}} {'more' if gap > 0 else 'less'} from {{names}}, with amounts in one year only.",
        gap=_change(gap, 0.0, of, year, before),
        names=listed([shown_as(name) for name in names]),
    )


def movement_note(totals: pd.DataFrame) -> str:
    """How the columns of `summaries.movement_totals` belong together."""
    if totals.empty:
        return ""
    one_sided = " and what one year only states" if "one_sided_gbp" in totals else ""
    return f"Each row: before, plus the known change{one_sided}, gives this year."
