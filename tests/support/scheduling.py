"""The examples of schedule/ as their schedulers read them: each command line, and a project for it to work on."""

import ast
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml
from support.reporting import REPOSITORY, copied_project

SCHEDULE = REPOSITORY / "schedule"
README = SCHEDULE / "README.md"
CRONTAB = SCHEDULE / "crontab"
UNITS = SCHEDULE / "systemd"
TASK = SCHEDULE / "windows" / "grantsdata.xml"
WORKFLOW = SCHEDULE / "github" / "reports.yml"
YEARLY = SCHEDULE / "github" / "yearly.yml"
DAGS = SCHEDULE / "airflow" / "grantsdata_reports.py"
JOB = SCHEDULE / "jupyter-scheduler" / "job-definition.json"

PLACE = "/srv/grantsdata"
"""Where the examples say the project is; the reader puts in their own folder."""
TASK_NAMESPACE = {"task": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
_FIVE_FIELDS = r"(?:[\d*/,-]+ ){5}"


def cron_lines(*, commented: bool = False) -> list[tuple[str, str]]:
    """(when, command) of each line of the crontab; with those that the reader can have instead."""
    lines = re.findall(rf"^(#?)({_FIVE_FIELDS})(.+)$", CRONTAB.read_text(encoding="utf-8"), re.MULTILINE)
    return [(when.strip(), command) for mark, when, command in lines if commented or not mark]


def cron_variables() -> dict[str, str]:
    """What the crontab puts into the environment."""
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", CRONTAB.read_text(encoding="utf-8"), re.MULTILINE))


def as_cron_runs(command: str, project: Path) -> str:
    """The command as cron hands it to /bin/sh, with the reader's folder put in."""
    assert not re.search(r"(?<!\\)%", command), "cron ends a command at a bare %"
    return command.replace("\\%", "%").replace(PLACE, str(project))


def unit(name: str) -> RawConfigParser:
    """A unit's sections; lines that end in a backslash are joined."""
    text = (UNITS / name).read_text(encoding="utf-8").replace("\\\n", " ")
    parser = RawConfigParser(delimiters=["="], comment_prefixes=["#"], strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text)
    return parser


def workflow(path: Path = WORKFLOW) -> dict[Any, Any]:
    """A workflow; YAML reads its key `on` as true."""
    parsed = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(parsed, dict)
    return parsed


def steps() -> list[dict[str, Any]]:
    """The steps of both jobs, in their order."""
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


def task_text(name: str) -> str:
    """The text of one element of the Windows task."""
    (element,) = ElementTree.parse(TASK).getroot().iterfind(f".//task:{name}", TASK_NAMESPACE)
    return str(element.text)


def operators() -> dict[str, dict[str, Any]]:
    """Each operator of the DAGs with its arguments, those that are plain values and texts made of PROJECT."""
    tree = ast.parse(DAGS.read_text(encoding="utf-8"))
    return {
        str(node.func.id): {str(keyword.arg): _value(keyword.value) for keyword in node.keywords}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Operator")
    }


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else PLACE for part in node.values)
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


def command_lines() -> Iterator[tuple[str, str]]:
    """(file, command) of every command line of grantsdata in schedule/, as its scheduler or a reader would give it."""
    yield from (("crontab", as_cron_runs(command, Path(PLACE))) for _, command in cron_lines(commented=True))
    yield "grantsdata.service", unit("grantsdata.service")["Service"]["ExecStart"]
    yield "grantsdata.xml", f"{task_text('Command')} {task_text('Arguments')}"
    yield from (("reports.yml", step["run"]) for step in steps() if step.get("run", "").startswith("grantsdata"))
    yield "grantsdata_reports.py", operators()["BashOperator"]["bash_command"]
    text = README.read_text(encoding="utf-8")
    blocks = [line for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL) for line in
              block.splitlines()]  # fmt: skip
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    mails = re.findall(
        r"(grantsdata (?:report|check) [\w{}-]+(?: --strict)?)", (SCHEDULE / "mail_summary.py").read_text()
    )
    asked = re.compile(r"(?:\S*[/\\])?grantsdata(?:\.exe)? (?:--project|report|check|verify|doctor|years)\b")
    yield from (("README.md", line) for line in (*blocks, *inline) if asked.match(line))
    yield from (("mail_summary.py", line.replace("{year}", "2017-18")) for line in mails)


def arguments_of(command: str) -> list[str]:
    """What the program is given: the words after its own name, up to where a shell would send its output elsewhere."""
    command = re.sub(r"\$\(.*\)", "2017-18", command)
    words = shlex.split(command, posix="\\" not in command)
    (start,) = [number for number, word in enumerate(words) if re.search(r"(^|[/\\])grantsdata(\.exe)?$", word)][:1]
    rest = words[start + 1 :]
    return [word.strip('"') for word in (rest[: rest.index(">")] if ">" in rest else rest)]


def scheduled_project(folder: Path) -> Path:
    """A project as a reader has it: the data, one report to make, this environment as its `.venv`, and schedule/."""
    project = copied_project(folder)
    (project / "data" / "processed").mkdir()
    (project / "notebooks" / "reports.toml").write_text('[[reports]]\nnotebook = "outcomes"\n', encoding="utf-8")
    shutil.copytree(SCHEDULE, project / "schedule", ignore=shutil.ignore_patterns("__pycache__"))
    (project / ".venv").symlink_to(sys.prefix)
    return project


def spoil(project: Path) -> None:
    """Put into the raw data an amount that cannot be read."""
    path = project / "data" / "raw" / "2017-18" / "victims-services.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count('"£446,000"') == 1
    path.write_text(text.replace('"£446,000"', '"£446,0"'), encoding="utf-8", newline="\n")
