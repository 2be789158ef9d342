"""Breakdown → what stands beside its chart: a title that states what it finds, its alternative text, its key."""

from grantsdata.captions.bars import (
    awards_against_budgets,
    awards_in_groups,
    budget_bridge,
    largest_providers,
    provider_types,
    stream_by_provider_type,
)
from grantsdata.captions.comparison import movement_bridge, side_by_side
from grantsdata.captions.disclosure import disclosure_counts
from grantsdata.captions.flow import budget_flow
from grantsdata.captions.outcomes import money_by_measure
from grantsdata.captions.ranking import awards_ranked, concentration
from grantsdata.captions.reconciliation import money_by_basis
from grantsdata.captions.words import Words

__all__ = [
    "Words",
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
