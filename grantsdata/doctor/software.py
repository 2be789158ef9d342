"""What is installed on this machine: Python, packages, the kernel, fonts, git, a browser."""

import importlib.util
import logging
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grantsdata.doctor.condition import Condition

OLDEST, NEWEST = (3, 11), (3, 14)
"""The versions of Python that the lock is made for."""

KERNEL_SECONDS = 60
"""A kernel answers in two or three seconds; on a machine that is busy with other things it takes its time."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def install() -> str:
    """The command that brings the packages of the lock, whatever is installed now."""
    if importlib.util.find_spec("pip") is None:  # as in an environment that make has set up
        return "make -B setup"
    return shlex.join([sys.executable, "-m", "pip", "install", "--constraint", "constraints.txt", "--editable", "."])


def python() -> Iterator[Condition]:
    """The Python in use."""
    version = ".".join(map(str, sys.version_info[:3]))
    found = f"{version}, {sys.executable}"
    known = " to ".join(".".join(map(str, one)) for one in (OLDEST, NEWEST))
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        yield Condition("note", "Python", f"{found}; the lock is for {known}", "make setup PYTHON=python3.13")
    else:
        yield Condition("ok", "Python", found)


def packages(lock: Path) -> Iterator[Condition]:
    """Each package against the lock."""
    from grantsdata.runs.workers.packages import pins

    if not lock.is_file():
        yield Condition("note", "packages", f"there is no {lock.name} in this project to compare them with")
        return
    listed = pins(lock.read_text(encoding="utf-8"))
    unlike = [pin for pin in listed if pin.installed != pin.locked]
    for pin in unlike:
        found = f"{pin.installed or 'not installed'}; {lock.name} has {pin.locked}"
        if pin.needed:
            yield Condition("missing", f"package {pin.name}", found, install())
        elif pin.installed:
            yield Condition("note", f"package {pin.name}", f"{found}; no report needs it", install())
    absent = [pin.name for pin in unlike if not (pin.needed or pin.installed)]
    if absent:
        found = f"{len(absent)} for tests and tools are not installed; no report needs them"
        yield Condition("note", "packages", found, install())
    alike = sum(pin.needed for pin in listed if pin not in unlike)
    yield Condition("ok", "packages", f"{alike} that reports need are those of {lock.name}")


def kernel() -> Iterator[Condition]:
    """The kernel of this environment, which is started and asked."""
    from grantsdata.runs.notebooks.kernels import KERNEL, kernel_fault, start_fault

    if fault := kernel_fault():
        yield Condition("missing", "kernel", *fault)
    elif told := start_fault(KERNEL_SECONDS):
        yield Condition("missing", "kernel", told, install())
    else:
        yield Condition("ok", "kernel", f"{KERNEL} starts, and answers from this environment")


def fonts() -> Iterator[Condition]:
    """The font of the charts, and whether what is known of fonts can be kept from run to run."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # what it warns of is told below
    import matplotlib
    from matplotlib import font_manager

    from grantsdata.report.charts.style import STYLE

    wanted = matplotlib.rc_params_from_file(STYLE, use_default_template=False)["font.sans-serif"]
    there = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in wanted if name in there), None)
    mend = (
        "apt-get install fonts-dejavu-core"  # matplotlib brings the font itself, unless a distribution has taken it out
    )
    if found is None:
        yield Condition("missing", "fonts", f"none of those that the charts are drawn in: {', '.join(wanted)}", mend)
    elif found != wanted[0]:
        yield Condition("note", "fonts", f"{found} instead of {wanted[0]}: charts look otherwise than elsewhere", mend)
    else:
        yield Condition("ok", "fonts", f"{found}, in which the charts are drawn")
    cache = Path(matplotlib.get_cachedir())
    if cache.parent == Path(tempfile.gettempdir()) and cache.name.startswith("matplotlib-"):
        found = "each run looks for all fonts again, since there is no folder to note them in"
        yield Condition("note", "fonts", found, "export MPLCONFIGDIR=/var/tmp/matplotlib")


def git(root: Path) -> Iterator[Condition]:
    """Whether a run record can name the commit."""
    from grantsdata.sources.files.environment import git_commit

    commit = git_commit(root)
    if commit:
        yield Condition("ok", "git", f"commit {commit[:12]}")
    elif shutil.which("git") is None:
        yield Condition("note", "git", "not installed; run records name no commit", "apt-get install git")
    elif (root / ".git").exists():
        trust = f"git config --global --add safe.directory {shlex.quote(str(root))}"
        yield Condition("note", "git", "it does not tell the commit; run records name none", trust)
    else:
        yield Condition("note", "git", "the project is no checkout; run records name no commit")


def browser() -> Iterator[Condition]:
    """A browser, which only the tests need."""
    named = os.environ.get("GRANTSDATA_BROWSER")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found:
        yield Condition("ok", "browser", found)
    else:
        yield Condition("note", "browser", "none; only the tests look at pages in one", "apt-get install chromium")
