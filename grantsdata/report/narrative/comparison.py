"""Write the sentences of the report that compares a year with an earlier one, also for the first year on file."""

from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, implied_note, listed, percent
from grantsdata.model.schema import CHANGED, CONTINUED, DOUBTFUL, ENDED, IMPLIED, NEW, NOT_STATED, implied_gbp
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative.decisions import decision_remark


def compared_with(before: FinancialYear | None) -> str:
    """The words that follow the year in the title."""
    return f"compared with {before}" if before else "the first year on file"


def about_comparison(paper: Paper, before: FinancialYear | None) -> str:
    """What the report is about, in a sentence."""
    year = paper.financial_year
    if before is None:
        return f"The awards of {paper.the_body} for {year}, set out so that the next year can be compared with them."
    return (
        f"What became of the awards of {paper.the_body} from {before} to {year}: in all, by stream, and award by award."
    )


def comparison_sources(paper: Paper, former: Paper | None) -> str:
    """The papers of both years, in a line."""
    papers = [paper] if former is None else [paper, former]
    return "; ".join(f"{p.paper.source} ({p.financial_year})" for p in papers)


def comparison_headline(paper: Paper, awards: pd.DataFrame, former: pd.DataFrame, before: FinancialYear | None) -> str:
    """Both totals and their difference; without an earlier year, this year's total and that there is no comparison."""
    year = paper.financial_year
    if former.empty:
        alone = f"{year} is the first year on file" if before is None else f"The paper of {before} lists no awards"
        return (
            f"{alone}, so there is nothing to compare it with yet, and no earlier figure is made up. "
            f"Its paper lists {_sum_of(awards)}."
        )
    difference = _difference(awards, former, year)
    return f"For {year} the paper lists {_sum_of(awards)}; for {before}, {_sum_of(former)}. {difference}"


def _sum_of(awards: pd.DataFrame) -> str:
    stated = awards.dropna(subset="award_gbp")
    number = counted(len(awards), "award")
    if stated.empty:
        return f"{number} without any amount"
    implied = implied_gbp(stated)
    notes = [f"including {gbp(implied)} {IMPLIED}"] if implied else []
    notes += [f"{counted(len(awards) - len(stated), 'amount')} {NOT_STATED}"] if len(awards) > len(stated) else []
    return f"{number} of {gbp(stated['award_gbp'].sum())} in all{f' ({listed(notes)})' if notes else ''}"


def _difference(awards: pd.DataFrame, former: pd.DataFrame, year: FinancialYear) -> str:
    """The difference between the sums of the stated amounts."""
    if awards["award_gbp"].isna().all() or former["award_gbp"].isna().all():
        return "So the two years cannot be compared."
    all_stated = awards["award_gbp"].notna().all() and former["award_gbp"].notna().all()
    as_far = "" if all_stated else ", as far as the amounts are stated"
    then = float(former["award_gbp"].sum())
    pounds = round(float(awards["award_gbp"].sum()) - then, 2)
    if not pounds:
        return f"The sums are the same, to the penny{as_far}."
    share = f" ({percent(abs(pounds) / then)})" if then > 0 else ""
    return f"The sum of {year} is {gbp(abs(pounds))}{share} {'higher' if pounds > 0 else 'lower'}{as_far}."


def comparison_verdict(totals: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    """How many awards continue, changed, are new, ended or are doubtful; `totals` from `summaries.movement_totals`."""
    if totals.empty:
        return "No award can be called new, changed or ended. Below is what the next year will be compared with."
    now, then = (totals.set_index("movement")[name] for name in ("now_awards", "former_awards"))
    verbs = {
        CONTINUED: ("continues unchanged", "continue unchanged"),
        CHANGED: ("changed", "changed"),
        NEW: ("is new", "are new"),
        DOUBTFUL: ("is a doubtful match, for a person to decide", "are doubtful matches, for a person to decide"),
    }
    parts = [f"{now[name]} {few if now[name] == 1 else many}" for name, (few, many) in verbs.items() if now[name]]
    ended = f"{then[ENDED] or 'none'} of the {counted(then['Total'], 'award')} of {before} ended"
    of_this = f"Of the {counted(now['Total'], 'award')} of {year}, {listed(parts)}; " if parts else ""
    return f"{of_this}{ended}."


def comparison_reservations(paper: Paper, former: Paper | None, movements: pd.DataFrame) -> list[str]:
    """What a reader must know before comparing the two years; an empty list if there is nothing."""
    if former is None:
        return []
    year, before = paper.financial_year, former.financial_year
    texts = []
    if paper.paper.body != former.paper.body:
        texts.append(f"The two papers are of two bodies: the one of {before} is of {former.the_body}.")
    if before.starts_in + 1 < year.starts_in:
        texts.append(f"{before} is not the year just before {year}. Nothing here tells of the time between.")
    paired = movements.dropna(subset=["former_id", "award_id"])
    sides = ((before, "former_gbp", "former_status", "award_gbp"), (year, "award_gbp", "award_status", "former_gbp"))
    for which, amount, status, other in sides:
        one_sided = paired[paired[amount].notna() & paired[other].isna()]
        if len(one_sided):
            implied = one_sided.loc[one_sided[status] == IMPLIED, amount].sum()
            texts.append(
                f"{counted(len(one_sided), 'matched award')} {'has' if len(one_sided) == 1 else 'have'} an amount in "
                f"{which} only: {gbp(one_sided[amount].sum())}{implied_note(implied)}. It counts in that year's "
                f"sum, but how the money changed is not known."
            )
    return texts


def sides_note(sums: pd.DataFrame, unstated: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    """A note below the table of `summaries.side_by_side`: the two years, the labels with unstated amounts, and the part
    of the total change that is in no row. `unstated` is the table of `summaries.unstated_awards`."""
    texts = [f"Before: {before}. This year: {year}."] if before else []
    years = {"former_awards": before, "now_awards": year}
    counts = [
        f"{row.iloc[0]} ({listed([f'{row[name]} in {label}' for name, label in years.items() if row[name]])})"
        for _, row in unstated.iterrows()
    ]
    if counts:
        only = "; the change there is of the stated amounts only" if before else ""
        texts.append(f"Not every amount is stated: {listed(counts)}{only}.")
    if "total_change_gbp" in sums:
        texts += _change_outside_rows(sums.iloc[:-1], sums.iloc[-1])
    return " ".join(texts)


def _change_outside_rows(rows: pd.DataFrame, total: "pd.Series[Any]") -> list[str]:
    """The part of the total change that comes from rows with an amount in only one year."""
    one_sided = rows[rows[["former_total_gbp", "now_total_gbp"]].notna().sum(axis=1) == 1]
    if one_sided.empty or pd.isna(total["total_change_gbp"]):
        return []
    rest = one_sided["now_total_gbp"].sum() - one_sided["former_total_gbp"].sum()
    names = listed([str(name) for name in one_sided.iloc[:, 0]])
    way = "more" if rest > 0 else "less"
    return [f"The change of the total includes {gbp(abs(rest))} {way} from {names}, with an amount in one year only."]


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
        remarks.append(f"In {before} in the stream {row['former_stream']}.")
    elif is_doubtful and row["similarity_share"] == 1:
        remarks.append("Several awards have this name.")
    if not is_doubtful and row["former_service"] != row["service"]:
        remarks.append(f"In {before} called “{row['former_service']}”.")
    if not is_doubtful and pd.notna(row["former_provider"]) and row["former_provider"] != row["provider"]:
        remarks.append(f"Provider in {before}: {row['former_provider']}.")
    if pd.isna(row["former_provider"]) and pd.notna(row["provider"]) and not is_doubtful:
        remarks.append(f"No provider was named in {before}.")
    if row["former_status"] == row["award_status"] == NOT_STATED:
        remarks.append(f"Not stated in {before} either.")
    if row["former_status"] == IMPLIED:
        remarks.append(f"The amount of {before} is {IMPLIED}.")
    return remarks


def how_matched(alike: float, same_provider: float) -> list[str]:
    """The rules for matching awards; the shares are `summaries.ALIKE` and `summaries.SAME_PROVIDER`."""
    return [
        "Certain: the same service in a stream of the same name, with the same provider. Capitals, punctuation, spaces "
        "and “&” for “and” make no difference. With another provider it is still certain, if no other award of its "
        "stream has that name in either year.",
        f"Doubtful: what is left, where the names of two services are at least {percent(alike)} alike, or "
        f"{percent(alike - same_provider)} with the same provider; the nearest first, each award once. Such a pair "
        f"counts as neither new nor ended nor continued until a person has looked at it.",
        "New or ended: what is left after that. A service under a quite different name looks like one that ended and "
        "one that is new.",
        "Of the certain matches, those with the same provider and the same amount continue. Changed are those with "
        "another provider or another amount, and those whose amount only one of the papers states.",
    ]
