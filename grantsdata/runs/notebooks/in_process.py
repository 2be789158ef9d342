"""A papermill engine that runs a notebook's cells in this process, which was forked for it with everything imported.

It uses ipykernel's in-process kernel: the same shell, messages and outputs as in a separate kernel, without the second
that starting and importing take. Output that bypasses Python's streams, and requests to a frontend, would differ. So it
is used only for notebooks that a test has shown to give the same page in both ways (see `is_proved`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ipykernel.inprocess.manager import InProcessKernelManager
from nbformat.v4 import output_from_msg
from papermill.engines import Engine, NotebookExecutionManager
from traitlets.config import Config

# IPython's history would be a file that all reports share.
_CONFIG = Config(HistoryManager={"enabled": False})

_SAVE_SECONDS = 1.0
"""How often the running notebook is written, so that one sees how far a report came that was ended."""

_SHOWN = frozenset({"stream", "display_data", "execute_result", "error"})


class InProcessEngine(Engine):  # type: ignore[misc]  # papermill comes without type information
    """For `papermill.execute_notebook(…, engine_name=IN_PROCESS)`; use it once in a process."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        timeout_func: Callable[[Any, int], float] = lambda cell, number: 0,
        **other: Any,
    ) -> None:
        """Run the cells until one raises an error; before each code cell, call `timeout_func` with it and its number.

        The engine sets no time limit: the parent process ends this one if a cell takes too long.
        """
        manager: Any = InProcessKernelManager(config=_CONFIG)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.kernel_info()
        nb_man.nb.metadata["language_info"] = client.shell_channel.get_msgs()[-1]["content"]["language_info"]
        with _saved_less_often(nb_man):
            for at, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, at)
                failed = False
                if cell.cell_type == "code" and cell.source.strip():
                    timeout_func(cell, at + 1)
                    failed = _run_cell(client, cell)
                if failed:
                    nb_man.cell_exception(cell, at)
                nb_man.cell_complete(cell, at)
                if failed:
                    return


@contextmanager
def _saved_less_often(nb_man: NotebookExecutionManager) -> Iterator[None]:
    """Save at most once a second. papermill saves twice per cell, which would take a quarter of a report's time."""
    save = nb_man.save

    def save_if_due(**more: Any) -> None:
        if (nb_man.now() - nb_man.last_save_time).total_seconds() > _SAVE_SECONDS:
            save(**more)

    nb_man.save = save_if_due
    try:
        yield
    finally:
        nb_man.save = save


def _run_cell(client: Any, cell: Any) -> bool:
    """Run a cell and store its outputs in it; return whether it raised an error."""
    client.iopub_channel.get_msgs()
    client.execute(cell.source, store_history=True)
    reply = client.shell_channel.get_msgs()[-1]["content"]
    cell.execution_count = reply["execution_count"]
    cell.outputs = [output_from_msg(one) for one in client.iopub_channel.get_msgs() if one["msg_type"] in _SHOWN]
    return bool(reply["status"] == "error")
