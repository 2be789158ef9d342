"""What publishers of grants and contracts must state and no paper prints: `[publishing]` of `paper.toml`."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from grantsdata.model.paper_fields import Text

_PREFIX = re.compile(r"360G-[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_OCID_PREFIX = re.compile(r"ocds-[a-z0-9]{6}")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+")


def _prefix(text: str) -> str:
    if not _PREFIX.fullmatch(text):
        raise ValueError('expected a prefix that 360Giving has registered, such as "360G-exampleshire"')
    return text


def _ocid_prefix(text: str) -> str:
    if not _OCID_PREFIX.fullmatch(text):
        raise ValueError('expected a prefix registered with the Open Contracting Partnership, such as "ocds-a1b2c3"')
    return text


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://\S+", text):
        raise ValueError('expected a web address, such as "https://www.example.org/contracts-2017-18.json"')
    return text


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError('expected an identifier without spaces, such as "GB-CHC-1108687" or "360G-exampleshire-17"')
    return text


Prefix = Annotated[str, AfterValidator(_prefix)]
Identifier = Annotated[str, AfterValidator(_identifier)]
OcidPrefix = Annotated[str, AfterValidator(_ocid_prefix)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class Publishing(BaseModel):
    """What publishing in the standards of 360Giving and Open Contracting needs; a value left out is assumed and
    labelled as assumed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    prefix: Prefix | None = Field(
        default=None,
        description="the prefix that 360Giving has registered for the publisher, such as `360G-exampleshire`",
    )
    identifier: Identifier | None = Field(default=None, description="the body's own identifier")
    award_date: date | None = Field(default=None, description="when the awards were made; the paper's date if left out")
    award_dates: dict[Text, date] = Field(
        default={}, description='the same for one table, by its file: `"victims-services.csv" = 2017-04-01`'
    )
    details_published: date | None = Field(
        default=None,
        description="when the details of the awards were published; the page on what the law asks then says how many "
        "days after the month of an award that was, if `award_date` or `award_dates` states it",
    )
    recipients: dict[Text, Identifier] = Field(
        default={},
        description="an identifier of the office for each provider that has no official one, by canonical name; an "
        "official one belongs in `providers.csv`",
    )
    ocid_prefix: OcidPrefix | None = Field(
        default=None,
        description="the prefix that the Open Contracting Partnership has registered for the publisher, such as "
        "`ocds-a1b2c3`",
    )
    contracts_address: WebAddress | None = Field(
        default=None, description="the web address at which the file of contracts, `ocds.json`, is published"
    )
