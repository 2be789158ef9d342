"""Write sentences on pairs of awards: what is special about them, how they are matched, and who decides which."""

from typing import Any

import pandas as pd

from grantsdata.model.schema import ALIKE, APART, DOUBTFUL, IMPLIED, NOT_STATED, SAME, SAME_PROVIDER
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative.figures import counted
from grantsdata.report.traced import Sentence, expression, figure, listed, write

DECIDED = "Decided pairs"
"""The caption of the table of decided pairs."""


def decided_count(decided: pd.DataFrame) -> list[Sentence]:
    """A sentence on how many pairs are decided, if any are; `decided` is the table of `summaries.decided_pairs`."""
    parts = []
    for answer, few, many in ((SAME, "one award", "one award each"), (APART, "two awards", "two awards each")):
        number = int((decided["same"] == answer).sum())
        if number:
            pairs = counted(figure(str(number), "listed", DECIDED, same=answer), "pair")
            parts.append(write(f"{{pairs}} {f'is {few}' if number == 1 else f'are {many}'}", pairs=pairs))
    return [write("By decisions on record, {parts}.", parts=listed(parts))] if parts else []


def how_to_decide(
    doubtful: pd.DataFrame, year: FinancialYear, before: FinancialYear | None, compare_with: str = ""
) -> list[Sentence]:
    """How a person decides doubtful pairs; an empty list if there are none."""
    if doubtful.empty or before is None:
        return []
    option = " --with {before}" if compare_with else ""
    return [
        write(
            f"To decide, run “grantsdata matches {{year}}{option} --write”, and enter yes or no with the reason in "
            "data/raw/{year}/matches.csv.",
            year=figure(str(year), "paper", "financial_year"),
            before=figure(str(before), "in_year", str(before), expression("paper", "financial_year")),
        )
    ]


def decision_remark(row: "pd.Series[Any]", decisions: pd.DataFrame | None) -> list[str]:
    """Why two awards count as the same, if a decision and not a rule says so; else an empty list."""
    if decisions is None:
        return []
    is_pair = (decisions["former_id"] == row["former_id"]) & (decisions["award_id"] == row["award_id"])
    for line in decisions[is_pair & (decisions["same"] == SAME)].to_dict("records"):
        if not line["source_file"].endswith("/matches.csv"):
            return ["The award table says that it is the same award."]
        return [f"Confirmed by a person: {line['reason'] or 'no reason is given'}"]
    return []


def movement_remarks(
    movements: pd.DataFrame, before: FinancialYear | None, decisions: pd.DataFrame | None = None
) -> list[str]:
    """A remark for each row of `summaries.award_movements` with what its columns do not show; often "".

    `decisions` is the table of `awards.decisions.load_decisions`.
    """
    return [" ".join([*_remarks(row, before), *decision_remark(row, decisions)]) for _, row in movements.iterrows()]


def _remarks(row: "pd.Series[Any]", before: FinancialYear | None) -> list[str]:
    if pd.isna(row["former_id"]) or pd.isna(row["award_id"]):
        return []
    remarks = []
    is_doubtful = row["movement"] == DOUBTFUL
    if row["former_stream"] != row["stream"]:
        remarks.append(f"In the stream {row['former_stream']} in {before}.")
    elif is_doubtful and row["similarity_share"] == 1:
        remarks.append("Several awards have this name.")
    if not is_doubtful and row["former_service"] != row["service"]:
        remarks.append(f"Called “{row['former_service']}” in {before}.")
    if not is_doubtful and pd.notna(row["former_provider"]) and row["former_provider"] != row["provider"]:
        remarks.append(f"Provider in {before}: {row['former_provider']}.")
    if pd.isna(row["former_provider"]) and pd.notna(row["provider"]) and not is_doubtful:
        remarks.append(f"No provider was named in {before}.")
    if row["former_status"] == row["award_status"] == NOT_STATED:
        remarks.append(f"Not stated in {before} either.")
    if row["former_status"] == IMPLIED:
        remarks.append(f"The amount of {before} is {IMPLIED}.")
    return remarks


def how_matched() -> list[Sentence]:
    """The rules for matching awards; `schema.ALIKE` and `schema.SAME_PROVIDER` are the shares."""
    alike = figure(f"{ALIKE:.0%}", "constant", "ALIKE")
    of_one_provider = figure(f"{ALIKE - SAME_PROVIDER:.0%}", "minus", expression("constant", "ALIKE"),
                             expression("constant", "SAME_PROVIDER"))  # fmt: skip
    return [
        Sentence(["Awards match if stream, service and provider are the same. Capitals, punctuation, spaces "
                  "and “&” make no difference."]),
        Sentence(["With another provider they match if no other award of the stream has that name in either year."]),
        write("A pair is doubtful if the names of the services are at least {alike} alike, or {less} with the same "
              "provider.", alike=alike, less=of_one_provider),
        Sentence(["All others ended or are new. An award that gets a quite different name looks like both."]),
        Sentence(["A matched award continues if provider and amount are the same; otherwise it has changed."]),
    ]  # fmt: skip
