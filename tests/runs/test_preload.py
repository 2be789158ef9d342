"""A worker process begins with all that its task needs, imported once by the server that it is forked from."""

from pathlib import Path

import pytest
from support.crew import ended
from support.tasks import call

from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.processes import FORKS

pytestmark = pytest.mark.skipif(not FORKS, reason="Processes are forked on Linux only.")

NEEDED = (
    "grantsdata.awards.provenance",
    "grantsdata.report.charts.budget",
    "grantsdata.report.narrative.annual",
    "grantsdata.report.narrative.outcomes",
    "grantsdata.runs.jobs",
    "grantsdata.runs.notebooks.execute",
    "ipykernel.inprocess.ipkernel",
    "matplotlib.figure",
    "pandas",
    "pyarrow.dataset",
)


def test_a_worker_begins_with_what_its_task_needs(tmp_path: Path) -> None:
    """The garbage collector leaves alone what was imported, and no debugger is looked for."""
    with Workers(1) as crew:
        (told,) = ended(crew, call("loaded", tmp_path, names=(*NEEDED, "distributed", "playwright")))
    assert told.value["modules"] == list(NEEDED)
    assert told.value["debugger"] is None
    assert told.value["frozen"] > 100_000
    assert [name for name in told.value["threads"] if "_end_with_parent" not in name] == ["MainThread"]
