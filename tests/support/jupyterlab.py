"""JupyterLab as an analyst has it: a server of its own, a notebook run in the browser, in light and dark."""

import importlib.util
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from support.browsing import browser_program, missing
from support.reporting import environment

THEMES = ("JupyterLab Light", "JupyterLab Dark")
GET_JUPYTERLAB = "Install it with: pip install 'grantsdata[jupyter]'"
_SECONDS = 90


@contextmanager
def jupyterlab(notebooks: Path, home: Path) -> Iterator[str]:
    """The address of a JupyterLab that shows a folder and asks for no password; `home` is for its settings."""
    if importlib.util.find_spec("jupyterlab") is None:
        missing("There is no JupyterLab", GET_JUPYTERLAB)
    log = home / "jupyterlab.log"
    places = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    settings = {
        "ServerApp.token": "",
        "ServerApp.password": "",
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": 0,
        "ServerApp.allow_root": True,
        "ServerApp.open_browser": False,
        "ServerApp.root_dir": str(notebooks),
        "LabApp.expose_app_in_browser": True,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    places["JUPYTER_CONFIG_DIR"].mkdir()
    config = "".join(f"c.{name} = {value!r}\n" for name, value in settings.items())
    (places["JUPYTER_CONFIG_DIR"] / "jupyter_server_config.py").write_text(config, encoding="utf-8")
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab"],
            cwd=notebooks,
            env=environment(**{name: str(path) for name, path in places.items()}),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _address(log, server)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _address(log: Path, server: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and server.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def lab_page(address: str, *, width: int = 1300, height: int = 1000) -> Iterator[Page]:
    """A tab of the browser with JupyterLab in it."""
    program = browser_program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(_SECONDS * 1000)
        try:
            page.goto(f"{address}/lab/workspaces/one?reset")
            page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell.currentWidget")
            yield page
        finally:
            browser.close()


def run_notebook(page: Page, name: str) -> None:
    """Open a notebook and run all of its cells; every output stays on the page, also outside the window."""
    page.evaluate(
        """async name => {
            const app = window.jupyterapp;
            const settings = await app.serviceManager.settings;
            await settings.save('@jupyterlab/notebook-extension:tracker', '{"windowingMode": "none"}');
            await settings.save('@jupyterlab/apputils-extension:notification', '{"fetchNews": "false"}');
            if (app.shell.leftCollapsed === false) app.shell.collapseLeft();
            const widget = await app.commands.execute('docmanager:open', {path: name});
            await widget.context.ready;
            await widget.sessionContext.ready;
            await app.commands.execute('notebook:run-all-cells');
        }""",
        name,
    )


def use_theme(page: Page, theme: str) -> None:
    """Change the theme, and wait until its colours are there."""
    page.evaluate("async theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    light = "true" if theme == THEMES[0] else "false"
    page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
    page.wait_for_timeout(500)
