"""A small page with a chart and the table beside it, made without a notebook: the tests of checks are quick."""

from pathlib import Path

import pandas as pd

import grantsdata
from grantsdata.report import page
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.drawing.rows import Bars, Panel, Row, amount_parts, amount_text, one_panel
from grantsdata.runs.qa.page import Page

CSS = (Path(grantsdata.__file__).parent / "templates" / "grantsdata" / "page.css").read_text(encoding="utf-8")

TABLE = pd.DataFrame(
    {
        "provider_type": ["police", "local government", "health"],
        "award_gbp": [587_195.0, 578_000.0, 319_000.0],
        "implied_gbp": [0.0, 10_000.0, 0.0],
    }
)
ALT = "Bar chart of types of provider: police £587,195; councils £578,000; health £319,000."


def rows() -> list[Row]:
    """The rows of the table as bars."""
    labels = ("Police", "Councils", "Health")
    return [
        Row(label, amount_text(pounds, implied), amount_parts(pounds, implied))
        for label, pounds, implied in zip(labels, TABLE["award_gbp"], TABLE["implied_gbp"], strict=True)
    ]


def types_of_streams() -> Bars:
    """Two panels: one stream with 300 to the police, one with 200 to the police and 50 to councils."""
    first = Row("Police", "£300", amount_parts(300.0, 0.0, 1), name="Victims, Police")
    second = (
        Row("Police", "£200", amount_parts(200.0, 0.0, 2), name="Crime, Police"),
        Row("Councils", "£50", amount_parts(50.0, 0.0, 2), name="Crime, Councils"),
    )
    return Bars((Panel((first, Row("Councils", "none", name="Victims, Councils")), "Victims"), Panel(second, "Crime")))


def charted(folder: Path, chart: Chart | None = None, table: pd.DataFrame = TABLE, css: str = CSS) -> Page:
    """The page of a chart and a table."""
    chart = chart or chart_of_bars(one_panel(rows()), "Police get most: £587,195", ALT)
    html = page.chart_html(chart) + page.table_html(table, "Awards by provider type")
    path = folder / "page.html"
    path.write_text(f"<html><head><style>{css}</style></head><body>{html}</body></html>", encoding="utf-8")
    return Page(path)


def spoilt(page: Page, *changes: tuple[str, str]) -> Page:
    """The page with texts replaced, each at its first place."""
    html = page.html
    for old, new in changes:
        assert old in html, old
        html = html.replace(old, new, 1)
    path = page.path.with_name("spoilt.html")
    path.write_text(html, encoding="utf-8")
    return Page(path)
