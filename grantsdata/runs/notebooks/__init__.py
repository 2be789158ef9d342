"""One notebook: parameters in, executed notebook and page out."""

import sys


def spare_a_grammar() -> None:
    """Take a second, half of the time, off the start of a command.

    nbformat imports jsonschema, which imports rfc3987_syntax where JupyterLab has brought that, which then builds a
    grammar of web addresses for a second. No notebook's format has such addresses: it is as if it were not there.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
