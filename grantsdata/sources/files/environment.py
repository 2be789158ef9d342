"""What a run stands on besides its files: the packages of this environment, and the commit of a checkout."""

import os
import subprocess
import sys
from pathlib import Path


def installed() -> dict[str, str]:
    """Every package of this environment and its version, by name.

    The names of the folders that installers leave tell it, which takes a hundredth of the time of reading what is in
    them: https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    found: dict[str, str] = {}
    for place in reversed(sys.path):  # what stands first is what is imported
        try:
            names = sorted(path.name for path in Path(place or ".").iterdir())
        except OSError:
            continue  # an archive, or a folder that is not there
        for name in names:
            package, sign, rest = name.partition("-")
            version, dot, kind = rest.rpartition(".")
            if sign and dot and kind in ("dist-info", "egg-info"):
                found[package.lower().replace("_", "-").replace(".", "-")] = version
    return dict(sorted(found.items()))


def git_commit(root: Path) -> str | None:
    """The commit that a checkout is at, with "+" where tracked files differ from it; None if it is no checkout."""
    if not (root / ".git").exists():
        return None
    try:
        commit = _git(root, "rev-parse", "HEAD")
        return commit + ("+" if _git(root, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None  # no git here, or one that does not trust the folder's owner


def _git(root: Path, *arguments: str) -> str:
    # A hook of another repository would have git ask that one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True, encoding="utf-8", errors="replace", timeout=20, check=True, env=environment,
    )  # fmt: skip
    return done.stdout.strip()
