"""List what was judged about a year's awards: repairs, implied amounts, kinds of provider, awards that continue."""

import pandas as pd

from grantsdata import summaries
from grantsdata.awards.decisions import load_decisions
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import open_year
from grantsdata.awards.paper_tables import load_providers
from grantsdata.model.schema import REPAIRS
from grantsdata.reconcile.repairs import load_repairs
from grantsdata.sources.files.project import year_before

PROVIDER_TYPE, SAME_AWARD = "provider type", "same award"

KINDS = REPAIRS | {
    PROVIDER_TYPE: "what kind of body a provider is, with what that rests on and how sure it is",
    SAME_AWARD: "whether an award continues one of an earlier year",
}
"""The kinds of judgement, with an explanation of each."""

COLUMNS = ("kind", "subject", "file", "row", "column", "printed", "read_as", "reason", "basis", "confidence")


def judged(year: Year, include_implied: bool) -> pd.DataFrame:
    """Everything that was judged about a year's awards: a row each, with COLUMNS, in the order of KINDS.

    `subject` is the award's service, or the provider. `row` counts the header as row 1. What does not apply is empty.
    Raises the errors of the raw data.
    """
    tables = [_repairs(year, include_implied), _provider_types(year, include_implied), _same_awards(year)]
    # Texts, since a row is a number that some kinds of judgement do not have.
    texts = [table.reindex(columns=list(COLUMNS)).astype("object").fillna("").astype("str") for table in tables]
    return pd.concat(texts, ignore_index=True)


def _repairs(year: Year, include_implied: bool) -> pd.DataFrame:
    repairs = load_repairs(year, include_implied=include_implied)
    awards = year.awards(include_implied)
    service = awards.set_index(["source_file", "source_row"])["service"]
    places = pd.MultiIndex.from_frame(repairs[["file", "row"]])
    return repairs.assign(subject=service.reindex(places).to_numpy()).rename(columns={"why": "reason"})


def _provider_types(year: Year, include_implied: bool) -> pd.DataFrame:
    providers = load_providers(project=year.root)
    types = summaries.judgements(year.awards(include_implied), providers)
    return types.rename(columns={"provider": "subject", "provider_type": "read_as"}).assign(
        kind=PROVIDER_TYPE, file="data/raw/providers.csv"
    )


def _same_awards(year: Year) -> pd.DataFrame:
    before = year_before(year.year, project=year.root)
    if before is None:
        return pd.DataFrame()
    former = open_year(before, year.root).awards()
    pairs = summaries.decided_pairs(load_decisions(year), year.awards(), former)
    columns = {"service": "subject", "former_service": "printed", "same": "read_as", "said_in": "file"}
    return pairs.rename(columns=columns).assign(kind=SAME_AWARD)
