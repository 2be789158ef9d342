"""A piece of the page, as a notebook's output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from IPython.display import display

Awards = Mapping[str, Any]
"""Which awards something is about: conditions on columns, all of which hold of each of them. `True` is "stated",
`False` "not stated", a list "one of these", `{"not": …}` the contrary, and anything else that very value."""


@dataclass(frozen=True)
class Fragment:
    """A piece of the page: HTML for people, plain text for a terminal, facts for the page template and the index."""

    html: str
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        return {"text/html": self.html, "text/plain": self.text}, {"grantsdata": self.facts}

    def show(self) -> None:
        """Put it out below the notebook's cell."""
        display(self)


def number_of(kind: str) -> str:
    """Where the page's template writes the running number of a `Figure` or `Table`; nothing in a notebook."""
    return f'<span class="number" data-of="{kind}"></span>'


def which(of: Awards | None) -> dict[str, Any]:
    """The fact that tells which awards an output is about; no fact, if that is not said."""
    return {} if of is None else {"of": dict(of)}
