"""What the tests of summaries, charts, words and pages share: the paper of 2017-18 typed by hand, and other years.

No figure here comes from the program: each was read off the paper, and each sum was worked out on paper.
"""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.load import load_awards, load_paper
from grantsdata.awards.paper_tables import load_budgets, load_streams
from grantsdata.cli.main import main
from grantsdata.exports.files import TABLE_FILES
from grantsdata.model.declared.other_tables import CONTRIBUTION_MEANINGS
from grantsdata.model.paper import Paper

REPOSITORY = Path(__file__).parents[2]

VICTIMS, CRIME = "Victims' services", "Crime and disorder reduction"
AGREEMENT, CONTRACT, TENDER = "Grant agreement", "Commissioned contract", "Single tender"
FORCE = "Cambridgeshire Constabulary"
APPROPRIATE_ADULTS = "Appropriate Adults Out of Hours Custody Provision"


TABLE_FILES_OF_2017 = (*TABLE_FILES, "agreements.csv", "conditions.csv", "tenders.csv", "promises.csv")
"""The files of the year's tables: it has neither payments nor variations."""


class Printed(NamedTuple):
    """An award as the paper prints it, in pounds; the one that is implied is given by its implied amount."""

    group: str
    service: str
    pounds: int


THE_35_AWARDS = (
    Printed(AGREEMENT, "Victim and Witness Hub Initial Referral provision", 446_000),
    Printed(AGREEMENT, "Specialist Victim and Witness Care Co-ordinator – Migrant Victims of Exploitation", 33_445),
    Printed(AGREEMENT, "Restorative Justice Hub", 52_750),
    Printed(AGREEMENT, "Practical Support for young victims of crime", 2_000),
    Printed(AGREEMENT, "Young Person Independent Domestic Violence Advisor", 40_000),
    Printed(CONTRACT, "Countywide Sexual Violence Support Service", 213_000),
    Printed(CONTRACT, "Counselling for young victims of crime", 20_000),
    Printed(TENDER, "Victim Pathfinders (Mental Health Nurses in Victim and Witness Hub)", 75_000),
    Printed(TENDER, "Home security for elderly victims of burglary", 50_000),
    Printed(TENDER, "Specialist Victim Care Co-ordinator – Young Victims of Crime", 29_065),
    Printed("Victims", "Integrated Mental Health Team in Force Control Room", 150_000),
    Printed("Victims", "Cambridgeshire Local Safeguarding Children Board", 48_468),
    Printed("Victims", "Peterborough Local Safeguarding Children Board", 35_884),
    Printed("Victims", "Cambridgeshire Safeguarding Adults Board", 43_621),
    Printed("Victims", "Peterborough Safeguarding Adults Board", 35_884),
    Printed("Victims", APPROPRIATE_ADULTS, 10_000),
    Printed("Victims", "Countywide co-ordination of high risk partnership issues", 30_000),
    Printed("Offenders", "Peterborough Substance Misuse Innovation Fund", 140_000),
    Printed("Offenders", "Cambridgeshire Substance Misuse", 94_000),
    Printed("Offenders", "Cambridgeshire Youth Offending Service", 127_000),
    Printed("Offenders", "Peterborough Youth Offending Service", 136_000),
    Printed("Offenders", "County-Wide Integrated Offender Management", 45_000),
    Printed("Offenders", "Multi-Agency Public Protection Agency (MAPPA)", 50_000),
    Printed("Offenders", "Crimestoppers", 25_791),
    Printed("Communities", "Cambridge City Community Safety Partnership", 39_000),
    Printed("Communities", "Fenland Community Safety Partnership", 35_000),
    Printed("Communities", "Huntingdonshire Community Safety Partnership", 23_000),
    Printed("Communities", "East Cambs Community Safety Partnership", 12_000),
    Printed("Communities", "South Cambs Crime and Disorder Reduction Partnership", 16_000),
    Printed("Communities", "Safer Peterborough Partnership", 30_000),
    Printed("Communities", "Peterborough Anti-Social Behaviour Team", 80_000),
    Printed("Communities", "ECINS - IT system", 78_600),
    Printed("Communities", "Police Cadets", 10_000),
    Printed("Communities", "Tackling rural crime in Cambridgeshire", 12_000),
    Printed("Communities", "Emerging Initiatives", 15_000),
)


@cache
def _awards_of_2017(include_implied: bool) -> pd.DataFrame:
    return load_awards("2017-18", include_implied=include_implied, project=REPOSITORY)


def awards_of_2017(include_implied: bool = True) -> pd.DataFrame:
    """The awards of the paper; a copy, so that no test can spoil another's."""
    return _awards_of_2017(include_implied).copy()


@cache
def _budgets_of_2017() -> pd.DataFrame:
    return load_budgets("2017-18", project=REPOSITORY)


def budgets_of_2017() -> pd.DataFrame:
    """The paper's three budgets."""
    return _budgets_of_2017().copy()


def streams_of_2017() -> pd.DataFrame:
    """The paper's four streams."""
    return load_streams("2017-18", project=REPOSITORY)


@cache
def paper_of_2017() -> Paper:
    """What the paper's description declares."""
    return load_paper("2017-18", project=REPOSITORY)


def copied_project(folder: Path) -> Path:
    """A project with the raw data and the notebooks of this one and nothing made yet."""
    shutil.copytree(REPOSITORY / "data" / "raw", folder / "data" / "raw")
    shutil.copytree(REPOSITORY / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (folder / "outputs").mkdir()
    return folder


TWO_STREAMS = """
[paper]
title = "Safer grants"
body = "Commissioner for Testshire"
date = 2024-06-03
financial_year = "2024-25"
source = "Decision notice, 3 June 2024"
licence = "Open Government Licence v3.0"

[overall_budget]
label = "Grants budget"
printed = "£30k"

[[streams]]
code = "A"
name = "Victims fund"
funder = "Ministry"
origin = "Ministry grant"
budget_printed = "£10k"
in_overall_budget = true

[[streams]]
code = "B"
name = "Safety fund"
funder = "Main grant"
origin = "Main grant"
budget_printed = "£20k"
in_overall_budget = true
"""


def office_with_two_streams(folder: Path, tables: str, files: Mapping[str, str]) -> Path:
    """A project with the year 2024-25 of another office: its streams A and B, and what `tables` (TOML) declares."""
    project = copied_project(folder)
    year = project / "data" / "raw" / "2024-25"
    year.mkdir()
    (year / "paper.toml").write_text(TWO_STREAMS + tables, encoding="utf-8")
    for name, text in files.items():
        (year / name).write_text(text, encoding="utf-8")
    return project


def add_year(
    project: Path,
    awards: Sequence[tuple[str, str, str, str]],
    *,
    year: str = "2018-19",
    budget: str = "£5,000",
    total: str = "",
    own_force: str = "",
    themes: bool = False,
    contributions: Sequence[tuple[str, str, str, str, str, str, str]] = (),
) -> Path:
    """Put a small year on file: one stream with a budget, one outside it, no other tables.

    `awards` are (stream code, service, provider, amount as printed), the codes "GR" (in the budget) and "OUT";
    `contributions` are (stream code, service, provider, contributor, role, words, paragraph).
    """
    folder = project / "data" / "raw" / year
    folder.mkdir(parents=True)
    theme = ["Theme"] if themes else []
    for code in {code for code, *_ in awards}:
        with (folder / f"{code.lower()}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = [[*theme, "Service", "Provider", "Award"]]
            rows += [[*(["Safety"] if themes else []), *rest] for its, *rest in awards if its == code]
            csv.writer(file, lineterminator="\n").writerows(rows)
    lines = [
        "[paper]",
        'title = "Small grants"',
        'body = "Police and Crime Commissioner for Elsewhere"',
        "date = 2018-05-11",
        f'financial_year = "{year}"',
        'source = "Paper of 11 May 2018"',
        'licence = "Open Government Licence v3.0"',
        f'own_force = "{own_force}"',
        "[overall_budget]",
        'label = "Budget for grants"',
        f'printed = "{budget}"',
    ]
    for code, name, printed, inside in (("GR", "General grants", budget, "true"), ("OUT", "Lucky fund", "", "false")):
        lines += [
            "[[streams]]",
            f'code = "{code}"',
            f'name = "{name}"',
            'funder = "Main grant"',
            'origin = "Main grant"',
            f'budget_printed = "{printed}"',
            f"in_overall_budget = {inside}",
        ]
    for code in sorted({code for code, *_ in awards}):
        lines += [
            "[[award_tables]]",
            f'file = "{code.lower()}.csv"',
            f'stream = "{code}"',
            "[award_tables.columns]",
            *(['theme = "Theme"'] if themes else []),
            'service = "Service"',
            'provider = "Provider"',
            'award = "Award"',
            *(["[award_tables.themes]", 'Safety = "Safer streets"'] if themes else []),
        ]
    if total:
        lines += ["[[printed_totals]]", 'label = "Total"', f'printed = "{total}"', 'file = "gr.csv"']
    if contributions:
        with (folder / "contributions.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([CONTRIBUTION_MEANINGS, *contributions])
        lines += ["[contributions]", 'file = "contributions.csv"', "[contributions.columns]"]
        lines += [f'{meaning} = "{meaning}"' for meaning in CONTRIBUTION_MEANINGS]
    (folder / "paper.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return folder


def environment(**more: str) -> dict[str, str]:
    """The environment of these tests, without what would steer the program."""
    named = ("GRANTSDATA_PROJECT", "PYTHONWARNINGS")
    return {name: value for name, value in os.environ.items() if name not in named} | more


def python(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `python …` in a process of its own, from `cwd`; `more` are variables of its environment."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )


def grantsdata(
    project: Path, *arguments: str, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m grantsdata --project <project> …`."""
    return python("-m", "grantsdata", "--project", str(project), *arguments, cwd=cwd or project.parent, **more)


def called(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same by a call in this process, which need not start Python and import all that a command needs."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    line = ["--project", str(project), *arguments]
    with redirect_stdout(out), redirect_stderr(err):
        code = main(line)
    texts = [stream.detach().getvalue().decode("utf-8") for stream in (out, err) if not stream.flush()]
    return subprocess.CompletedProcess(line, code, *texts)
