"""Run one notebook: parameters in, executed notebook and page out."""

import sys


def skip_address_grammar() -> None:
    """Keep the package rfc3987_syntax from being imported, which halves the time in which a command starts.

    nbformat imports jsonschema, which imports rfc3987_syntax if JupyterLab has installed it. That package spends a
    second on building a grammar of web addresses. The notebook format contains no web addresses, so nothing needs it.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
