"""What the paper holds besides its awards: streams, budgets, printed totals, separate funds, measures."""

from dataclasses import astuple, fields
from pathlib import Path

import pandas as pd

from grantsdata.awards import Year, load_paper
from grantsdata.errors import AmountError, Fault, SourceError
from grantsdata.folders import project_folder
from grantsdata.money import EXPECTED_FORM, PrintedAmount, parse_amount
from grantsdata.paper import table_path
from grantsdata.paper_model import MEASURE_MEANINGS, SEPARATE_FUND_MEANINGS, OtherTable, Paper
from grantsdata.providers import Provider, read_register
from grantsdata.sources import PrintedTable, read_printed_table


def load_streams(year: Year, *, project: str | Path | None = None) -> pd.DataFrame:
    """The paper's streams in its order: a row per stream.

    Columns: financial_year, code, stream, funder, origin, in_overall_budget (bool), budget_printed, budget_gbp,
    budget_low_gbp, budget_high_gbp (pounds; what the printed budget can stand for), paragraph.
    """
    paper = load_paper(year, project=project)
    return pd.DataFrame(
        {
            "financial_year": str(paper.financial_year),
            "code": stream.code,
            "stream": stream.name,
            "funder": stream.funder,
            "origin": stream.origin,
            "in_overall_budget": stream.in_overall_budget,
            **_amount_columns("budget", stream.budget),
            "paragraph": stream.paragraph,
        }
        for stream in paper.streams
    ).astype({"budget_gbp": "Float64", "budget_low_gbp": "Float64", "budget_high_gbp": "Float64"})


def load_budgets(year: Year, *, project: str | Path | None = None) -> pd.DataFrame:
    """The overall budget and those of the streams inside it: a row each, the overall one first.

    Columns: level (overall, stream), name, budget_printed, budget_gbp, budget_low_gbp, budget_high_gbp (pounds).
    """
    paper = load_paper(year, project=project)
    overall = ("overall", paper.overall_budget.label, paper.overall_budget.amount)
    streams = [("stream", stream.name, stream.budget) for stream in paper.streams if stream.in_overall_budget]
    return pd.DataFrame(
        {"level": level, "name": name, **_amount_columns("budget", amount)}
        for level, name, amount in [overall, *streams]
    ).astype({"budget_gbp": "Float64", "budget_low_gbp": "Float64", "budget_high_gbp": "Float64"})


def load_printed_totals(year: Year, *, project: str | Path | None = None) -> pd.DataFrame:
    """Each total that the paper prints: label, file, stream, theme, arrangement, place, total_printed, total_gbp."""
    paper = load_paper(year, project=project)
    stream_of = {table.file: paper.stream(table.stream).name for table in paper.award_tables}
    columns = ["label", "file", "stream", "theme", "arrangement", "place", "total_printed", "total_gbp"]
    rows = [
        (
            total.label,
            paper.source_file(total.file),
            stream_of[total.file],
            total.theme,
            total.arrangement,
            total.place,
            total.printed,
            _pounds(total.amount.pence),
        )
        for total in paper.printed_totals
    ]
    return pd.DataFrame(rows, columns=columns).astype({"total_gbp": "Float64"})


def load_separate_funds(year: Year, *, project: str | Path | None = None) -> pd.DataFrame:
    """Money that the paper tells of outside its overall budget: a row per fund, none if the paper has no such table.

    Columns: fund, stream, purpose, held_by, amount_printed, amount_gbp (pounds), amount_status (printed, not stated),
    other_contributors, standing, paragraph, source_file, source_row. SourceError for an amount that cannot be read.
    """
    paper = load_paper(year, project=project)
    printed = _printed(paper, paper.separate_funds, project)
    if printed is None:
        return pd.DataFrame(
            columns=["fund", "amount_printed", "amount_gbp", "amount_status", *SEPARATE_FUND_MEANINGS[1:]]
        )
    amounts = _amounts(printed, paper.separate_funds)
    funds = _by_meaning(printed, paper.separate_funds, SEPARATE_FUND_MEANINGS)
    funds["stream"] = funds["stream"].map({stream.code: stream.name for stream in paper.streams}).astype("str")
    at = list(funds.columns).index("amount")
    funds = funds.rename(columns={"amount": "amount_printed"})
    funds.insert(at + 1, "amount_gbp", pd.Series([_pounds(amount.pence) for amount in amounts], dtype="Float64"))
    funds.insert(at + 2, "amount_status", [amount.status for amount in amounts])
    return funds


def load_measures(year: Year, *, project: str | Path | None = None) -> pd.DataFrame:
    """What the paper says that the funding delivered: a row per measure, none if the paper has no such table.

    Columns: stream, service, measure, hedge ("more than"), figure (as printed), value (number, empty where the
    figure is a word), unit, period, paragraph, source_file, source_row.
    """
    paper = load_paper(year, project=project)
    printed = _printed(paper, paper.measures, project)
    if printed is None:
        return pd.DataFrame(columns=[*MEASURE_MEANINGS])
    measures = _by_meaning(printed, paper.measures, MEASURE_MEANINGS)
    measures["stream"] = measures["stream"].map({stream.code: stream.name for stream in paper.streams}).astype("str")
    numbers = measures["figure"].str.extract(r"^([0-9][0-9,]*(?:\.[0-9]+)?)(?: per cent|%)?$")[0].str.replace(",", "")
    measures.insert(list(measures.columns).index("figure") + 1, "value", numbers.astype("Float64"))
    return measures


def load_providers(*, project: str | Path | None = None) -> pd.DataFrame:
    """The register of providers: a row per printed name, with the columns of `data/raw/providers.csv`."""
    entries = read_register(project).entries()
    return pd.DataFrame(
        [(printed, *astuple(provider)) for printed, provider in entries.items()],
        columns=["provider_printed", *(field.name for field in fields(Provider))],
    )


def _printed(paper: Paper, table: OtherTable | None, project: str | Path | None) -> PrintedTable | None:
    if table is None:
        return None
    root = project_folder(project)
    columns = [*table.columns.values(), *table.ignored_columns]
    return read_printed_table(table_path(paper.financial_year, table.file, root), root, columns)


def _by_meaning(printed: PrintedTable, table: OtherTable | None, meanings: tuple[str, ...]) -> pd.DataFrame:
    columns = table.columns if table else {}
    named = pd.DataFrame({meaning: printed.cells[columns[meaning]] for meaning in meanings})
    named["source_file"] = printed.file
    named["source_row"] = named.index
    return named.reset_index(drop=True)


def _amounts(printed: PrintedTable, table: OtherTable | None) -> list[PrintedAmount]:
    column = table.columns["amount"] if table else "amount"
    amounts, faults = [], []
    for row, text in printed.cells[column].items():
        try:
            amounts.append(parse_amount(text))
        except AmountError:
            faults.append(
                Fault(
                    printed.file,
                    "cannot read",
                    EXPECTED_FORM,
                    "Correct the cell.",
                    int(str(row)),
                    column,
                    text,
                )
            )
    if faults:
        raise SourceError(faults)
    return amounts


def _pounds(pence: int | None) -> float | None:
    return None if pence is None else pence / 100


def _amount_columns(name: str, amount: PrintedAmount) -> dict[str, object]:
    return {
        f"{name}_printed": amount.printed,
        f"{name}_gbp": _pounds(amount.pence),
        f"{name}_low_gbp": _pounds(amount.lowest),
        f"{name}_high_gbp": _pounds(amount.highest),
    }
