"""The annual report as readers get it: what the page says, and its form; of the paper's year and in two other cases."""

import os
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from support.browsing import READER
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    REPOSITORY,
    THE_35_AWARDS,
    VICTIMS,
    add_year,
    called,
    copied_project,
)

pytestmark = pytest.mark.smoke

MARK = "£10,000 implied"


class Run(NamedTuple):
    """A project for which the report was made, and what the command said."""

    project: Path
    told: str


def made(project: Path, *arguments: str) -> Run:
    done = called(project, "report", *arguments, "--notebook", "annual-report")
    assert done.returncode == 0, done.stderr
    return Run(project, done.stdout)


def without_implied(project: Path) -> Run:
    """With the implied amount taken out."""
    return made(project, "2017-18", "-p", "include_implied", "false")


def another_year(project: Path) -> Run:
    """Two awards, one from outside the budget; no themes, arrangements, measures, other funds or printed total."""
    lights = ("GR", "Street lights", "Cambridge City Council", "£4,000")
    add_year(project, [lights, ("OUT", "Football at night", "Fenland District Council", "£1,500")])
    return made(project, "2018-19")


Runs = Callable[[str], Run]


@pytest.fixture(scope="module")
def runs(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """`runs("usual")`: that of the whole set; the others are made at the first call."""
    makers = {"without implied": without_implied, "another year": another_year}

    @cache
    def of(name: str) -> Run:
        if name == "usual":
            return Run(published, "")
        return makers[name](copied_project(tmp_path_factory.mktemp("run") / "project"))

    return of


# ---- Reading a page ------------------------------------------------------------------------------

PAGES = pytest.mark.parametrize("name", ["usual", "without implied", "another year"])


def html_of(run: Run) -> str:
    (page,) = run.project.glob("outputs/2*/annual-report.html")
    return page.read_text(encoding="utf-8")


@cache
def soup_of(run: Run) -> BeautifulSoup:
    return BeautifulSoup(html_of(run), "html.parser")


def spaced(tag: Tag) -> str:
    """An element's text with single spaces; a figure in a sentence is not parted from what stands around it."""
    whole = BeautifulSoup(re.sub(r"</?data[^>]*>", "", str(tag)), "html.parser")
    return " ".join(whole.get_text(" ").split())


def table_called(soup: BeautifulSoup, words: str) -> Tag:
    found = [table for table in soup.find_all("table") if words.lower() in spaced(table.caption).lower()]
    assert len(found) == 1, f"{len(found)} tables are called {words}"
    return found[0]


def rows_of(table: Tag) -> list[list[str]]:
    """The rows of a table's body, cell by cell."""
    return [[spaced(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


def amount(cell: str) -> int:
    """A cell's pounds, without its mark."""
    found = re.match(r"(−?)£([0-9,]+)", cell)
    assert found is not None, cell
    return int(found[2].replace(",", "")) * (-1 if found[1] else 1)


def pounds(text: str) -> set[str]:
    return set(re.findall(r"£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[km]?", text))


# ---- What the page says -----------------------------------------------------------------------------


def test_every_award_of_the_paper_stands_on_the_page_once(runs: Runs) -> None:
    rows = [row for row in rows_of(table_called(soup_of(runs("usual")), "every award")) if len(row) > 1]
    assert [row[:2] for row in rows] == [
        [award.service, f"£{award.pounds:,}" + (" implied" if award.service == APPROPRIATE_ADULTS else "")]
        for award in THE_35_AWARDS
    ]
    others = [row for table in soup_of(runs("usual")).find_all("table") for row in rows_of(table)]
    services = {award.service for award in THE_35_AWARDS} - {"Crimestoppers"}  # a provider too
    assert len([row for row in others if row[0] in services]) == len(services)


QUESTIONS = {
    "How much to the police?": "the office's own police force, gets most: £587,195 in 5 awards",
    "Which award is largest?": "The largest award is £446,000, to Cambridgeshire Constabulary for “Victim and Witness",
    "What does the voluntary sector get from the victims' grant?": "£314,065 from Victims' services",
    "What is not competed?": "3 awards, £154,065, were let by single tender, without competition",
    "Does it add up?": "The figures add up if the one unprinted amount is the £10,000",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_is_answered_before_the_first_section(question: str, runs: Runs) -> None:
    text = spaced(soup_of(runs("usual")))
    assert text.index(QUESTIONS[question]) < text.index("1. By stream and provider type")


def test_the_money_by_stream_and_type_is_the_first_table_and_the_first_chart(runs: Runs) -> None:
    soup = soup_of(runs("usual"))
    assert "provider type and stream" in spaced(soup.find("caption"))
    first_figure = soup.find("figure")
    assert "Victims' services" in spaced(first_figure.figcaption) or "Victims' services" in first_figure.img["alt"]
    assert soup.find("caption").sourceline < first_figure.sourceline


def test_the_page_is_short(runs: Runs) -> None:
    soup = BeautifulSoup(html_of(runs("usual")), "html.parser")
    for part in [*soup(["style", "title", "svg"]), *soup.select("[hidden], details p")]:  # as it first comes into sight
        part.extract()
    assert 1_000 < len(soup.get_text(" ").split()) <= 2_200
    assert len(soup.find_all("table")) <= 6


BREAKDOWN = {
    "police": (532_195, 55_000, 587_195),
    "local government": (40_000, 538_000, 578_000),
    "voluntary and community": (314_065, 177_791, 491_856),
    "health": (75_000, 244_000, 319_000),
    "statutory partnership board": (0, 163_857, 163_857),
    "private company": (0, 78_600, 78_600),
    "probation and central government": (0, 50_000, 50_000),
    "not yet allocated": (0, 15_000, 15_000),
    "Awarded": (961_260, 1_322_248, 2_283_508),
}


def test_the_breakdown_adds_up_in_both_directions(runs: Runs) -> None:
    table = table_called(soup_of(runs("usual")), "provider type and stream")
    heads = [spaced(head) for head in table.select("thead th")]
    assert heads[:4] == ["Provider type", VICTIMS, CRIME, "Total"]
    shown = {row[0]: tuple(map(amount, row[1:4])) for row in rows_of(table)}
    assert sorted(shown.values()) == sorted(BREAKDOWN.values())
    assert shown["Awarded"] == BREAKDOWN["Awarded"]
    for row in shown.values():
        assert row[0] + row[1] == row[2]
    for column in range(3):
        parts = [row[column] for name, row in shown.items() if name[0].islower()]
        assert sum(parts) == shown["Awarded"][column]


def test_each_heading_of_the_paper_stands_over_its_awards_with_its_sum(runs: Runs) -> None:
    heads = [spaced(head) for head in soup_of(runs("usual")).select("tr.group th")]
    expected = {
        "grant agreement": "£574,195, 5 awards",
        "commissioned contract": "£233,000, 2 awards",
        "single tender": "£154,065, 3 awards",
        "Safeguarding the vulnerable": f"£353,857, 7 awards {MARK}",
        "Attacking criminality and reducing re-offending": "£617,791, 7 awards",
        "Preventing crime and reassuring the public": "£350,600, 11 awards",
    }
    for name, total in expected.items():
        assert [head for head in heads if name in head and head.endswith(total)], name
    assert len(heads) == 6


def test_the_awards_under_each_heading_are_the_paper_s(runs: Runs) -> None:
    soup = soup_of(runs("usual"))
    listed: list[tuple[str, str]] = []
    for body in soup.find_all("tbody"):
        group = body.select("tr.group th")
        name = re.split(r"[:(]", spaced(group[0]).partition(", ")[2])[0].strip().capitalize() if group else ""
        listed += [
            (name, spaced(row.th)) for row in body.find_all("tr") if group and "group" not in row.get("class", [])
        ]
    assert listed == [(award.group, award.service) for award in THE_35_AWARDS]


def test_the_money_outside_the_budget_is_told_and_not_added(runs: Runs) -> None:
    rows = {row[0]: row for row in rows_of(table_called(soup_of(runs("usual")), "other funds and bids"))}
    assert "£67k" in rows["Casualty Reduction and Support Fund"]
    assert "£700k" in rows["Department for Communities and Local Government"]
    for fund in ("Local Youth Social Action Fund for Cambridgeshire", "Youth and Communities Fund"):
        assert "not stated" in rows[fund]


def test_the_measures_keep_their_hedges_and_periods(runs: Runs) -> None:
    rows = {row[0]: row for row in rows_of(table_called(soup_of(runs("usual")), "measures"))}
    assert {"more than", "15,000", "2016/17"} <= set(rows["Referrals received"])
    assert {"just short of", "100"} <= set(rows["People who referred themselves"])
    assert "a third" in rows["Referrals as a share of reported victim-based crime"]
    assert {"more than", "10,000", "the first eight months"} <= set(rows["Incidents reviewed by the nurses"])


# What includes the implied £10,000, worked out by hand.
RESTING = {
    "£2,283,508", "£1,322,248", "£578,000", "£538,000", "£207,000", "£1,057,791", "£562,665", "£353,857", "£118,000",
    "£228,600", "£90,000", "£16,492", "£22,248",
}  # fmt: skip


def test_every_cell_that_counts_the_implied_amount_carries_its_mark(runs: Runs) -> None:
    """But for what the paper prints itself: a printed total is not a sum of ours."""
    unmarked = []
    for table in soup_of(runs("usual")).find_all("table"):
        if "totals that the paper prints" in spaced(table.caption).lower():
            continue
        heads = [spaced(head) for head in table.select("thead th")]
        for row in rows_of(table):
            for head, cell in zip(heads, row, strict=False):
                is_ours = head not in ("Printed", "What it says")
                if is_ours and re.fullmatch(r"−?(£[0-9,]+)", cell) and cell.lstrip("−") in RESTING:
                    unmarked.append((spaced(table.caption), row[0], head, cell))
    assert unmarked == []


def test_every_sentence_that_counts_the_implied_amount_says_so(runs: Runs) -> None:
    soup = soup_of(runs("usual"))
    texts = [spaced(tag) for tag in soup.select("p, li, figcaption, dd")]
    texts += [str(image["aria-label"]) for image in soup.select("figure svg.bars-wide")]
    silent = [
        text for text in texts if pounds(text) & RESTING - {"£1,322,248", "£90,000"} and "implied" not in text.lower()
    ]
    assert silent == []


def test_nothing_is_marked_as_implied_that_is_not(runs: Runs) -> None:
    for mark in soup_of(runs("usual")).select("table .implied"):
        cell = spaced(mark.find_parent(["td", "th"]))
        assert pounds(cell) & (RESTING | {"£10,000"}), cell


# ---- Without the implied amount ---------------------------------------------------------------------


@pytest.mark.proof
def test_without_the_implied_amount_every_total_is_what_is_printed(runs: Runs) -> None:
    run = runs("without implied")
    html = html_of(run)
    assert "2,273,508" in html and "1,312,248" in html
    assert "2,283,508" not in html
    assert "£2,273,508" in run.told and "2,283,508" not in run.told
    table = table_called(soup_of(run), "provider type and stream")
    shown = {row[0]: tuple(map(amount, row[1:4])) for row in rows_of(table)}
    assert (40_000, 528_000, 568_000) in shown.values()
    assert shown["Awarded"] == (961_260, 1_312_248, 2_273_508)


@pytest.mark.proof
def test_without_the_implied_amount_its_award_is_not_stated(runs: Runs) -> None:
    rows = [row for table in soup_of(runs("without implied")).find_all("table") for row in rows_of(table)]
    of_it = [row for row in rows if row[0] == APPROPRIATE_ADULTS and len(row) > 4]
    assert of_it
    assert any("not stated" in row for row in of_it)
    assert not any("£10,000" in cell for row in of_it for cell in row if "printed total" not in cell)


@pytest.mark.proof
def test_without_the_implied_amount_nothing_is_marked_or_told_as_implied(runs: Runs) -> None:
    soup = soup_of(runs("without implied"))
    assert soup.select("table .implied, dl .implied") == []
    for tag in soup.select("figcaption, p.key, td, tbody th, dt, dd"):
        assert "implied" not in spaced(tag).lower(), spaced(tag)
    for image in soup.select("figure svg.bars-wide"):
        assert "implied" not in str(image["aria-label"]).lower()


# ---- The page's form --------------------------------------------------------------------------------


def test_the_page_has_one_title_with_its_year(runs: Runs) -> None:
    for name, year in (("usual", "2017-18"), ("without implied", "2017-18"), ("another year", "2018-19")):
        soup = soup_of(runs(name))
        (title,) = soup.find_all("h1")
        assert year in spaced(title)
        assert soup.title is not None and year in spaced(soup.title)
        assert soup.html is not None and soup.html["lang"] == "en-GB"


@PAGES
def test_headings_descend_by_one_level(name: str, runs: Runs) -> None:
    level = 0
    for heading in soup_of(runs(name)).select("h1, h2, h3, h4"):
        mine = int(heading.name[1])
        assert mine <= level + 1, spaced(heading)
        level = mine


@PAGES
def test_every_table_has_a_caption_and_scoped_headers(name: str, runs: Runs) -> None:
    tables = soup_of(runs(name)).find_all("table")
    assert len(tables) >= 3
    for table in tables:
        assert table.caption is not None and spaced(table.caption)
        assert all(head.get("scope") in ("col", "row", "rowgroup") for head in table.find_all("th"))
        assert table.select("thead th") and not table.select("thead td")
        for row in table.select("tbody tr"):
            assert row.find(["th", "td"]).name == "th"
        width = len(table.select("thead th"))
        for row in table.select("tbody tr"):
            assert sum(int(cell.get("colspan", 1)) for cell in row.find_all(["th", "td"])) == width


@PAGES
def test_every_heading_of_a_column_is_words_for_people(name: str, runs: Runs) -> None:
    for head in soup_of(runs(name)).select("thead th"):
        assert re.match(r"[A-Z]", spaced(head)) and "_" not in spaced(head), spaced(head)


@PAGES
def test_no_cell_shows_a_program_s_idea_of_nothing(name: str, runs: Runs) -> None:
    for cell in soup_of(runs(name)).select("td, th, p, li, dd, figcaption"):
        assert not re.search(r"\bnan\b|\bNaN\b|<NA>|^None$|\binf\b|Float64|dtype|Axes\(|<Axes", spaced(cell)), spaced(
            cell
        )


FILLER = re.compile(r"no description|^(image|chart|figure|plot|picture|graph)\.?$|placeholder|alt text", re.IGNORECASE)


@PAGES
def test_every_chart_has_an_alternative_text_worth_reading(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    images = soup.select("figure svg.bars-wide")
    assert len(images) == 2
    for image in images:
        title = spaced(image.find_parent("figure").figcaption)
        assert str(image["aria-label"]) != title and not FILLER.search(str(image["aria-label"]))
        assert len(str(image["aria-label"])) > (40 if name == "another year" else len(title)) > 10


@PAGES
def test_every_figure_of_an_alternative_text_stands_in_a_table(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    in_tables = pounds(" ".join(spaced(table) for table in soup.find_all("table")))
    for image in soup.select("figure svg.bars-wide"):
        missing = pounds(str(image["aria-label"])) - in_tables
        assert missing == set(), image["aria-label"]


IN_THE_SET = re.compile(
    r"\.\./index\.html|run\.json|[a-z-]+\.html(?:#award-[a-z0-9-]+)?$|#provider-[a-z0-9-]+$|https://www\.nationalarchives\.gov\.uk/"
)
"""Links of a page: to the index, the record and the other pages, and to the licence, which nothing fetches."""


@PAGES
def test_the_page_needs_nothing_from_outside_and_runs_nothing(name: str, runs: Runs) -> None:
    html, soup = html_of(runs(name)), soup_of(runs(name))
    assert not soup.find_all(["script", "iframe", "object", "embed", "link", "base", "form"])
    assert not re.search(r"\son\w+\s*=\s*[\"']", html)
    assert not re.search(r"@import|url\((?!#)", html)
    for tag in soup.find_all(src=True):
        assert str(tag["src"]).startswith("data:image/")
    for tag in soup.find_all(href=True):
        saves = tag.has_attr("download") and str(tag["href"]).startswith("data:text/csv;charset=utf-8;base64,")
        assert saves or str(tag["href"]).startswith("#") or IN_THE_SET.match(str(tag["href"])), tag["href"]
    (policy,) = soup.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert "default-src 'none'" in policy["content"] and "script" not in policy["content"]


@PAGES
def test_every_id_is_there_once_and_every_link_and_label_finds_its_own(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not [one for one in ids if re.search(r"\s", one)]
    for link in soup.select('a[href^="#"]'):
        assert str(link["href"])[1:] in ids, link["href"]
    for tag in soup.find_all(attrs={"aria-labelledby": True}):
        assert str(tag["aria-labelledby"]) in ids


@PAGES
def test_the_contents_name_every_section_in_its_order(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    (contents,) = soup.select("nav.contents")
    linked = [(spaced(link), str(link["href"])[1:]) for link in contents.find_all("a")]
    sections = [tag for tag in soup.select("main h2") if tag.find_parent("nav") is None]
    assert len(linked) == 6
    assert [where for _, where in linked] == [str(tag["id"]) for tag in sections]
    for number, ((text, _), section) in enumerate(zip(linked, sections, strict=True), start=1):
        assert spaced(section) == f"{number}. {text}"


@PAGES
def test_no_code_and_no_trace_of_the_machine_is_in_the_page(name: str, runs: Runs) -> None:
    run = runs(name)
    html = html_of(run)
    for text in ("import grantsdata", "gd.load", "summaries.", "In [", "Traceback", "# Parameters", "jp-Cell"):
        assert text not in html, text
    for path in (run.project, run.project.parent, REPOSITORY, Path.home(), Path(os.__file__).parent):
        assert str(path) not in html.replace("&amp;", "&"), path
    assert READER not in html


@PAGES
def test_the_page_is_small_enough_for_an_e_mail(name: str, runs: Runs) -> None:
    assert 20_000 < len(html_of(runs(name)).encode()) < 400_000


class Balance(HTMLParser):
    """Finds tags that are closed in another order than they were opened."""

    VOID = frozenset({"meta", "img", "br", "hr", "input", "col", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> has an attribute twice, line {self.getpos()[0]}")
        if "p" in self.opened and tag in ("p", "div", "table", "ul", "ol", "dl", "figure", "h2", "h3", "section"):
            self.faults.append(f"<{tag}> within a paragraph, line {self.getpos()[0]}")
        if tag not in self.VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and (not self.opened or self.opened.pop() != tag):
            self.faults.append(f"</{tag}> out of order, line {self.getpos()[0]}")


@PAGES
def test_every_tag_of_the_page_is_closed_where_it_belongs(name: str, runs: Runs) -> None:
    balance = Balance()
    balance.feed(html_of(runs(name)))
    assert (balance.faults, balance.opened) == ([], [])


# ---- Another year -----------------------------------------------------------------------------------


def test_a_year_without_themes_or_measures_has_its_report(runs: Runs) -> None:
    soup = soup_of(runs("another year"))
    assert "£4,000" in spaced(soup)
    assert "Police and Crime Commissioner for Elsewhere" in spaced(soup)
    assert not re.search(r"2017-18|Cambridgeshire|Constabulary|2,283,508", spaced(soup))


def test_every_award_is_listed_even_where_it_has_neither_theme_nor_arrangement(runs: Runs) -> None:
    rows = [row for table in soup_of(runs("another year")).find_all("table") for row in rows_of(table)]
    for service, provider, pounds_ in (
        ("Street lights", "Cambridge City Council", "£4,000"),
        ("Football at night", "Fenland District Council", "£1,500"),
    ):
        assert [row for row in rows if row[0] == service and {provider, pounds_} <= set(row)], service


def test_prose_that_cannot_change_with_the_year_says_nothing_untrue_of_this_one(runs: Runs) -> None:
    """Here a stream outside the budget has an award, and every provider is paid itself."""
    text = spaced(soup_of(runs("another year")))
    assert "Streams outside the overall budget have no awards" not in text
    assert "Some money is paid to one body and the service delivered by another" not in text


def test_one_of_a_thing_is_told_in_the_singular_on_the_page(runs: Runs) -> None:
    soup = soup_of(runs("another year"))
    for tag in soup.select("p, td, figcaption, dd, tr.group th"):
        assert not re.search(
            r"\b1 (awards|providers|checks|notes|points|amounts)\b|\b1 award (add|come|are)\b", spaced(tag)
        )


def test_an_empty_section_is_told_in_words(runs: Runs) -> None:
    text = spaced(soup_of(runs("another year")))
    assert "The paper reports no measures." in text
    assert "The paper names no other funds." in text
