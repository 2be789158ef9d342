"""Load what a paper holds besides its awards: streams, budgets, printed totals, separate funds, measures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.awards.other_tables import read_other_table
from grantsdata.errors import AmountError, Fault, SourceError
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.amounts.printed import EXPECTED_FORM, PrintedAmount
from grantsdata.model.declared.other_tables import MEASURE_MEANINGS, SEPARATE_FUND_MEANINGS
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.money import in_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.years import part_of_year
from grantsdata.sources.files.project import project_folder
from grantsdata.sources.register import Provider, read_register


def load_streams(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the paper's streams in its order: a row per stream.

    Columns: financial_year, code, stream, funder, origin, in_overall_budget (bool),
    crime_and_disorder_reduction_grants (bool), budget_printed, budget_gbp, budget_low_gbp, budget_high_gbp (pounds;
    the lowest and highest amount that would be printed like this), paragraph.

    >>> import grantsdata as gd
    >>> gd.load_streams("2017-18")["code"].tolist()
    ['VS', 'CDR', 'YF', 'CRS']
    """
    paper = open_year(year, project).paper
    return pd.DataFrame(
        {
            "financial_year": str(paper.financial_year),
            "code": stream.code,
            "stream": stream.name,
            "funder": stream.funder,
            "origin": stream.origin,
            "in_overall_budget": stream.in_overall_budget,
            "crime_and_disorder_reduction_grants": stream.crime_and_disorder_reduction_grants,
            **_amount_columns("budget", paper.budget_of(stream)),
            "paragraph": stream.paragraph,
        }
        for stream in paper.streams
    ).astype({"budget_gbp": "Float64", "budget_low_gbp": "Float64", "budget_high_gbp": "Float64"})


def load_budgets(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the overall budget and those of the streams inside it: a row each, the overall budget first.

    Columns: level (overall, stream), name, budget_printed, budget_gbp, budget_low_gbp, budget_high_gbp (pounds).

    >>> import grantsdata as gd
    >>> gd.load_budgets("2017-18")[["name", "budget_printed"]]
                               name budget_printed
    0             Budget for grants          £2.3m
    1             Victims' services            £1m
    2  Crime and disorder reduction          £1.3m
    """
    paper = open_year(year, project).paper
    overall = ("overall", paper.overall_budget.label, paper.budget_of(paper.overall_budget))
    streams = [("stream", stream.name, paper.budget_of(stream)) for stream in paper.streams if stream.in_overall_budget]
    return pd.DataFrame(
        {"level": level, "name": name, **_amount_columns("budget", amount)}
        for level, name, amount in [overall, *streams]
    ).astype({"budget_gbp": "Float64", "budget_low_gbp": "Float64", "budget_high_gbp": "Float64"})


def load_printed_totals(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the totals that the paper prints: a row per total.

    Columns: label, file, stream (all streams of its table, if it covers several), only_stream (empty if it covers
    several), theme, arrangement (both empty for a total of all), place, total_printed, total_gbp (pounds).

    >>> import grantsdata as gd
    >>> gd.load_printed_totals("2017-18")[["label", "total_printed"]]
              label total_printed
    0  Total Awards    £1,322,248
    """
    paper = open_year(year, project).paper
    streams_of = {table.file: paper.streams_in(table) for table in paper.award_tables}
    columns = ["label", "file", "stream", "only_stream", "theme", "arrangement", "place", "total_printed", "total_gbp"]
    rows = [
        (
            total.label,
            paper.source_file(total.file),
            paper.only_stream_of(total) or streams_of[total.file],
            paper.only_stream_of(total),
            total.theme,
            total.arrangement,
            total.place,
            total.printed,
            in_pounds(total.amount.pence),
        )
        for total in paper.printed_totals
    ]
    return pd.DataFrame(rows, columns=columns).astype({"total_gbp": "Float64"})


def load_separate_funds(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the funds that the paper mentions outside its overall budget: a row per fund.

    Columns: fund, stream, purpose, held_by, amount_printed, amount_gbp (pounds), amount_status (printed, not stated),
    other_contributors, standing, paragraph, source_file, source_row. No rows if the paper has no such table. A fund
    that a later document lists as an award of its stream, under the same name, is among the awards and not here.

    Raises SourceError for an amount that cannot be read or a stream that the paper does not have; where there are later
    documents, errors like `load_awards`.

    >>> import grantsdata as gd
    >>> gd.load_separate_funds("2017-18")["amount_status"].value_counts().to_dict()
    {'not stated': 5, 'printed': 2}
    """
    opened = open_year(year, project)
    funds = printed_funds(opened)
    if not opened.paper.documents:
        return funds
    awards = opened.awards()
    later = awards[awards["document"] != THE_PAPER]
    awarded = set(zip(later["stream"].astype("str"), later["service"], strict=True))
    pairs = zip(funds["stream"], funds["fund"], strict=True)
    stays = pd.Series([one not in awarded for one in pairs], funds.index, dtype="bool")
    return funds[stays].reset_index(drop=True)


def printed_funds(opened: Year) -> pd.DataFrame:
    """Return the funds as the paper mentions them, with the columns of `load_separate_funds`. Raises SourceError."""
    paper = opened.paper
    funds, faults = read_other_table(paper, paper.separate_funds, SEPARATE_FUND_MEANINGS, opened.root)
    amounts = []
    for row, file, text in zip(funds["source_row"], funds["source_file"], funds["amount"], strict=True):
        try:
            amounts.append(parse_amount(text))
        except AmountError:
            column = paper.separate_funds.columns["amount"] if paper.separate_funds else None
            faults.append(Fault(file, "cannot read", EXPECTED_FORM, "Correct the cell.", row, column, text))
    if faults:
        raise SourceError(faults)
    position = list(funds.columns).index("amount")
    funds = funds.rename(columns={"amount": "amount_printed"})
    funds.insert(
        position + 1, "amount_gbp", pd.Series([in_pounds(amount.pence) for amount in amounts], dtype="Float64")
    )
    funds.insert(position + 2, "amount_status", pd.Series([amount.status for amount in amounts], dtype="str"))
    return funds


def load_contributions(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load who else pays for which award, by the paper's words: a row per award, contributor and role.

    Columns: award_id, stream, service, contributor ("(not named)" if the paper does not say who), role (one of
    `schema.ROLES`), words (as printed), paragraph, source_file, source_row. No rows if the paper declares no table of
    contributions. Raises AwardsError with all faults, including those of the awards.

    >>> import grantsdata as gd
    >>> gd.load_contributions("2017-18").query("service == 'Crimestoppers'")["role"].tolist()
    ['contributes to a larger sum']
    """
    return open_year(year, project).contributions()


_NUMBER = r"^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?: per cent|%)?$"


def load_measures(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load what the paper says that the funding delivered: a row per measure, none if the paper has no such table.

    Columns: stream, service, awarded_service (the award's service, "" if the paper does not link the measure to one
    award), measure, hedge ("more than"), figure (as printed), value (a number, empty if the figure is a word), unit,
    period (as printed), part_of_year (year, first half, second half, another period), paragraph, source_file,
    source_row. Raises SourceError for a stream that the paper does not have, and for an awarded service that is not the
    service of exactly one award in its stream; raises errors like `load_awards` if the awards are faulty.

    >>> import grantsdata as gd
    >>> gd.load_measures("2017-18")[["hedge", "figure", "unit"]].head(1)
           hedge  figure       unit
    0  more than  15,000  referrals
    """
    opened = open_year(year, project)
    measures, faults = printed_measures(opened)
    if (measures["awarded_service"] != "").any():
        faults += link_faults(measures, opened.paper, opened.every_award(), faults)
    if faults:
        raise SourceError(faults)
    parts = measures["figure"].str.extract(_NUMBER)
    numbers = parts[0].str.replace(",", "") + parts[1].fillna("")
    measures.insert(list(measures.columns).index("figure") + 1, "value", numbers.astype("Float64"))
    of_year = [part_of_year(period, opened.year) for period in measures["period"]]
    measures.insert(list(measures.columns).index("period") + 1, "part_of_year", pd.Series(of_year, dtype="str"))
    return measures


def printed_measures(year: Year) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the measures without value and part_of_year, and a fault for each stream that the paper does not have.

    Raises SourceError if the file is not a table.
    """
    return read_other_table(year.paper, year.paper.measures, MEASURE_MEANINGS, year.root)


def link_faults(
    measures: pd.DataFrame, paper: Paper, awards: pd.DataFrame, reported: Iterable[Fault] = ()
) -> list[Fault]:
    """Return a fault for each measure whose awarded service is the service of no award, or of several.

    Rows with a fault in `reported` are skipped.
    """
    if paper.measures is None:
        return []
    rows = [fault.row for fault in reported]
    services = Counter(zip(awards["stream"], awards["service"], strict=True))
    linked = measures[(measures["awarded_service"] != "") & ~measures["source_row"].isin(rows)]
    faults = []
    for stream, service, file, row in linked[["stream", "awarded_service", "source_file", "source_row"]].to_numpy():
        times = services[stream, service]
        if times == 1:
            continue
        problem = f"the service of {times} awards, not of one:" if times else "no award of this stream has the service"
        expected = "the service of one award, as its table has it, or nothing"
        step = "Copy it from the award table, or leave the cell empty."
        column = paper.measures.columns["awarded_service"]
        faults.append(Fault(file, problem, expected, step, row, column, service))
    return faults


def load_providers(*, project: str | Path | None = None) -> pd.DataFrame:
    """Load the register of providers: a row per printed name, with the columns of `data/raw/providers.csv`.

    >>> import grantsdata as gd
    >>> providers = gd.load_providers()
    >>> providers.loc[providers["provider"] == "Crimestoppers", "identifier"].tolist()
    ['GB-CHC-1108687']
    """
    entries = read_register(project_folder(project)).entries()
    return pd.DataFrame(
        [(printed, *astuple(provider)) for printed, provider in entries.items()],
        columns=["provider_printed", *(field.name for field in fields(Provider))],
    )


def _amount_columns(name: str, amount: PrintedAmount) -> dict[str, object]:
    return {
        f"{name}_printed": amount.printed,
        f"{name}_gbp": in_pounds(amount.pence),
        f"{name}_low_gbp": in_pounds(amount.lowest),
        f"{name}_high_gbp": in_pounds(amount.highest),
    }
