"""`trace`: what its lines say of many awards. What it finds is tried in tests/runs/figures/test_trace.py."""

import json
from pathlib import Path

from support.reporting import called, copied_project

from grantsdata.report.traced import figure, html, write


def test_of_many_awards_only_the_first_are_listed(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    path = project / "outputs" / "2017-18" / "small.html"
    path.parent.mkdir()
    text = html(write("There are {n}.", n=figure("35 awards", "count")))
    path.write_text(f"<p>{text}</p>", encoding="utf-8")
    path.with_suffix(".ipynb").write_text('{"cells": [], "metadata": {}}', encoding="utf-8")
    lines = called(project, "trace", "35 awards").stdout.splitlines()
    assert len(lines) == 2 + 12 + 2
    assert lines[-2:] == ["    and 23 more; --json lists them all", "1 figure, 0 faults"]
    made = json.loads(called(project, "trace", "35 awards", "--json").stdout)
    assert len(made["figures"][0]["sources"]) == 35
