"""Which notebooks are known to give, run in a forked process, the same page as in a kernel of their own.

They are told by their code, not by their names: a notebook that somebody has changed is another one. `proved.toml` has
them, and a test runs each in both ways and compares every byte.
"""

import hashlib
import json
import tomllib
from functools import cache
from pathlib import Path

from grantsdata.executed import source_of
from grantsdata.sources.files.plain_file import seen_bytes
from grantsdata.sources.files.text import parsed_json

LIST = Path(__file__).with_name("proved.toml")


def is_proved(notebook: Path) -> bool:
    """Whether a notebook is one of those; False too for what is no notebook, which is told where it is run."""
    try:
        return code_sha256(notebook) in _proved()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def code_sha256(notebook: Path) -> str:
    """One sha256 over the sources of a notebook's cells of code, in their order."""
    cells = parsed_json(seen_bytes(notebook, notebook.parents[1]).decode("utf-8"))["cells"]
    code = [source_of(cell) for cell in cells if cell["cell_type"] == "code"]
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()


@cache
def _proved() -> frozenset[str]:
    return frozenset(tomllib.loads(LIST.read_text(encoding="utf-8"))["code_sha256"].values())
