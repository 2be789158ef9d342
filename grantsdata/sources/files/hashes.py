"""The sha256 of a file, and one for a set of files."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from grantsdata.errors import reading


def fingerprint(hashes: Mapping[str, str]) -> str:
    """One sha256 for files and their sha256."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def sha256_of(path: Path) -> str:
    """The sha256 of a file; InputError if it cannot be read."""
    with reading(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_sha256(path: Path) -> str:
    """The hash of a file of any size."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
