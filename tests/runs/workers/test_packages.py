"""The installed packages beside the lock: which of them reports need, and which lines of the lock count here."""

import sys
from pathlib import Path

from grantsdata.runs.workers.packages import needed_by, pins

LOCK = (Path(__file__).parents[3] / "constraints.txt").read_text(encoding="utf-8")


def test_what_reports_need_is_told_from_what_tests_need() -> None:
    needed = needed_by("grantsdata[report]")
    assert {"pandas", "papermill", "filelock", "annotated-types", "pyzmq"} <= needed  # some of them by way of others
    assert not {"pytest", "hypothesis", "jupyterlab", "ruff", "playwright", "grantsdata"} & needed


def test_a_line_of_the_lock_for_another_system_does_not_count() -> None:
    lock = "# made by hand\npandas==0.1 ; python_version < '3'\nnumpy==0.2 ; python_version > '3'\n"
    assert [(pin.name, pin.locked, pin.needed) for pin in pins(lock)] == [("numpy", "0.2", True)]
    named = {pin.name for pin in pins(LOCK)}
    assert "annotated-types" in named and ("aiohttp" in named) == (sys.version_info[:2] == (3, 12))
