"""Where the work is done: the raw data, the folders that a run writes in, room on the disk, what earlier runs left."""

import errno
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grantsdata.doctor.condition import Condition
from grantsdata.errors import BusyError, LinkError, OutputError
from grantsdata.runs.publish.run_record import read_record
from grantsdata.runs.publish.strays import strays
from grantsdata.sources.files.atomic import exchange
from grantsdata.sources.files.project import check_outputs, label, years_on_file

FREE_BYTES = 50_000_000
"""The reports of a year take two megabytes, and stand there three times while they are exchanged; the rest is for
years with many more awards, and for notebooks that failed."""


def raw_data(root: Path) -> Iterator[Condition]:
    """Whether each year on file can be read."""
    from grantsdata.reconcile.check import FAULT, check

    faults = [entry for entry in check(project=root) if entry.severity == FAULT]
    for year in (None, *map(str, years_on_file(root))):
        its = [fault for fault in faults if fault.year == year]
        command = _grantsdata(root, "check", *([year] if year else []))
        if its:
            found = f"{len(its)} at fault, the first in {its[0].file}"
            yield Condition("missing", f"raw data {year or 'of the project'}", found, command)
        elif year:
            yield Condition("ok", f"raw data {year}", "no faults")


def folders(root: Path) -> Iterator[Condition]:
    """Whether a run may write where it has to, and exchange folders there in one step; not where a link stands."""
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
                (new / "page").write_bytes(b"whole")
                at_once = exchange(new, old)
                whole = not at_once or (old / "page").read_bytes() == b"whole"
        except OSError as error:
            yield Condition("missing", what, f"a run cannot write there ({error.strerror})", _writable(folder, error))
            continue
        if at_once and whole:
            yield Condition("ok", what, "a run can write there, and exchange a year's folder in one step")
        else:
            found = "a run can write there; a year's folder is exchanged in two steps, the next run mends a cut"
            yield Condition("note", what, found)


def room(root: Path) -> Iterator[Condition]:
    """Whether there is room for a run, on each file system that it uses."""
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
    """Runs that are busy, and what runs have left that were cut off."""
    from grantsdata.sources.files.lock import held

    outputs = root / "outputs"
    busy = set()
    for note in sorted(outputs.glob(".lock-*-holder")):
        name = note.name.removeprefix(".lock-").removesuffix("-holder")
        try:
            with held(outputs, name):
                pass
        except BusyError as error:
            busy.add(name)
            yield Condition("note", f"run of {name}", str(error))
        except (LinkError, OutputError):
            continue  # told of the folder already
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
