"""Short phrases for sentences: shares, lists, gaps, counts, and how much of a sum is implied."""

from collections.abc import Sequence

from grantsdata.model.money import format_pounds as gbp


def percent(share: float) -> str:
    """Format a share from 0 to 1 as a percentage with one decimal place."""
    return f"{float(share):.1%}"


def listed(parts: Sequence[str]) -> str:
    """Join texts as a list: `a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def gap(pounds: float) -> str:
    """Describe what remains of a budget, in pounds: `£38,740 under`, `£22,248 over`, `exactly`."""
    return f"{gbp(abs(pounds))} {'under' if pounds > 0 else 'over'}" if round(float(pounds) * 100) else "exactly"


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return the text with the full stop that a person may have left out."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def explained(reason: str, status: str) -> str:
    """Say why something is read otherwise than printed, and what has become of the matter."""
    return f"{ended(reason)} Status: {ended(status)}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 award`, `25 awards`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_TAKE_AN_ARTICLE = ("fund", "grant", "scheme", "programme", "pot", "budget", "account", "reserve")


def with_article(name: str) -> str:
    """Return the name of a stream within a sentence: `the Youth Fund`, but `Victims' services`.

    A name that has its own article keeps it.
    """
    words = name.casefold().split()
    return f"the {name}" if words[-1:] and words[-1] in _TAKE_AN_ARTICLE and words[0] != "the" else name


def single_spaced(text: str) -> str:
    """Return the text on one line, with single spaces between its words and none around them."""
    return " ".join(text.split())
