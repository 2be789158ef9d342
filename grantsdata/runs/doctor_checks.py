"""The checks of `doctor`.

The machine: Python, packages, the kernel, fonts, git, a browser. The project: raw data, folders that a run writes in,
disk space, remains of earlier runs.
"""

import errno
import importlib.util
import logging
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grantsdata.errors import BusyError, LinkError, OutputError, check_installed, install_command
from grantsdata.runs.publish.run_record import read_record
from grantsdata.runs.publish.strays import strays
from grantsdata.sources.files.atomic import exchange
from grantsdata.sources.files.project import CHECKOUT, check_outputs, label, years_on_file


@dataclass(frozen=True)
class Condition:
    """One result: `missing` prevents reports or changes them, a `note` does not. `remedy` is a command to type."""

    state: Literal["ok", "note", "missing"]
    what: str
    found: str
    remedy: str = ""


OLDEST, NEWEST = (3, 11), (3, 14)
"""The versions of Python that the lock is made for."""

KERNEL_SECONDS = 60
"""A kernel answers in two or three seconds; a busy machine takes longer."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def install(lock: Path | None = None) -> str:
    """Return the command that installs what reports need, whatever is installed now, in the versions of the lock.

    A checkout has a lock of its own. Elsewhere `lock` may name one.
    """
    if not _is_checkout():
        return install_command("report") + (f" --constraint {shlex.quote(str(lock))}" if lock else "")
    if importlib.util.find_spec("pip") is None:  # true in an environment that `make setup` made
        return "make -B setup"
    options = ["--constraint", "constraints.txt", "--editable", ".[report]"]
    return shlex.join([sys.executable, "-m", "pip", "install", *options])


def _is_checkout() -> bool:
    """Whether this package lies in a checkout, and not in the packages that pip has installed."""
    return (CHECKOUT / "pyproject.toml").is_file()


def python() -> Iterator[Condition]:
    """Check the version of the Python in use."""
    version = ".".join(map(str, sys.version_info[:3]))
    found = f"{version}, {sys.executable}"
    known = " to ".join(".".join(map(str, one)) for one in (OLDEST, NEWEST))
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        other = "make setup PYTHON=python3.13" if _is_checkout() else "python3.13 -m venv .venv"
        yield Condition("note", "Python", f"{found}; the lock is for {known}", other)
    else:
        yield Condition("ok", "Python", found)


def packages(lock: Path) -> Iterator[Condition]:
    """Compare each installed package with the lock."""
    check_installed("Reports", "report", "packaging")
    if not lock.is_file():
        yield Condition("note", "packages", f"there is no {lock.name} in this project to compare them with")
        return
    from grantsdata.runs.workers.packages import pins

    listed = pins(lock.read_text(encoding="utf-8"))
    unlike = [pin for pin in listed if pin.installed != pin.locked]
    for pin in unlike:
        found = f"{pin.installed or 'not installed'}; {lock.name} has {pin.locked}"
        if pin.needed:
            yield Condition("missing", f"package {pin.name}", found, install(lock))
        elif pin.installed:
            yield Condition("note", f"package {pin.name}", f"{found}; no report needs it", install(lock))
    absent = [pin.name for pin in unlike if not (pin.needed or pin.installed)]
    if absent:
        found = f"{len(absent)} for tests and tools are not installed; no report needs them"
        yield Condition("note", "packages", found, install(lock))
    alike = sum(pin.needed for pin in listed if pin not in unlike)
    yield Condition("ok", "packages", f"{alike} that reports need are those of {lock.name}")


def kernel() -> Iterator[Condition]:
    """Check the kernel of this environment: start it and ask it where it runs."""
    check_installed("Reports", "report", "papermill")
    from grantsdata.runs.notebooks.kernels import KERNEL, kernel_fault, start_fault

    if fault := kernel_fault():
        yield Condition("missing", "kernel", *fault)
    elif problem := start_fault(KERNEL_SECONDS):
        yield Condition("missing", "kernel", problem, install())
    else:
        yield Condition("ok", "kernel", f"{KERNEL} starts, and answers from this environment")


def fonts() -> Iterator[Condition]:
    """Check the font of the charts, and whether matplotlib can store its list of fonts between runs."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # the conditions below report the same
    check_installed("Charts", "report", "matplotlib")
    import matplotlib
    from matplotlib import font_manager

    from grantsdata.report.picture import STYLE

    preferred = matplotlib.rc_params_from_file(STYLE, use_default_template=False)["font.sans-serif"]
    there = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in preferred if name in there), None)
    mend = (
        "apt-get install fonts-dejavu-core"  # matplotlib brings the font itself, unless a distribution has taken it out
    )
    if found is None:
        lacking = f"none of those that the charts are drawn in: {', '.join(preferred)}"
        yield Condition("missing", "fonts", lacking, mend)
    elif found != preferred[0]:
        other = f"{found} instead of {preferred[0]}: charts look different from those made elsewhere"
        yield Condition("note", "fonts", other, mend)
    else:
        yield Condition("ok", "fonts", f"{found}, in which the charts are drawn")
    cache = Path(matplotlib.get_cachedir())
    if cache.parent == Path(tempfile.gettempdir()) and cache.name.startswith("matplotlib-"):
        found = "each run looks for all fonts again, since there is no folder to store the list in"
        yield Condition("note", "fonts", found, "export MPLCONFIGDIR=/var/tmp/matplotlib")


def git(root: Path) -> Iterator[Condition]:
    """Check whether a run record can name the commit."""
    from grantsdata.sources.files.environment import git_commit

    commit = git_commit(root)
    if commit:
        yield Condition("ok", "git", f"commit {commit[:12]}")
    elif shutil.which("git") is None:
        yield Condition("note", "git", "not installed; run records name no commit", "apt-get install git")
    elif (root / ".git").exists():
        trust = f"git config --global --add safe.directory {shlex.quote(str(root))}"
        yield Condition("note", "git", "it does not give the commit; run records name no commit", trust)
    else:
        yield Condition("note", "git", "the project is no checkout; run records name no commit")


def browser() -> Iterator[Condition]:
    """Check whether there is a browser, which only the tests need."""
    named = os.environ.get("GRANTSDATA_BROWSER")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found:
        yield Condition("ok", "browser", found)
    else:
        yield Condition("note", "browser", "none; only the tests look at pages in one", "apt-get install chromium")


FREE_BYTES = 50_000_000
"""The reports of a year take two megabytes, and three copies exist while folders are exchanged. The rest is for years
with many more awards, and for notebooks that failed."""


def project(root: Path | None) -> Iterator[Condition]:
    """Say which project is examined, or how to make one."""
    if root is not None:
        yield Condition("ok", "project", str(root))
        return
    found = f"none in {Path.cwd()} or above it; only the machine is examined"
    yield Condition("missing", "project", found, 'grantsdata init FOLDER --body "NAME OF THE BODY"')


def raw_data(root: Path) -> Iterator[Condition]:
    """Check whether each year on file can be read."""
    from grantsdata.reconcile.check import FAULT, check

    faults = [entry for entry in check(project=root) if entry.severity == FAULT]
    years = list(map(str, years_on_file(root)))
    if not years:
        yield Condition("missing", "raw data", "no year is on file", "grantsdata import FILE --year YEAR")
        return
    for year in (None, *years):
        of_year = [fault for fault in faults if fault.year == year]
        command = _grantsdata(root, "check", *([year] if year else []))
        if of_year:
            found = f"{len(of_year)} at fault, the first in {of_year[0].file}"
            yield Condition("missing", f"raw data {year or 'of the project'}", found, command)
        elif year:
            yield Condition("ok", f"raw data {year}", "no faults")


def folders(root: Path) -> Iterator[Condition]:
    """Check that a run can write to its folders and exchange folders there in one step, and that none is a link."""
    try:
        for year in (None, *years_on_file(root)):
            folder = root / "outputs" / str(year)
            check_outputs(root, year, strays(folder, read_record(folder)) if year else ())
    except LinkError as error:
        yield Condition("missing", "folders", str(error), f"ls -l {shlex.quote(str(root / 'outputs'))}")
        return
    for folder in (root / "outputs", root / "data" / "processed"):
        what = f"folder {label(folder, root)}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder, prefix=".doctor-") as place:
                new, old = Path(place) / "new", Path(place) / "old"
                new.mkdir()
                old.mkdir()
                (new / "page").write_bytes(b"complete")
                at_once = exchange(new, old)
                is_complete = not at_once or (old / "page").read_bytes() == b"complete"
        except OSError as error:
            yield Condition("missing", what, f"a run cannot write there ({error.strerror})", _writable(folder, error))
            continue
        if at_once and is_complete:
            yield Condition("ok", what, "a run can write there, and exchange a year's folder in one step")
        else:
            found = (
                "a run can write there; a year's folder is exchanged in two steps, "
                "and if a run is cut off between them, the next run repairs it"
            )
            yield Condition("note", what, found)


def room(root: Path) -> Iterator[Condition]:
    """Check whether each file system that a run uses has enough free space."""
    seen = set()
    for folder in (root / "outputs", root / "data" / "processed", Path(tempfile.gettempdir())):
        if not folder.is_dir() or folder.stat().st_dev in seen:
            continue
        seen.add(folder.stat().st_dev)
        free = shutil.disk_usage(folder).free
        what, found = f"room in {label(folder, root)}", f"{free // 1_000_000:,} MB free"
        if free < FREE_BYTES:
            need = f"{found}; a run needs {FREE_BYTES // 1_000_000} MB"
            yield Condition("missing", what, need, f"df -h {shlex.quote(str(folder))}")
        else:
            yield Condition("ok", what, found)


def earlier_runs(root: Path) -> Iterator[Condition]:
    """Report runs that are at work, and folders left by runs that were cut off."""
    from grantsdata.sources.files.lock import held

    outputs = root / "outputs"
    busy = set()
    for holder in sorted(outputs.glob(".lock-*-holder")):
        name = holder.name.removeprefix(".lock-").removesuffix("-holder")
        try:
            with held(outputs, name):
                pass
        except BusyError as error:
            busy.add(name)
            yield Condition("note", f"run of {name}", str(error))
        except (LinkError, OutputError):
            continue  # the check of the folders has reported it
    for folder in (outputs, root / "data" / "processed"):
        for left in sorted([*folder.glob(".staging-*"), *folder.glob(".aside-*")]):
            name = left.name.partition("-")[2]
            if name not in busy:
                found = "left by a run that was cut off; the next run of the year puts it right"
                yield Condition("note", f"folder {label(left, root)}", found, _grantsdata(root, "report", name))


def _grantsdata(root: Path, *arguments: str) -> str:
    return shlex.join([sys.executable, "-P", "-m", "grantsdata", "--project", str(root), *arguments])


def _writable(folder: Path, error: OSError) -> str:
    there = shlex.quote(str(folder if os.path.lexists(folder) else folder.parent))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"df -h {there}"
    if error.errno == errno.EROFS:
        return f"findmnt --target {there}"
    return f"icacls {there} /grant %USERNAME%:(OI)(CI)M" if os.name == "nt" else f"sudo chown -R {os.geteuid()} {there}"
