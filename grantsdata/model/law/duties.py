"""The table of duties to publish, `duties.toml`: read and checked once."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from grantsdata.model.law.bodies import Kind
from grantsdata.model.paper_fields import Text

TABLE = Path(__file__).with_name("duties.toml")

GRANT_DUTY, ITEM_DUTY, CONTRACT_DUTY = "3(f) grant", "3(g) item over £500", "contract over £10,000"
SMALL_CONTRACT_DUTY, NOTICE_DUTY = "contract of £10,000 or less", "direct award notice"
"""The names of the duties under which awards of a table can come."""

Detail = Literal["recipient", "purpose", "conditions", "reasons", "value for money", "contract"]


class Duty(BaseModel):
    """A duty to publish; `duties.toml` explains its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    since: date
    until: date | None = None
    binds: tuple[Kind, ...] = Field(min_length=1)
    whom: Text
    bears_on: Literal[
        "crime and disorder reduction grants", "other spending", "contracts", "direct awards", "invitations to tender",
        "subsidies", "a council's grants and contracts", "pages and documents",
    ]  # fmt: skip
    over_gbp: int | None = Field(default=None, gt=0)
    up_to_gbp: int | None = Field(default=None, gt=0)
    about: Text
    asks: Text
    details: tuple[Detail, ...] = ()
    by_when: str
    each_month: bool = False
    instrument: Text
    place: str = ""
    text_checked: bool
    read_in: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> "Duty":
        if self.until is not None and self.until < self.since:
            raise ValueError(f'duty "{self.name}" ends before it begins')
        if self.over_gbp and self.up_to_gbp:
            raise ValueError(f'duty "{self.name}" has two limits; expected over_gbp or up_to_gbp')
        if self.text_checked != bool(self.read_in):
            raise ValueError(f'duty "{self.name}": read_in says where the text was read, if text_checked is true')
        return self

    def in_force(self, first: date, last: date | None = None) -> bool:
        """Whether it binds on a day, or on any day from the first to the last."""
        return self.since <= (last or first) and (self.until is None or first <= self.until)


@cache
def all_duties() -> tuple[Duty, ...]:
    """Return the duties in the order of the table. Raises ValidationError for a faulty table."""
    listed = tomllib.loads(TABLE.read_text(encoding="utf-8"))["duties"]
    return TypeAdapter(tuple[Duty, ...]).validate_python(listed)


def duty_called(name: str) -> Duty:
    """Return the duty of this name. Raises StopIteration if there is none."""
    return next(duty for duty in all_duties() if duty.name == name)


def duties_of(kind: Kind, first: date, last: date | None = None) -> list[Duty]:
    """Return the duties that bind a kind of body on a day, or on any day from the first to the last."""
    return [duty for duty in all_duties() if kind in duty.binds and duty.in_force(first, last)]
