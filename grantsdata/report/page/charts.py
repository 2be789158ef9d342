"""Show a chart with its title, its alternative text, its key and its source: those of this package, and your own."""

from typing import Any

from grantsdata.report.chart import Chart, chart_of
from grantsdata.report.charts.bars import bar_chart
from grantsdata.report.fragment import Fragment


def show(figure: Any, source: str = "", *, title: str = "", alt: str = "") -> Any:
    """Show a chart at once, and return it.

    `figure` is a Chart of `gd.charts`, a figure or axes of matplotlib, or what `plot` of pandas returns. `title` says
    what it shows (without it, the figure's own title is taken), `alt` describes it to those who do not see it, and
    `source` names where its figures come from. A page is published only if each of its charts has an `alt`. What
    `gd.table` returned is shown again.

    Raises ParameterError if nothing is drawn or there is no title.

    >>> import grantsdata as gd
    >>> by_stream = gd.breakdown(gd.load_awards("2017-18"), "stream")
    >>> axes = by_stream.plot.barh("stream", "award_gbp")
    >>> chart = gd.show(axes, title="Awards by stream", alt="Two bars.", source="Board paper")
    Awards by stream
    Two bars.
    Board paper
    """
    shown = figure if isinstance(figure, Fragment) else chart_of(figure, title=title, alt=alt, source=source)
    shown.show()
    return shown


def bar(
    frame: Any,
    label: str,
    value: str,
    *,
    title: str = "",
    source: str = "",
    alt: str = "",
    formats: Any = None,
    ranked: bool | None = None,
) -> Chart:
    """Show a bar for each row of a table at once, in the house style, and return the Chart.

    `label` and `value` name columns or levels of the index; for a Series, `value` is its name. The values are written
    beside the bars, by the rules of `gd.table`: `formats` is such a format. The largest bar comes first, unless the
    labels have an order, as streams and provider types do; `ranked` says otherwise. Rows without a value stay, and
    say so. Without a `title`, the columns are named; without an `alt`, the bars are listed.

    Raises ParameterError for a table, column or format that is none.

    >>> import grantsdata as gd
    >>> awards = gd.load_awards("2017-18")
    >>> chart = gd.bar(gd.breakdown(awards, "stream"), "stream", "award_gbp", title="Awards by stream")
    Awards by stream
    Bar chart of 2 bars: Victims' services: £961,260; Crime and disorder reduction: £1,322,248 (£10,000 implied).
    <BLANKLINE>
    """
    chart = bar_chart(frame, label, value, title=title, source=source, alt=alt, formats=formats, ranked=ranked)
    chart.show()
    return chart
