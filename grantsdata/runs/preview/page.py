"""What a page gets for a preview while it is served: the faults, and a script that loads it again when it has changed.

The page as it was made stays as it is. Its policy allows no script; what is served allows this one, by its hash.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from grantsdata.model.years import FinancialYear

CHANGES = "/-/changes"
"""The address that answers when a page has changed."""

_NOTHING = "default-src 'none';"
"""How the policy of each page begins."""

_STYLE = "padding:1rem 1.5rem;background:#fff4d6;color:#1a1a1a;border-bottom:4px solid #b35900;font:1rem/1.5 sans-serif"


def with_preview(page: bytes, name: str, version: str, faults: Sequence[str]) -> bytes:
    """Return a page with the faults at its top and the script at its end, and with a policy that allows the script."""
    address = f"{CHANGES}?{urlencode({'page': name, 'version': version})}"
    script = f'new EventSource("{address}").onmessage = () => location.reload()'
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    allowed = f"{_NOTHING} script-src 'sha256-{digest}'; connect-src 'self';"
    text = page.decode("utf-8").replace(_NOTHING, allowed, 1)
    text = re.sub(r"<body[^>]*>", lambda found: found[0] + _banner(faults), text, count=1)
    before, end, after = text.rpartition("</body>")
    return f"{before}<script>{script}</script>{end}{after}".encode()


def list_of_pages(year: FinancialYear, names: Sequence[str]) -> bytes:
    """Return a page with a link to each page of the year."""
    shown = {escape(name): escape(name.removesuffix(".html")) for name in names}
    links = "".join(f'<li><a href="/{year}/{name}">{title}</a></li>' for name, title in shown.items())
    return _plain(f"Preview of {year}", f"<ul>{links}</ul>" if names else "<p>The pages are being made.</p>")


def not_made_yet(name: str) -> bytes:
    """Return a page that says that the page of this name is not there yet."""
    return _plain(name.removesuffix(".html"), "<p>This page is not made yet. It appears here as soon as it is.</p>")


def _plain(title: str, body: str) -> bytes:
    policy = f"{_NOTHING} style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(title)}</title></head>'
        f'<body style="font:1rem/1.5 sans-serif"><main><h1>{escape(title)}</h1>{body}</main></body></html>\n'
    ).encode()


def _banner(faults: Sequence[str]) -> str:
    if not faults:
        return ""
    lines = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    return (
        f'<div role="alert" id="preview-faults" style="{_STYLE}"><strong>Below are the last figures that could be '
        f"made. Mend this, and save:</strong><ul>{lines}</ul></div>"
    )
