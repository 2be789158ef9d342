"""A report that is to be made: a notebook, its parameters, and the name that its page will have.

How long a cell and a report may take, and how much memory a report may have.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from grantsdata.errors import ParameterError
from grantsdata.model.slugs import file_part

_ONE_NAME = re.compile(r"[^\W_](?:[\w -]*\w)?")
_NOT_IN_THE_NAME = ("financial_year", "title")


@dataclass(frozen=True)
class PlannedReport:
    """A notebook and the parameters that it is to be run with, besides the year.

    ParameterError for what is not a plain name: a path would lead out of the folders of notebooks and of pages.
    """

    notebook: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _ONE_NAME.fullmatch(self.notebook):
            raise ParameterError(
                f'"{self.notebook}" is not the name of a notebook; expected one of the folder notebooks, without its '
                f"ending, such as annual-report."
            )

    @property
    def name(self) -> str:
        """The page's name: the notebook's, and the texts that are asked of it, such as `stream-report-vs`."""
        texts = [
            file_part(value)
            for name, value in self.parameters.items()
            if isinstance(value, str) and value and name not in _NOT_IN_THE_NAME
        ]
        return "-".join([self.notebook, *texts])


@dataclass(frozen=True)
class Limits:
    """Seconds for a cell and for a whole report: what takes longer hangs, and would hang for ever.

    `report_mib` is the memory, in MiB, that a report may take for itself: one that grows without end must not take
    the others, or the machine, with it.
    """

    cell_seconds: float = 600
    report_seconds: float = 1800
    report_mib: int = 1024

    def __post_init__(self) -> None:
        for name, seconds in (("--cell-seconds", self.cell_seconds), ("--report-seconds", self.report_seconds)):
            if not 1 <= seconds <= 7 * 24 * 3600:
                raise ParameterError(f"{name} is {seconds}; expected a number of seconds from 1 to a week.")
        if not 256 <= self.report_mib <= 1 << 20:
            raise ParameterError(f"--report-mib is {self.report_mib}; expected a number of MiB from 256 to 1,048,576.")
