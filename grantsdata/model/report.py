"""A report to be made (notebook, parameters, name of the page), and limits of time and memory for making it."""

import re
from dataclasses import dataclass, field
from typing import Any

from grantsdata.errors import ParameterError
from grantsdata.model.slugs import file_part

_ONE_NAME = re.compile(r"[^\W_](?:[\w -]*\w)?")
_NOT_IN_THE_NAME = ("financial_year", "title")


@dataclass(frozen=True)
class ReportPlan:
    """A notebook and its parameters, apart from the year. `word` says that its page is made as a Word document too.

    Raises ParameterError if `notebook` is not a plain name: a path could lead out of the notebooks' and pages' folders.
    """

    notebook: str
    parameters: dict[str, Any] = field(default_factory=dict)
    word: bool = False

    def __post_init__(self) -> None:
        if not _ONE_NAME.fullmatch(self.notebook):
            raise ParameterError(
                f'"{self.notebook}" is not the name of a notebook; expected a name in the folder notebooks, without '
                f"its ending, such as annual-report."
            )

    @property
    def name(self) -> str:
        """The page's name: the notebook's name and its text parameters, such as `stream-report-vs`."""
        return "-".join([self.notebook, *map(file_part, self.texts)])

    @property
    def texts(self) -> list[str]:
        """The texts among the parameters, without the year and the title."""
        return [
            value
            for name, value in self.parameters.items()
            if isinstance(value, str) and value and name not in _NOT_IN_THE_NAME
        ]

    @property
    def documents(self) -> list[str]:
        """The names of the documents that are made of the page."""
        return [f"{self.name}.docx"] if self.word else []


@dataclass(frozen=True)
class Limits:
    """Limits for one report: seconds for a cell, seconds for the complete report, and memory in MiB.

    A cell or report that exceeds its time is taken to hang and is stopped. The memory limit keeps one report from
    bringing down the others or the machine.
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
