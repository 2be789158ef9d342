"""Whether the words of a printed row say that it is a total, or income, and no award."""

import re

_OF_WHAT = (
    r"(awards?|awarded|grants?|funding|spend|spent|expenditure|amount|budget|allocated|allocation|cost|value|paid)"
)
TOTAL = re.compile(
    rf"((sub|grand|overall)[ -]?)?totals?( ({_OF_WHAT}|for .*|of .*|/ .*|\(.*\)|20[0-9]{{2}}.*)|:.*)?|.* totals?:?"
    rf"|overall {_OF_WHAT}|(is-?g|c)yfanswm( .*|:)?",
    re.IGNORECASE,
)
INCOME = re.compile(
    r"((grants?|funding|income|contributions?) )?received( from .*|:)?|income( from .*|:)?|incwm", re.IGNORECASE
)


def is_total(text: str) -> bool:
    """Whether a text is the label of a total: `Total Awards`, `Cyfanswm`, and not `Total Wellbeing`, a service."""
    return TOTAL.fullmatch(text) is not None


def is_income(text: str) -> bool:
    """Whether a text is the label of money received: `Received`, `Grants received`, `Income from the Home Office`."""
    return INCOME.fullmatch(text) is not None
