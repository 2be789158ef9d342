"""Run one notebook: parameters in, executed notebook and page out."""

import sys


def skip_unused_formats() -> None:
    """Keep two packages from being imported, which halves the time in which a command starts.

    nbformat imports jsonschema, which imports rfc3987_syntax and isoduration if JupyterLab has installed them. The one
    spends a second on building a grammar of web addresses, the other a tenth on the names of months in 60 languages.
    The notebook format contains no web addresses and no durations, so nothing needs them.
    """
    for name in ("rfc3987_syntax", "isoduration"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
