"""Findings that are not about sums: unknown providers, duplicates, corrections, remarks."""

import itertools
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from grantsdata.awards.contributions import suggested_roles
from grantsdata.model.amounts.parse import later_years
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import explained, with_article
from grantsdata.model.schema import INCOME, LARGER_SUM, LISTED_BEFORE, NOT_IN_REGISTER, NOT_YET_ALLOCATED, is_implied
from grantsdata.reconcile.cited_sources import source_findings
from grantsdata.reconcile.findings import Finding, Place, rows_of, stream_of, sum_of
from grantsdata.sources.names.suggestions import is_any_person


def anomaly_findings(
    awards: pd.DataFrame,
    paper: Paper,
    suggested: Collection[str] = (),
    contributions: pd.DataFrame | None = None,
    *,
    in_tables: pd.DataFrame | None = None,
) -> list[Finding]:
    """Return the findings that are not about sums, in a fixed order.

    The parameters are those of `reconcile`; `in_tables` are the awards as the tables print them, if variations changed
    some.
    """
    printed = awards if in_tables is None else in_tables
    return [
        *_provider_findings(awards),
        *_unnumbered_findings(awards),
        *_suggestion_findings(awards, suggested),
        *_duplicate_findings(printed),
        *_total_like_findings(printed),
        *_negative_findings(printed),
        *_later_year_findings(printed),
        *_undeclared_findings(awards, paper),
        *_contradiction_findings(awards, paper, contributions),
        *_column_findings(paper),
        *_income_findings(paper),
        *_correction_findings(paper),
        *_remark_findings(printed, paper),
        *source_findings(paper),
    ]


def _provider_findings(awards: pd.DataFrame) -> Iterator[Finding]:
    for _, award in awards[awards["provider_type"] == NOT_YET_ALLOCATED].iterrows():
        cell = f"the cell says “{award['provider_printed']}”" if award["provider_printed"] else "the cell is blank"
        sentence = f"{award['service']} ({_amount(award)}) has no provider: {cell}."
        the_award = award.to_frame().T
        ours = None if pd.isna(award["award_pence"]) else int(award["award_pence"])
        implied, row = sum_of(the_award[is_implied(the_award)]), rows_of(the_award)
        yield Finding(
            "provider-blank",
            "note",
            award["service"],
            sentence,
            ours,
            rows=row,
            implied=implied,
            stream=award["stream"],
        )
    unknown = awards[awards["provider_type"] == NOT_IN_REGISTER]
    for name, group in unknown.groupby("provider", sort=False):
        sentence = (
            f"{name} is not in the register of providers, so {format_gbp(sum_of(group))} has no provider type. "
            f"Add a line to data/raw/providers.csv; grantsdata providers prints one."
        )
        ours, stream = sum_of(group), stream_of(group)
        yield Finding("provider-unknown", "warning", str(name), sentence, ours, rows=rows_of(group), stream=stream)


def _unnumbered_findings(awards: pd.DataFrame) -> Iterator[Finding]:
    """Report a name that stands for a person without saying which, and that several awards have."""
    for name, group in awards[awards.duplicated("provider", keep=False)].groupby("provider", sort=False):
        if is_any_person(str(name)):
            ours, stream = sum_of(group), stream_of(group)
            sentence = (
                f"{name} is the provider of several awards, {format_gbp(ours)} in all, which count as one provider's. "
                f"If they are several people, number them in the table and add each to data/raw/providers.csv."
            )
            yield Finding(
                "people-not-numbered", "warning", str(name), sentence, ours, rows=rows_of(group), stream=stream
            )


def _suggestion_findings(awards: pd.DataFrame, suggested: Collection[str]) -> Iterator[Finding]:
    """Report how much money of each stream has a provider type that no one has confirmed."""
    unconfirmed = awards[awards["provider_printed"].isin(list(suggested))]
    for name, group in unconfirmed.groupby("stream", sort=False):
        ours, stream = sum_of(group), str(name)
        providers = "; ".join(group["provider_printed"].unique())
        sentence = (
            f"No one has confirmed the provider type for {format_gbp(ours)} of the awards for "
            f"{with_article(stream)}: {providers}. "
            f"Check their lines in data/raw/providers.csv."
        )
        yield Finding("provider-suggested", "warning", stream, sentence, ours, rows=rows_of(group), stream=stream)


def _amount(award: pd.Series) -> str:
    return "amount not stated" if pd.isna(award["award_pence"]) else format_gbp(int(award["award_pence"]))


def _duplicate_findings(awards: pd.DataFrame) -> Iterator[Finding]:
    """Report a service and provider that appear twice in a stream: perhaps one award was typed twice."""
    keys = ["stream", "service", "provider_printed"]
    twice = awards[awards.duplicated(keys, keep=False)]
    for (_, service, _), group in twice.groupby(keys, sort=False):
        sentence = (
            f"{service} is listed more than once with the same provider, {format_gbp(sum_of(group))} in all. "
            f"If it is one award, it is counted too often."
        )
        if "document" in group and group["document"].nunique() > 1:
            sentence += f" Then declare the row of the later document under left_out, because it is {LISTED_BEFORE}."
        ours, stream = sum_of(group), stream_of(group)
        yield Finding("duplicate-award", "warning", str(service), sentence, ours, rows=rows_of(group), stream=stream)


_LEAST_RUN = 3
"""A sum of two awards sometimes equals another award by chance; a sum of three or more hardly ever does."""


def _total_like_findings(awards: pd.DataFrame) -> Iterator[Finding]:
    """Report an award that is the sum of those right above it: perhaps a total that lacks the word "total"."""
    for _, table in awards.groupby("source_file", sort=False):
        pence = table["award_pence"].fillna(0).tolist()
        for position, amount in enumerate(pence):
            above = [one for one in reversed(pence[:position]) if one]
            sums = list(itertools.accumulate(above))[_LEAST_RUN - 1 :]
            if amount <= 0 or amount not in sums:
                continue
            award = table.iloc[position]
            sentence = (
                f"The amount for {award['service']}, {format_gbp(int(amount))}, is the sum of those right above it. "
                f"If it is a total, it is counted twice."
            )
            rows = rows_of(table.iloc[[position]])
            yield Finding(
                "perhaps-a-total", "warning", award["service"], sentence, int(amount), rows=rows, stream=award["stream"]
            )


def _negative_findings(awards: pd.DataFrame) -> Iterator[Finding]:
    negative = awards[(awards["award_pence"] < 0).fillna(False).astype(bool)]
    for _, award in negative.iterrows():
        sentence = f"{award['service']} is printed as {_amount(award)}: money paid back, or a misprint."
        row = rows_of(award.to_frame().T)
        pence, stream = int(award["award_pence"]), award["stream"]
        yield Finding("negative-award", "warning", award["service"], sentence, pence, rows=row, stream=stream)


def _later_year_findings(awards: pd.DataFrame) -> Iterator[Finding]:
    for _, award in awards[awards["remark"] != ""].iterrows():
        if later_years(award["remark"]):
            sentence = f"{award['service']} is promised money for later years, in no sum here: “{award['remark']}”."
            row = rows_of(award.to_frame().T)
            yield Finding("later-years", "note", award["service"], sentence, rows=row, stream=award["stream"])


_SUBJECTS = {
    "remark": "remark",
    "provider_printed": "provider's cell",
    "service": "name",
    "purpose": "purpose",
}
"""The columns of an award whose words may mention other contributors, each with its name in a sentence."""

_CELL_OF = {"remark": "award", "provider_printed": "provider"}


def _undeclared_findings(awards: pd.DataFrame, paper: Paper) -> Iterator[Finding]:
    """Report awards whose words suggest other contributors but that have no entry; a person must decide."""
    columns = {paper.source_file(table.file): table.columns.by_meaning() for table in paper.award_tables}
    for award in awards[awards["contribution"].isna()].to_dict("records"):
        name = next((name for name in _SUBJECTS if suggested_roles(award[name])), None)
        if name is None:
            continue
        sentence = (
            f"{award['service']} may have other contributors: its {_SUBJECTS[name]} says “{award[name]}”. If others "
            f"pay too, enter them in the table of contributions."
        )
        file = str(award["source_file"])
        column = columns.get(file, {}).get(_CELL_OF.get(name, name), "")
        row = Place(file, int(award["source_row"]), column)
        scope, stream = award["service"], award["stream"]
        yield Finding("contribution-undeclared", "note", scope, sentence, rows=(row,), stream=stream)


def _contradiction_findings(
    awards: pd.DataFrame, paper: Paper, contributions: pd.DataFrame | None
) -> Iterator[Finding]:
    """Report entries whose role contradicts their own words or the award's cells."""
    if contributions is None or paper.contributions is None:
        return
    column = paper.contributions.columns["role"]
    entries: dict[str, list[dict[Hashable, Any]]] = {}
    for entry in contributions.to_dict("records"):
        entries.setdefault(entry["award_id"], []).append(entry)
    for award in awards[awards["award_id"].isin(list(entries))].to_dict("records"):
        award_entries = entries[award["award_id"]]
        for entry in award_entries:
            other_role = _contradicting_role(entry["words"], [entry["role"]])
            if other_role:
                sentence = (
                    f"The contributor {entry['contributor']} to {award['service']} is entered as “{entry['role']}”; "
                    f"the words “{entry['words']}” say “{other_role}”. Correct one of them."
                )
                yield _contradiction(award, sentence, Place(entry["source_file"], entry["source_row"], column))
        cells = f"{award['provider_printed']} {award['remark']}".strip()
        other_role = _contradicting_role(cells, [entry["role"] for entry in award_entries])
        if other_role:
            sentence = (
                f"The cells of {award['service']} (“{cells}”) say “{other_role}”; its contributions are entered as "
                f"“{award['contribution']}”. Correct or complete them."
            )
            first = award_entries[0]
            yield _contradiction(award, sentence, Place(first["source_file"], first["source_row"], column))


def _contradiction(award: Mapping[Hashable, Any], sentence: str, row: Place) -> Finding:
    scope, stream = award["service"], award["stream"]
    return Finding("contribution-contradicted", "warning", scope, sentence, rows=(row,), stream=stream)


def _contradicting_role(text: str, roles: Collection[str]) -> str:
    """Return the role that a text suggests, if it suggests none of `roles`; else "".

    A contribution to a larger sum is compatible with every role.
    """
    suggested = [role for role in suggested_roles(text) if role != LARGER_SUM]
    return suggested[0] if suggested and not set(suggested) & set(roles) else ""


def _column_findings(paper: Paper) -> Iterator[Finding]:
    """Report award columns that name another year and that a person has explained."""
    for table in paper.award_tables:
        if table.award_year_reason is not None:
            name = paper.streams_in(table)
            sentence = f"The awards are in the column “{table.columns.award}”. {table.award_year_reason}"
            stream = name if len(table.codes) == 1 else ""
            yield Finding("award-column-explained", "note", name, sentence, stream=stream)


def _income_findings(paper: Paper) -> Iterator[Finding]:
    for table in paper.award_tables:
        for one in table.left_out:
            if one.because == INCOME:
                name = paper.streams_in(table)
                sentence = f"The row “{one.printed}” among the awards is income and is in no sum here."
                row = Place(paper.source_file(table.file), one.row)
                stream = name if len(table.codes) == 1 else ""
                yield Finding("income-among-awards", "note", name, sentence, rows=(row,), stream=stream)


def _correction_findings(paper: Paper) -> Iterator[Finding]:
    for table in paper.award_tables:
        for correction in table.corrections:
            read_as = f"“{correction.read_as}”" if correction.read_as else "blank"
            printed = f"“{correction.printed}”" if correction.printed else "a blank cell"
            sentence = (
                f"In the column “{correction.column}”, {printed} is read as {read_as}. "
                f"{explained(correction.reason, correction.status)}"
            )
            row = Place(paper.source_file(table.file), correction.row, correction.column)
            name = paper.streams_in(table)
            stream = name if len(table.codes) == 1 else ""
            yield Finding("correction-declared", "note", name, sentence, rows=(row,), stream=stream)


def _remark_findings(awards: pd.DataFrame, paper: Paper) -> Iterator[Finding]:
    for table in paper.award_tables:
        table_awards = awards[awards["source_file"] == paper.source_file(table.file)]
        for remark, reason in table.remarks.items():
            with_remark = table_awards[table_awards["remark"] == remark]
            name = paper.streams_in(table)
            sentence = f"Amounts with the remark “{remark}” are read as printed. {reason}"
            stream = name if len(table.codes) == 1 else ""
            yield Finding("remark-declared", "note", name, sentence, rows=rows_of(with_remark), stream=stream)
