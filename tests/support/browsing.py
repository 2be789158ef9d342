"""The tools that look at pages as readers do: a browser, and Java with the Nu HTML checker; and the pages.

Nothing is downloaded here. A tool that is missing skips its tests and says how to get it; where the variable CI is
set it fails them, so that no proof is lost unseen.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from page_checks.subject import Page
from playwright.sync_api import BrowserContext, sync_playwright
from support.reporting import grantsdata

YEAR = "2017-18"
READER = "zaphod-the-reader"
"""Who makes the reports, as far as their pages could tell."""

BROWSER_VARIABLE = "GRANTSDATA_BROWSER"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
GET_A_BROWSER = f"Install one (on Debian: apt-get install chromium), or name its program in {BROWSER_VARIABLE}."
GET_JAVA = "Install it (on Debian: apt-get install default-jre-headless)."
GET_THE_CHECKER = "Install it with: npm ci --ignore-scripts --prefix tests/browser"
CHECKER = Path(__file__).parents[1].joinpath("browser") / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def missing(what: str, how: str) -> NoReturn:
    """Skip the test, or fail it where CI is set, and say how to get what it needs."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}. {how}", pytrace=False)
    pytest.skip(f"{what}. {how}")


def browser_program() -> str:
    """Where Chromium is: what the variable names, or the first of its usual names that is on the path."""
    named = os.environ.get(BROWSER_VARIABLE)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or missing(f"There is no browser {named}" if named else "There is no Chromium", GET_A_BROWSER)


@contextmanager
def open_browser() -> Iterator[BrowserContext]:
    """A browser without a network, for one module: as long as it is open, nothing else can run an event loop.

    Pages' own security policies are set aside, so that each page proves that it needs none.
    """
    program = browser_program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        context = browser.new_context(bypass_csp=True, offline=True)
        context.set_default_timeout(60_000)
        try:
            yield context
        finally:
            browser.close()


UNKNOWN_TO_THE_CHECKER = ("“container-type”", "“@container”")
"""Container queries, which browsers have had since 2023 and the checker's copy of the CSS rules has not."""


def nu_messages(files: Sequence[Path]) -> dict[Path, list[str]]:
    """The errors that the Nu HTML checker finds in each file; one start of Java for all."""
    java = shutil.which("java") or missing("There is no Java", GET_JAVA)
    if not CHECKER.is_file():
        missing("The Nu HTML checker is not there", GET_THE_CHECKER)
    command = [java, "-jar", str(CHECKER), "--errors-only", "--exit-zero-always", "--format", "json"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, encoding="utf-8", timeout=120, check=True)
    found: dict[Path, list[str]] = {file: [] for file in files}
    addresses = {file.as_uri(): file for file in files}
    for message in json.loads(done.stderr)["messages"]:
        where = addresses[message["url"].replace("file:/", "file:///", 1).replace("file://///", "file:///")]
        if any(part in message["message"] for part in UNKNOWN_TO_THE_CHECKER):
            continue
        found[where].append(f"line {message.get('lastLine', '?')}: {message['message']}")
    return found


class Published(NamedTuple):
    """A project whose reports are made."""

    project: Path

    @property
    def outputs(self) -> Path:
        return self.project / "outputs"

    def pages(self, context: BrowserContext) -> list[Page]:
        """All pages below the outputs folder, the index first."""
        return [Page(path, context, private=self.private()) for path in sorted(self.outputs.rglob("*.html"))]

    def private(self) -> tuple[str, ...]:
        """What of this machine no page may tell."""
        return (str(self.project), str(self.project.parent), READER)


def publish(project: Path) -> Published:
    """Run `grantsdata report` over a project."""
    who = {"USER": READER, "LOGNAME": READER, "USERNAME": READER, "IPYTHONDIR": str(project.parent / "ipython")}
    done = grantsdata(project, "report", YEAR, **who)
    assert done.returncode == 0, done.stderr
    return Published(project)
