"""Citations of another table, marks with another meaning, names that lead elsewhere, texts that a style hides."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest
from support.reporting import REPOSITORY

from grantsdata.awards.load import open_year
from grantsdata.report.page.tables import table_html
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading import accessibility, labelled

CITED = (
    '<table><caption id="one"><span class="number">Table 1.</span> Awards</caption></table><details class="cite">'
    '<summary>Cite <span class="number">table 1</span></summary>'
    '<a href="#one"><span class="number">table 1</span></a></details>'
)
MARKS = (
    '<ul class="legend"><li><span class="implied">implied</span> worked out from a printed total</li>'
    '<li><span class="none">not stated</span> the paper gives no amount</li></ul>'
)
FOOT = (
    '<footer class="foot"><p>Facts are used under the <data value="paper(\'paper.licence\')">Open Licence</data>.</p>'
    "<p>Questions about the paper: <data value=\"paper('paper.contact')\">Chief</data>.</p></footer>"
)
HOURS = {"measure": "Time given by volunteers", "figure": "1,461 hours"}
HUB = "Victims' services: Victim and witness hub"
RULES = "<style>.bars-narrow{display:none}.skip,nav{display:none}.bars text{fill:var(--ink)}</style>"


def page_of(folder: Path, body: str, outputs: list[dict[str, Any]] | None = None) -> Page:
    (folder / "page.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    cells = [{"cell_type": "code", "metadata": {}, "source": "", "outputs": outputs or []}]
    (folder / "page.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}), encoding="utf-8")
    return Page(folder / "page.html")


@pytest.mark.parametrize(
    ("check", "body", "old", "new", "says"),
    [
        ("citations_name_what_is_above", CITED, '">table 1', '">table 2', "is cited as table 2"),
        ("citations_name_what_is_above", CITED, '">table 1', '">figure 1', "is cited as figure 1"),
        ("citations_name_what_is_above", CITED, 'href="#one"', 'href="#main"', "leads to #main"),
        ("marks_mean_what_they_say", MARKS, "worked out from a printed total", "the paper gives no amount", "implied"),
        ("styles_hide_no_words", RULES, ".bars-narrow", ".verdict", "hides .verdict"),
        ("styles_hide_no_words", RULES, ".skip,nav", ".skip,.lead", "hides .skip,.lead"),
        ("styles_hide_no_words", RULES, "var(--ink)", "#ddd", "the colour #ddd"),
    ],
)
def test_what_is_wrong_beside_a_part_is_caught(
    check: str, body: str, old: str, new: str, says: str, tmp_path: Path
) -> None:
    run = getattr(labelled, check)
    assert run(page_of(tmp_path, body)) == []
    assert old in body
    faults = run(page_of(tmp_path, body.replace(old, new)))
    assert any(says in fault for fault in faults), faults


def test_a_name_leads_to_the_page_about_it(tmp_path: Path) -> None:
    (tmp_path / "vs.html").write_text("<h1>Victims' services, 2017-18</h1>", encoding="utf-8")
    link = '<a data-to="stream" href="vs.html">{}</a>'
    assert labelled.names_lead_to_their_pages(page_of(tmp_path, link.format("Victims' services"))) == []
    faults = labelled.names_lead_to_their_pages(page_of(tmp_path, link.format("Youth Fund")))
    assert faults == ["“Youth Fund” leads to the page “Victims' services, 2017-18”"]


def test_what_is_under_the_name_of_a_stream_is_about_it(tmp_path: Path) -> None:
    def shown(html: str, **facts: Any) -> dict[str, Any]:
        return {"data": {"text/html": html}, "metadata": {"grantsdata": facts}}

    of = {"stream": "Victims' services"}
    right = [shown("<h3>Victims&#x27; services</h3>"), shown("<p>…</p>", kind="sum", of=of)]
    assert labelled.headings_are_over_their_own(page_of(tmp_path, "", right)) == []
    wrong = [shown("<h3>Youth Fund</h3>"), *right[1:]]
    faults = labelled.headings_are_over_their_own(page_of(tmp_path, "", wrong))
    assert faults == ["what is about Victims' services stands under the heading “Youth Fund”"]


def test_licence_and_contact_are_those_of_the_paper(tmp_path: Path) -> None:
    data = cast(Any, SimpleNamespace(raw=SimpleNamespace(paper={"paper": {"source": "Paper of May"}})))
    assert labelled.sources_are_the_papers(page_of(tmp_path, FOOT), data) == []
    swapped = FOOT.replace("licence", "\0").replace("contact", "licence").replace("\0", "contact")
    assert len(labelled.sources_are_the_papers(page_of(tmp_path, swapped), data)) == 2


@pytest.mark.parametrize(
    ("check", "page", "old", "new", "says"),
    [
        ("judgements_are_marked", "stream-report-cdr", "judged, confidence low", "judged, confidence high", "marked"),
        ("blanks_say_why", "annual-report", '<span class="none">none named</span>', "", "nothing stands for Provider"),
        ("source_documents_are_complete", "board-paper", "Agenda item 12.0", "Agenda item", "lacks Agenda item 12.0"),
    ],
)
def test_what_is_not_said_beside_a_name_is_a_fault(
    check: str, page: str, old: str, new: str, says: str, outputs: Path, behind: PageData, tmp_path: Path
) -> None:
    html = (outputs / f"{page}.html").read_text(encoding="utf-8")
    run, more = getattr(labelled, check), (behind,) if check == "source_documents_are_complete" else ()
    for text, expected in ((html, 0), (html.replace(old, new, 1), 1)):
        (tmp_path / f"{expected}.html").write_text(text, encoding="utf-8")
        faults = run(Page(tmp_path / f"{expected}.html"), *more)
        assert len(faults) == expected and all(says in fault for fault in faults)


@pytest.mark.parametrize(
    ("check", "old", "new", "says"),
    [
        ("cells_name_their_columns", 'data-label="Total"', 'data-label="Provider type"', "is called “Provider type”"),
        ("wide_tables_become_cards", '<table class="cards-48">', "<table>", "do not become cards"),
    ],
)
def test_a_table_that_cannot_be_read_in_a_narrow_window(
    check: str, old: str, new: str, says: str, outputs: Path, tmp_path: Path
) -> None:
    html = (outputs / "annual-report.html").read_text(encoding="utf-8")
    for text, expected in ((html, 0), (html.replace(old, new, 1), 1)):
        (tmp_path / f"{expected}.html").write_text(text, encoding="utf-8")
        faults = getattr(accessibility, check)(Page(tmp_path / f"{expected}.html"))
        assert len(faults) == expected and all(says in fault for fault in faults)


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year("2017-18", REPOSITORY))


def of_table(folder: Path, caption: str, frame: pd.DataFrame, **named: Any) -> Page:
    return page_of(folder, table_html(frame, caption, **named))


THEMES = pd.DataFrame({"theme": ["Victims"], "service": ["Crimestoppers"], "award_gbp": [25_791.0]})


@pytest.mark.parametrize(
    ("aim", "says"),
    [
        ("Safeguarding the vulnerable", ""),
        ("", "lacks the aim of Victims, “Safeguarding the vulnerable”"),
        ("Preventing crime and reassuring the public", "lacks the aim of Victims"),
    ],
)
def test_the_heading_of_a_theme_has_its_aim(aim: str, says: str, behind: PageData, tmp_path: Path) -> None:
    sums = pd.DataFrame(
        {"theme": ["Victims"], "award_gbp": [25_791.0], "awards": [1], "implied_gbp": [0.0], "aim": [aim]}
    )
    page = of_table(tmp_path, "Awards by theme", THEMES, group="theme", subtotals=sums)
    faults = labelled.groups_say_what_they_are_for(page, behind)
    assert any(says in fault for fault in faults) if says else faults == []


def test_the_heading_of_a_stream_has_its_own_funder(behind: PageData, tmp_path: Path) -> None:
    frame = pd.DataFrame({"stream": ["Victims' services"], "service": ["A"], "award_gbp": [1.0]})
    for funder, number in (("Ministry of Justice", 0), ("Main police grant", 1)):
        sums = pd.DataFrame({"stream": ["Victims' services"], "award_gbp": [1.0], "awards": [1], "implied_gbp": [0.0]})
        sums["aim"] = f"funder: {funder}"
        page = of_table(tmp_path, "Awards", frame, group="stream", subtotals=sums)
        assert len(labelled.groups_say_what_they_are_for(page, behind)) == number


@pytest.mark.parametrize(
    ("row", "heading", "faults"),
    [
        ({"service": "Police Cadets"}, "Crime and disorder reduction: £1, 1 award", 0),
        ({"service": "Police Cadets"}, "Victims' services: £1, 1 award", 1),
        (HOURS, f"{HUB}, awarded as “Victim and Witness Hub Initial Referral provision”", 0),
        (HOURS, HUB, 1),
        (HOURS, "Crime and disorder reduction: Victim and witness hub, not tied to one award", 1),
    ],
)
def test_a_group_holds_its_own(
    row: dict[str, str], heading: str, faults: int, behind: PageData, tmp_path: Path
) -> None:
    page = of_table(tmp_path, "Rows", pd.DataFrame([row | {"under": heading}]), group="under")
    assert len(labelled.groups_hold_their_own(page, behind)) == faults


@pytest.mark.parametrize(
    ("caption", "faults"), [("Awards by theme", 0), ("Awards by provider type", 1), ("Awards by stream and theme", 1)]
)
def test_a_caption_names_columns_of_its_table(caption: str, faults: int, behind: PageData, tmp_path: Path) -> None:
    assert len(labelled.captions_name_columns(of_table(tmp_path, caption, THEMES), behind)) == faults


@pytest.mark.parametrize(
    ("note", "faults"), [("Pooled with NHS England", 0), ("Matched by others", 1), ("", 1), ("Pooled with X", 1)]
)
def test_a_note_names_who_else_pays(note: str, faults: int, tmp_path: Path) -> None:
    row = {"service": "A", "award_gbp": 1.0, "provider": "B", "notes": note}
    row |= {"payee": "B", "other_contributors": "NHS England", "contribution": "pools"}
    page = of_table(tmp_path, "Awards", pd.DataFrame([row]))
    assert len(labelled.notes_say_who_else_pays(page)) == faults


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            '<dl class="details"><div><dt>To</dt><dd>Police and Crime Panel</dd></div></dl>',
            "“To Police and Crime Panel”",
        ),
        ('<div class="cite"><p>Commissioner for Norfolk, Grants, table 1</p></div>', "does not cite “Grants”"),
        ("<h1>Youth Fund: awards</h1>", ""),
    ],
)
def test_who_is_named_around_the_figures_is_in_the_paper(
    body: str, says: str, behind: PageData, tmp_path: Path
) -> None:
    faults = labelled.sources_are_the_papers(page_of(tmp_path, f"<h1>Grants</h1>{body}"), behind)
    assert any(says in fault for fault in faults) if says else faults == []


def test_a_title_names_no_other_stream(behind: PageData, tmp_path: Path) -> None:
    head = {"metadata": {"grantsdata": {"kind": "head", "of": {"stream": "Victims' services"}}}}
    page = page_of(tmp_path, "<h1>Youth Fund: awards in 2017-18</h1>", [head])
    (fault,) = labelled.sources_are_the_papers(page, behind)
    assert fault == "the title names Youth Fund; the page is about Victims' services"


def test_marks_in_tables_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled, "notebook_of", lambda page: "annual-report")
    table = '<table><td><span class="implied">implied</span></td></table>'
    assert labelled.marks_mean_what_they_say(page_of(tmp_path, MARKS + table)) == []
    assert labelled.marks_mean_what_they_say(page_of(tmp_path, table)) == [
        "the page does not say what the mark “implied” means"
    ]
