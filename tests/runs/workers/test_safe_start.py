"""Every Python of a run imports the code that the run record names, whatever lies in the folder where it is started."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.cases import first
from support.reporting import REPOSITORY, environment, python
from support.unattended import YEAR, hashes, write_notebook

from grantsdata.runs.notebooks.inputs import loaded_code
from grantsdata.runs.notebooks.kernels import start_fault
from grantsdata.runs.workers.safe_start import import_path, safely, variables

TOTAL = "import grantsdata\nint(grantsdata.load_awards(financial_year)['award_pence'].sum())"
"""A cell that shows the sum of the awards of the small year, by the library: £4,000 and £1,500 are 550,000 pence."""

DOUBLED = """

_parse_amount = parse_amount


def parse_amount(text: str, **more: Any) -> PrintedAmount:
    amount = _parse_amount(text, **more)
    return amount if amount.pence is None else dataclasses.replace(amount, pence=2 * amount.pence)
"""

DOUBLED_AGAIN = """

_amount = amount


def amount(text: str, of: dict[str, Any]) -> tuple[int | None, int, str]:
    pence, unit, words = _amount(text, of)
    return pence and 2 * pence, unit, words
"""
"""The same for the second reading of the raw files, which would otherwise notice that the first one is wrong."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with another copy of the package, which doubles amounts."""
    folder = tmp_path / "elsewhere"
    shutil.copytree(REPOSITORY / "grantsdata", folder / "grantsdata", ignore=shutil.ignore_patterns("__pycache__"))
    money = folder / "grantsdata" / "model" / "amounts" / "parse.py"
    text = money.read_text(encoding="utf-8").replace(
        "import re\n", "import dataclasses\nimport re\nfrom typing import Any\n", 1
    )
    money.write_text(text + DOUBLED, encoding="utf-8")
    with (folder / "grantsdata" / "runs" / "verifier" / "raw.py").open("a", encoding="utf-8") as second:
        second.write(DOUBLED_AGAIN)
    doubled = python(
        "-c", "from grantsdata.model.amounts.parse import parse_amount; print(parse_amount('£12').pence)", cwd=folder
    )
    assert doubled.stdout == "2400\n", doubled.stderr
    return folder


def report(project: Path, cwd: Path, *before: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`grantsdata report` of the small year, by the command unless another start is given, from the folder `cwd`."""
    start = before or (str(Path(sys.executable).with_name("grantsdata")),)
    line = [*start, "--project", str(project), "report", YEAR, "--force", "--quiet"]
    variables = environment(**more)
    return subprocess.run(line, cwd=cwd, env=variables, capture_output=True, text=True, timeout=400, check=False)


def shown(project: Path, name: str = "first") -> list[str]:
    """The text of each result that the cells of a published notebook have."""
    node = json.loads((project / "outputs" / YEAR / f"{name}.ipynb").read_text(encoding="utf-8"))
    outputs = [output for cell in node["cells"] if cell["cell_type"] == "code" for output in cell["outputs"]]
    return ["".join(one["data"]["text/plain"]) for one in outputs if one["output_type"] == "execute_result"]


def awards_of(project: Path) -> list[str]:
    """The amounts in the published table of the awards, in its order."""
    with (project / "outputs" / YEAR / "data" / "awards.csv").open(encoding="utf-8", newline="") as file:
        return [row["award_pence"] for row in csv.DictReader(file)]


@pytest.mark.proof
def test_another_copy_in_the_working_directory_makes_no_page(quick: Path, copy: Path) -> None:
    """The tables come from a worker, and the page from a kernel, since this notebook is not a proved one."""
    write_notebook(quick, "first", TOTAL)
    done = report(quick, copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(awards_of(quick)) == ["150000", "400000"]
    assert shown(quick) == ["550000"]


@pytest.mark.proof
def test_a_copy_beside_the_notebooks_or_in_the_project_makes_no_page(quick: Path, copy: Path) -> None:
    write_notebook(quick, "first", TOTAL)
    shutil.copytree(copy / "grantsdata", quick / "grantsdata")
    shutil.copytree(copy / "grantsdata", quick / "notebooks" / "grantsdata")
    done = report(quick, quick)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(awards_of(quick)) == ["150000", "400000"]
    assert shown(quick) == ["550000"]


@pytest.mark.parametrize("command", first(["years", "report", "check"]))
def test_python_m_refuses_another_copy_in_the_working_directory(quick: Path, copy: Path, command: str) -> None:
    before = hashes(quick)
    arguments = [command] if command == "years" else [command, YEAR]
    done = python("-m", "grantsdata", "--project", str(quick), *arguments, cwd=copy)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("grantsdata: the folder that Python looks in first has a copy of grantsdata, ")
    assert str(copy / "grantsdata") in line and str(REPOSITORY / "grantsdata") in line
    assert line.endswith("Use the command grantsdata, or run this from another folder.")
    assert hashes(quick) == before


SHADOWS = ("random", "pandas", "tempfile", "logging", "multiprocessing", "ipykernel", "papermill", "re", "pathlib")


@pytest.mark.proof
@pytest.mark.parametrize("start", first([[], [sys.executable, "-m", "grantsdata"]]))
def test_modules_in_the_working_directory_are_not_imported(quick: Path, tmp_path: Path, start: list[str]) -> None:
    """Nor those beside the notebooks that are called as one of Python's own or of a package."""
    write_notebook(quick, "first", "import random, pandas\n" + TOTAL)
    for folder in (tmp_path / "here", quick / "notebooks"):
        folder.mkdir(exist_ok=True)
        for name in SHADOWS:
            note = f"open({str(tmp_path / 'imported')!r}, 'a').write({name!r})\nraise ImportError({name!r})\n"
            (folder / f"{name}.py").write_text(note, encoding="utf-8")
    done = report(quick, tmp_path / "here", *start)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "imported").exists()
    assert shown(quick) == ["550000"]


@pytest.mark.proof
def test_a_working_directory_in_pythonpath_is_refused_unless_it_is_named(quick: Path, copy: Path) -> None:
    """An empty entry, as `PYTHONPATH=$PYTHONPATH:…` leaves, is the working directory, which no worker looks in."""
    before = hashes(quick)
    done = report(quick, copy, PYTHONPATH=os.pathsep)
    assert done.returncode == 1
    assert "which is not the code that the run record names" in done.stderr
    assert hashes(quick) == before


@pytest.mark.proof
def test_a_copy_that_pythonpath_names_is_the_one_that_runs_and_is_on_record(quick: Path, copy: Path) -> None:
    """All processes run it; the next run without it finds other code on record, and makes the pages again."""
    write_notebook(quick, "first", TOTAL)
    done = report(quick, quick, PYTHONPATH=str(copy))
    assert (done.returncode, done.stderr) == (0, "")
    assert (sorted(awards_of(quick)), shown(quick)) == (["300000", "800000"], ["1100000"])
    ours = (str(Path(sys.executable).with_name("grantsdata")), "--project", str(quick), "report", YEAR, "--quiet")
    again = subprocess.run(ours, cwd=quick, env=environment(), capture_output=True, text=True, timeout=400, check=False)
    assert (again.returncode, again.stderr) == (0, "")
    assert (sorted(awards_of(quick)), shown(quick)) == (["150000", "400000"], ["550000"])


@pytest.mark.proof
def test_a_notebook_that_imports_another_copy_is_refused(quick: Path, copy: Path) -> None:
    write_notebook(quick, "first", f"import sys\nsys.path.insert(0, {str(copy)!r})\n" + TOTAL)
    before = hashes(quick)
    done = report(quick, quick)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"the notebook has imported {copy / 'grantsdata'}" in line
    assert "which is not the code that the run record names" in line
    assert hashes(quick) == before


@pytest.mark.proof
def test_a_worker_that_runs_another_copy_is_refused(quick: Path, copy: Path, tmp_path: Path) -> None:
    """Such as one that a usercustomize of the user's leads there."""
    (tmp_path / "custom").mkdir()
    (tmp_path / "custom" / "sitecustomize.py").write_text(
        f"import sys\nif '-c' in sys.orig_argv:\n    sys.path.insert(0, {str(copy)!r})\n", encoding="utf-8"
    )
    before = hashes(quick)
    done = report(quick, quick, PYTHONPATH=str(tmp_path / "custom"))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"its process ran the grantsdata in {copy / 'grantsdata'}, which is not the code that the run record" in line
    assert hashes(quick) == before


@pytest.mark.proof
def test_a_module_beside_the_notebook_can_be_imported_and_is_on_record(quick: Path) -> None:
    """As it can in JupyterLab; a page is made again when it changes."""
    module = quick / "notebooks" / "own_words.py"
    module.write_text("GREETING = 'Good morning'\n", encoding="utf-8")
    write_notebook(quick, "first", "from own_words import GREETING\nGREETING")
    assert report(quick, quick).stderr == ""
    assert shown(quick) == ["'Good morning'"]
    inputs = json.loads((quick / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))["inputs"]
    assert "notebooks/own_words.py" in [one["file"] for one in inputs]
    module.write_text("GREETING = 'Good evening'\n", encoding="utf-8")
    ours = (str(Path(sys.executable).with_name("grantsdata")), "--project", str(quick), "report", YEAR, "--quiet")
    subprocess.run(ours, cwd=quick, env=environment(), timeout=400, check=True)
    assert shown(quick) == ["'Good evening'"]


@pytest.mark.proof
def test_a_kernel_runs_no_file_of_a_users_profile(quick: Path, tmp_path: Path) -> None:
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-words.py").write_text("word = 'from the profile'\n", encoding="utf-8")
    (tmp_path / "start.py").write_text("word = 'from the startup file'\n", encoding="utf-8")
    write_notebook(quick, "first", "globals().get('word', 'clean')")
    done = report(quick, quick, IPYTHONDIR=str(tmp_path / "ipython"), PYTHONSTARTUP=str(tmp_path / "start.py"))
    assert done.returncode == 0, done.stderr
    assert shown(quick) == ["'clean'"]


def test_what_is_started_safely_leaves_this_process_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", "lib", "/opt/lib"]))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), "/opt/lib", *sys.path, "."])
    before = list(sys.path)
    with safely({"MORE": "1"}):
        assert (os.environ["PYTHONSAFEPATH"], os.environ["PYTHONPATH"], os.environ["MORE"]) == ("1", "/opt/lib", "1")
        assert sys.path == import_path() == before[2:-1]
        where = subprocess.run(
            [sys.executable, "-c", "import sys; print(sys.path[0])"], capture_output=True, text=True, check=True
        )
        assert where.stdout == "/opt/lib\n"
    assert sys.path == before
    assert "PYTHONSAFEPATH" not in os.environ and "MORE" not in os.environ
    assert os.environ["PYTHONPATH"] == os.pathsep.join(["", "lib", "/opt/lib"])


def test_a_checkout_that_is_not_installed_is_still_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Last, so that nothing beside it is imported in place of a package."""
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setattr(sys, "path", [str(REPOSITORY), "/opt/lib"])
    assert import_path() == ["/opt/lib", str(REPOSITORY)]
    monkeypatch.chdir(tmp_path)
    assert variables({}) == {"PYTHONSAFEPATH": "1", "PYTHONPATH": ""}
    assert loaded_code().folder == str(REPOSITORY / "grantsdata")


@pytest.mark.proof
def test_the_doctor_starts_the_kernel_from_any_folder(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (copy, REPOSITORY):
        monkeypatch.chdir(folder)
        assert start_fault(60) is None
