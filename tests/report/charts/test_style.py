"""The house style for figures of one's own."""

import matplotlib
from matplotlib.figure import Figure

from grantsdata.report.charts.style import use_style


def test_the_style_of_a_session_shows_an_axis_of_values() -> None:
    with matplotlib.rc_context({"axes.spines.bottom": False, "font.size": 31}):
        use_style()
        assert matplotlib.rcParams["font.size"] < 31
        ax = Figure().subplots()
        assert ax.spines["bottom"].get_visible()
