"""Save a chart as a picture, with its texts in the file and beside it."""

from pathlib import Path
from typing import Any

from grantsdata.errors import OutputError, ParameterError
from grantsdata.report.chart import chart_of
from grantsdata.report.picture import png, svg
from grantsdata.sources.files.project import given_path

_KINDS = {".png": png, ".svg": svg}


def save(figure: Any, path: str | Path, *, title: str = "", alt: str = "", source: str = "") -> Path:
    """Save a chart as PNG or SVG, by the ending of the path, and return the path.

    `figure` and the texts are as in `gd.show`. A picture may be copied without the page that it was on, so its texts go
    with it: in the metadata of the file, and in a text file beside it, `x.png.txt` for `x.png`. Files of these names
    are replaced.

    Raises ParameterError for another ending, for a figure that is none, and if there is no title; OutputError if the
    file cannot be written.

    >>> import grantsdata as gd
    >>> by_stream = gd.breakdown(gd.load_awards("2017-18"), "stream")
    >>> chart = gd.charts.provider_types(gd.summaries.provider_types_by_basis(gd.load_awards("2017-18")))
    >>> gd.save(chart, "provider-types.svg", source="Board paper of 11 May 2017").name
    'provider-types.svg'
    """
    place = given_path(path, "path")
    draw = _KINDS.get(place.suffix.lower())
    if draw is None:
        raise ParameterError(f'A chart cannot be saved as "{place.name}"; expected a name that ends in .png or .svg.')
    chart = chart_of(figure, title=title, alt=alt, source=source)
    if chart.figure is None:
        raise ParameterError(f"There is no picture to save: {chart.title}.")
    texts = {"Title": chart.title, "Description": chart.alt, "Source": chart.source}
    lines = {"Title": chart.title, "Key": chart.key, "Source": chart.source, "Alternative text": chart.alt}
    beside = "".join(f"{name}: {text}\n" for name, text in lines.items() if text)
    try:
        place.write_bytes(draw(chart.figure, {name: text for name, text in texts.items() if text}))
        place.with_name(f"{place.name}.txt").write_text(beside, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError.of(place, error) from None
    return place
