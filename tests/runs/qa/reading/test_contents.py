"""Contents that do not lead to their headings, texts that a screen reader misses, dates for machines that differ."""

import json
from pathlib import Path

import pytest
from support.reporting import REPOSITORY

from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading import contents

SECTIONS = """
<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>
<ol><li><a href="#who">Who</a></li><li><a href="#what">What</a></li></ol></nav>
<h2 id="who"><span class="number">1.</span> Who</h2>
<section id="what"><h2><span class="number">2.</span> What</h2></section>
"""


def page_of(folder: Path, body: str) -> Page:
    path = folder / "page.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return Page(path)


@pytest.mark.parametrize(("number", "is_right"), [("2.", True), ("3.", False), ("1.", False)])
def test_sections_are_numbered_from_one(number: str, is_right: bool, tmp_path: Path) -> None:
    page = page_of(tmp_path, SECTIONS.replace(">2.<", f">{number}<"))
    assert (contents.numbers_run_from_one(page) == []) == is_right


def test_contents_that_lead_to_their_headings(tmp_path: Path) -> None:
    assert contents.contents_are_the_headings(page_of(tmp_path, SECTIONS)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('href="#who"', 'href="#what"', "“Who” leads to “What”"),
        (">Who</a>", ">Whose</a>", "“Whose” leads to “Who”"),
        ('<li><a href="#what">What</a></li>', "", "the section “What” is not listed"),
        ('id="who"', 'id="whose"', "“Who” leads to no heading"),
        (
            '<li><a href="#who">Who</a></li><li><a href="#what">What</a></li>',
            '<li><a href="#what">What</a></li><li><a href="#who">Who</a></li>',
            "another order",
        ),
    ],
)
def test_contents_that_do_not(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in SECTIONS
    faults = contents.contents_are_the_headings(page_of(tmp_path, SECTIONS.replace(old, new)))
    assert any(says in fault for fault in faults), faults


@pytest.mark.parametrize(
    "body",
    [
        '<p aria-hidden="true">£5</p>',
        '<div aria-hidden="true"><a href="#x"></a></div>',
        '<figure><svg aria-hidden="true"><text>£5</text></svg></figure>',
        '<figure><div aria-hidden="true"><svg role="img"><text>£5</text></svg></div></figure>',
    ],
)
def test_what_is_shown_and_hidden_from_a_screen_reader_is_a_fault(body: str, tmp_path: Path) -> None:
    assert len(contents.nothing_that_is_read_is_hidden(page_of(tmp_path, body))) == 1


@pytest.mark.parametrize(
    "body",
    [
        '<span aria-hidden="true"></span>',
        '<figure><svg role="img"><text>5</text></svg><svg aria-hidden="true"><text>5</text></svg></figure>',
    ],
)
def test_an_ornament_or_a_second_drawing_is_none(body: str, tmp_path: Path) -> None:
    assert contents.nothing_that_is_read_is_hidden(page_of(tmp_path, body)) == []


def test_a_date_says_the_same_to_people_and_machines(tmp_path: Path) -> None:
    body = '<time datetime="2017-05-11">11 May 2017</time><time datetime="2017-05-11">12 May 2017</time>'
    assert contents.dates_are_as_they_say(page_of(tmp_path, body)) == [
        "the date “12 May 2017” is 2017-05-11 for machines"
    ]


BODY = "<h2>Who</h2><h3>One</h3><p>Text.</p><h2>What</h2><ul><li>Text.</li></ul>"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (BODY, ""),
        (BODY.replace("<p>Text.</p>", ""), "nothing stands below the heading “One”"),
        (BODY.replace("<p>Text.</p>", '<p class="back">Back</p>'), "nothing stands below the heading “One”"),
        (BODY.replace("<ul><li>Text.</li></ul>", ""), "nothing stands below the heading “What”"),
    ],
)
def test_a_heading_is_over_something(body: str, says: str, tmp_path: Path) -> None:
    faults = contents.headings_are_over_something(page_of(tmp_path, body))
    assert any(says in fault for fault in faults) if says else faults == []


@pytest.mark.parametrize(
    ("name", "faults"), [("Contents", []), ("Reports", ["the list “Contents” is called “Reports”"])]
)
def test_a_list_of_links_is_called_by_its_heading(name: str, faults: list[str], tmp_path: Path) -> None:
    body = f'<nav aria-label="{name}"><h2>Contents</h2></nav><nav aria-label="Site"><p>x</p></nav>'
    assert contents.lists_are_called_by_their_headings(page_of(tmp_path, body)) == faults


def test_each_section_and_caption_that_is_known_is_one_of_the_notebooks() -> None:
    cells = [
        "".join(cell["source"])
        for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]
    modules = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "grantsdata").rglob("*.py")
               if {"report", "summaries", "model"} & {*path.parts}]  # fmt: skip
    headings = {line.lstrip("# ") for cell in cells for line in cell.splitlines() if line.startswith("##")}
    said = "\n".join([*cells, *modules])
    assert {heading for heading in contents.SECTIONS if heading not in headings} == set()
    captions = [caption for listed in contents.SECTIONS.values() for caption in listed]
    assert [caption for caption in captions if f'"{caption}"' not in said] == []


@pytest.mark.parametrize(("heading", "faults"), [("Who gets the money", 0), ("Who pays the money", 1)])
def test_a_table_stands_under_its_heading(
    heading: str, faults: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "notebook_of", lambda page: "annual-report")
    table = "<table><caption>Table 2. Providers, largest first</caption></table>"
    page = page_of(tmp_path, f"<h2>{heading}</h2>{table}")
    assert len(contents.tables_stand_in_their_sections(page)) == faults
