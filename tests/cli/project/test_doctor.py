"""`grantsdata doctor`: each thing that may be missing is really missing here, is listed, and has its remedy."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from support.machine import dist_info, kernel_in
from support.reporting import grantsdata

from grantsdata.cli.project.doctor import condition_lines
from grantsdata.runs.doctor_checks import Condition

REPOSITORY = Path(__file__).parents[3]
YEAR = "2017-18"
LOCK = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")


@pytest.fixture
def project(project: Path) -> Path:
    """A project with its lock and its folder for tables."""
    shutil.copy(REPOSITORY / "constraints.txt", project)
    (project / "data" / "processed").mkdir()
    return project


def test_a_machine_that_has_all_it_needs(project: Path) -> None:
    done = grantsdata(project, "doctor")
    *lines, last = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    for what in (
        rf"Python: 3\.1\d\.\d+, {re.escape(sys.executable)}",
        r"packages: \d+ that reports need are those of constraints.txt",
        "kernel: python3 starts, and answers from this environment",
        "fonts: DejaVu Sans, in which the charts are drawn",
        "raw data 2017-18: no faults",
        r"room in outputs: [\d,]+ MB free",
    ):
        assert [line for line in lines if re.fullmatch(rf"ok       {what}", line)], what
    for folder in ("outputs", "data/processed"):
        assert [line for line in lines if re.match(rf"(ok|note) +folder {folder}: a run can write there", line)]
    assert "note     git: the project is no checkout; run records name no commit" in lines
    assert re.fullmatch(r"nothing is missing; \d+ notes?", last)
    assert not [line for line in lines if line.startswith("missing")]
    assert sorted(path.name for path in (project / "outputs").iterdir()) == []


@pytest.mark.proof
def test_all_that_is_missing_is_told_at_once_and_nothing_hides_another(project: Path) -> None:
    """A package that cannot even be imported is among it."""
    shadows = dist_info(project, "papermill", "0.1")
    dist_info(project, "pytest", "0.2")
    (shadows / "matplotlib").mkdir()
    (shadows / "matplotlib" / "__init__.py").write_text("raise RuntimeError('br\\x1b[31moken')", encoding="utf-8")
    base = Path(sys.executable).resolve()  # the same file, in another folder and without any package
    kernel = kernel_in(project, [str(base), "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    (project / "data" / "raw" / YEAR / "measures.csv").write_text("no table", encoding="utf-8")
    (project / "outputs" / f".staging-{YEAR}").mkdir()
    lock = project / "constraints.txt"
    lock.write_text(re.sub(r"^pandas==.*$", "pandas==1.2.3", LOCK, flags=re.MULTILINE), encoding="utf-8")

    done = grantsdata(project, "doctor", PYTHONPATH=str(shadows), JUPYTER_PATH=str(kernel))
    assert done.returncode == 1
    told = done.stdout
    assert re.search(r"^missing  package pandas: \S+; constraints.txt has 1\.2\.3\n +→ \S", told, re.MULTILINE)
    assert re.search(r"^missing  package papermill: 0\.1; constraints.txt has \S+\n +→ \S", told, re.MULTILINE)
    assert re.search(r"^note     package pytest: 0\.2; .*; no report needs it\n +→ \S", told, re.MULTILINE)
    assert f"missing  kernel: the kernel python3 belongs to another Python ({base})\n" in told
    assert "         → unset JUPYTER_PATH\n" in told
    assert "missing  fonts: could not be checked (RuntimeError: br\\x1b[31moken)\n" in told
    assert "missing  raw data 2017-18: " in told and f"check {YEAR}\n" in told
    assert f"note     folder outputs/.staging-{YEAR}: left by a run that was cut off" in told
    assert re.search(r"^ok +folder outputs|^note +folder outputs:", told, re.MULTILINE)
    assert told.splitlines()[-1].startswith("5 missing, ")
    assert "\x1b" not in told and "Traceback" not in done.stderr


def test_a_folder_that_is_no_project_is_told(tmp_path: Path) -> None:
    done = grantsdata(tmp_path, "doctor")
    assert done.returncode == 2
    assert "data/raw" in done.stderr and done.stdout == ""


def test_a_line_has_no_control_characters_and_its_remedy_below() -> None:
    assert condition_lines(Condition("note", "a\x1b", "b\u202ec", "d\x07")) == [
        "note     a\\x1b: b\\u202ec",
        "         → d\\x07",
    ]
    assert condition_lines(Condition("ok", "a", "b")) == ["ok       a: b"]
