"""Awards → breakdown tables. Pure: nothing is read, drawn or rounded; sums are of whole pence.

Every table of parts has the columns `awards` (number), `award_gbp` (pounds), `implied_gbp` (how much of that is
implied) and `share` (of the table's total, 0 to 1), and adds up to the awards that it was given. Awards loaded
with `include_implied=False` give the same tables without the implied amount.
"""

from grantsdata.summaries.breakdowns import (
    SIZE_BANDS_GBP,
    awards_by_arrangement,
    awards_by_basis,
    awards_by_payee,
    awards_by_provider_type,
    awards_by_stream,
    awards_by_stream_and_provider_type,
    awards_by_theme,
    provider_types_by_basis,
    providers_ranked,
    size_bands,
)
from grantsdata.summaries.budget import budget_breakdown, budget_bridge, funders, implied_breakdown
from grantsdata.summaries.listings import award_sizes, contributed_awards, judgements, key_figures, listing
from grantsdata.summaries.parts import with_total

__all__ = [
    "SIZE_BANDS_GBP",
    "award_sizes",
    "awards_by_arrangement",
    "awards_by_basis",
    "awards_by_payee",
    "awards_by_provider_type",
    "awards_by_stream",
    "awards_by_stream_and_provider_type",
    "awards_by_theme",
    "budget_breakdown",
    "budget_bridge",
    "contributed_awards",
    "funders",
    "implied_breakdown",
    "judgements",
    "key_figures",
    "listing",
    "provider_types_by_basis",
    "providers_ranked",
    "size_bands",
    "with_total",
]
