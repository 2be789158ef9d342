"""The bars of a published chart, read back."""

from decimal import Decimal
from pathlib import Path

from support.charted import charted

from grantsdata.runs.qa.charts.drawing import drawings_of


def test_a_chart_is_read_back_with_its_bars_and_its_legend(tmp_path: Path) -> None:
    wide, narrow = drawings_of(charted(tmp_path))
    assert (wide.is_narrow, narrow.is_narrow) == (False, True)
    for drawing in (wide, narrow):
        assert [(bar.label, bar.value, bar.is_money) for bar in drawing.bars] == [
            ("Police", Decimal(58_719_500), True), ("Councils", Decimal(57_800_000), True),
            ("Health", Decimal(31_900_000), True),
        ]  # fmt: skip
        councils = drawing.bars[1]
        assert [(part.look, part.value) for part in councils.parts] == [("solid", 56_800_000), ("hatched", 1_000_000)]
        assert councils.parts[0].right == councils.parts[1].left
        assert [(words, mark.look) for words, mark in drawing.legend] == [("implied, not printed", "hatched")]
    assert wide.bars[1].texts == ("Councils", "£578,000 (£10,000 implied)")
    assert narrow.bars[1].texts == ("Councils: £578,000 (£10,000 implied)",)
    assert wide.bars[1].said == "Councils: £578,000 (£10,000 implied)"
