"""What a chart shows is in the table beside it."""

from pathlib import Path

import pandas as pd
import pytest
from support.charted import ALT, TABLE, charted, rows, types_of_streams

from grantsdata.report.chart import chart_of_bars
from grantsdata.report.drawing.rows import Part, Row, amount_parts, one_panel
from grantsdata.runs.qa.charts import charts_agree_with_tables


def test_bars_of_the_table_are_there_under_the_names_of_pages(tmp_path: Path) -> None:
    assert charts_agree_with_tables(charted(tmp_path)) == []


def test_a_bar_of_another_value_is_in_no_table(tmp_path: Path) -> None:
    other = charted(tmp_path, table=TABLE.assign(award_gbp=[587_196.0, 578_000.0, 319_000.0]))
    (fault,) = charts_agree_with_tables(other)
    assert "“Police: £587,195” is in no table" in fault


def test_values_under_swapped_labels_are_in_no_table(tmp_path: Path) -> None:
    swapped = TABLE.assign(provider_type=["health", "local government", "police"])
    assert len(charts_agree_with_tables(charted(tmp_path, table=swapped))) == 2


def test_a_longer_number_is_another_one(tmp_path: Path) -> None:
    table = pd.DataFrame({"provider_type": ["police"], "award_gbp": [300_500.0]})
    chart = chart_of_bars(one_panel([Row("Police", "£300", amount_parts(300.0))]), "A title", ALT)
    assert len(charts_agree_with_tables(charted(tmp_path, chart, table))) == 1


def test_a_bar_of_a_stream_is_looked_for_in_the_column_of_the_stream(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {"provider_type": ["police", "local government"], "Victims": [300.0, 0.0], "Crime": [200.0, 50.0]}
    )
    table.attrs["formats"] = {"Victims": "pounds", "Crime": "pounds"}
    chart = chart_of_bars(types_of_streams(), "Two streams", ALT)
    assert charts_agree_with_tables(charted(tmp_path, chart, table)) == []
    swapped = table.rename(columns={"Victims": "Crime", "Crime": "Victims"})
    swapped.attrs["formats"] = {"Victims": "pounds", "Crime": "pounds"}
    assert len(charts_agree_with_tables(charted(tmp_path, chart, swapped))) == 3


def test_all_others_are_the_rows_without_a_bar(tmp_path: Path) -> None:
    right = [rows()[0], Row("All others", "£897,000", amount_parts(897_000.0))]
    assert charts_agree_with_tables(charted(tmp_path, chart_of_bars(one_panel(right), "A title", ALT))) == []
    wrong = [rows()[0], Row("All others", "£897,001", amount_parts(897_001.0))]
    (fault,) = charts_agree_with_tables(charted(tmp_path, chart_of_bars(one_panel(wrong), "A title", ALT)))
    assert "is not what the other rows add up to" in fault


def test_a_bar_of_a_count_is_its_number_in_the_table(tmp_path: Path) -> None:
    table = pd.DataFrame({"requirement": ["purpose"], "needed": [25], "present": [17]})
    for number, faults in ((25.0, 0), (24.0, 1)):
        bars = one_panel([Row("Purpose", f"{number:.0f} on record", (Part(number),))], is_money=False)
        page = charted(tmp_path, chart_of_bars(bars, "A title", ALT), table)
        assert len(charts_agree_with_tables(page)) == faults


@pytest.mark.parametrize(("share", "faults"), [(0.257, 0), (0.258, 1)])
def test_a_share_is_that_of_the_row(share: float, faults: int, tmp_path: Path) -> None:
    table = pd.DataFrame({"provider_type": ["police"], "award_gbp": [300.0], "share": [share]})
    chart = chart_of_bars(one_panel([Row("Police", "£300, 25.7%", amount_parts(300.0))]), "A title", ALT)
    assert len(charts_agree_with_tables(charted(tmp_path, chart, table))) == faults
