"""Every page of the set as readers meet it: in a browser, by keyboard, by voice, in the dark, on a phone, on paper."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_checks import CHECKS, Check, Page
from support import browsing
from support.browsing import YEAR
from support.cases import named
from support.reporting import REPOSITORY

from grantsdata.model.years import FinancialYear
from grantsdata.sources.reports import report_plans

FIRST = ("outputs/index", f"{YEAR}/stream-report-vs")
"""What `make test` looks at: the index, and a page with tables and a chart. Some checks take seconds a page."""


@pytest.fixture(scope="module")
def pages(published: Path) -> Iterator[list[Page]]:
    """All pages below the outputs folder, after one run of the command."""
    with browsing.open_browser() as context:
        yield browsing.Published(published).pages(context)


def told(faults: dict[str, list[str]], most: int = 8) -> str:
    """The faults of all pages, a few of each."""
    lines = []
    for name, its in faults.items():
        lines += [f"{name}: {fault}" for fault in its[:most]]
        lines += [f"{name}: and {len(its) - most} more"] if len(its) > most else []
    return "\n".join(lines)


def test_no_page_of_the_set_is_missing(pages: list[Page]) -> None:
    """The catalogue names what is made for each year; whatever else is found is looked at too."""
    planned = {f"{YEAR}/{report.name}" for report in report_plans(FinancialYear.parse(YEAR), REPOSITORY)}
    assert "2017-18/annual-report" in planned
    assert {page.name for page in pages} >= planned | {"outputs/index"}


def those(pages: list[Page], are_in: bool) -> list[Page]:
    """The pages of `FIRST`, or all others."""
    return [page for page in pages if (page.name in FIRST) is are_in]


ARE_IN = pytest.mark.parametrize("are_in", named({"the first pages": True, "all others": False}, "the first pages"))


@ARE_IN
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_page_passes(check: Check, are_in: bool, pages: list[Page]) -> None:
    faults = {page.name: check(page) for page in those(pages, are_in)}
    assert faults
    found = {name: its for name, its in faults.items() if its}
    assert not found, f"\n{told(found)}"


@ARE_IN
def test_the_html_checker_finds_no_error_in_any_page(are_in: bool, pages: list[Page]) -> None:
    looked_at = those(pages, are_in)
    found = browsing.nu_messages([page.path for page in looked_at])
    faults = {page.name: found[page.path] for page in looked_at if found[page.path]}
    assert not faults, f"\n{told(faults)}"


def test_the_reports_have_what_these_proofs_are_about(pages: list[Page]) -> None:
    """A page without tables or charts would pass all that is asked of them."""
    counts = {page.name: (len(page.soup.find_all("table")), len(page.soup.select("figure svg"))) for page in pages}
    tables, charts = counts[f"{YEAR}/annual-report"]
    assert tables >= 5 and charts >= 2
    assert all(tables for name, (tables, _) in counts.items() if name != "outputs/index")


# ---- The tools --------------------------------------------------------------------------------------


def test_a_missing_tool_skips_its_tests_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(browsing.BROWSER_VARIABLE, raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        browsing.browser_program()
    with pytest.raises(pytest.skip.Exception, match="default-jre-headless"):
        browsing.nu_messages([])


def test_a_missing_tool_fails_its_tests_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv(browsing.BROWSER_VARIABLE, "no-such-browser")
    with pytest.raises(pytest.fail.Exception, match="There is no browser no-such-browser"):
        browsing.browser_program()
    monkeypatch.setattr(browsing, "CHECKER", REPOSITORY / "no-such-file.jar")
    with pytest.raises(pytest.fail.Exception, match=r"npm ci --ignore-scripts --prefix tests/browser|no Java"):
        browsing.nu_messages([])


def test_the_checker_is_pinned_to_one_version() -> None:
    folder = REPOSITORY / "tests" / "browser"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]["vnu-jar"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock["node_modules/vnu-jar"]["version"] == wanted
    assert wanted[0].isdigit()
