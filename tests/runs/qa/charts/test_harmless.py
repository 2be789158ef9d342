"""Nothing in a chart runs, loads or leads away."""

from pathlib import Path

import pytest
from matplotlib.figure import Figure
from support.charted import ALT, charted, spoilt

from grantsdata.report.chart import chart_of
from grantsdata.runs.qa.charts.harmless import charts_run_nothing


def test_charts_of_this_package_and_figures_of_one_s_own_are_harmless(tmp_path: Path) -> None:
    assert charts_run_nothing(charted(tmp_path)) == []
    figure = Figure()
    one, other = figure.subplots(1, 2)
    one.plot([1, 2], [2, 1], marker="o")
    one.bar([1], [1], hatch="//")
    other.imshow([[1, 2], [3, 4]])
    assert charts_run_nothing(charted(tmp_path, chart_of(figure, title="Own: url(x) @import", alt=ALT))) == []


@pytest.mark.parametrize(
    "drawn",
    [
        "<script>1</script>",
        '<use xlink:href="https://outside.invalid/x.svg#a"></use>',
        '<use href=" https://outside.invalid/x.svg#a"></use>',
        "<foreignObject><p>x</p></foreignObject>",
        '<a xlink:href="https://outside.invalid/"><text>x</text></a>',
        '<image xlink:href="https://outside.invalid/x.png"></image>',
        '<image href="data:image/svg+xml;base64,AAAA"></image>',
        '<set attributeName="href" to="javascript:alert(1)"></set>',
        '<animate attributeName="href" values="javascript:alert(1)"></animate>',
        '<g onload="alert(1)"></g>',
        '<text\nonclick\n=\n"alert(1)">x</text>',
        "<style>*{color:red}</style>",
        r'<g style="fill: \75rl(x.svg#a)"></g>',
        "<path fill=\"url( '//outside.invalid/x.svg#a')\"></path>",
        "<metadata>x</metadata>",
    ],
)
def test_what_could_run_load_or_lead_away_is_found(drawn: str, tmp_path: Path) -> None:
    assert charts_run_nothing(spoilt(charted(tmp_path), ("</svg>", f"{drawn}</svg>")))
