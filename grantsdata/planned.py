"""A report that is to be made: a notebook, its parameters, and the name that its page will have."""

import re
from dataclasses import dataclass, field
from typing import Any

from grantsdata.errors import ParameterError
from grantsdata.naming import file_part

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
