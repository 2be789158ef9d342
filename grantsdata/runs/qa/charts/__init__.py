"""Checks of charts: described, harmless, as the notebook drew them, true to their values and tables, readable."""

from grantsdata.runs.qa.charts.beside import charts_agree_with_tables, texts_agree_with_bars
from grantsdata.runs.qa.charts.described import chart_amounts_are_in_tables, charts_are_described
from grantsdata.runs.qa.charts.legend import colours_mean_streams, legends_match_their_bars, texts_name_their_parts
from grantsdata.runs.qa.charts.lengths import bars_are_as_long_as_their_values
from grantsdata.runs.qa.charts.placed import (
    implied_parts_are_hatched,
    own_force_is_marked,
    rows_are_in_the_tables_order,
    rows_stand_together,
)
from grantsdata.runs.qa.charts.readable import chart_texts_are_large_enough, charts_fit_the_window, charts_stand_out
from grantsdata.runs.qa.charts.unchanged import charts_are_unchanged

__all__ = [
    "bars_are_as_long_as_their_values",
    "chart_amounts_are_in_tables",
    "chart_texts_are_large_enough",
    "charts_agree_with_tables",
    "charts_are_described",
    "charts_are_unchanged",
    "charts_fit_the_window",
    "charts_stand_out",
    "colours_mean_streams",
    "implied_parts_are_hatched",
    "legends_match_their_bars",
    "own_force_is_marked",
    "rows_are_in_the_tables_order",
    "rows_stand_together",
    "texts_agree_with_bars",
    "texts_name_their_parts",
]
