"""Write sentences on agreements, conditions, payments and single tenders. What is not on file is said to be so."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grantsdata.model.money import format_gbp, format_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.schema import HELD_BACK, PAID, RETURNED
from grantsdata.model.years import FinancialYear, in_words
from grantsdata.report.narrative.agreements.listed import MISFITS
from grantsdata.report.narrative.figures import amount, counted, year_of
from grantsdata.report.traced import Figure, Sentence, figure, joined, listed, write


def about_agreements(paper: Paper) -> Sentence:
    """What the page is, in a sentence."""
    text = "The agreements and conditions of awards in {year}, and the money paid, as far as they are on file."
    return write(text, year=year_of(paper))


def agreements_headline(tables: dict[str, pd.DataFrame], paper: Paper) -> Sentence:
    """How many lines each table has; `tables` maps what a line is (`agreement`) to its table."""
    lines = {noun: table.drop_duplicates("source_row") for noun, table in tables.items()}
    counts = [counted(_rows(table), noun) for noun, table in lines.items() if len(table)]
    if not counts:
        return none_on_file("agreement, condition or payment", paper, " for {year}")
    verb = "is" if sum(map(len, lines.values())) == 1 else "are"
    return write(f"{{counts}} {verb} on file for {{year}}.", counts=listed(counts), year=year_of(paper))


def none_on_file(noun: str, paper: Paper, when: str = "") -> Sentence:
    """That there is no such record, or none with a date by the day as at which the page is; `when` may name {year}."""
    dated = "" if paper.as_at is None else write(" with a date by {day}", day=_day_of(paper))
    year = {"year": year_of(paper)} if when else {}
    return write(f"No {noun}{{dated}} is on file{when}.", dated=dated, **year)


_NOUNS = {
    "agreements": "agreement",
    "conditions": "condition",
    "payments": "payment",
    "tenders": "single tender",
    "returns": "expected figure",
}


def undated_left_out(undated: Mapping[str, int], paper: Paper, *keys: str) -> Sentence:
    """How many lines of these tables, or of all but returns, a page as at a day leaves out since they have no date.

    `undated` is from `undated_records`; a page that is as at no day leaves none out.
    """
    names = [name for name in keys or _NOUNS if undated.get(name) and (keys or name != "returns")]
    if not names:
        return write("")
    files = {name: paper.source_file(getattr(paper, name).file) for name in names}
    counts = [counted(figure(f"{undated[name]:,}", "undated", files[name]), _NOUNS[name]) for name in names]
    is_one = sum(undated[name] for name in names) == 1
    text = "{counts} is left out: no date says whether it was on file by {day}."
    texts = "{counts} are left out: no date says whether they were on file by {day}."
    return write(text if is_one else texts, counts=listed(counts), day=_day_of(paper))


def _day_of(paper: Paper) -> Figure:
    assert paper.as_at is not None
    return figure(in_words(paper.as_at), "as_at")


def agreements_verdict(misfits: pd.DataFrame) -> Sentence:
    """How many records do not fit the awards or each other."""
    if misfits.empty:
        return Sentence(["Our checks found no conflict between these records and the awards."])
    count = counted(figure(str(len(misfits)), "listed", MISFITS), "record")
    one = "{count} conflicts with the awards or with another record."
    return write(one if len(misfits) == 1 else "{count} conflict with the awards or with each other.", count=count)


def agreements_committed(agreements: pd.DataFrame, committed: pd.DataFrame, paper: Paper) -> Sentence:
    """What is committed for later years, and which agreement ends first; `committed` is from `summaries.committed`."""
    if agreements.empty:
        return none_on_file("agreement", paper)
    if (agreements["by_year"] == "").all():
        money: str = "No amounts by year are on file, so what is committed for later years is unknown."
    elif committed.empty:
        money = "The amounts by year commit nothing for later years."
    else:
        sums = [_committed(row, agreements, paper) for row in committed.to_dict("records")]
        money = write("Committed for later years: {sums}.", sums=listed(sums))
    return joined([money, _first_to_end(agreements, paper)])


def _committed(row: dict[Any, Any], agreements: pd.DataFrame, paper: Paper) -> Sentence:
    name = row["part_year"]
    after = FinancialYear.parse(name).starts_in - paper.financial_year.starts_in
    column = _printed(paper, "agreements", "by_year")
    return write(
        "{amount} in {year}",
        amount=figure(format_pounds(row["part_gbp"]), "for_year", agreements["source_file"].iloc[0], column, name),
        year=figure(name, "year_after", after),
    )


def _first_to_end(agreements: pd.DataFrame, paper: Paper) -> Sentence:
    ending = agreements[agreements["end"] != ""].sort_values("end", kind="stable")
    if ending.empty:
        return Sentence(["No end date is on file."])
    line = ending.iloc[0]
    text = "The agreement for {service} ends first, on {day}."
    return write(
        text if len(ending) > 1 else "The agreement for {service} ends on {day}.",
        service=figure(line["service"], "cell", *_place(line, "service", paper)),
        day=figure(in_words(line["end"]), "day", *_place(line, "end", paper)),
    )


def conditions_met(conditions: pd.DataFrame, paper: Paper) -> Sentence:
    """For how many conditions the day is on file on which they were met."""
    if conditions.empty:
        return none_on_file("condition", paper)
    conditions = conditions.drop_duplicates("source_row")  # awards of the same service and provider share a line
    met = conditions[conditions["met_on"] != ""]
    every = _rows(conditions)
    now = _rows(met, conditions, **{_printed(paper, "conditions", "met_on"): True})
    if met.empty:
        text = "The records do not say whether any of the {every} conditions was met."
        return write(
            "The records do not say whether the condition was met." if len(conditions) == 1 else text, every=every
        )
    if len(met) == len(conditions):
        return write("{every} conditions were met." if len(met) > 1 else "The condition was met.", every=every)
    return write(f"{{met}} of {{every}} conditions {'was' if len(met) == 1 else 'were'} met.", met=now, every=every)


def money_paid(payments: pd.DataFrame, awards: pd.DataFrame, paper: Paper) -> Sentence:
    """What was paid of the awards with payments, what was held back, and what came back; never added together."""
    if payments.empty:
        return none_on_file("payment", paper)
    column, kind = _printed(paper, "payments", "amount"), _printed(paper, "payments", "kind")
    sums: dict[str, str] = {}
    for name in (PAID, HELD_BACK, RETURNED):
        of_kind = payments[payments["kind"] == name]
        pence = int(of_kind["amount_pence"].sum())
        if len(of_kind):
            sums[name] = figure(format_gbp(pence), "added", payments["source_file"].iloc[0], column, **{kind: name})
    texts: list[str] = []
    paid_for = awards[awards["award_id"].isin(payments.loc[payments["kind"] == PAID, "award_id"])]
    if PAID in sums:
        where: dict[str, Any] = {"award_id": paid_for["award_id"].tolist()}
        standing = write(
            f"{{number}} of {{money}}{' in all' if len(paid_for) > 1 else ''}",
            number=counted(figure(str(len(paid_for)), "count", **where), "award"),
            money=amount(paid_for, **where),
        )
        is_withdrawn = ~payments.loc[payments["kind"] == PAID, "award_id"].isin(awards["award_id"])
        form = "{paid} was paid for {standing}."
        if is_withdrawn.any():
            form = "{paid} was paid, in part for awards that were withdrawn since. The rest was for {standing}."
        if is_withdrawn.all():
            texts.append(write("{paid} was paid for awards that were withdrawn since.", paid=sums[PAID]))
        else:
            texts.append(write(form, paid=sums[PAID], standing=standing))
    else:
        texts.append("Nothing was paid.")
    texts += [write(f"{{sum}} was {name}.", sum=sums[name]) for name in (HELD_BACK, RETURNED) if name in sums]
    return joined(texts)


def tenders_stated(tenders: pd.DataFrame, paper: Paper) -> Sentence:
    """For how many single tenders the register says which of the two circumstances permits it."""
    if tenders.empty:
        is_left_out = paper.as_at is not None and paper.tenders is not None
        text = "The register of single tenders is left out: its lines are undated."
        return Sentence([text if is_left_out else "No register of single tenders is on file."])
    tenders = tenders.drop_duplicates("source_row")
    stated = tenders[tenders["circumstance"] != ""]
    every = _rows(tenders)
    if stated.empty:
        text = "The register does not say which permitted circumstance applies to any of the {every} single tenders."
        one = "The register does not say which permitted circumstance applies to the single tender."
        return write(one if len(tenders) == 1 else text, every=every)
    now = _rows(stated, tenders, **{_printed(paper, "tenders", "circumstance"): True})
    if len(stated) == len(tenders):
        many = "The register says which permitted circumstance applies to each of the {every} single tenders."
        return write(
            "The register says which permitted circumstance applies to the single tender."
            if len(stated) == 1
            else many,
            every=every,
        )
    return write(
        "The register says which permitted circumstance applies to {now} of {every} single tenders.",
        now=now,
        every=every,
    )


def _rows(lines: pd.DataFrame, table: pd.DataFrame | None = None, **where: Any) -> Figure:
    """How many lines these are: all of a table, or those that meet the conditions on its printed columns."""
    whole = lines if table is None else table
    return figure(f"{len(lines):,}", "rows", whole["source_file"].iloc[0], **where)


def _printed(paper: Paper, key: str, column: str) -> str:
    """The printed name of a column of one of the tables."""
    return str(getattr(paper, key).columns[column])


def _place(line: Any, column: str, paper: Paper) -> tuple[str, int, str]:
    """The file, the row and the printed column of a cell of an agreement."""
    return line["source_file"], int(line["source_row"]), _printed(paper, "agreements", column)
