"""Breakdown → Axes. Pure: each function draws what it is given and returns the Axes; saving is `page`'s.

Amounts are in pounds. Bars begin at nought, values stand beside them, and what is not printed in the paper is
hatched as well as named, so that nothing rests on colour alone.

Breakdown → what stands beside its chart: a title that states what it finds, its alternative text, its key.
"""

from grantsdata.report.charts.awards import awards_in_groups, awards_in_groups_words, awards_ranked, awards_ranked_words
from grantsdata.report.charts.basis import money_by_basis, money_by_basis_words
from grantsdata.report.charts.budget import (
    awards_against_budgets,
    awards_against_budgets_words,
    budget_bridge,
    budget_bridge_words,
    stream_by_provider_type,
    stream_by_provider_type_words,
)
from grantsdata.report.charts.chart import Words
from grantsdata.report.charts.comparison import movement_bridge, movement_bridge_words, side_by_side, side_by_side_words
from grantsdata.report.charts.concentration import concentration, concentration_words
from grantsdata.report.charts.disclosure import disclosure_counts, disclosure_counts_words
from grantsdata.report.charts.flow import budget_flow, budget_flow_words
from grantsdata.report.charts.outcomes import money_by_measure, money_by_measure_words
from grantsdata.report.charts.providers import (
    largest_providers,
    largest_providers_words,
    provider_types,
    provider_types_words,
)

__all__ = [
    "Words",
    "awards_against_budgets",
    "awards_against_budgets_words",
    "awards_in_groups",
    "awards_in_groups_words",
    "awards_ranked",
    "awards_ranked_words",
    "budget_bridge",
    "budget_bridge_words",
    "budget_flow",
    "budget_flow_words",
    "concentration",
    "concentration_words",
    "disclosure_counts",
    "disclosure_counts_words",
    "largest_providers",
    "largest_providers_words",
    "money_by_basis",
    "money_by_basis_words",
    "money_by_measure",
    "money_by_measure_words",
    "movement_bridge",
    "movement_bridge_words",
    "provider_types",
    "provider_types_words",
    "side_by_side",
    "side_by_side_words",
    "stream_by_provider_type",
    "stream_by_provider_type_words",
]
