"""Mistakes of the program in words, tables, charts and frames of the pages: each is told before the page is published.

Every page is made with several mistakes at once, and for each of them the checks must say what is wrong. A few pages
are made in every run of the tests; the others are proofs.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.promises import office_with_promises
from support.reporting import FORCE, copied_project
from support.seeding import Change, Seed, faults_with, given, result

from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.report.traced import Figure, Sentence
from grantsdata.runs import preload as preload  # what a page needs is imported before the process is forked

FIGURES, ANNUAL, STREAMS = "report.narrative.figures", "report.narrative.annual", "report.narrative.streams"
OUTCOMES, RECONCILIATION = "report.narrative.outcomes", "report.narrative.reconciliation"
BOARD, DISCLOSURE = "report.narrative.board", "report.narrative.disclosure"
ADDS_UP = "report.narrative.adds_up"
EXECUTE, TABLES = "runs.notebooks.execute", "report.page.tables"


def without(**where: Any) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """The awards that do not have these values."""

    def change(awards: pd.DataFrame) -> pd.DataFrame:
        for column, value in where.items():
            awards = awards[awards[column] != value]
        return awards

    return change


def with_cell(column: str, value: Any, row: int = 0) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """A table in which one cell is another."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        spoilt = frame.copy()
        spoilt[column] = spoilt[column].astype("object")
        spoilt.iloc[row, list(spoilt.columns).index(column)] = value
        return spoilt

    return change


def shifted(column: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """A table in which the texts of a column stand a row too far down."""
    return lambda frame: frame.assign(**{column: frame[column].to_numpy()[[-1, *range(len(frame) - 1)]]})


def written(old: str, new: str) -> Callable[[Any], Any]:
    """A text, or each of several, in which a figure or a word is another; the expressions stay."""

    def change(text: Any) -> Any:
        if isinstance(text, list):
            return [change(one) for one in text]
        parts = text.parts if isinstance(text, Sentence) else (text,)
        other = [one.replace(old, new) for one in parts]
        kept = [
            Figure(new_, one.expression) if isinstance(one, Figure) else new_
            for one, new_ in zip(parts, other, strict=True)
        ]
        return Sentence(kept)

    return change


def replaced(value: Any) -> Callable[[Any], Any]:
    """Another value in its place."""
    return lambda original: value


def on_page(pattern: str, new: str) -> Callable[[str], str]:
    """The page as it is written out, with one place in it changed."""

    def change(html: str) -> str:
        other = re.sub(pattern, new, html, count=1, flags=re.DOTALL)
        assert other != html, pattern
        return other

    return change


def in_chart(part: str, old: str, new: str) -> Change:
    """Charts whose title or alternative text has another figure."""
    return given(lambda chart: replace(chart, **{part: written(old, new)(getattr(chart, part))}))


ANNUAL_REPORT = ReportPlan("annual-report")
VICTIMS_REPORT, CRIME_REPORT = (
    ReportPlan("stream-report", {"stream": "VS"}),
    ReportPlan("stream-report", {"stream": "CDR"}),
)

SEEDS: dict[str, tuple[ReportPlan, dict[str, Seed]]] = {
    "annual report: its words": (
        ANNUAL_REPORT,
        {
            "a wrong share": Seed(
                f"{FIGURES}.percent",
                result(lambda text: f"{float(text[:-1]) + 0.1:.1f}%"),
                f"share(provider='{FORCE}') gives 25.7%",
            ),
            "a wrong number of awards": Seed(
                f"{ANNUAL}._sum_and_budget", result(written("£2,283,508", "£2,238,508")), "sum() gives £2,283,508"
            ),
            "a leader who is not": Seed(
                f"{ANNUAL}.most_to", given(without(provider=FORCE)), "rank('provider', 1, provider=True) gives"
            ),
            "a largest award that is not": Seed(
                f"{ANNUAL}.largest_award", given(without(award_pence=44_600_000)), "most() gives £446,000"
            ),
            "a wrong median": Seed(
                f"{ANNUAL}.concentration", given(lambda awards: awards.iloc[:-1]), "middle() gives £39,000"
            ),
            "a wrong period": Seed(
                f"{ANNUAL}.in_words",
                result(lambda text: text.replace("2017", "2016")),
                "first_day() gives 1 April 2017",
            ),
            "a budget of another stream": Seed(
                f"{ADDS_UP}.rounding", given(shifted("budget_printed"), 1), 'budget("Victims\' services") gives'
            ),
            "another kind of body": Seed(
                f"{ANNUAL}.shown_as", result(lambda text: "councils"), "it names local government, but none"
            ),
            "another arrangement": Seed(
                f"{ANNUAL}.SINGLE_TENDER", replaced("Grant agreement"), "it names Single tender, but none"
            ),
            "a wrong number of contributions": Seed(
                f"{ANNUAL}.contributions", given(without(contribution="matches")), "count(contribution=True) gives 12"
            ),
            "the origin of another fund": Seed(
                f"{ANNUAL}.streams_without_awards", given(shifted("origin")), "'origin') gives Money raised"
            ),
            "a judged sum that lacks an award": Seed(
                f"{ANNUAL}.judgement",
                given(without(service="ECINS - IT system")),
                "sum(provider_basis='judgement') gives £562,665",
            ),
            "a wrong implied amount": Seed(
                f"{ANNUAL}.verdict", result(written("£10,000", "£1,000")), "sum(award_status='implied') gives £10,000"
            ),
        },
    ),
    "annual report: its order and its tables": (
        ANNUAL_REPORT,
        {
            "contents to the wrong section": Seed(
                f"{EXECUTE}.export_page",
                result(on_page(r'(<li><a href="#)[^"]*(">By stream)', r"\1who-gets-the-money\2")),
                "leads to “Who gets the money”",
            ),
            "amounts and streams that changed places": Seed(
                f"{ANNUAL}.listed",
                lambda original: lambda texts: original(swapped(list(texts))),
                "its figures are about",
            ),
            "a total row that is not the total": Seed(
                "summaries.budget_breakdown", result(with_cell("total_gbp", 2_283_509.0, row=-3)), "its rows add up to"
            ),
            "an implied amount without its mark": Seed(f"{TABLES}.implied_mark", result(lambda text: ""), "implied"),
            "a sum that hides what is implied": Seed(
                f"{FIGURES}.implied_gbp", result(lambda pounds: 0.0), "counts an implied amount, and it does not say so"
            ),
            "a provider's sum that is another's": Seed(
                "summaries.providers_ranked", result(shifted("award_gbp")), "by the data it is £587,195"
            ),
            "a fund's amount that is not printed": Seed(
                "load_separate_funds", result(with_cell("amount_printed", "£76k")), "not as a row of separate_funds"
            ),
            "a measure's figure that is not printed": Seed(
                "load_measures", result(with_cell("figure", "1,500")), "not as a row of measures"
            ),
            "a date that is not the paper's": Seed(
                "report.page.prose.in_words",
                result(lambda text: "12 May 2017"),
                "paper('paper.date') gives 11 May 2017",
            ),
        },
    ),
    "annual report: sentences left out": (
        ANNUAL_REPORT,
        {
            f"{name} says nothing": Seed(
                f"{ANNUAL}.{name}", result(lambda text: Sentence([])), f"no sentence says {says}"
            )
            for name, says in {
                "providers_named": "how many providers there are",
                "most_to": "which provider gets most",
                "own_force_gets": "what the own police force gets",
                "largest_award": "for what the largest award is",
                "charities_get": "what charities and community groups get",
                "not_competed": "how many single tenders there are",
                "judgement": "what rests on our judgement",
                "concentration": "the middle award",
                "contributions": "the sum of the awards that others also pay for",
                "separate_funds": "that other money of the paper is in no sum",
                "measures": "for which periods the measures are",
                "verdict": "whether it adds up",
            }.items()
        },
    ),
    "stream: sentences left out": (
        VICTIMS_REPORT,
        {
            "no leader": Seed(
                f"{STREAMS}.stream_leader", result(lambda text: Sentence([])), "which provider gets most"
            ),
            "no headline": Seed(f"{STREAMS}._total", result(lambda text: Sentence([])), "the budget of the stream"),
            "no points": Seed(
                f"{STREAMS}.stream_points", result(lambda texts: []), "how many single tenders there are"
            ),
            "no checks": Seed(f"{STREAMS}.stream_checks", result(lambda texts: []), "what rests on our judgement"),
        },
    ),
    "reconciliation: sentences left out": (
        ReportPlan("reconciliation"),
        {
            "no difference": Seed(
                f"{RECONCILIATION}.printed_differences",
                result(lambda texts: []),
                "that the printed total “Total Awards, Appendix 1, last row” differs",
            ),
            "no budgets": Seed(
                f"{ANNUAL}.rounding", result(lambda text: Sentence([])), "how the awards stand to the budget"
            ),
            "no judgement": Seed(
                f"{ANNUAL}.judgement", result(lambda text: Sentence([])), "what rests on our judgement"
            ),
        },
    ),
    "board paper: sentences left out": (
        ReportPlan("board-paper"),
        {
            "no purpose": Seed(
                f"{BOARD}.board_purpose", result(lambda text: Sentence([])), "how many awards there are"
            ),
            "no budget": Seed(f"{BOARD}.board_budget", result(lambda text: Sentence([])), "the overall budget"),
            "no sums": Seed(
                f"{BOARD}._total", result(lambda text: Sentence([])), "the sum of the awards from Crime and disorder"
            ),
        },
    ),
    "outcomes: sentences left out": (
        ReportPlan("outcomes"),
        {
            "no number": Seed(
                f"{OUTCOMES}.outcomes_headline", result(lambda text: Sentence([])), "how many measures there"
            ),
            "no verdict": Seed(
                f"{OUTCOMES}.outcomes_verdict", result(lambda text: Sentence([])), "how many awards have a"
            ),
        },
    ),
    "disclosure: sentences left out": (
        ReportPlan("disclosure"),
        {
            "no grants": Seed(f"{DISCLOSURE}.grants_disclosed", result(lambda text: Sentence([])), "a “3(f) grant”"),
            "no caveat": Seed(f"{DISCLOSURE}.disclosure_caveat", result(lambda text: Sentence([])), "no legal advice"),
        },
    ),
    "agreements: what becomes of the awards": (
        ReportPlan("agreements"),
        {
            "an agreement of another length": Seed(
                "load_agreements", result(with_cell("term", "three-year")), "not as a line of the raw files"
            ),
            "a condition that is not on file": Seed(
                "load_conditions", result(with_cell("evidence", "a letter")), "not as a line of the raw files"
            ),
            "a register that lacks a tender": Seed(
                "load_single_tenders", result(lambda table: table.iloc[1:]), "in the raw files is not shown"
            ),
            "a number of conditions that is another": Seed(
                "report.narrative.agreements.conditions_met",
                result(written("6", "5")),
                "rows('data/raw/2017-18/conditions.csv') gives 6",
            ),
        },
    ),
    "stream: its words": (
        VICTIMS_REPORT,
        {
            "another stream's sum": Seed(
                f"{STREAMS}._total",
                given(lambda awards: awards.iloc[1:]),
                'sum(stream="Victims\' services") gives £961,260',
            ),
            "the next who are not": Seed(
                f"{STREAMS}.leaders",
                given(without(provider="Cambridge and Peterborough Rape Crisis Partnership")),
                "rank('provider', 2",
            ),
            "single tenders that are more": Seed(
                f"{STREAMS}.stream_points", result(written("£154,065", "£154,056")), "arrangement='Single tender'"
            ),
            "a budget that is not printed": Seed(
                f"{STREAMS}.stream_headline", result(written("£1m", "£1.3m")), 'budget("Victims\' services") gives'
            ),
            "a period that is not printed": Seed(
                f"{STREAMS}.stream_measures", result(written("2016/17", "2017/18")), "'Period') gives 2016/17"
            ),
            "a judged share of another whole": Seed(
                f"{STREAMS}.stream_checks", result(written("25.2%", "10.6%")), "gives 25.2%"
            ),
            "a finding's figure that is not": Seed(
                f"{STREAMS}._against_printed", result(written("£961,260", "£961,620")), "'ours_gbp') gives £961,260"
            ),
            "a provider type's sum that is not": Seed(
                "summaries.provider_types_by_basis",
                result(with_cell("award_gbp", 532_194.0)),
                "by the data it is £532,195",
            ),
        },
    ),
    "stream: its labels": (
        CRIME_REPORT,
        {
            "a share of all the money": Seed(
                f"{STREAMS}.share",
                lambda original: lambda part, whole, of, **where: original(part, part, of, **where),
                "gives",
            ),
            "an award that is not the implied one": Seed(
                f"{FIGURES}.is_implied", result(lambda which: which.shift(-1, fill_value=False)), "gives"
            ),
            "an award that moves to another provider": Seed(
                "summaries.listing",
                result(with_cell("provider", "Family Action")),
                "shows an award that is not in the data",
            ),
            "an aim that is another theme's": Seed("summaries.breakdown", result(with_cell("awards", 8)), "awards"),
            "a text that a screen reader misses": Seed(
                f"{EXECUTE}.export_page",
                result(on_page("<p>", '<p aria-hidden="true">')),
                "is hidden from a screen reader",
            ),
        },
    ),
    "outcomes": (
        ReportPlan("outcomes"),
        {
            "a wrong number of measures": Seed(
                f"{OUTCOMES}.outcomes_headline",
                given(lambda measures: measures.iloc[1:]),
                "rows('data/raw/2017-18/measures.csv') gives 8",
            ),
            "awards with a measure that have none": Seed(
                f"{OUTCOMES}.outcomes_verdict", result(written("33", "32")), "has_measure=False) gives 33"
            ),
            "a hedge that is not printed": Seed(
                f"{OUTCOMES}.measure_hedges", result(written("more than", "less than")), "'Hedge') gives more than"
            ),
            "a period of another measure": Seed(
                f"{OUTCOMES}._periods",
                result(written("a nine-month period", "a six-month period")),
                "gives a nine-month period",
            ),
            "a service that is another": Seed(
                f"{OUTCOMES}.measure_ties",
                result(written("Support for young", "Support for old")),
                "'Service') gives Support for young",
            ),
        },
    ),
    "reconciliation": (
        ReportPlan("reconciliation"),
        {
            "a wrong number of comparisons": Seed(
                f"{RECONCILIATION}.reconciliation_headline", given(lambda printed: printed.iloc[1:]), "gives 5"
            ),
            "a printed total that is not": Seed(
                f"{RECONCILIATION}.printed_differences",
                result(written("£1,322,248", "£1,322,284")),
                "'printed_gbp') gives £1,322,248",
            ),
            "repairs that are too few": Seed(
                f"{RECONCILIATION}.repairs_made",
                result(written("49", "48")),
                "column('Repairs, by kind', 'cells') gives 49",
            ),
            "low confidence in less": Seed(
                f"{RECONCILIATION}.doubtful",
                result(written("£228,600", "£226,800")),
                "provider_confidence='low') gives £228,600",
            ),
            "ours that are not the awards'": Seed(
                "summaries.printed_figures", result(with_cell("ours_gbp", 1.0)), "by the data it is"
            ),
        },
    ),
    "board paper": (
        ReportPlan("board-paper"),
        {
            "a wrong number of providers": Seed(
                f"{BOARD}.providers_named", given(without(provider="Family Action")), "distinct('provider'"
            ),
            "a budget of another size": Seed(
                f"{BOARD}.board_budget", result(written("£1m", "£1.2m")), "gives £1,000,000"
            ),
            "an opening with another sum": Seed(
                f"{BOARD}._total", result(written("£961,260", "£961,620")), "gives £961,260"
            ),
            "a promise by another date": Seed(
                "load_promises", result(with_cell("by_when", "next year")), "not as a row of promises"
            ),
            "a date that is not the paper's": Seed(
                f"{BOARD}.in_words", result(lambda text: "11 June 2017"), "paper('paper.date') gives 11 May 2017"
            ),
        },
    ),
    "disclosure": (
        ReportPlan("disclosure"),
        {
            "a wrong number of details": Seed(
                f"{DISCLOSURE}.disclosure_headline", result(written("135", "136")), "gives 135"
            ),
            "a limit that the law does not have": Seed(
                f"{DISCLOSURE}.disclosure_duties",
                result(written("£500", "£5,000")),
                "duty('3(g) item over £500', 'over_gbp') gives £500",
            ),
            "grants with too many conditions": Seed(
                f"{DISCLOSURE}.grants_disclosed", result(written("25", "24")), "gives 25"
            ),
            "tenders of another sum": Seed(
                f"{DISCLOSURE}.tenders_disclosed", result(written("£154,065", "£154,056")), "gives £154,065"
            ),
        },
    ),
    "annual report: words without a figure": (
        ANNUAL_REPORT,
        {
            "a denial that is none": Seed(
                f"{ANNUAL}.measures", result(written("No cost", "A cost")), "“A cost per person can be worked out"
            ),
            "what a provider is": Seed(
                f"{ANNUAL}.method", result(written("that delivers", "that is paid for")), "“Its provider is the body"
            ),
            "a competition that was none": Seed(
                f"{ANNUAL}.not_competed",
                result(written("without competition", "after competition")),
                "after competition",
            ),
            "other money that is counted": Seed(
                f"{ANNUAL}.contributions", result(written("is not counted", "is counted")), "what they pay is counted"
            ),
            "a share of other money": Seed(
                f"{ANNUAL}.share_of_money",
                result(written("of the money", "of this stream's money")),
                "and is said to be of other money",
            ),
            "a mean that is a median": Seed(
                f"{ANNUAL}.concentration", result(written("median", "average")), "the average is ●"
            ),
            "several amounts that are one": Seed(
                f"{ANNUAL}.verdict",
                result(written("the one unprinted amount is", "the unprinted amounts are")),
                "“The figures add up if the unprinted amounts are",
            ),
            "budgets that do not match": Seed(
                f"{ADDS_UP}.rounding", result(written("match its", "do not match its")), "the awards do not match its"
            ),
            "one with the verb of many": Seed(
                f"{FIGURES}._without_provider", result(written("has", "have")), "“one … have” does not agree in number"
            ),
            "many with the verb of one": Seed(
                f"{ANNUAL}.providers_named", result(written("go", "goes")), "“34 … goes” does not agree in number"
            ),
        },
    ),
    "stream: words without a figure": (
        VICTIMS_REPORT,
        {
            "a total that is not printed": Seed(
                f"{STREAMS}._against_printed",
                result(written("prints no total", "prints the total")),
                "prints the total for",
            ),
            "money that is counted": Seed(
                f"{STREAMS}.stream_points", result(written("is not counted here", "is counted here")), "is counted here"
            ),
            "measures of the same year": Seed(
                f"{STREAMS}.stream_measures",
                result(written("the awards are for", "so are the awards of")),
                "so are the",
            ),
            "types that the paper prints": Seed(
                f"{STREAMS}.types_rest_on",
                result(written("prints no provider types", "prints provider types")),
                "The paper prints",
            ),
        },
    ),
    "annual report: words that compare, and what is left out": (
        ANNUAL_REPORT,
        {
            "a majority that is none": Seed(
                f"{ANNUAL}.most_to", result(written("gets most", "gets most of it")), "it says “most of”"
            ),
            "the second that is the first": Seed(
                f"{ANNUAL}.largest_award", result(written("The largest", "The second largest")), "“second largest”"
            ),
            "no amount for no provider": Seed(
                f"{FIGURES}._without_provider", result(written("named provider", "stated amount")), "“no stated amount”"
            ),
            "a mean for a median": Seed(
                f"{ANNUAL}.concentration", result(written("the median is", "the mean is")), "it states a mean"
            ),
            "bars without their shares": Seed(
                "report.charts.providers.amount_text",
                lambda original: lambda pounds, implied=0.0, share=None: original(pounds, implied),
                "25.7% does not stand beside the bar of £587,195",
            ),
            "a text that leaves out bars": Seed(
                "report.charts.words._REST", replaced(""), "its text does not say that it leaves out"
            ),
            "a theme without its aim": Seed(
                "summaries.listings._under",
                lambda original: lambda award, aims: original(award, {}),
                "lacks the aim of Victims",
            ),
            "a note that is another award's": Seed(
                "summaries.award_list", result(shifted("notes")), "its note is “Matched by a locally"
            ),
            "a fund that is left out": Seed(
                "load_separate_funds", result(lambda funds: funds.iloc[1:]), "no table shows the line of separate_funds"
            ),
            "no meaning of a mark": Seed(
                "report.page.legend",
                lambda original: lambda *tables, judged=True: None,
                "does not say what the mark “implied” means",
            ),
        },
    ),
    "other pages: words that compare, and what is left out": (
        ReportPlan("reconciliation"),
        {
            "more for less": Seed(
                f"{RECONCILIATION}.printed_differences", result(written("less than", "more than")), "is not more than"
            ),
            "high for low": Seed(f"{RECONCILIATION}.doubtful", result(written("is low", "is high")), "is about “low”"),
            "a repair to another amount": Seed(
                "summaries.repairs_listed", result(with_cell("read_as", "£11,000", row=2)), "is read as 10,000.00"
            ),
            "a finding that is left out": Seed(
                "load_findings", result(lambda findings: findings.iloc[:-1]), "the findings are"
            ),
            "reasons of other providers": Seed(
                "summaries.judgements", result(shifted("reason")), "not as a row of register"
            ),
        },
    ),
    "disclosure: what is said of each award": (
        ReportPlan("disclosure"),
        {
            "purposes of other awards": Seed(
                "summaries.disclosure_by_award",
                result(lambda table: shifted("purpose")(table) if "purpose" in table and len(table) else table),
                "not what the raw files say of this award",
            ),
            "a limit that is turned round": Seed(
                f"{DISCLOSURE}.contracts_disclosed",
                result(written("worth more than", "worth less than")),
                "is a limit over which a duty applies",
            ),
        },
    ),
    "outcomes: to which award a measure belongs": (
        ReportPlan("outcomes"),
        {
            "a measure that is tied to none": Seed(
                f"{OUTCOMES}._heading", result(lambda text: text.replace(", not tied to one award", "")), "stands under"
            ),
            "a measure of another award": Seed(
                f"{OUTCOMES}._heading", result(lambda text: text.replace("Initial Referral", "Other")), "stands under"
            ),
            "awards with another's measure": Seed(
                "summaries.with_measured",
                result(lambda table: table.assign(measured=table["measured"].to_numpy()[::-1])),
                "no such award has",
            ),
            "most for none": Seed(
                f"{OUTCOMES}.outcomes_headline", result(written("None of them", "Most of them")), "no one has read"
            ),
            "a share that is shown": Seed(
                f"{OUTCOMES}.outcomes_of_other_periods",
                result(written("are not shown", "are shown")),
                "no one has read",
            ),
        },
    ),
    "reconciliation: what agrees": (
        ReportPlan("reconciliation"),
        {
            "a sum that agrees to the penny": Seed(
                "summaries.printed_figures", result(with_cell("to_the_penny", True, row=1)), "the two amounts differ"
            ),
            "repairs explained as others": Seed(
                "summaries.repairs_by_kind", result(shifted("meaning")), "is explained as"
            ),
        },
    ),
    "stream: who is paid": (
        CRIME_REPORT,
        {
            "a payee that is another": Seed(
                "load_awards",
                result(lambda table: table.assign(payee=table["payee"].replace("Peterborough City Council", FORCE))),
                "no such award has",
            ),
            "the first that gets less": Seed(
                f"{STREAMS}.leaders", result(written("gets most", "gets less")), "is the first of a ranking"
            ),
            "money that is counted": Seed(
                f"{STREAMS}._point", result(written("not counted here", "also counted here")), "no one has read"
            ),
        },
    ),
    "disclosure: its chart": (
        ReportPlan("disclosure"),
        {
            "a legend that denies": Seed(
                "report.charts.disclosure.OWN", replaced("not stated for the award"), "the legend of a chart"
            ),
        },
    ),
    "charts and frames": (
        ANNUAL_REPORT,
        {
            "bars beside the labels of others": Seed(
                "report.drawing.draw._draw_bar", given(lambda middle: middle + 0.25, 3), "do not stand on one line"
            ),
            "implied amounts that look printed": Seed(
                "report.charts.providers.amount_parts",
                lambda original: lambda pounds, implied=0.0, colour=0: original(pounds, 0.0, colour),
                "has £0 of its bar hatched; expected £10,000",
            ),
            "rows in another order than the table's": Seed(
                "report.charts.budget.chart_of_bars",
                given(
                    lambda bars: replace(bars, panels=tuple(replace(one, rows=one.rows[::-1]) for one in bars.panels))
                ),
                "in another order than the rows of the table",
            ),
            "a mark on another force": Seed(
                "report.charts.providers._bars", given(lambda own: "Aspire", 2), "own police"
            ),
            "a record that is another file": Seed(
                f"{EXECUTE}.export_page",
                result(on_page('href="run.json"', 'href="../index.html"')),
                "expected run.json",
            ),
            "a way back that leads elsewhere": Seed(
                f"{EXECUTE}.export_page", result(on_page('href="#contents">B', 'href="#main">B')), "expected #contents"
            ),
            "sections numbered from two": Seed(
                f"{EXECUTE}.export_page",
                result(on_page('(<h2 id="by-stream[^>]*><span class="number">)1', r"\g<1>2")),
                "Sections are numbered 2",
            ),
            "a saved table by another name": Seed(
                f"{EXECUTE}.export_page",
                result(on_page('aria-label="Save as CSV: [^"]*"', 'aria-label="Save as CSV: Grants"')),
                "is called “Save as CSV: Grants”",
            ),
            "a licence elsewhere": Seed(
                f"{EXECUTE}.export_page",
                result(on_page('href="https://www.nationalarchives[^"]*"', 'href="https://www.gov.uk/"')),
                "leads to https://www.gov.uk/",
            ),
        },
    ),
    "charts": (
        ANNUAL_REPORT,
        {
            "a wrong amount in a description": Seed(
                "report.chart.chart_html", in_chart("alt", "£532,195", "£523,195"), "gives £532,195"
            ),
            "a bar of another sum": Seed("report.charts.budget._row", given(lambda pounds: pounds + 1000, 2), "chart"),
            "an untraced figure in a title": Seed(
                "report.charts.providers._leader", result(lambda text: f"7 {text}"), "no expression for 7"
            ),
        },
    ),
    "charts of a stream": (
        VICTIMS_REPORT,
        {
            "a wrong share in a title": Seed(
                "report.chart.chart_html", in_chart("title", "55.4%", "54.5%"), "gives 55.4%"
            ),
            "bars of other lengths": Seed(
                "summaries.provider_types_by_basis",
                result(lambda frame: frame.assign(award_gbp=frame["award_gbp"] * 1.1)),
                "chart",
            ),
        },
    ),
    "outcomes: its chart": (
        ReportPlan("outcomes"),
        {
            "a wrong sum in a description": Seed(
                "report.chart.chart_html", in_chart("alt", "£515,260", "£551,260"), "gives £515,260"
            ),
            "a wrong leader of its title": Seed(
                "report.chart.chart_html", in_chart("title", "73.9%", "79.3%"), "gives 73.9%"
            ),
        },
    ),
    "the reader of amounts": (
        ANNUAL_REPORT,
        {
            "an amount that is read wrongly": Seed(
                "awards.documents.printed.with_implied",
                result(with_cell("award_pence", 44_600_100)),
                "two readings of the raw files",
            ),
        },
    ),
    "the register": (
        ReportPlan("outcomes"),
        {
            "a provider that is another": Seed(
                "awards.documents.printed.with_contributions",
                result(with_cell("provider", "Family Action")),
                "have “Family Action” and “Cambridgeshire Constabulary”",
            ),
        },
    ),
}


def swapped(parts: list[Any]) -> list[Any]:
    """Texts whose last figures have changed places, as if two lists had been put together in different orders."""
    lists = [list(one.parts) for one in parts if isinstance(one, Sentence)]
    if len(lists) == len(parts) == 2 and all(isinstance(one[-1], Figure) for one in lists):
        lists[0][-1], lists[1][-1] = lists[1][-1], lists[0][-1]
        return [Sentence(one) for one in lists]
    return parts


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_project(tmp_path_factory.mktemp("seeded") / "project")


IN_EVERY_RUN = ("annual report: its words",)


@pytest.mark.parametrize(
    "name", [one if one in IN_EVERY_RUN else pytest.param(one, marks=pytest.mark.proof) for one in SEEDS]
)
def test_each_mistake_is_told_before_the_page_is_published(name: str, project: Path, tmp_path: Path) -> None:
    report, seeds = SEEDS[name]
    faults = faults_with(seeds.values(), report, project, tmp_path / "made")
    missed = {mistake: seed.says for mistake, seed in seeds.items() if not any(seed.says in one for one in faults)}
    assert missed == {}, "\n".join(faults)


@pytest.mark.proof
@pytest.mark.parametrize(
    "report", {report.name: report for report, _ in SEEDS.values()}.values(), ids=lambda one: one.name
)
def test_without_mistakes_nothing_is_told(report: ReportPlan, project: Path, tmp_path: Path) -> None:
    """Otherwise checks that always complain would pass for checks that see."""
    assert faults_with([], report, project, tmp_path / "made") == []


EARLIER = {
    "a state that is not that of the day": Seed(
        "awards.records.promises.load_earlier_promises",
        result(with_cell("state", "kept", row=1)),
        "promises(state='kept') gives 1",
    ),
    "an outcome that was not known yet": Seed(
        "summaries.board._in_words",
        result(lambda table: with_cell("outcome_source", "Minutes", row=3)(table) if "state" in table else table),
        "row “A website”: not as a row of promises",
    ),
    "a promise that is left out": Seed(
        "summaries.promise_tables",
        result(lambda tables: {name: {of: rows.iloc[:-1] for of, rows in one.items()} for name, one in tables.items()}),
        "listed('Promises of earlier papers') gives 3",
    ),
}


@pytest.mark.proof
@pytest.mark.parametrize("mistake", [*EARLIER, ""])
def test_each_mistake_about_earlier_promises_is_told(mistake: str, tmp_path: Path) -> None:
    project, seeds = office_with_promises(tmp_path / "project"), [EARLIER[mistake]] if mistake else []
    faults = faults_with(seeds, ReportPlan("board-paper"), project, tmp_path / "made", FinancialYear(2018))
    assert [any(seed.says in one for one in faults) for seed in seeds] == [True] * len(seeds), "\n".join(faults)
    assert bool(faults) == bool(seeds)


def test_there_are_as_many_mistakes_as_promised() -> None:
    assert sum(len(seeds) for _, seeds in SEEDS.values()) >= 100
