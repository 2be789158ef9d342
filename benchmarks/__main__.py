"""All benchmarks → one table, `benchmarks/RESULTS.md`: `python -m benchmarks`, or `make bench`.

A module of this folder with a function `rows(size)` that yields `Row`s is a benchmark.
"""

import argparse
import compileall
import importlib
import importlib.metadata
import os
import pkgutil
import platform
import sys
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

import benchmarks
from benchmarks.row import Row

FOLDER = Path(__file__).parent

PACKAGES = ("polars", "pandas", "pyarrow", "numpy", "papermill", "nbconvert", "matplotlib")

HEAD = """# What was measured

`make bench` has written this page. Each time is that of a process from its start to its end, the least of some runs in
turn, ours first; memory is the most that a process held, ours first. The files are made up by `benchmarks/grants.py`;
`benchmarks/contender.py` has all that was compared. Another machine has other times, and one that others use at the
same time has other ratios too: ours takes all cores that it gets, pandas one.
"""


def page(rows: Iterable[Row]) -> str:
    """The page of results: the table, then the machine and the versions."""
    titles = ("goal", "against", "reach", "measured", "memory", "met")
    lines = [titles, ("---",) * len(titles), *map(astuple, rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    about = [
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} GiB of memory, {platform.system()}",
        f"Python {platform.python_version()}, {', '.join(versions)}",
    ]
    return f"{HEAD}\n{table}\n\n" + "\n".join(f"- {line}" for line in about) + "\n"


def modules() -> list[str]:
    """The benchmarks, by name."""
    names = sorted(one.name for one in pkgutil.iter_modules(benchmarks.__path__) if one.name != "__main__")
    return [name for name in names if hasattr(importlib.import_module(f"benchmarks.{name}"), "rows")]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks and write the page; 1 if something that was to be reached was not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Run the benchmarks.")
    parser.add_argument("--size", type=int, help="how large, if not as large as it is measured")
    parser.add_argument("--only", choices=modules(), help="one benchmark; nothing is written then")
    told = parser.parse_args(arguments)
    # As any second run finds it, also where this environment has Python keep nothing of what it has compiled.
    compileall.compile_dir(str(FOLDER.parent / "grantsdata"), quiet=1)
    rows: list[Row] = []
    for name in [told.only] if told.only else modules():
        module = importlib.import_module(f"benchmarks.{name}")
        for row in module.rows() if told.size is None else module.rows(told.size):
            print(" | ".join(astuple(row)), flush=True)
            rows.append(row)
    if told.only is None and told.size is None:
        (FOLDER / "RESULTS.md").write_text(page(rows), encoding="utf-8", newline="\n")
    return int(any(row.met == "no" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
