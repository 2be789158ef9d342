"""Compute the sha256 of a file, and one sha256 for a set of files."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from grantsdata.errors import reading


def fingerprint(hashes: Mapping[str, str]) -> str:
    """Return one sha256 for a set of files, given the sha256 of each by name."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file. Raises InputError if it cannot be read."""
    with reading(path):
        return file_sha256(path)


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file of any size. Raises OSError if it cannot be read."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
