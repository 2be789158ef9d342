"""A report that is to be made: a notebook, its parameters, and the name that its page will have."""

from dataclasses import dataclass, field
from typing import Any

from grantsdata.naming import slug

_NOT_IN_THE_NAME = ("financial_year", "title")


@dataclass(frozen=True)
class PlannedReport:
    """A notebook and the parameters that it is to be run with, besides the year."""

    notebook: str
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The page's name: the notebook's, and the texts that are asked of it, such as `stream-report-vs`."""
        texts = [
            slug(value)
            for name, value in self.parameters.items()
            if isinstance(value, str) and value and name not in _NOT_IN_THE_NAME
        ]
        return "-".join([self.notebook, *texts])
