"""What a chart shows is in the table beside it."""

from pathlib import Path

import pandas as pd
import pytest
from support.charted import ALT, TABLE, charted, rows, types_of_streams

from grantsdata.report.chart import chart_of_bars
from grantsdata.report.drawing.rows import Part, Row, amount_parts, one_panel
from grantsdata.runs.qa.charts import charts_agree_with_tables, texts_agree_with_bars


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


@pytest.mark.parametrize(
    ("title", "alt", "share", "says"),
    [
        ("Police get most: £587,195, 39.6%", ALT, ", 39.6%", ""),
        ("Police get most: £587,195, 39.6%", ALT, "", "39.6% does not stand beside the bar of £587,195"),
        ("Police get most: £587,195", ALT.replace("; health £319,000", ""), "", "leaves out “Health”"),
        ("Police get most: £587,195", f"{ALT} The table has the rest.", "", "its text leaves out no bar"),
        ("Police get most: £587,195", f"{ALT[:40]} £587,195. The table has the rest.", "", ""),
    ],
)
def test_the_texts_of_a_chart_and_its_bars_say_the_same(
    title: str, alt: str, share: str, says: str, tmp_path: Path
) -> None:
    bars = [Row(row.label, f"{row.value}{share}", row.parts) for row in rows()]
    faults = texts_agree_with_bars(charted(tmp_path, chart_of_bars(one_panel(bars), title, alt)))
    assert any(says in one for one in faults) if says else faults == []


def test_if_one_bar_has_a_share_all_have(tmp_path: Path) -> None:
    bars = [Row("Police", "£587,195, 39.6%", amount_parts(587_195.0)), *rows()[1:]]
    (fault,) = texts_agree_with_bars(charted(tmp_path, chart_of_bars(one_panel(bars), "A title", ALT)))
    assert "only some of its bars have a share" in fault


def test_rows_without_a_bar_have_a_bar_for_all_others(tmp_path: Path) -> None:
    (fault,) = charts_agree_with_tables(charted(tmp_path, chart_of_bars(one_panel(rows()[:2]), "A title", ALT)))
    assert "it leaves out rows of its table" in fault


@pytest.mark.parametrize(("low", "faults"), [(950_000.0, 0), (940_000.0, 1)])
def test_a_box_ends_at_amounts_of_the_table(low: float, faults: int, tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["Victims"], "budget_low_gbp": [950_000.0], "budget_high_gbp": [1_050_000.0]})
    table["awarded_gbp"] = [961_260.0]
    row = Row("Victims", "£961,260", amount_parts(961_260.0), span=(low, 1_050_000.0), span_means="amounts")
    page = charted(tmp_path, chart_of_bars(one_panel([row]), "A title", ALT), table)
    assert len(charts_agree_with_tables(page)) == faults
