"""Positive controls: a known defect in a good page, the annual report, is caught by the check that is there for it.

A proof that nothing is wrong is worth what its checks would have seen.
"""

import base64
import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from page_checks import CHECKS, Check, Page, accessibility, charts, document, keyboard, printing, seen
from page_checks.subject import decoded_data
from playwright.sync_api import BrowserContext
from support import browsing
from support.browsing import READER, YEAR

pytestmark = pytest.mark.proof  # of the checks, which change less often than the pages

Spoil = Callable[[BeautifulSoup], object]

SEEN_IN_THE_BROWSER = [
    check for check in CHECKS if check.__module__.rpartition(".")[2] in ("seen", "keyboard", "printing")
]
SECTIONS = 4
"""How many sections of the page are enough for those."""

OUTSIDE = "https://outside.invalid/"

# ---- How to spoil a page ----------------------------------------------------------------------------


def one(soup: BeautifulSoup, selector: str, place: int = 0) -> Tag:
    return soup.select(selector)[place]


def without(selector: str, attribute: str) -> Spoil:
    """The first element of this kind loses an attribute."""
    return lambda soup: one(soup, selector).attrs.pop(attribute)


def given(selector: str, **attributes: str) -> Spoil:
    """The first element of this kind gets attributes; `http_equiv` for http-equiv."""
    return lambda soup: one(soup, selector).attrs.update({name.replace("_", "-"): v for name, v in attributes.items()})


def renamed(selector: str, name: str) -> Spoil:
    """The first element of this kind becomes another kind."""
    return lambda soup: setattr(one(soup, selector), "name", name)


def dropped(selector: str, place: int = 0) -> Spoil:
    return lambda soup: one(soup, selector, place).decompose()


def added(html: str, selector: str = "main") -> Spoil:
    """At the end of the first element of this kind."""
    return lambda soup: one(soup, selector).append(BeautifulSoup(html, "html.parser"))


def styled(css: str) -> Spoil:
    return lambda soup: one(soup, "style").append(css)


def said(selector: str, text: str) -> Spoil:
    """The first element of this kind says something else."""
    return lambda soup: setattr(one(soup, selector), "string", text)


def description_copied(soup: BeautifulSoup) -> None:
    one(soup, "svg.bars-wide", 1)["aria-label"] = one(soup, "svg.bars-wide", 0)["aria-label"]


def amount_misread(soup: BeautifulSoup) -> None:
    image = one(soup, "svg.bars-wide")
    image["aria-label"] = str(image["aria-label"]).replace("£961,260", "£961,620")


def heads_made_cells(soup: BeautifulSoup) -> None:
    for cell in one(soup, "table").select("thead th"):
        cell.name = "td"
        del cell["scope"]


def rows_emptied(soup: BeautifulSoup) -> None:
    for row in one(soup, "table").select("tbody tr"):
        row.decompose()


def caption_copied(soup: BeautifulSoup) -> None:
    one(soup, "caption", 1).string = one(soup, "caption").get_text()


def saved_as(change: Callable[[list[list[str]]], object]) -> Spoil:
    """The rows that the first table's link saves, header and all, are changed."""

    def spoil(soup: BeautifulSoup) -> None:
        link = one(soup, "a[download]")
        rows = list(csv.reader(io.StringIO(decoded_data(str(link["href"])))))
        change(rows)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        link["href"] = "data:text/csv;base64," + base64.b64encode(text.getvalue().encode()).decode()

    return spoil


def one_pound_more(rows: list[list[str]]) -> None:
    place = next(number for number, cell in enumerate(rows[1]) if re.fullmatch(r"\d{5,}\.\d\d", cell))
    rows[1][place] = f"{float(rows[1][place]) + 1:.2f}"


def path_in_the_drawing(soup: BeautifulSoup) -> None:
    one(soup, "svg").append(BeautifulSoup("<!-- /home/somebody/report.svg -->", "html.parser"))


# ---- The defects ------------------------------------------------------------------------------------


class Defect(NamedTuple):
    """What is done to the page, the check that has to see it, and a part of what that says."""

    spoil: Spoil
    check: Check
    says: str


ON_PAPER = "@media print {{ {} }}".format
IN_THE_DARK = "@media (prefers-color-scheme: dark) {{ {} }}".format
IN_A_NARROW_WINDOW = "@media (max-width: 40rem) {{ {} }}".format
BOX = '<figure><div class="scroll" {}><p style="width:90rem;max-width:none">A chart</p></div></figure>'
FONT = f"@font-face {{ font-family: Afar; src: url({OUTSIDE}afar.woff2); }} body {{ font-family: Afar; }}"

DEFECTS: dict[str, Defect] = {
    "the language is left out": Defect(without("html", "lang"), document.language_is_british_english, "None"),
    "another language": Defect(given("html", lang="en-US"), document.language_is_british_english, "en-US"),
    "a title without its year": Defect(
        said("title", "Grants awarded – Commissioner"), document.title_has_the_year, "Grants awarded"
    ),
    "a second main heading": Defect(added("<h1>Again</h1>"), document.headings_are_in_order, "2 headings h1"),
    "a heading that skips a level": Defect(renamed(".sections h2", "h4"), document.headings_are_in_order, "h4"),
    "a script": Defect(added("<script>var x = 1</script>"), document.nothing_can_run, "<script>"),
    "a handler": Defect(given("h2", onclick="alert(1)"), document.nothing_can_run, "onclick on <h2>"),
    "a link that runs a script": Defect(
        given("nav a", href="javascript:alert(1)"), document.nothing_can_run, "javascript:"
    ),
    "a frame": Defect(added('<iframe title="x"></iframe>'), document.nothing_can_run, "<iframe>"),
    "a form": Defect(added("<form><input></form>"), document.nothing_can_run, "<form>"),
    "no security policy": Defect(
        dropped('meta[http-equiv="Content-Security-Policy"]'), document.nothing_can_run, "security policy"
    ),
    "a picture from outside, unseen": Defect(
        added(f'<img alt="" src="{OUTSIDE}chart.png">'), document.nothing_is_loaded_from_outside, OUTSIDE
    ),
    "a picture from outside": Defect(
        added(f'<img alt="" src="{OUTSIDE}chart.png">'), seen.it_asks_for_nothing, OUTSIDE
    ),
    "a font from outside": Defect(styled(FONT), seen.it_asks_for_nothing, "afar.woff2"),
    "a style sheet from outside": Defect(
        added(f'<link rel="stylesheet" href="{OUTSIDE}page.css">', "head"), seen.it_asks_for_nothing, "page.css"
    ),
    "a style sheet of another style sheet": Defect(
        added(f'<style>@import "{OUTSIDE}more.css";</style>', "head"), seen.it_asks_for_nothing, "more.css"
    ),
    "a background for print alone": Defect(
        styled(ON_PAPER(f"body {{ background: url({OUTSIDE}crest.png); }}")), seen.it_asks_for_nothing, "crest.png"
    ),
    "a file that lies beside it": Defect(
        added('<img src="crest.png" alt="">', "header"), seen.it_asks_for_nothing, "crest.png"
    ),
    "a window that opens": Defect(added("<script>alert('hello')</script>"), seen.it_asks_for_nothing, "says “hello”"),
    "a link to nowhere": Defect(given("nav a", href="#nowhere"), document.links_lead_somewhere, "#nowhere"),
    "a link to a page that is not there": Defect(
        given("footer a", href="../all.html"), document.links_lead_somewhere, "../all.html"
    ),
    "two places of one name": Defect(
        lambda soup: given("main p", id=str(one(soup, "figcaption[id]")["id"]))(soup),
        document.ids_are_unique,
        "are called #",
    ),
    "a description that the page does not have": Defect(
        given('meta[name="description"]', content="£3m was awarded."),
        document.the_description_is_on_the_page,
        "£3m was awarded",
    ),
    "a description for messages alone": Defect(
        given('meta[property="og:description"]', content="£3m was awarded."),
        document.the_description_is_on_the_page,
        "£3m was awarded",
    ),
    "a field to type in": Defect(added('<input type="text" aria-label="x">'), document.nothing_can_run, "radio"),
    "a path of this machine": Defect(
        added("<p>Read from /home/somebody/data/raw.</p>"), document.page_holds_nothing_private, "/home/somebody"
    ),
    "who made it": Defect(added(f"<!-- {READER} -->"), document.page_holds_nothing_private, READER),
    "a path within a picture": Defect(path_in_the_drawing, document.page_holds_nothing_private, "/home/somebody"),
    "the kernel": Defect(
        added("<p>Run by 0d8e3b0e-3c11-4a5c-9a70-8c6f7e1b2a34.</p>"), document.page_holds_nothing_private, "0d8e3b0e"
    ),
    "too much of it": Defect(added("<p>" + "more " * 400_000 + "</p>"), document.size_is_within_limits, "bytes"),
    "heads of columns that are cells": Defect(heads_made_cells, accessibility.tables_are_marked_up, "head its column"),
    "a head of a column without scope": Defect(
        without("thead th", "scope"), accessibility.tables_are_marked_up, "head its column"
    ),
    "a head of a row that is a cell": Defect(renamed("tbody th", "td"), accessibility.tables_are_marked_up, "no head"),
    "a head of a group without its scope": Defect(
        given("tr.group th", scope="col"), accessibility.tables_are_marked_up, "scope rowgroup"
    ),
    "a table without a caption": Defect(dropped("caption"), accessibility.tables_are_marked_up, "no caption"),
    "two tables of one caption": Defect(caption_copied, accessibility.tables_are_marked_up, "another table has"),
    "a row that lacks a cell": Defect(dropped("tbody td"), accessibility.tables_are_marked_up, "wide, not"),
    "a table without rows": Defect(rows_emptied, accessibility.tables_have_rows, "has no rows"),
    "a table that cannot be saved": Defect(
        dropped("p.download", 2), accessibility.tables_can_be_saved, "no link that saves it"
    ),
    "another amount in what is saved": Defect(saved_as(one_pound_more), accessibility.tables_can_be_saved, "is not in"),
    "a row too few in what is saved": Defect(saved_as(list.pop), accessibility.tables_can_be_saved, "rows, but"),
    "a saved table without a name": Defect(
        given("a[download]", download=""), accessibility.tables_can_be_saved, "saved as"
    ),
    "a chart without description": Defect(without("svg", "aria-label"), charts.charts_are_described, "too short"),
    "the filler of a converter": Defect(
        given("svg.bars-wide", aria_label="No description has been provided for this image"),
        charts.charts_are_described,
        "filler",
    ),
    "a kind instead of a description": Defect(
        given("svg.bars-wide", aria_label="Bar chart"), charts.charts_are_described, "filler"
    ),
    "a file name instead of a description": Defect(
        given("svg.bars-wide", aria_label="flow-of-the-budget-to-streams-and-awards-2017-18.png"),
        charts.charts_are_described,
        "filler",
    ),
    "a description of two words": Defect(
        given("svg.bars-wide", aria_label="Budget, awards"), charts.charts_are_described, "short"
    ),
    "a description used twice": Defect(description_copied, charts.charts_are_described, "another chart's text"),
    "a wrong amount in a description": Defect(amount_misread, charts.chart_amounts_are_in_tables, "£961,620"),
    "a chart that is left out": Defect(dropped("figure", 1), accessibility.everything_made_is_shown, "<figure>"),
    "a table that is left out": Defect(dropped("table", 3), accessibility.everything_made_is_shown, "<table>"),
    "text too pale to read": Defect(styled("main p { color: #999; }"), seen.axe_wide_light, "color-contrast"),
    "text that cannot be judged": Defect(
        styled(".verdict { background-image: linear-gradient(#fff, #000); }"), seen.axe_wide_light, "color-contrast"
    ),
    "text too dark for the dark": Defect(
        styled(IN_THE_DARK(".verdict { color: #555; }")), seen.axe_wide_dark, "color-contrast"
    ),
    "a link without a text": Defect(said("main nav a", ""), seen.axe_wide_light, "link-name"),
    "no main part": Defect(renamed("main", "div"), seen.axe_wide_light, "landmark-one-main"),
    "a page that cannot be enlarged": Defect(
        given('meta[name="viewport"]', content="width=device-width, user-scalable=no"),
        seen.axe_narrow_light,
        "meta-viewport",
    ),
    "targets too small for a finger": Defect(
        styled(
            IN_A_NARROW_WINDOW("nav li { padding: 0; line-height: 8px; font-size: 8px; } nav a { font-size: 8px; }")
        ),
        seen.axe_narrow_light,
        "target-size",
    ),
    "text too dark for a phone in the dark": Defect(
        styled(IN_A_NARROW_WINDOW(IN_THE_DARK("h1 { color: #345; }"))), seen.axe_narrow_dark, "color-contrast"
    ),
    "a table without its scroll box": Defect(
        styled(".scroll { overflow: visible; } table { min-width: 60rem; }"), seen.it_fits_a_narrow_window, "px wide"
    ),
    "a box too wide for a phone": Defect(
        styled(".verdict { min-width: 30rem; }"), seen.it_fits_a_narrow_window, "verdict"
    ),
    "a box too wide for a desk": Defect(
        styled(".verdict { width: 120rem; max-width: none; }"), seen.it_fits_a_wide_window, "verdict"
    ),
    "a link that jumps the queue": Defect(
        given("footer a", tabindex="1"), keyboard.tab_goes_through_it_in_order, "jump the queue"
    ),
    "a link that is withheld": Defect(
        given("main nav a", tabindex="-1"), keyboard.tab_goes_through_it_in_order, "withheld"
    ),
    "a part that is out of reach": Defect(
        given("nav", inert=""), keyboard.tab_goes_through_it_in_order, "never reached"
    ),
    "no outline around the focus": Defect(
        styled("a:focus-visible { outline: none; }"), keyboard.the_focus_shows_in_light, "outline of 0"
    ),
    "a hairline around the focus": Defect(
        styled("summary:focus-visible { outline-width: 1px !important; }"),
        keyboard.the_focus_shows_in_light,
        "outline of 1",
    ),
    "an outline too pale to see": Defect(
        styled("summary:focus-visible { outline-color: #ccc !important; }"),
        keyboard.the_focus_shows_in_light,
        "a contrast of",
    ),
    "an outline lost in the dark": Defect(
        styled(IN_THE_DARK("summary:focus-visible { outline-color: #222 !important; }")),
        keyboard.the_focus_shows_in_the_dark,
        "a contrast of",
    ),
    "a skip link that stays out of sight": Defect(
        styled(".skip:focus { left: -100rem; }"), keyboard.the_focus_shows_in_light, "out of sight"
    ),
    "a skip link to nowhere": Defect(given(".skip", href="#start"), keyboard.the_skip_link_works, "leads to #start"),
    "no skip link": Defect(dropped(".skip"), keyboard.the_skip_link_works, "the first stop is “Annual report”"),
    "a main part that takes no focus": Defect(
        without("main", "tabindex"), keyboard.the_skip_link_works, "the focus is on BODY"
    ),
    "a table that hides its amounts in a narrow window": Defect(
        styled("table { min-width: 60rem; }"), keyboard.its_scroll_boxes_can_be_reached, "hides a part of a table"
    ),
    "a box that is a stop of Tab and does not scroll": Defect(
        given(".scroll:has(table)", tabindex="0"),
        keyboard.its_scroll_boxes_can_be_reached,
        "is a stop of Tab for nothing",
    ),
    "a scroll box out of reach": Defect(
        added(BOX.format('role="region" aria-label="x"')), keyboard.its_scroll_boxes_can_be_reached, "cannot be reached"
    ),
    "a scroll box without a name": Defect(
        added(BOX.format('tabindex="0" role="region"')), keyboard.its_scroll_boxes_can_be_reached, "is called “”"
    ),
    "a scroll box whose name is not there": Defect(
        added(BOX.format('tabindex="0" role="region" aria-labelledby="nowhere"')),
        keyboard.its_scroll_boxes_can_be_reached,
        "is called “”",
    ),
    "a sheet with nothing but the foot": Defect(
        styled(ON_PAPER(".foot { break-before: page; }")), printing.no_sheet_holds_only_the_foot, "holds only the foot"
    ),
    "other paper": Defect(styled(ON_PAPER("@page { size: letter; }")), printing.its_pdf_is_tagged, "sheets of"),
    "paper without a language": Defect(without("html", "lang"), printing.its_pdf_is_tagged, "the language"),
    "charts that are not printed": Defect(
        styled(ON_PAPER("figure svg.bars { display: none !important; }")),
        printing.its_pdf_has_the_descriptions,
        "without",
    ),
    "captions that are not printed": Defect(
        styled(ON_PAPER("caption { display: none; }")), printing.its_pdf_has_every_text, "without “Table 1."
    ),
    "a table wider than the paper": Defect(
        styled(ON_PAPER("table { width: 60rem; }")), printing.nothing_is_cut_on_paper, "reaches to"
    ),
    "boxes that are cut on paper": Defect(
        styled(ON_PAPER(".scroll { overflow: hidden; } table { width: 110%; }")),
        printing.nothing_is_cut_on_paper,
        "reaches to",
    ),
}

INVALID: dict[str, tuple[Spoil, str]] = {
    "an id that comes twice": (
        lambda soup: given(".sections h2", id=str(one(soup, "h2[id]")["id"]))(soup),
        "Duplicate ID",
    ),
    "a block within a paragraph": (
        lambda soup: one(soup, "main p").append(BeautifulSoup("<div>x</div>", "html.parser")),
        "p",
    ),
    "an item without its list": (added("<li>x</li>"), "li"),
    "a tag of former times": (added("<center>x</center>"), "center"),
    "a picture without a text": (added('<img src="x.png">'), "alt"),
    "a table within a row": (added("<p>x</p>", "tbody tr"), "p"),
    "a page without a title": (dropped("title"), "title"),
}


# ---- The controls -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(published: Path) -> Path:
    """The annual report of the set."""
    return published / "outputs" / YEAR / "annual-report.html"


@pytest.fixture(scope="module")
def beginning(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its first sections only, which is as good for a look in the browser and takes less of its time."""
    soup = BeautifulSoup(whole.read_text(encoding="utf-8"), "html.parser")
    end = one(soup, ".sections > h2[id]", SECTIONS)
    for rest in [end, *end.find_next_siblings()]:
        rest.decompose()
    path = tmp_path_factory.mktemp("beginning") / YEAR / whole.name
    path.parent.mkdir()
    path.write_text(str(soup), encoding="utf-8", newline="\n")
    shutil.copyfile(whole.with_suffix(".ipynb"), path.with_suffix(".ipynb"))
    shutil.copyfile(whole.parents[1] / "index.html", path.parents[1] / "index.html")
    return path


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with browsing.open_browser() as context:
        yield context


def spoilt(good: Path, folder: Path, spoil: Spoil) -> Path:
    """A copy of a good page, spoilt, with what stood beside it."""
    soup = BeautifulSoup(good.read_text(encoding="utf-8"), "html.parser")
    spoil(soup)
    page = folder / YEAR / good.name
    page.parent.mkdir()
    page.write_text(str(soup), encoding="utf-8", newline="\n")
    shutil.copyfile(good.with_suffix(".ipynb"), page.with_suffix(".ipynb"))
    shutil.copyfile(good.parents[1] / "index.html", page.parents[1] / "index.html")
    return page


@pytest.mark.parametrize("name", [name for name in DEFECTS if DEFECTS[name].check in SEEN_IN_THE_BROWSER])
def test_the_defect_is_caught(name: str, whole: Path, beginning: Path, context: BrowserContext, tmp_path: Path) -> None:
    defect = DEFECTS[name]
    good = beginning if defect.check in SEEN_IN_THE_BROWSER else whole
    page = Page(spoilt(good, tmp_path, defect.spoil), context, private=[READER])
    faults = defect.check(page)
    page.close()
    assert faults, f"{defect.check.__name__} finds nothing"
    assert any(defect.says in fault for fault in faults), faults


def test_the_page_without_a_defect_passes(beginning: Path, context: BrowserContext, tmp_path: Path) -> None:
    """Otherwise a check that always complains would pass for one that sees; `test_browser` has the whole page."""
    page = Page(spoilt(beginning, tmp_path, lambda soup: None), context, private=[READER])
    faults = {check.__name__: check(page) for check in SEEN_IN_THE_BROWSER}
    page.close()
    assert {name: its for name, its in faults.items() if its} == {}


def test_a_page_is_spoilt_by_its_defect_alone(whole: Path, tmp_path: Path) -> None:
    """That it was read and written again changes nothing."""
    page = spoilt(whole, tmp_path, lambda soup: None)
    assert BeautifulSoup(page.read_bytes(), "html.parser") == BeautifulSoup(whole.read_bytes(), "html.parser")


def test_each_check_has_its_control() -> None:
    """Of those that need a browser; `tests/runs/qa` has the others."""
    assert {check.__name__ for check in SEEN_IN_THE_BROWSER} - {
        defect.check.__name__ for defect in DEFECTS.values()
    } == set()


@pytest.fixture(scope="module")
def messages(beginning: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the HTML checker says of each invalid page, and of the one to which nothing was done."""
    spoils = {name: spoil for name, (spoil, _) in INVALID.items()} | {"good": lambda soup: None}
    paths = {name: spoilt(beginning, tmp_path_factory.mktemp("invalid"), spoil) for name, spoil in spoils.items()}
    found = browsing.nu_messages(list(paths.values()))
    return {name: found[path] for name, path in paths.items()}


@pytest.mark.parametrize("name", INVALID)
def test_invalid_html_is_caught(name: str, messages: dict[str, list[str]]) -> None:
    assert messages["good"] == []
    assert any(INVALID[name][1] in message for message in messages[name]), messages[name]
