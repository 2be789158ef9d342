"""The documentation is built without a warning, loads nothing from outside, and what it says to type exists."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext
from support.browsing import missing, open_browser

import grantsdata
from grantsdata.cli.main import COMMANDS

pytestmark = pytest.mark.usefixtures("style_undone")

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))

LOADS = re.compile(r"""(?:\bsrc=|<link\b[^>]*href=|@import\s*|url\()["']?\s*(?:https?:)?//""")
"""What makes a browser load something from another site: a script, a picture, a style sheet, a font."""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_each_command_on_a_page_is_one_of_the_program(page: Path) -> None:
    names = {command.name for command in COMMANDS}
    text = page.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    typed = re.findall(r"(?:^|/|\s)grantsdata (?:--project \S+ )?([a-z][a-z-]+)\b", blocks)
    assert [one for one in typed if one not in names] == []


def examples_of(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_each_example_in_python_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a page run one after the other, as a reader types them; `py` marks a sketch."""
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(DOCS.parent))
    monkeypatch.chdir(tmp_path)  # some of them save a picture
    names: dict[str, object] = {}
    for code in examples_of(page):
        exec(compile(code, str(page), "exec"), names)


def test_there_are_examples_to_run() -> None:
    """Another mark at a block of code would leave the test above nothing to do."""
    assert sum(len(examples_of(page)) for page in PAGES) >= 9


def test_every_page_is_in_the_contents() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^([a-z][\w/-]+)$", index, re.MULTILINE))
    assert {path.relative_to(DOCS).with_suffix("").as_posix() for path in PAGES} - {"index"} <= listed


def test_what_loads_from_outside_is_found() -> None:
    assert all(map(LOADS.search, ('<script src="https://a.b/c.js">', '<link rel="stylesheet" href="//a.b/c.css">')))
    assert all(map(LOADS.search, ("@import 'https://a.b'", "src: url(https://a.b/font.woff)")))
    assert not any(map(LOADS.search, ('<a href="https://a.b">', 'src="_static/a.js"', "url(data:image/svg+xml)")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as `make docs` builds it."""
    if find_spec("sphinx") is None:
        missing("Sphinx", "make docs")
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "--quiet", "--builder", "html", "--fail-on-warning", "--keep-going"]
    done = subprocess.run(
        [*build, "--doctree-dir", str(folder / "read"), str(DOCS), str(folder / "site")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    with open_browser() as context:
        yield context


@pytest.mark.proof
def test_no_page_loads_anything_from_outside(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css")]
    assert len(files) > len(PAGES)
    assert [path.name for path in files if LOADS.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.proof
def test_the_reference_has_every_command_key_column_and_public_name(site: Path) -> None:
    text = {path.stem: path.read_text(encoding="utf-8") for path in (site / "reference").glob("*.html")}
    assert [one.name for one in COMMANDS if f'id="grantsdata-{one.name}"' not in text["commands"]] == []
    assert [name for name in grantsdata.__all__ if name not in text["api"]] == []
    assert [name for name, page in text.items() if "<!-- made" in page] == []
    assert "award_pence" in text["columns"] and "planned_over_allocation" in text["paper-toml"]


@pytest.mark.proof
@pytest.mark.parametrize("name", ["index", "tutorial/index", "reference/commands", "explanation/rap"])
def test_a_page_is_accessible_and_asks_for_no_other_file(site: Path, browser: BrowserContext, name: str) -> None:
    page, asked = browser.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / f"{name}.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    page.close()
