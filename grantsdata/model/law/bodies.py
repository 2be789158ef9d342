"""Kinds of bodies, on which it depends which duties to publish bind one."""

import re
from typing import Literal, get_args

Kind = Literal["policing", "council", "foundation", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
POLICING, COUNCIL, FOUNDATION, OTHER = KINDS

_POLICING_BODY = re.compile(
    r"police(?:,? fire)? (?:and|&) crime commissioner|mayor.?s office for policing", re.IGNORECASE
)


def kind_of(body: str) -> Kind:
    """Return the kind of body that a name itself states: "Fairshire Borough Council" is a council.

    OTHER if the name does not say; a foundation is a private one, which no duty to publish binds.
    """
    if _POLICING_BODY.search(body):
        return POLICING
    words = body.casefold().split()
    return COUNCIL if "council" in words else FOUNDATION if "foundation" in words else OTHER
