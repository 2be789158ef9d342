"""All that a report's process needs, imported once by the server that it is forked from.

The server reads no data and starts no thread, so that each process begins with a clean state: what is imported, and the
compiled template of the page.
"""

import gc
import sys
from importlib import import_module
from pkgutil import iter_modules

from grantsdata.runs.notebooks import spare_a_grammar

spare_a_grammar()
sys.modules["debugpy"] = None  # type: ignore[assignment]  # a debugger, which would take a tenth of a second in each

from grantsdata import summaries  # noqa: E402
from grantsdata.report import charts, narrative, page  # noqa: E402
from grantsdata.runs import jobs  # noqa: E402
from grantsdata.runs.notebooks import execute  # noqa: E402
from grantsdata.runs.notebooks.inputs import loaded_code  # noqa: E402

__all__ = ["charts", "execute", "jobs", "loaded_code", "narrative", "page", "summaries"]

# What is imported elsewhere only when it is needed: each process would do so again.
for name in (
    *(module.name for module in iter_modules(narrative.__path__, f"{narrative.__name__}.")),
    "grantsdata.awards.provenance",
    "ipykernel.debugger",
    "ipykernel.inprocess.ipkernel",
    "matplotlib.style",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
):
    import_module(name)

execute.warm_exporter()
loaded_code()

# What is imported stays for good. A collector that looked through it would have each fork copy it.
gc.freeze()
