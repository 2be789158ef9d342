"""A notebook's cells run in this very process, which has been forked for it with everything imported.

An engine for papermill, by ipykernel's own in-process kernel: the same shell, messages and outputs as in a kernel
apart, without the second that starting and importing take there. What a cell writes past Python's own streams, and what
asks for a frontend, would come out otherwise: so it is for notebooks that are proved to give the same page (`proved`).
"""

import os
from collections.abc import Callable
from typing import Any

# Else the debugger, which nobody uses here, warns on standard error of how Python was started.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

from ipykernel.inprocess.manager import InProcessKernelManager
from nbformat.v4 import output_from_msg
from papermill.engines import Engine, NotebookExecutionManager
from traitlets.config import Config

# A history would be a file that all reports share.
_APART = Config(HistoryManager={"enabled": False})

_SHOWN = frozenset({"stream", "display_data", "execute_result", "error"})


class WarmEngine(Engine):  # type: ignore[misc]  # papermill comes without type information
    """`papermill.execute_notebook(…, engine_name=WARM)`, once in a process."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        timeout_func: Callable[[Any], float] = lambda cell: 0,
        **other: Any,
    ) -> None:
        """Run the cells until one raises an error; `timeout_func` is told of each cell of code before it runs.

        How long a cell takes is for whoever watches this process to limit.
        """
        manager: Any = InProcessKernelManager(config=_APART)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.kernel_info()
        nb_man.nb.metadata["language_info"] = client.shell_channel.get_msgs()[-1]["content"]["language_info"]
        for number, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, number)
            failed = cell.cell_type == "code" and bool(cell.source.strip()) and _raised(client, cell, timeout_func)
            if failed:
                nb_man.cell_exception(cell, number)
            nb_man.cell_complete(cell, number)
            if failed:
                return


def _raised(client: Any, cell: Any, timeout_func: Callable[[Any], float]) -> bool:
    """Run a cell and give it its outputs; whether it raised an error."""
    timeout_func(cell)
    client.iopub_channel.get_msgs()
    client.execute(cell.source, store_history=True)
    reply = client.shell_channel.get_msgs()[-1]["content"]
    cell.execution_count = reply["execution_count"]
    cell.outputs = [output_from_msg(told) for told in client.iopub_channel.get_msgs() if told["msg_type"] in _SHOWN]
    return bool(reply["status"] == "error")
