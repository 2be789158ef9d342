"""A papermill engine that runs a notebook's cells in a kernel of their own.

It extends papermill's standard engine: the kernel must import this copy of the package and no other.
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

_FILES_USED = (
    "(lambda modules: __import__('json').dumps(["
    "[module.__file__ for name, module in modules.items()"
    " if name.partition('.')[0] == 'grantsdata' and getattr(module, '__file__', None)],"
    " getattr(modules.get('grantsdata.sources.files.plain_file'), 'seen_files', list)()]))"
    "(dict(__import__('sys').modules))"
)
"""An expression for the kernel: the files of this package that it has imported, and the inputs that it has read."""


class OwnKernelEngine(Engine):  # type: ignore[misc]  # papermill comes without type information
    """For `papermill.execute_notebook(…, engine_name=OWN_KERNEL)`.

    Raises ReportError if the kernel ran another copy of this package.
    """

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

        `kernel_begins` is called with the process number of the kernel when it has started, and with 0 when the kernel
        and all processes that the notebook started have ended.
        """
        known = {name: value for name, value in settings.items() if name in PapermillNotebookClient.class_trait_names()}
        client = _Client(nb_man, kernel_name=kernel_name, startup_timeout=start_timeout, **known)
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
        # As in JupyterLab, the notebook can import a module beside it. At the end of the path it hides no other module.
        self._ask(f"__import__('sys').path.append({str(Path.cwd())!r})")
        super().papermill_execute_cells()
        imported, seen = json.loads(self._ask(expression=_FILES_USED))
        add_seen((file, digest) for file, digest in seen)
        other = [path for path in map(Path, imported) if not path.is_relative_to(_PACKAGE)]
        if other:
            raise ReportError(
                f"the notebook has imported {other[0]}, which is not the code that the run record names ({_PACKAGE}). "
                f"Take that folder out of sys.path in the notebook, or unset PYTHONPATH if it is set."
            )

    def _ask(self, code: str = "", expression: str = "''") -> str:
        """Have the kernel run code without a trace in the notebook; return the value of an expression, a text."""
        message = self.kc.execute(code, silent=True, store_history=False, user_expressions={"value": expression})
        answer = self.wait_for_reply(message)["content"]["user_expressions"]["value"]
        return str(ast.literal_eval(answer["data"]["text/plain"]))
