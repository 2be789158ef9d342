"""Draw charts of breakdowns. Each function returns a Chart: axes, a title that states a finding, alternative text, key.

The functions are pure: they draw only what they are given, and `page` saves the figures. Amounts are in pounds. Bars
begin at 0 and have their values beside them. Amounts that the paper does not print are hatched as well as named, since
colour alone must carry no information.
"""

from grantsdata.arguments import checked_names
from grantsdata.report.chart import Chart
from grantsdata.report.charts.awards import awards_in_groups, awards_ranked
from grantsdata.report.charts.basis import money_by_basis
from grantsdata.report.charts.budget import awards_against_budgets, stream_by_provider_type
from grantsdata.report.charts.comparison import side_by_side
from grantsdata.report.charts.disclosure import disclosure_counts
from grantsdata.report.charts.outcomes import money_by_measure
from grantsdata.report.charts.providers import (
    largest_providers,
    provider_types,
)

__all__ = [
    "Chart",
    "awards_against_budgets",
    "awards_in_groups",
    "awards_ranked",
    "disclosure_counts",
    "largest_providers",
    "money_by_basis",
    "money_by_measure",
    "provider_types",
    "side_by_side",
    "stream_by_provider_type",
]

globals().update(checked_names(globals(), __all__))  # a misuse by an analyst is one sentence
