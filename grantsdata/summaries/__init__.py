"""Summarise awards in tables. The functions are pure: they read no file, draw nothing, and add up whole pence.

Every breakdown has the columns `awards` (number), `award_gbp` (pounds), `implied_gbp` (the implied part of it) and
`share` (of the table's total, 0 to 1), and adds up to the awards given. Awards loaded with `include_implied=False` give
the same tables without the implied amount.
"""

from grantsdata.arguments import checked_names
from grantsdata.summaries.agreements.money import money_side_by_side
from grantsdata.summaries.agreements.terms import (
    agreement_parts,
    agreements_by_end,
    committed,
    conditions_and_payments,
)
from grantsdata.summaries.board import (
    appendix,
    appendix_themes,
    fund_tables,
    other_money,
    promise_tables,
    stream_tables,
    streams_without_awards,
    totals_beside,
)
from grantsdata.summaries.breakdowns import (
    SIZE_BANDS_GBP,
    awards_by_arrangement,
    awards_by_basis,
    awards_by_payee,
    awards_by_provider_type,
    awards_by_stream,
    awards_by_stream_and_provider_type,
    awards_by_theme,
    breakdown,
    delivered_by,
    paid_elsewhere,
    paid_for_others,
    provider_types_by_basis,
    providers_ranked,
    size_bands,
    with_total,
)
from grantsdata.summaries.budget import budget_breakdown, budget_bridge, funders, implied_breakdown
from grantsdata.summaries.comparison import (
    implied_in_real_terms,
    implied_side_by_side,
    in_real_terms,
    real_side_by_side,
    side_by_side,
    unstated_awards,
)
from grantsdata.summaries.disclosure import (
    awards_under,
    days_from_signing,
    days_to_publication,
    disclosure_by_award,
    disclosure_counts,
    disclosure_items,
    disclosure_table,
    single_tenders,
)
from grantsdata.summaries.listings import (
    award_list,
    award_sizes,
    contributed_awards,
    figures_of,
    grouping_of,
    judgements,
    key_figures,
    listing,
)
from grantsdata.summaries.matching import decided_pairs
from grantsdata.summaries.movements import (
    award_chains,
    award_movements,
    implied_movements,
    movement_listing,
    movement_totals,
)
from grantsdata.summaries.outcomes import (
    awards_by_measure,
    awards_in_budget,
    measures_beside_awards,
    with_measured,
)
from grantsdata.summaries.reconciliation import (
    payments_listed,
    printed_figures,
    repairs_by_kind,
    repairs_listed,
)
from grantsdata.summaries.returns.lines import published_returns
from grantsdata.summaries.returns.tables import by_half_year, cost_beside_people, performance, returns_by_award

__all__ = [
    "SIZE_BANDS_GBP",
    "agreement_parts",
    "agreements_by_end",
    "appendix",
    "appendix_themes",
    "award_chains",
    "award_list",
    "award_movements",
    "award_sizes",
    "awards_by_arrangement",
    "awards_by_basis",
    "awards_by_measure",
    "awards_by_payee",
    "awards_by_provider_type",
    "awards_by_stream",
    "awards_by_stream_and_provider_type",
    "awards_by_theme",
    "awards_in_budget",
    "awards_under",
    "breakdown",
    "budget_breakdown",
    "budget_bridge",
    "by_half_year",
    "committed",
    "conditions_and_payments",
    "contributed_awards",
    "cost_beside_people",
    "days_from_signing",
    "days_to_publication",
    "decided_pairs",
    "delivered_by",
    "disclosure_by_award",
    "disclosure_counts",
    "disclosure_items",
    "disclosure_table",
    "figures_of",
    "fund_tables",
    "funders",
    "grouping_of",
    "implied_breakdown",
    "implied_in_real_terms",
    "implied_movements",
    "implied_side_by_side",
    "in_real_terms",
    "judgements",
    "key_figures",
    "listing",
    "measures_beside_awards",
    "money_side_by_side",
    "movement_listing",
    "movement_totals",
    "other_money",
    "paid_elsewhere",
    "paid_for_others",
    "payments_listed",
    "performance",
    "printed_figures",
    "promise_tables",
    "provider_types_by_basis",
    "providers_ranked",
    "published_returns",
    "real_side_by_side",
    "repairs_by_kind",
    "repairs_listed",
    "returns_by_award",
    "side_by_side",
    "single_tenders",
    "size_bands",
    "stream_tables",
    "streams_without_awards",
    "totals_beside",
    "unstated_awards",
    "with_measured",
    "with_total",
]

globals().update(checked_names(globals(), __all__))  # a misuse by an analyst is one sentence
