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
    r"|unallocated|not (yet )?allocated|unspent|under-?spend|(left|available|still) to (allocate|award|spend))( .*)?",
    re.IGNORECASE,
)

NOT_AWARDED = re.compile(
    r"(not (approved|awarded|funded|supported|successful)|refused|rejected|declined|withdrawn|unsuccessful|deferred"
    r"|cancelled|lapsed|returned|pending|on hold|waiting list|reserve list|recommended for refusal|no award( made)?"
    r"|gwrthodwyd|aflwyddiannus)( ?[-–(:,;].*| (at|by|on|in|until|from|to) .*)?",
    re.IGNORECASE,
)


_NO_GRANT = re.compile(r"loans?|in[- ]kind( support)?|underwrit(ing|ten)|guarantees?", re.IGNORECASE)


def says_no_grant(text: str) -> bool:
    """Whether a cell says that the money beside it is lent or promised only, or is no money: `Loan`, `In kind`."""
    return _NO_GRANT.fullmatch(text) is not None


AWARDED = re.compile(r"(awarded|approved|agreed|granted|funded|supported|successful)( .*)?", re.IGNORECASE)


def are_outcomes(texts: Sequence[str]) -> bool:
    """Whether each text says what became of an application, and some came to something: `Awarded`, `Withdrawn`."""
    awarded = [AWARDED.fullmatch(text) is not None for text in texts]
    return any(awarded) and all(is_one or says_not_awarded(text) for is_one, text in zip(awarded, texts, strict=True))


def says_not_awarded(text: str) -> bool:
    """Whether a cell says that an application came to nothing: `Declined`, `Not approved (out of area)`."""
    return NOT_AWARDED.fullmatch(text) is not None


_NOT_AWARDED_BELOW = re.compile(
    r"(.*\b(applications?|bids?|requests?|following|considered)\b.*\b)?"
    r"(not (approved|awarded|funded|supported|successful)|unsuccessful|refused|rejected|declined|withdrawn|deferred)"
    r"( (applications?|bids?|requests?))?[:.]?",
    re.IGNORECASE,
)


def heads_not_awarded(heading: str) -> bool:
    """Whether a heading is that of applications that came to nothing: `Considered but not funded:`, `Refused`; not
    `Refused asylum seekers`."""
    return _NOT_AWARDED_BELOW.fullmatch(heading) is not None


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
