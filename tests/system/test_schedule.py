"""The examples for schedulers, as far as each can be tried in a moment; test_schedule_runs.py has the longer ones."""

import ast
import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import papermill
import pytest
from support.browsing import missing
from support.postbox import Postbox
from support.reporting import REPOSITORY
from support.scheduling import (
    CRONTAB,
    DAGS,
    JOB,
    PLACE,
    README,
    SCHEDULE,
    TASK,
    TASK_NAMESPACE,
    UNITS,
    YEARLY,
    arguments_of,
    as_cron_runs,
    command_lines,
    cron_lines,
    cron_variables,
    operators,
    scheduled_project,
    spoil,
    steps,
    task_text,
    unit,
    workflow,
)

from grantsdata.cli.main import COMMANDS as PROGRAM
from grantsdata.cli.parser import parsers_of
from grantsdata.runs.notebooks.notebook import notebook_parameters

YEAR = "2017-18"
YEARLY_IN_CRON = "30 4 1 6 *"
COMMANDS = sorted(set(command_lines()))


def tool(name: str, package: str) -> str:
    """Where a program of the system is."""
    return shutil.which(name) or missing(f"There is no {name}", f"Install it (on Debian: apt-get install {package}).")


@pytest.mark.parametrize(("file", "command"), COMMANDS)
def test_each_command_line_is_one_that_the_program_takes(file, command):
    options = vars(parsers_of(PROGRAM)[0].parse_args(arguments_of(command)))
    for told in filter(None, (options.get("on_failure"), options.get("on_change"))):
        words = shlex.split(told)
        named = [Path(word).name for word in words]
        assert named[0] == "cp" or named == ["python", "mail_summary.py"] or named == ["python.exe", "mail_summary.py"]
        assert all(word.startswith(("/", "C:/", "--")) for word in words), "a scheduler has another folder and path"


def test_every_kind_of_scheduler_has_a_command_line():
    files = {"crontab", "grantsdata.service", "grantsdata.xml", "reports.yml", "grantsdata_reports.py"}
    assert {file for file, _ in COMMANDS} == files | {"README.md", "mail_summary.py"}


@pytest.mark.parametrize(
    "command",
    [command for file, command in COMMANDS if file not in ("README.md", "mail_summary.py") and " report " in command],
)
def test_whatever_runs_unwatched_makes_every_year_and_publishes_nothing_that_does_not_reconcile(command):
    options = parsers_of(PROGRAM)[0].parse_args(arguments_of(command))
    assert (options.every_year, options.strict) == (True, True)


# cron


def run_by_cron(command: str, project: Path, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """As cron does it: an environment of four variables and the crontab's own, the home folder, and /bin/sh."""
    home.mkdir(exist_ok=True)
    own = {"HOME": str(home), "LOGNAME": "reader", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
    variables = own | cron_variables() | more
    words = ["env", "-i", *(f"{name}={value}" for name, value in variables.items())]
    shell = ["/bin/sh", "-c", as_cron_runs(command, project)]
    return subprocess.run([*words, *shell], cwd=home, capture_output=True, encoding="utf-8", timeout=300, check=False)


def test_cron_takes_the_crontab(tmp_path):
    crontab = tool("crontab", "cron")
    asked = subprocess.run([crontab, "-?"], capture_output=True, encoding="utf-8", check=False).stderr
    check = "-T" if re.search(r"^\s*-T\b", asked, re.MULTILINE) else "-n"  # of cronie, or of Debian's cron
    other = tmp_path / "with the alternatives"
    other.write_text(re.sub(r"^#(?=\d)", "", CRONTAB.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    bad = tmp_path / "bad"
    bad.write_text("30 4 1 6 9 true\n", encoding="utf-8")
    codes = [subprocess.run([crontab, check, file], capture_output=True).returncode for file in (CRONTAB, other, bad)]
    assert codes == [0, 0, 1]


@pytest.mark.proof
def test_cron_s_own_line_publishes_and_is_silent_and_mails_what_has_changed(tmp_path):
    project = scheduled_project(tmp_path / "project")
    (when, command), _ = cron_lines()
    assert when == YEARLY_IN_CRON
    with Postbox() as box:
        settings = {"GRANTSDATA_MAIL_HOST": "127.0.0.1", "GRANTSDATA_MAIL_SECURITY": "none"}
        settings |= {"GRANTSDATA_MAIL_PORT": str(box.port)}
        spoil(project)
        bad = run_by_cron(command, project, tmp_path / "home", **settings)
        assert (bad.returncode, bad.stdout) == (2, "")
        assert bad.stderr.count("\n") == 1, "one line for a year, which cron mails"
        assert f"grantsdata: {YEAR}: " in bad.stderr
        assert "£446,0" in bad.stderr
        assert not (project / "outputs" / YEAR).exists()
        shutil.copytree(REPOSITORY / "data" / "raw", project / "data" / "raw", dirs_exist_ok=True)
        good = run_by_cron(command, project, tmp_path / "home", **settings)
        assert (good.returncode, good.stdout, good.stderr) == (0, "", ""), "else cron would mail it"
    assert (project / "outputs" / YEAR / "outcomes.html").is_file()
    subjects = [mail["Subject"] for mail in box.mails]
    assert [("NOT published" in subject, YEAR in subject) for subject in subjects] == [(True, True), (False, True)]
    assert box.mails[0]["To"] == cron_variables()["GRANTSDATA_MAIL_TO"]


def test_cron_s_second_line_speaks_when_the_new_year_is_not_on_file(tmp_path):
    project = scheduled_project(tmp_path / "project")
    _, (when, command) = cron_lines()
    assert when.endswith("1 6 *")
    done = run_by_cron(command, project, tmp_path / "home")
    assert done.returncode != 0
    assert f"Years on file: {YEAR}" in done.stderr
    assert done.stdout == ""


# systemd


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """The units with this project put in as the reader's folder."""
    for source in UNITS.iterdir():
        text = source.read_text(encoding="utf-8").replace(PLACE, str(REPOSITORY))
        text = text.replace("/etc/grantsdata-mail.env", os.devnull)
        text = text.replace(f"{REPOSITORY}/.venv", sys.prefix)
        (tmp_path / source.name).write_text(text, encoding="utf-8")
    names = ["grantsdata.service", "grantsdata.timer", "grantsdata-mail@well.service", "grantsdata-mail@failed.service"]
    return [str(tmp_path / name) for name in names]


def analysed(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = tool("systemd-analyze", "systemd")
    return subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=False)


def test_systemd_finds_nothing_to_say_about_the_units(units):
    done = analysed("verify", *units)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_systemd_would_have_said_so(units):
    service = Path(units[0])
    service.write_text(service.read_text(encoding="utf-8").replace("ProtectSystem=strict", "ProtectSystm=strict"))
    assert "ProtectSystm" in analysed("verify", str(service)).stderr


def test_the_timer_runs_next_on_a_first_of_june():
    when = unit("grantsdata.timer")["Timer"]["OnCalendar"]
    said = analysed("calendar", "--iterations=2", when).stdout
    assert len(re.findall(r"\b20\d\d-06-01 04:30:00\b", said)) == 2
    (nightly,) = re.findall(r"OnCalendar=(\*-\*-\* [\d:]+)", (UNITS / "grantsdata.timer").read_text(encoding="utf-8"))
    assert analysed("calendar", nightly).returncode == 0


# Windows


def test_the_windows_task_is_plain_xml_of_the_scheduler_s_namespace():
    data = TASK.read_bytes()
    assert data.isascii()
    assert b"encoding=" not in data
    root = ElementTree.fromstring(data)
    assert root.tag == f"{{{TASK_NAMESPACE['task']}}}Task"
    # The order is a part of the scheduler's schema.
    assert [child.tag.partition("}")[2] for child in root] == [
        "RegistrationInfo", "Triggers", "Principals", "Settings", "Actions",
    ]  # fmt: skip
    assert root.find("task:Actions", TASK_NAMESPACE).get("Context") == "Author"  # type: ignore[union-attr]
    assert root.find(".//task:Principal", TASK_NAMESPACE).get("id") == "Author"  # type: ignore[union-attr]
    (month,) = root.findall(".//task:Months/*", TASK_NAMESPACE)
    assert (month.tag.partition("}")[2], task_text("Day")) == ("June", "1")
    assert task_text("Command").startswith(task_text("WorkingDirectory") + "\\")


# GitHub Actions


def test_the_workflow_runs_on_new_data_and_when_asked_and_another_one_calls_it_once_a_year():
    triggers, yearly = workflow()[True], workflow(YEARLY)
    assert set(triggers) == {"push", "workflow_dispatch", "workflow_call"}
    assert "data/raw/**" in triggers["push"]["paths"]
    assert yearly[True] == {"schedule": [{"cron": YEARLY_IN_CRON}]}
    assert [job["uses"] for job in yearly["jobs"].values()] == ["./.github/workflows/reports.yml"]


def test_each_path_of_the_workflow_is_there():
    for path in workflow()[True]["push"]["paths"]:
        assert (REPOSITORY / path.removesuffix("/**")).exists(), path


def test_each_action_is_pinned_by_its_commit_with_the_version_beside_it():
    lines = re.findall(r"^\s+(?:- )?uses: (.+)$", (SCHEDULE / "github" / "reports.yml").read_text(), re.MULTILINE)
    assert len(lines) == sum("uses" in step for step in steps()) == 6
    for line in lines:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


def test_the_workflow_may_do_no_more_than_it_needs():
    jobs = workflow()["jobs"]
    assert (workflow()["permissions"], workflow(YEARLY)["permissions"]) == ({}, {})
    assert jobs["make"]["permissions"] == {"contents": "read"}
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    (caller,) = workflow(YEARLY)["jobs"].values()
    assert caller["permissions"] == jobs["make"]["permissions"] | jobs["publish"]["permissions"]
    (checkout,) = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"] == {"persist-credentials": False}


def test_a_step_that_fails_ends_the_workflow_before_anything_is_published():
    jobs = workflow()["jobs"]
    assert jobs["publish"]["needs"] == "make"
    allowed = [step.get("if") for job in jobs.values() for step in job["steps"]]
    assert set(allowed) == {None, "failure()"}
    assert not re.search(
        r"continue-on-error|\|\||always\(\)|set \+e", (SCHEDULE / "github" / "reports.yml").read_text()
    )
    kept = [step for step in steps() if step.get("if")]
    assert [step["with"]["path"] for step in kept] == ["outputs/failed"]


def run_steps(project: Path) -> list[int]:
    """The exit code of each of the workflow's own commands, as far as they come: as GitHub runs them."""
    codes = []
    named = {name: value.replace("${{ github.workspace }}", str(project)) for name, value in workflow()["env"].items()}
    environment = {**os.environ, **named, "PATH": f"{project}/.venv/bin:{os.environ['PATH']}", "CI": "true"}
    for step in steps():
        if "run" not in step or "pip install" in step["run"]:
            continue
        command = ["bash", "-e", "-c", step["run"]]
        codes.append(subprocess.run(command, cwd=project, env=environment, capture_output=True).returncode)
        if codes[-1]:
            break
    return codes


@pytest.mark.proof
def test_the_workflow_s_commands_make_the_pages_and_stop_at_bad_data(tmp_path):
    project = scheduled_project(tmp_path / "project")
    assert run_steps(project) == [0, 0]
    assert (project / "outputs" / "index.html").is_file()
    assert (project / "outputs" / YEAR / "outcomes.html").is_file()
    spoil(project)
    assert run_steps(project) == [2]


# Airflow


def test_the_dags_give_papermill_what_it_takes():
    compile(DAGS.read_text(encoding="utf-8"), DAGS, "exec")
    given = operators()["PapermillOperator"]
    called = {"input_path": given["input_nb"], "output_path": given["output_nb"]}
    called |= {name: given[name] for name in ("parameters", "kernel_name")}
    inspect.signature(papermill.execute_notebook).bind(**called)
    notebook = Path(given["input_nb"].replace(PLACE, str(REPOSITORY)))
    assert set(given["parameters"]) <= set(notebook_parameters(notebook))
    own = {"input_nb", "output_nb", "parameters", "kernel_name"}
    assert set(given) - own == {"task_id", "params", "retries", "execution_timeout"}


def test_the_dags_run_once_a_year_and_try_once():
    tree = ast.parse(DAGS.read_text(encoding="utf-8"))
    assert f'YEARLY = "{YEARLY_IN_CRON}"' in DAGS.read_text(encoding="utf-8")
    assert [given["retries"] for given in operators().values()] == [0, 0]
    dags = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "DAG"]
    assert [{k.arg: ast.unparse(k.value) for k in dag.keywords}["schedule"] for dag in dags] == ["YEARLY", "None"]


# jupyter-scheduler


def test_the_job_s_parameters_are_python_that_the_notebook_takes():
    job = json.loads(JOB.read_text(encoding="utf-8"))
    known = notebook_parameters(REPOSITORY / job["input_uri"])
    given = {name: ast.literal_eval(source) for name, source in job["parameters"].items()}
    assert given == {"financial_year": YEAR}
    assert all(type(value) is type(known[name]) for name, value in given.items())
    assert job["schedule"] == YEARLY_IN_CRON


# The README


def test_the_readme_tells_of_each_file():
    text = README.read_text(encoding="utf-8")
    for path in SCHEDULE.rglob("*"):
        if path.is_file() and path != README and path.suffix != ".pyc":
            assert f"`{path.relative_to(SCHEDULE).as_posix()}`" in text, path


def test_the_readme_tells_each_setting_of_the_mail_and_each_exit_code():
    text = README.read_text(encoding="utf-8")
    script = (SCHEDULE / "mail_summary.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"GRANTSDATA_MAIL_[A-Z_]+", script.split('"""')[1]))
    assert len(settings) == 6
    assert [name for name in settings if f"`{name}`" not in text] == []
    assert [code for code in (0, 1, 2, 3, 4, 5, 130, 143) if not re.search(rf"^\| {code} \|", text, re.MULTILINE)] == []


def test_each_file_that_the_readme_names_is_there():
    text = README.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:systemd|windows|github|airflow|jupyter-scheduler|schedule)/[\w./@-]+)`", text):
        assert (SCHEDULE / name).exists() or (REPOSITORY / name).exists(), name
