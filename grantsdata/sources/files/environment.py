"""Describe the environment of a run: the installed packages, and the commit of a checkout."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path


def installed() -> dict[str, str]:
    """Map every installed package to its version, in the order of the names.

    Reads only the names of the folders that installers leave, which takes a hundredth of the time of reading their
    contents: https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    return dict(_installed(tuple(sys.path)))


@cache
def _installed(path: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place in reversed(path):  # the first place on the path wins, as in an import
        try:
            names = sorted(path.name for path in Path(place or ".").iterdir())
        except OSError:
            continue  # an archive, or a folder that does not exist
        for name in names:
            package, sign, rest = name.partition("-")
            version, dot, kind = rest.rpartition(".")
            if sign and dot and kind in ("dist-info", "egg-info"):
                found[package.lower().replace("_", "-").replace(".", "-")] = version
    return dict(sorted(found.items()))


def git_commit(root: Path) -> str | None:
    """Return the commit of a checkout, with "+" if tracked files differ from it; None if `root` is not a checkout."""
    if not (root / ".git").exists():
        return None
    try:
        commit = _git(root, "rev-parse", "HEAD")
        return commit + ("+" if _git(root, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None  # git is not installed, or does not trust the folder's owner


def _git(root: Path, *arguments: str) -> str:
    # Within a hook of another repository, these variables would point git to that repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True, encoding="utf-8", errors="replace", timeout=20, check=True, env=environment,
    )  # fmt: skip
    return done.stdout.strip()
