"""One thing that the doctor looked at."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Condition:
    """`missing` keeps reports from being made as they should be, a `note` does not; `remedy` is a command to type."""

    state: Literal["ok", "note", "missing"]
    what: str
    found: str
    remedy: str = ""
