"""`grantsdata preview` as somebody uses it: a browser is open, a cell is saved, a slip is made and mended."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from support.browsing import browser_program
from support.reporting import copied_project, environment
from support.unattended import YEAR, gone, hashes, quick_project, retype

from grantsdata.errors import YearError
from grantsdata.runs.preview.preview import preview

SECONDS = 60_000
"""Milliseconds that a page may take when the machine is busy with other tests."""


def begun(project: Path, temporary: Path, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A preview and its address."""
    temporary.mkdir()
    line = [sys.executable, "-m", "grantsdata", "--project", str(project), "preview", *arguments]
    run = subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment(TMPDIR=str(temporary))
    )
    assert run.stdout is not None
    found = re.fullmatch(r"The preview: (http://127\.0\.0\.1:\d+/)\n", run.stdout.readline())
    assert found is not None
    return run, found[1]


def ended(run: subprocess.Popen[str], number: int) -> tuple[int, str, str]:
    run.send_signal(number)
    out, err = run.communicate(timeout=30)
    return run.returncode, out, err


def see(page: Page, text: str) -> None:
    expect(page.locator("body")).to_contain_text(text, timeout=SECONDS)


@pytest.mark.proof
def test_a_saved_cell_is_seen_in_the_browser_and_so_is_a_slip_until_it_is_mended(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project")
    published = project / "outputs" / YEAR / "first.html"
    published.parent.mkdir()
    published.write_text("as published", encoding="utf-8")
    outside = hashes(project)
    run, address = begun(project, tmp_path / "temporary")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_program())
            page = browser.new_page()
            complaints: list[str] = []
            page.on("console", lambda message: complaints.append(message.text))
            page.goto(f"{address}{YEAR}/first.html")
            see(page, "£4,000")
            retype(project, YEAR, "£4,000", "£4,100")
            see(page, "£4,100")
            retype(project, YEAR, "£4,100", "£4,1x0")
            fault = page.get_by_role("alert")
            expect(fault).to_contain_text(f"data/raw/{YEAR}/gr.csv row 2, column Award: ", timeout=SECONDS)
            expect(fault).to_contain_text('"£4,1x0"')
            see(page, "£4,100")
            retype(project, YEAR, "£4,1x0", "£4,000")
            see(page, "£4,000")
            expect(fault).to_have_count(0, timeout=SECONDS)
            page.goto(address)
            page.get_by_role("link", name="first").click()
            see(page, "£4,000")
            assert [line for line in complaints if "404" not in line] == []
            browser.close()
        code, out, err = ended(run, signal.SIGINT)
    finally:
        run.kill()
    assert (code, err) == (0, "")
    assert out.endswith("The preview has ended.\n")
    assert hashes(project) == outside
    assert published.read_text(encoding="utf-8") == "as published"
    assert sorted(path.name for path in (project / "outputs").iterdir()) == [YEAR]
    assert list((tmp_path / "temporary").glob("grantsdata*")) == []
    assert gone(project)


@pytest.mark.proof
def test_the_annual_report_of_2017_is_seen_with_the_new_figure(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    run, address = begun(project, tmp_path / "temporary", "2017-18")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_program())
            page = browser.new_page()
            page.goto(f"{address}2017-18/annual-report.html")
            see(page, "£446,000")
            table = project / "data/raw/2017-18/victims-services.csv"
            table.write_text(table.read_text("utf-8").replace("£446,000", "£445,999"), encoding="utf-8")
            see(page, "£445,999")
            browser.close()
        assert ended(run, signal.SIGTERM)[0] == 143
    finally:
        run.kill()
    assert list((tmp_path / "temporary").glob("grantsdata*")) == []


def test_a_project_without_a_year_has_nothing_to_show(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project")
    with pytest.raises(YearError, match="No paper for 2031-32"):
        preview("2031-32", project=project)
    shutil.rmtree(project / "data/raw" / YEAR)
    with pytest.raises(YearError, match="There is no year on file"):
        preview(project=project)
