"""Names that carry code, or that no layout expects, in a whole set of reports: text everywhere, run nowhere."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_checks import CHECKS, Check, Page, printing
from support import browsing
from support.browsing import YEAR
from support.reporting import copied_project

pytestmark = pytest.mark.proof  # a set of its own, and every check of the browser; test_names_that_carry_code is quick

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
LINK = "[text](javascript:alert(1)) **bold** `code`"
MATHS = r"$a$ costs $\frac{1}{2}$ & more"
QUOTES = 'Tom & Jerry\'s "quoted" <b>bold</b>'
UNBROKEN = "Supercommissioning" * 16 + "!" * 12
LONG = ("Support for everybody who has ever needed it in any part of the county " * 5)[:300].strip()
RIGHT_TO_LEFT = "עמותת הסיוע \u202eלנפגעים\u202c مركز الدعم"
FORMULA = '=HYPERLINK("https://outside.invalid/","Click")'
TEMPLATE = "{{ 7 * 7 }} {% raw %} {year}"

NAMES = (SCRIPT, IMAGE, LINK, MATHS, QUOTES, UNBROKEN, LONG, RIGHT_TO_LEFT, FORMULA, TEMPLATE)

SERVICES = {  # row of crime-and-disorder-reduction.csv → the service's new name
    3: SCRIPT, 4: IMAGE, 5: LINK, 6: MATHS, 8: QUOTES, 9: UNBROKEN, 10: LONG, 11: RIGHT_TO_LEFT, 12: FORMULA,
    13: TEMPLATE,
}  # fmt: skip
PROVIDERS = {  # the same for the provider
    8: SCRIPT, 11: IMAGE, 12: LINK, 13: MATHS, 14: QUOTES, 15: UNBROKEN, 16: LONG, 17: RIGHT_TO_LEFT, 18: FORMULA,
    19: TEMPLATE,
}  # fmt: skip

SHARED = {7: SERVICES[9], 8: SERVICES[10], 9: SERVICES[11], 10: SERVICES[12]}
"""Row of contributions.csv → the new name of the service that it is about."""
CONTRIBUTORS = {7: SCRIPT, 8: IMAGE, 9: LINK, 10: MATHS, 11: QUOTES, 12: RIGHT_TO_LEFT, 13: FORMULA, 14: TEMPLATE}


def spoil(project: Path) -> None:
    raw = project / "data" / "raw" / YEAR
    assert len(SERVICES) == len(PROVIDERS) == len(NAMES)
    awards = rewritten(raw / "crime-and-disorder-reduction.csv", {"Service Provision": SERVICES, "Provider": PROVIDERS})
    rewritten(raw / "contributions.csv", {"Service": SHARED, "Contributor": CONTRIBUTORS, "Paragraph": CONTRIBUTORS})
    rows = [[IMAGE if cell == "Offenders" else cell for cell in row] for row in awards]
    with (raw / "crime-and-disorder-reduction.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    paper = raw / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    for old, new in (
        ('"Offenders" = "Attacking', f"'{IMAGE}' = \"<b>Attacking</b>"),
        ('name = "Crime and disorder reduction"', f"name = '{SCRIPT} $x$'"),
        ('contact = "Head of Strategic Partnerships and Commissioning"', f"contact = '{LINK}'"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    paper.write_text(text, encoding="utf-8", newline="\n")


def rewritten(table: Path, cells: dict[str, dict[int, str]]) -> list[list[str]]:
    """A table in which these cells hold other texts: the rows that the file has now."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for column, texts in cells.items():
        for row, text in texts.items():
            rows[row - 1][rows[0].index(column)] = text
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return rows


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Page]]:
    browsing.browser_program()  # before the reports are made, for nothing
    project = copied_project(tmp_path_factory.mktemp("hostile") / "project")
    spoil(project)
    published = browsing.publish(project)
    with browsing.open_browser() as context:
        yield published.pages(context)


def page_of(pages: list[Page], name: str) -> Page:
    (found,) = [page for page in pages if page.name == f"{YEAR}/{name}"]
    return found


OF_NAMES = [check for check in CHECKS if check is not printing.its_pdf_has_every_text]
"""What is read off paper comes out in another order where a text runs from right to left."""


@pytest.mark.parametrize("check", OF_NAMES, ids=lambda check: check.__name__)
def test_every_page_passes_with_such_names_too(check: Check, pages: list[Page]) -> None:
    faults = {page.name: check(page) for page in pages}
    assert {name: its[:8] for name, its in faults.items() if its} == {}


def test_the_html_checker_finds_no_error(pages: list[Page]) -> None:
    found = browsing.nu_messages([page.path for page in pages])
    assert {path.name: its for path, its in found.items() if its} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_on_each_page_that_lists_awards(name: str, pages: list[Page]) -> None:
    expected = " ".join(name.split())
    for page in ("annual-report", "board-paper", "stream-report-cdr", "disclosure"):
        cells = [" ".join(cell.get_text().split()) for cell in page_of(pages, page).soup.select("td, th[scope=row]")]
        assert any(expected in cell for cell in cells), page


def test_nothing_of_a_name_became_an_element(pages: list[Page]) -> None:
    for page in pages:
        assert not page.soup.find_all(["script", "b"]), page.name
        assert not [image for image in page.soup.find_all("img") if not str(image["src"]).startswith("data:image/")]
        assert not page.soup.select('a[href^="javascript"]'), page.name
        assert "49" not in [text.strip() for text in page.soup.find_all(string=True)], "a template was run"


def test_a_name_is_text_in_the_charts_too(pages: list[Page]) -> None:
    drawn = "\n".join(map(str, page_of(pages, "annual-report").soup.select("figure svg")))
    assert "<script" not in drawn and "onerror=alert(1)>" not in drawn.replace("&gt;", "")
    # A long name is written in several lines.
    texts = "".join(text for page in pages for svg in page.soup.select("figure svg") for text in svg.strings)
    assert "<script>" in texts and "$x$" in texts
    assert not re.search(r"href=[\"'](?!#)", drawn)
