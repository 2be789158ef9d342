# PYTHON_ARGCOMPLETE_OK: shells that complete every program look for this
"""`python -m grantsdata`."""

import sys

from grantsdata.runs.workers.safe_start import import_path, installed_elsewhere

sys.path[:] = import_path()
if elsewhere := installed_elsewhere():
    sys.stderr.write(
        f"grantsdata: the folder that Python looks in first has a copy of grantsdata, {__file__}, but the one that is "
        f"installed is in {elsewhere}. Nothing was done. Use the command grantsdata, or run this from another folder.\n"
    )
    raise SystemExit(2)

from grantsdata.cli.main import main  # noqa: E402  # only now is it safe to import more

raise SystemExit(main())
