"""An amount as printed, and what all readers of amounts say of a text that is none."""

from dataclasses import dataclass

from grantsdata.errors import AmountError
from grantsdata.model.schema import NOT_STATED, PRINTED

EXPECTED_FORM = 'a form like "£446,000", "£1.3m" or "£20,000 (match funded)"'

_NOT_STATED = frozenset(
    {"", "-", "–", "—", "n/a", "na", "tba", "tbc", "tbd", "not applicable", "not stated", "to be confirmed"}
)


@dataclass(frozen=True)
class PrintedAmount:
    """An amount as printed; `pence` is None if the amount is not stated.

    `unit` is the printed precision in pence: 10,000,000 for "£2.3m", 100 for "£446,000", 1 for "£47,452.35".
    """

    printed: str
    pence: int | None = None
    unit: int = 1
    remark: str = ""

    @property
    def status(self) -> str:
        """Either `printed` or `not stated`."""
        return NOT_STATED if self.pence is None else PRINTED

    @property
    def lowest(self) -> int | None:
        """The smallest amount in pence that would be printed like this: £2.25m for "£2.3m"."""
        return None if self.pence is None else self.pence - self.unit // 2

    @property
    def highest(self) -> int | None:
        """The largest amount in pence that would be printed like this: £2.35m for "£2.3m"."""
        return None if self.pence is None else self.pence + self.unit // 2

    @property
    def is_rounded(self) -> bool:
        """Whether the amount is printed in round figures; whole pounds, even a few of them added up, are none."""
        return self.pence is not None and self.unit > 10_00

    def agrees_with(self, pence: int) -> bool:
        """Whether `pence`, rounded to the printed precision, could be printed as this amount."""
        return self.pence is not None and 2 * abs(pence - self.pence) <= self.unit


def is_not_stated(text: str) -> bool:
    """Whether a cell says that it states no amount: it is empty, a dash, or "TBC" and the like."""
    return text.strip().casefold() in _NOT_STATED


def cannot_read(text: str) -> str:
    """Return the message that refuses a text as an amount: what was found, and what was expected."""
    return f'cannot read "{text}"; expected {EXPECTED_FORM}'


def unreadable(text: str) -> AmountError:
    """Return the error for a text that could be read as an amount in two ways, or in none."""
    return AmountError(cannot_read(text))
