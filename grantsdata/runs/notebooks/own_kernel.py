"""A notebook's cells run in a kernel of their own, which imports this package's code and no other copy of it.

An engine for papermill: that of papermill itself, which besides sees to where the kernel imports from.
"""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager

from grantsdata.errors import ReportError
from grantsdata.runs.workers.safe_start import end_session
from grantsdata.sources.files.plain_file import add_seen

_PACKAGE = Path(__file__).parents[2]

_ASKED = (
    "(lambda modules: __import__('json').dumps(["
    "[module.__file__ for name, module in modules.items()"
    " if name.partition('.')[0] == 'grantsdata' and getattr(module, '__file__', None)],"
    " getattr(modules.get('grantsdata.sources.files.plain_file'), 'seen_files', list)()]))"
    "(dict(__import__('sys').modules))"
)
"""What is asked of the kernel: the files of this package that it has imported, and the inputs that it has read."""


class ColdEngine(Engine):  # type: ignore[misc]  # papermill comes without type information
    """`papermill.execute_notebook(…, engine_name=COLD)`; ReportError if the kernel ran another copy of this package."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        start_timeout: float = 60,
        kernel_begins: Callable[[int], None] = lambda process: None,
        **settings: Any,
    ) -> None:
        """Run the cells until one raises an error; `settings` are those of nbclient's `NotebookClient`.

        `kernel_begins` is called with the kernel's process once that is there, and with 0 once it has ended, together
        with all that the notebook has started.
        """
        ours = {name: value for name, value in settings.items() if name in PapermillNotebookClient.class_trait_names()}
        client = _Client(nb_man, kernel_name=kernel_name, startup_timeout=start_timeout, **ours)
        client.kernel_begins = kernel_begins
        try:
            client.execute()
        finally:
            if client.kernel:
                end_session(client.kernel)
            kernel_begins(0)


class _Client(PapermillNotebookClient):  # type: ignore[misc]  # as above
    kernel = 0
    kernel_begins: Callable[[int], None]

    def start_new_kernel(self, **settings: Any) -> None:
        super().start_new_kernel(**settings)
        self.kernel = self.km.provisioner.pid
        self.kernel_begins(self.kernel)

    def papermill_execute_cells(self) -> None:
        # A module beside the notebook can be imported, as it can in JupyterLab, but stands in front of no other.
        self._ask(f"__import__('sys').path.append({str(Path.cwd())!r})")
        super().papermill_execute_cells()
        imported, seen = json.loads(self._ask(expression=_ASKED))
        add_seen((file, digest) for file, digest in seen)
        other = [path for path in map(Path, imported) if not path.is_relative_to(_PACKAGE)]
        if other:
            raise ReportError(
                f"the notebook has imported {other[0]}, which is not the code that the run record names ({_PACKAGE}). "
                f"Take that folder out of sys.path in the notebook, or unset PYTHONPATH if it is set."
            )

    def _ask(self, code: str = "", expression: str = "''") -> str:
        """Have the kernel run code that leaves no trace in the notebook; returns the text that an expression is."""
        asked = self.kc.execute(code, silent=True, store_history=False, user_expressions={"it": expression})
        told = self.wait_for_reply(asked)["content"]["user_expressions"]["it"]
        return str(ast.literal_eval(told["data"]["text/plain"]))
