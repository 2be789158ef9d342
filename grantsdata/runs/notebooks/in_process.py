"""A notebook's cells run in this very process, which has been forked for it with everything imported.

An engine for papermill, by ipykernel's own in-process kernel: the same shell, messages and outputs as in a kernel
apart, without the second that starting and importing take there. What a cell writes past Python's own streams, and what
asks for a frontend, would come out otherwise: so it is for notebooks that are proved to give the same page (`proved`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ipykernel.inprocess.manager import InProcessKernelManager
from nbformat.v4 import output_from_msg
from papermill.engines import Engine, NotebookExecutionManager
from traitlets.config import Config

# A history would be a file that all reports share.
_APART = Config(HistoryManager={"enabled": False})

_SECONDS = 1.0
"""How often the notebook is written while it runs: to see how far a report came that was ended."""

_SHOWN = frozenset({"stream", "display_data", "execute_result", "error"})


class WarmEngine(Engine):  # type: ignore[misc]  # papermill comes without type information
    """`papermill.execute_notebook(…, engine_name=WARM)`, once in a process."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        timeout_func: Callable[[Any, int], float] = lambda cell, number: 0,
        **other: Any,
    ) -> None:
        """Run the cells until one raises an error; `timeout_func` is told of each cell of code, and its number, before.

        How long a cell takes is for whoever watches this process to limit.
        """
        manager: Any = InProcessKernelManager(config=_APART)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.kernel_info()
        nb_man.nb.metadata["language_info"] = client.shell_channel.get_msgs()[-1]["content"]["language_info"]
        with _seldom_saved(nb_man):
            for at, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, at)
                failed = False
                if cell.cell_type == "code" and cell.source.strip():
                    timeout_func(cell, at + 1)
                    failed = _raised(client, cell)
                if failed:
                    nb_man.cell_exception(cell, at)
                nb_man.cell_complete(cell, at)
                if failed:
                    return


@contextmanager
def _seldom_saved(nb_man: NotebookExecutionManager) -> Iterator[None]:
    """papermill writes the whole notebook twice for each cell, which would be a quarter of a report's time."""
    save = nb_man.save

    def saved_now_and_then(**more: Any) -> None:
        if (nb_man.now() - nb_man.last_save_time).total_seconds() > _SECONDS:
            save(**more)

    nb_man.save = saved_now_and_then
    try:
        yield
    finally:
        nb_man.save = save


def _raised(client: Any, cell: Any) -> bool:
    """Run a cell and give it its outputs; whether it raised an error."""
    client.iopub_channel.get_msgs()
    client.execute(cell.source, store_history=True)
    reply = client.shell_channel.get_msgs()[-1]["content"]
    cell.execution_count = reply["execution_count"]
    cell.outputs = [output_from_msg(told) for told in client.iopub_channel.get_msgs() if told["msg_type"] in _SHOWN]
    return bool(reply["status"] == "error")
