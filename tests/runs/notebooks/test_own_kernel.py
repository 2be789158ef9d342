"""A notebook in a kernel of its own: the kernel's process is told and ends, and its code is that of this package."""

import json
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from papermill.engines import NotebookExecutionManager
from support.crew import is_gone
from support.unattended import cell

from grantsdata.errors import ReportError
from grantsdata.runs.notebooks import own_kernel
from grantsdata.runs.notebooks.own_kernel import OwnKernelEngine
from grantsdata.sources.files.plain_file import watched

CELLS = (
    "import os, subprocess, sys\nfrom beside import word\nword, os.getpid()",
    'child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])\nchild.pid',
    "from grantsdata.sources.files.plain_file import add_seen\nadd_seen([('data/raw/x.csv', 'abc')])",
)


def notebook(*sources: str) -> NotebookExecutionManager:
    """A notebook as papermill hands it to an engine."""
    cells = [{**cell(*one), "metadata": {"papermill": {}}} for one in enumerate(sources)]
    node = {"cells": cells, "metadata": {"papermill": {}}, "nbformat": 4, "nbformat_minor": 5}
    return NotebookExecutionManager(nbformat.from_dict(node), progress_bar=False)


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up as on Linux")
def test_a_kernel_ends_with_all_that_its_notebook_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module beside the notebook can be imported, and the inputs that the kernel has read are on record here."""
    (tmp_path / "beside.py").write_text("word = 'found'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    begun: list[int] = []
    run = notebook(*CELLS)
    with watched() as seen:
        OwnKernelEngine.execute_managed_notebook(run, "python3", kernel_begins=begun.append, timeout=60)
    kernel, child = (one.outputs[0]["data"]["text/plain"] for one in run.nb.cells[:2])
    assert kernel == f"('found', {begun[0]})"
    assert begun[1:] == [0]
    assert is_gone(begun[0]) and is_gone(int(child))
    assert ("data/raw/x.csv", "abc") in seen


def answering(files: list[str]) -> Any:
    """A kernel that has imported these files of a package called grantsdata, and read no input."""
    client = own_kernel._Client(notebook("1"))
    client._ask = lambda code="", expression="''": json.dumps([files, []]) if expression != "''" else ""
    return client


def test_a_kernel_that_ran_another_copy_of_the_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_kernel.PapermillNotebookClient, "papermill_execute_cells", lambda client: None)
    ours = str(Path(own_kernel.__file__).parents[2] / "errors.py")
    answering([ours]).papermill_execute_cells()
    with pytest.raises(ReportError, match=r"the notebook has imported /elsewhere/grantsdata/errors.py, which is not"):
        answering([ours, "/elsewhere/grantsdata/errors.py"]).papermill_execute_cells()
