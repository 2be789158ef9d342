"""Texts → names that are safe in a file, an address or an identifier."""

import hashlib
import re
import unicodedata


def slug(text: str) -> str:
    """Lower-case letters and digits of the Latin alphabet, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-") or "unnamed"


def page_id(kind: str, text: str) -> str:
    """An identifier for the table or chart of this caption, whatever characters the caption holds."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
