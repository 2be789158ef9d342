"""Breakdown → Axes. Pure: each function draws what it is given and returns the Axes; saving is `page`'s.

Amounts are in pounds. Bars begin at nought, values stand beside them, and what is not printed in the paper is
hatched as well as named, so that nothing rests on colour alone.
"""

from grantsdata.figures.bars import (
    awards_against_budgets,
    awards_in_groups,
    budget_bridge,
    largest_providers,
    provider_types,
    stream_by_provider_type,
)
from grantsdata.figures.comparison import movement_bridge, side_by_side
from grantsdata.figures.disclosure import disclosure_counts
from grantsdata.figures.flow import budget_flow
from grantsdata.figures.outcomes import money_by_measure
from grantsdata.figures.ranking import awards_ranked, concentration
from grantsdata.figures.reconciliation import money_by_basis

__all__ = [
    "awards_against_budgets",
    "awards_in_groups",
    "awards_ranked",
    "budget_bridge",
    "budget_flow",
    "concentration",
    "disclosure_counts",
    "largest_providers",
    "money_by_basis",
    "money_by_measure",
    "movement_bridge",
    "provider_types",
    "side_by_side",
    "stream_by_provider_type",
]
