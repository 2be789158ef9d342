"""A hundred times `kill -9`, at any moment of a run over good output: each year is the old or the new set, whole."""

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from support.reading import soup_of
from support.reporting import environment
from support.unattended import OTHER, YEAR, command, gone, kernels_of, left_over, quick_project, started

pytestmark = pytest.mark.proof

KILLS = int(os.environ.get("GRANTSDATA_KILLS", "100"))
YEARS = (YEAR, OTHER)


def type_amount(project: Path, year: str, pounds: int) -> None:
    """The one award of the first table."""
    text = f'Service,Provider,Award\nStreet lights,Cambridge City Council,"£{pounds:,}"\n'
    (project / "data" / "raw" / year / "gr.csv").write_text(text, encoding="utf-8")


def amount_published(project: Path, year: str) -> int:
    """Which set is published, by its award in pounds; all its files must be of that set, and none be missing."""
    folder = project / "outputs" / year
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    pounds = record["totals"]["award_pence"] // 100 - 1500
    told = {entry["page"]: entry["sha256"] for entry in record["reports"]}
    told |= {"first.ipynb": record["reports"][0]["notebook_sha256"]}
    told |= {entry["file"]: entry["sha256"] for entry in record["tables"]}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(there) == {*told, "run.json"}
    assert {name: hashlib.sha256(there[name].read_bytes()).hexdigest() for name in told} == told
    page = (folder / "first.html").read_text(encoding="utf-8")
    assert f"£{pounds:,}" in page and page.rstrip().endswith("</html>")
    return pounds


def look_at_the_index(project: Path) -> None:
    """It is whole, has both years, and leads to what is there."""
    path = project / "outputs" / "index.html"
    assert re.search(r"</html>\n<!-- [0-9a-f]{64} -->\n$", path.read_text(encoding="utf-8"))
    links = [str(link["href"]) for link in soup_of(path).select("a[href]") if not str(link["href"]).startswith("#")]
    assert {f"{year}/first.html" for year in YEARS} <= set(links)
    for link in (one for one in links if not one.startswith("https://")):
        assert (project / "outputs" / link).is_file(), link


def kill(run: subprocess.Popen[str]) -> None:
    """The run and all of its process group; its kernels are not of it, and must notice by themselves."""
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()


def await_publishing(project: Path, year: str, run: subprocess.Popen[str]) -> None:
    """Wait until a year's set is ready and about to be put in place; or until the run is over."""
    index = project / "outputs" / f".staging-{year}" / "index.html"
    while run.poll() is None and not index.exists():
        time.sleep(0.0005)


def whole_run(project: Path) -> float:
    """A run that nobody kills; returns its seconds."""
    since = time.monotonic()
    line = command(project, "--all", "--quiet")
    done = subprocess.run(line, cwd=project, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert left_over(project) == []
    return time.monotonic() - since


def test_a_hundred_kills(tmp_path: Path) -> None:
    chance = random.Random(20170511)
    project = quick_project(tmp_path / "project", years=YEARS)
    now = dict.fromkeys(YEARS, 4000)
    whole_run(project)
    took = min(whole_run(project) for _ in range(2))
    found: Counter[str] = Counter()
    moments: Counter[str] = Counter()
    for number in range(1, KILLS + 1):
        new = 4000 + number
        for year in YEARS:
            type_amount(project, year, new)
        run = started(project, "--all", "--quiet")
        if number % 2:
            moment = "at any time"
            time.sleep(chance.uniform(0, took))
        else:
            year = YEARS[number // 2 % 2]
            moment = "while publishing"
            await_publishing(project, year, run)
            time.sleep(chance.uniform(0, 0.3))
        moments[moment if run.poll() is None else "after the end"] += 1
        kill(run) if run.poll() is None else run.communicate()
        for year in YEARS:
            then = amount_published(project, year)
            assert then in (now[year], new), f"kill {number}: neither the old set nor the new one"
            found["new" if then == new else "old"] += 1
            now[year] = then
        look_at_the_index(project)
        if number % 10 == 0 or number == KILLS:
            whole_run(project)
            now = {year: amount_published(project, year) for year in YEARS}
            assert set(now.values()) == {new}
            look_at_the_index(project)
    assert gone(project), kernels_of(project)
    print(f"{KILLS} kills ({dict(moments)}), two years each: {found['old']} times the old set, {found['new']} the new")
    assert found["old"] and found["new"], "the kills hit both before and after"
    assert sum(found.values()) == 2 * KILLS
