"""Whether the words of a printed row say that it is a total, or income, and no award."""

import re
from collections.abc import Sequence

_OF_WHAT = (
    r"(awards?|awarded|grants?|funding|spend|spent|expenditure|amount|budget|allocated|allocation|cost|value|paid)"
)
TOTAL = re.compile(
    rf"((sub|grand|overall)[ -]?)?totals?( ({_OF_WHAT}|for .*|of .*|/ .*|\(.*\)|20[0-9]{{2}}.*)|:.*)?|.* totals?:?"
    rf"|overall {_OF_WHAT}|(is-?g|c)yfanswm( .*|:)?",
    re.IGNORECASE,
)
INCOME = re.compile(
    r"((grants?|funding|income|contributions?) )?received( from .*|:)?|income( from .*|:)?|incwm|derbyniwyd( .*|:)?"
    r"|derbyniadau",
    re.IGNORECASE,
)


SUBTOTAL = re.compile(r"sub-? ?total|is-?gyfanswm", re.IGNORECASE)
BALANCE = re.compile(
    r"((balance|amount|funds?|budget|under-?spend) )?"
    r"(gweddill|b/f|c/f|(brought|carried) (forward|over)|remaining"
    r"|unallocated|not (yet )?allocated|unspent|under-?spend)( .*)?",
    re.IGNORECASE,
)

NOT_AWARDED = re.compile(
    r"(not (approved|awarded|funded|supported|successful)|refused|rejected|declined|withdrawn|unsuccessful|deferred"
    r"|cancelled|lapsed|returned|pending|on hold|waiting list|reserve list|recommended for refusal|no award"
    r"|gwrthodwyd|aflwyddiannus)( ?[-–(:,;].*| (at|by|on|in|until|from) .*)?",
    re.IGNORECASE,
)


AWARDED = re.compile(r"(awarded|approved|agreed|granted|funded|supported|successful)( .*)?", re.IGNORECASE)


def are_outcomes(texts: Sequence[str]) -> bool:
    """Whether each text says what became of an application, and some came to something: `Awarded`, `Withdrawn`."""
    awarded = [AWARDED.fullmatch(text) is not None for text in texts]
    return any(awarded) and all(is_one or says_not_awarded(text) for is_one, text in zip(awarded, texts, strict=True))


def says_not_awarded(text: str) -> bool:
    """Whether a cell says that an application came to nothing: `Declined`, `Not approved (out of area)`."""
    return NOT_AWARDED.fullmatch(text) is not None


def is_subtotal(text: str) -> bool:
    """Whether a text is the label of the total of a part of a table."""
    return SUBTOTAL.search(text) is not None


def is_balance(text: str) -> bool:
    """Whether a text is the label of money that is not awarded: `Balance b/f`, `Unallocated`, `Underspend 2017-18`."""
    return BALANCE.fullmatch(text) is not None


def is_total(text: str) -> bool:
    """Whether a text is the label of a total: `Total Awards`, `Cyfanswm`, and not `Total Wellbeing`, a service."""
    return TOTAL.fullmatch(text) is not None


def is_income(text: str) -> bool:
    """Whether a text is the label of money received: `Received`, `Grants received`, `Income from the Home Office`."""
    return INCOME.fullmatch(text) is not None
