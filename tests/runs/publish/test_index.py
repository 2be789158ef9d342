"""The index: every year and page, by what the pages tell of themselves."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from grantsdata.runs.publish.index import index_html, published_years

NASTY = "<script>alert('x')</script> & \"so\" {{ 7 * 7 }} {% raw %}"


def publish(outputs: Path, year: str, name: str, **facts: Any) -> None:
    folder = outputs / year
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.html").write_text("<p>A page</p>", encoding="utf-8")
    output = {"output_type": "display_data", "data": {}, "metadata": {"grantsdata": facts}}
    cells = [{"cell_type": "markdown", "source": []}, {"cell_type": "code", "source": [], "outputs": [output]}]
    (folder / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    body = "Police and Crime Commissioner for Elsewhere"
    of_year = {"headline": "They come to £1.", "verdict": "The figures add up.", "figures": [["All awards", "£1", "1"]]}
    publish(tmp_path, "2017-18", "reconciliation", heading="Adding up 2017-18", about="Sums", body=body)
    common = {"body": body, "the_body": f"the {body}", "source": "Source: Paper of 11 May 2017."}
    publish(tmp_path, "2017-18", "annual-report", heading="Grants 2017-18", about="All of it", **common, **of_year)
    publish(tmp_path, "2018-19", "annual-report", heading="Grants 2018-19", body=body)
    data = tmp_path / "2017-18" / "data"
    data.mkdir()
    (data / "awards.csv").write_bytes(b"x" * 1234)
    return tmp_path


def written(outputs: Path, order: list[str] | None = None) -> BeautifulSoup:
    return BeautifulSoup(index_html(published_years(outputs).items(), order or []), "html.parser")


def test_the_latest_year_comes_first_and_each_page_is_linked_in_the_order_given(outputs):
    soup = written(outputs, ["annual-report", "reconciliation"])
    assert [h.get_text() for h in soup.select("section h2")] == ["2018-19", "2017-18"]
    links = [(a["href"], a.get_text()) for a in soup.select(".pages a")]
    assert links == [
        ("2018-19/annual-report.html", "Grants 2018-19"),
        ("2017-18/annual-report.html", "Grants 2017-18"),
        ("2017-18/reconciliation.html", "Adding up 2017-18"),
    ]
    for href, _ in links:
        assert (outputs / href).is_file()


def test_a_page_outside_the_order_stands_behind_it_by_name(outputs):
    publish(outputs, "2017-18", "provider-report-family-action", heading="Family Action")
    publish(outputs, "2017-18", "a-page", heading="A page")
    links = [a["href"] for a in written(outputs, ["reconciliation"]).select(".pages a") if "2017-18" in a["href"]]
    names = ["reconciliation", "a-page", "annual-report", "provider-report-family-action"]
    assert links == [f"2017-18/{name}.html" for name in names]


def test_a_year_has_its_date_headline_verdict_figures_and_downloads(outputs):
    text = written(outputs).get_text(" ", strip=True)
    for words in ("11 May 2017", "They come to £1.", "The figures add up.", "All awards", "awards.csv", "(1.2 kB)"):
        assert words in text
    (download,) = written(outputs).select(".downloads a")
    assert (outputs / download["href"]).is_file()


def test_the_main_points_of_a_year_keep_where_their_figures_come_from(outputs):
    points = ["It gave £1 to A & B.", "No more."]
    parts = [[["It gave ", ""], ["£1", "sum(provider='A & B')"], [" to A & B.", ""]], [["No more.", ""]]]
    publish(outputs, "2019-20", "annual-report", heading="G", headline="H.", verdict="V.", points=points,
            points_parts=parts)  # fmt: skip
    soup = written(outputs)
    assert [point.get_text() for point in soup.select(".points li")] == points
    (figure,) = soup.select(".points data")
    assert (figure.get_text(), figure["value"]) == ("£1", "in_year('2019-20', sum(provider='A & B'))")


def test_the_same_pages_give_the_same_bytes_and_nothing_is_written(outputs):
    first = index_html(published_years(outputs).items())
    assert index_html(published_years(outputs).items()) == first
    assert sorted(path.name for path in outputs.iterdir()) == ["2017-18", "2018-19"]


def test_the_title_names_the_years_and_the_body(outputs):
    soup = written(outputs)
    assert soup.title.get_text() == "Grants reports, 2017-18 to 2018-19 – Police and Crime Commissioner for Elsewhere"
    assert soup.h1.get_text() == "Grants reports, 2017-18 to 2018-19"
    assert soup.html["lang"] == "en-GB"


def test_nothing_published_is_said_plainly(tmp_path):
    soup = written(tmp_path)
    assert "No report has been published yet." in soup.get_text()
    assert soup.h1.get_text() == "Grants reports"


def test_folders_that_are_no_years_are_left_alone(outputs):
    publish(outputs, "failed", "annual-report", heading="A page that broke")
    publish(outputs, ".staging-x", "annual-report", heading="Half a page")
    assert "A page that broke" not in written(outputs).get_text()
    assert "Half a page" not in written(outputs).get_text()


def test_a_file_with_the_name_of_a_year_is_left_alone(outputs):
    before = written(outputs)
    (outputs / "2019-20").write_text("no folder", encoding="utf-8")
    assert written(outputs) == before


def test_a_page_whose_notebook_is_gone_is_linked_by_its_name(outputs):
    (outputs / "2017-18" / "reconciliation.ipynb").unlink()
    assert [a.get_text() for a in written(outputs).select('a[href="2017-18/reconciliation.html"]')] == [
        "reconciliation"
    ]


def test_a_notebook_of_another_program_tells_nothing_and_its_page_is_linked_by_its_name(outputs):
    for name, text in (("broken", "{"), ("of-another", '{"cells_of_mine": []}')):
        publish(outputs, "2018-19", name)
        (outputs / "2018-19" / f"{name}.ipynb").write_text(text, encoding="utf-8")
    links = [a.get_text() for a in written(outputs).select(".pages a") if "2018-19" in a["href"]]
    assert links == ["Grants 2018-19", "broken", "of-another"]


def test_a_year_without_pages_is_not_named(outputs):
    """As where somebody has taken them down by hand."""
    (outputs / "2019-20" / "data").mkdir(parents=True)
    (outputs / "2019-20" / "data" / "awards.csv").write_bytes(b"x")
    assert [h.get_text() for h in written(outputs).select("section h2")] == ["2018-19", "2017-18"]


def test_no_text_becomes_markup_or_a_template(outputs):
    publish(outputs, "2019-20", "annual-report", heading=NASTY, about=NASTY, body=NASTY, source=NASTY,
            date="2019-05-11", headline=NASTY, verdict=NASTY, figures=[[NASTY, NASTY, NASTY]])  # fmt: skip
    soup = written(outputs)
    assert not soup.find_all("script")
    assert soup.select_one(".pages a").get_text() == NASTY
    assert "49" not in soup.select_one(".pages").get_text()


def test_the_index_has_an_accessibility_statement_with_whom_to_tell(outputs):
    publish(outputs, "2018-19", "board-paper", heading="Paper", contact="Head of Grants <b>")
    soup = written(outputs)
    text = " ".join(soup.select(".statement")[0].get_text(" ").split())
    assert "Tell the Head of Grants <b> of the Police and Crime Commissioner for Elsewhere" in text
    assert "The Police and Crime Commissioner for Elsewhere is responsible for these pages." in text
    assert "WCAG) 2.2, levels A and AA" in text and "in Firefox, Safari and the browsers of phones." in text
    assert soup.find("h2", id="accessibility") and soup.select('footer a[href="#accessibility"]')


def test_a_body_without_an_article_gets_none_in_the_statement(tmp_path: Path) -> None:
    publish(
        tmp_path, "2018-19", "annual-report", body="Fairshire Borough Council", the_body="Fairshire Borough Council"
    )
    text = " ".join(written(tmp_path).select(".statement")[0].get_text(" ").split())
    assert text.count("Fairshire Borough Council") == 2 and "he Fairshire" not in text
