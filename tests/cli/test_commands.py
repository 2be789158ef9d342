"""All that the commands do can be had from Python, by the same names."""

import re
from pathlib import Path

import pytest
from support.unattended import YEAR, quick_project

import grantsdata as gd
from grantsdata import commands
from grantsdata.cli.main import main
from grantsdata.errors import YearError


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_project(tmp_path_factory.mktemp("commands"))


def test_each_command_has_its_function(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    named = re.findall(r"^    ([\w-]+)  ", capsys.readouterr().out, re.MULTILINE)
    functions = {"import": "import_"} | {name: name.replace("-", "_") for name in named if name != "import"}
    assert "report" in named
    assert sorted(functions.values()) == sorted(commands.__all__)
    assert all(callable(getattr(commands, name)) for name in functions.values())


@pytest.mark.proof
def test_a_report_is_made_once_and_again_only_if_forced(project):
    (first,) = commands.report(YEAR, project=project)
    assert (first.code, [page.name for page in first.published.pages]) == (0, ["first.html"])
    (second,) = commands.report(project=project)
    assert (str(second.year), second.code, second.published) == (YEAR, 0, None)
    (third,) = commands.report(YEAR, force=True, parameters={"include_implied": False}, project=project)
    assert third.published.record["include_implied"] is False
    assert [str(year) for year in commands.years(project)] == [YEAR]
    assert commands.verify(gd.FinancialYear.parse(YEAR), project=project).differences == []


def test_what_is_wrong_with_a_year_is_its_outcome(project):
    (outcome,) = commands.report("2030-31", project=project)
    assert (outcome.code, outcome.published) == (2, None)
    assert "No paper for 2030-31" in outcome.line
    with pytest.raises(YearError):
        commands.report("2030", project=project)


def test_the_doctor_looks_at_all_that_a_report_needs(project):
    assert {"Python", "kernel"} <= {condition.what for condition in commands.doctor(project)}
