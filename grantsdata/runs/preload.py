"""The imports that every worker process needs, made once by the server from which the processes are forked.

The server reads no data and starts no thread. So each process begins in the same clean state: imported modules and the
compiled template of the page.
"""

import gc
import sys
from importlib import import_module
from pkgutil import iter_modules

from grantsdata.runs.notebooks import skip_unused_formats

skip_unused_formats()
sys.modules["debugpy"] = None  # type: ignore[assignment]  # a debugger; importing it would take a tenth of a second in each process

import pandas as pd  # noqa: E402

from grantsdata import summaries  # noqa: E402
from grantsdata.report import charts, narrative, page  # noqa: E402
from grantsdata.runs import jobs  # noqa: E402
from grantsdata.runs.notebooks import execute  # noqa: E402
from grantsdata.runs.notebooks.inputs import loaded_code  # noqa: E402

__all__ = ["charts", "execute", "jobs", "loaded_code", "narrative", "page", "summaries"]

# Modules that other code imports only when it needs them. Without this, each process would import them again.
for name in (
    *(module.name for module in iter_modules(narrative.__path__, f"{narrative.__name__}.")),
    "grantsdata.awards.provenance",
    "IPython.core.completerlib",
    "IPython.core.crashhandler",
    "IPython.core.oinspect",
    "ipykernel.debugger",
    "ipykernel.inprocess.ipkernel",
    "matplotlib.style",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
):
    import_module(name)

# pandas would keep texts in pyarrow, which takes a third longer for tables of some 40 rows.
pd.set_option("mode.string_storage", "python")

execute.compile_template()
loaded_code()

# The imported objects stay for good. If the garbage collector visited them, each fork would have to copy their memory.
gc.freeze()
