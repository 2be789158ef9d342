"""What those who publish grants are asked for and no paper prints, as `paper.toml` may supply it."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_PREFIX = re.compile(r"360G-[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+")


def _prefix(text: str) -> str:
    if not _PREFIX.fullmatch(text):
        raise ValueError('expected a prefix that 360Giving has registered, such as "360G-exampleshire"')
    return text


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError('expected an identifier without spaces, such as "GB-CHC-1108687" or "360G-exampleshire-17"')
    return text


Prefix = Annotated[str, AfterValidator(_prefix)]
Identifier = Annotated[str, AfterValidator(_identifier)]


class Publishing(BaseModel):
    """What is left out here is assumed, and said to be.

    `prefix` is the publisher's at 360Giving, `identifier` the body's own. `award_date` is of all awards but those of
    the tables in `award_dates`. `recipients` gives a provider without an official identifier one of the office's own.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    prefix: Prefix | None = None
    identifier: Identifier | None = None
    award_date: date | None = None
    award_dates: dict[Annotated[str, Field(min_length=1)], date] = {}
    recipients: dict[Annotated[str, Field(min_length=1)], Identifier] = {}
