"""What stands beside a chart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A chart's title, its alternative text, and the key to its marks, if it needs one."""

    title: str
    alt: str
    key: str = ""
