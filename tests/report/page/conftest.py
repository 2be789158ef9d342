"""A real IPython for what a notebook shows."""

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output
from traitlets.config import Config

from grantsdata.report.look import on_page


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InteractiveShell]:
    """A real IPython, as a notebook has one."""
    config = Config()
    config.HistoryManager.enabled = False
    hook, main = sys.displayhook, sys.modules["__main__"]
    folder = tmp_path_factory.mktemp("ipython")
    made = InteractiveShell.instance(config=config, ipython_dir=str(folder), user_module=ModuleType("notebook"))
    yield made
    made.restore_sys_module_state()
    InteractiveShell.clear_instance()
    sys.displayhook, sys.modules["__main__"] = hook, main


@pytest.fixture
def shown(shell: InteractiveShell) -> Callable[[Callable[[], None]], RichOutput]:
    """Call something and give what it shows, which is one thing."""

    def show(call: Callable[[], None]) -> RichOutput:
        with capture_output() as captured:
            shell.displayhook(call())  # as if the call ended the cell: nothing is shown a second time
        (output,) = captured.outputs
        output.data["text/html"] = on_page(output.data["text/html"])
        return output

    return show
