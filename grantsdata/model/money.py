"""Pence and pounds as readers see them."""

from grantsdata.model.schema import NOT_STATED


def format_gbp(pence: int) -> str:
    """Format pence for readers: `£1,322,248`, `−£500`, `£47,452.35`; whole pounds show no pence."""
    pounds, rest = divmod(abs(pence), 100)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")


def in_pounds(pence: int | None) -> float | None:
    """Return an amount in pounds, as a number to read and draw; None if it is not stated."""
    return None if pence is None else pence / 100


def format_pounds(pounds: float) -> str:
    """Format an amount in pounds, as the tables' columns in pounds hold it, like `format_gbp`; "not stated" if NaN."""
    return format_gbp(round(float(pounds) * 100)) if pounds == pounds else NOT_STATED
