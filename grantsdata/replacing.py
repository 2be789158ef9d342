"""Texts → files, each in the place of the one before in one step: whoever reads sees the old text or the new one."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from grantsdata.errors import OutputError


def replaced(texts: Mapping[Path, str]) -> list[Path]:
    """Write UTF-8 files, in their order, and return them; a file keeps its rights. OutputError if the system refuses.

    All are written beside their places first. Should the machine fail between two of them, each is whole all the same.
    """
    new = {path: path.with_name(f".{path.name}.new") for path in texts}
    try:
        for path, text in texts.items():
            with new[path].open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                new[path].chmod(path.stat().st_mode & 0o777)
        for path in texts:
            new[path].replace(path)
    except OSError as error:
        raise OutputError.of(next(iter(texts)), error) from error
    finally:
        for one in new.values():
            with suppress(OSError):
                one.unlink(missing_ok=True)
    return list(texts)
