"""`preview`: its options, its address, and its end by Ctrl-C. No server is started here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.reporting import called
from support.unattended import quick_project

from grantsdata import commands
from grantsdata.errors import Stopped


def served_until(monkeypatch: pytest.MonkeyPatch, end: type[BaseException]) -> dict[str, Any]:
    """Have the server start, tell its address and end; returns the options that it got."""
    got: dict[str, Any] = {}

    def preview(year: str | None, *, port: int, started: Callable[[str], None], project: Path) -> None:
        got.update(year=year, port=port, project=project)
        started("http://127.0.0.1:8017/")
        raise end

    monkeypatch.setattr(commands, "preview", preview, raising=False)
    return got


def test_it_prints_the_address_and_ends_well_by_ctrl_c(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project")
    got = served_until(monkeypatch, KeyboardInterrupt)
    done = called(project, "preview", "2018-19", "--port", "8017")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "The preview: http://127.0.0.1:8017/",
            "Open it in a browser on this machine. Ctrl-C ends it.",
            "The preview has ended.",
        ],
    )
    assert got == {"year": "2018-19", "port": 8017, "project": project}


def test_it_takes_a_free_port_and_the_latest_year_and_is_stopped_by_sigterm(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = quick_project(tmp_path / "project")
    got = served_until(monkeypatch, Stopped)
    assert called(project, "preview").returncode == 143
    assert got == {"year": None, "port": 0, "project": project}
