"""Turn texts into names that are safe in a file name, an address or an identifier."""

import hashlib
import re
import unicodedata


def slug(text: str) -> str:
    """Return a text as lower-case Latin letters and digits joined by hyphens; "unnamed" if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-") or "unnamed"


LONGEST = 80
"""Characters: file systems limit the length of a name, and other parts are added to this one."""


def file_part(text: str) -> str:
    """Return the slug of a text as part of a file name, at most `LONGEST` characters.

    If letters or digits are lost, part of the text's hash is added, so that different texts have different names.
    """
    full_slug = slug(text)
    is_lost = any(c.isalnum() and not c.isascii() for c in unicodedata.normalize("NFKD", text))
    if text.strip() and not is_lost and full_slug != "unnamed" and len(full_slug) <= LONGEST:
        return full_slug
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{full_slug[: LONGEST - len(digest) - 1].strip('-')}-{digest}"


def provider_row(name: str) -> str:
    """Return the identifier of a provider's row in the list of providers: `provider-family-action`."""
    return page_id("provider", name)


def page_id(kind: str, text: str) -> str:
    """Return a readable identifier for a table or chart (`kind`) with this caption: `table-awards-by-stream`."""
    return f"{kind}-{file_part(text)}"
