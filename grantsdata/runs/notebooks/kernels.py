"""The Jupyter kernel that runs the notebooks.

Jupyter finds a kernel by its name, so the kernel of another environment could be started by mistake.
"""

import ast
import os
import shlex
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import KernelManager
from traitlets.config import Config

from grantsdata.errors import ReportError
from grantsdata.runs.workers.safe_start import safely
from grantsdata.sources.files.project import folder_for_sockets

KERNEL = "python3"

ARGUMENTS = ["--IPKernelApp.ignore_cwd=True", "--IPKernelApp.exec_PYTHONSTARTUP=False"]
"""Arguments that keep a kernel from importing from its working directory and from running a start-up file."""

_ENVIRONMENT = "(__import__('sys').prefix, __import__('grantsdata').__file__)"


def kernel_fault() -> tuple[str, str] | None:
    """Return what is wrong with the kernel and the command that mends it, or None; does not start the kernel."""
    install = f"{shlex.quote(sys.executable)} -m ipykernel install --sys-prefix"
    try:
        spec = KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel:
        return f"there is no kernel {KERNEL}", install
    # A command such as "python", without a folder, means this Python by convention.
    command = Path(KernelManager(kernel_name=KERNEL).format_kernel_cmd()[0])
    if command.exists() and command.parent.samefile(Path(sys.executable).parent):
        return None  # compare folders: the program of another environment may link to the same file
    return f"the kernel {KERNEL} belongs to another Python ({command})", _removal_command(spec) or install


def _removal_command(spec: KernelSpec) -> str:
    """Return the command that removes a kernel which hides the one of this environment; "" if there is none."""
    folder = Path(spec.resource_dir)
    if folder.is_relative_to(sys.prefix):
        return ""
    first = [one for one in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if one]
    if any(folder.is_relative_to(one) for one in first):
        return "set JUPYTER_PATH=" if os.name == "nt" else "unset JUPYTER_PATH"
    return shlex.join([sys.executable, "-m", "jupyter", "kernelspec", "remove", "-y", KERNEL])


def check_kernel() -> None:
    """Raise ReportError, with the command that mends it, unless the kernel belongs to this environment."""
    if fault := kernel_fault():
        what, remedy = fault
        raise ReportError(f"{what[0].upper()}{what[1:]}. Run: {remedy}")


def connection(folder: str) -> Config:
    """Return the settings for sockets in a folder of this run.

    A network port could be taken by another program between its choice and its use. Windows has no such sockets, so
    ports are used there.
    """
    if os.name == "nt":
        return Config()
    return Config(KernelManager={"transport": "ipc", "connection_file": str(Path(folder) / "kernel.json")})


def profile_in(folder: str) -> AbstractContextManager[None]:
    """Have kernels that are started within start safely, with an empty IPython profile in `folder`.

    The start-up files of the user's own profile would run before the notebook.
    """
    return safely({"IPYTHONDIR": folder})


def start_fault(seconds: float) -> str | None:
    """Start the kernel and ask for its environment; return what is wrong, or None if it is this environment.

    `seconds` is how long the kernel may take to answer.
    """
    with tempfile.TemporaryDirectory(prefix="grantsdata-", dir=folder_for_sockets()) as sockets:
        manager = KernelManager(kernel_name=KERNEL, config=connection(sockets))
        client = None
        try:
            with profile_in(sockets):
                manager.start_kernel(extra_arguments=ARGUMENTS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            client = manager.blocking_client()
            client.start_channels()
            client.wait_for_ready(timeout=seconds)
            expressions = {"environment": _ENVIRONMENT}
            reply = client.execute("", silent=True, user_expressions=expressions, reply=True, timeout=seconds)
        except (OSError, RuntimeError) as error:  # raised by a kernel that dies, or does not answer
            return f"the kernel {KERNEL} does not answer ({type(error).__name__}: {error})"
        finally:
            if client is not None:
                client.stop_channels()
            manager.shutdown_kernel(now=True)
    answer = reply["content"]["user_expressions"]["environment"]
    if answer["status"] != "ok":
        return f"the kernel {KERNEL} cannot import grantsdata ({answer['ename']}: {answer['evalue']})"
    prefix, module = ast.literal_eval(answer["data"]["text/plain"])
    if not Path(prefix).samefile(sys.prefix) or not Path(module).samefile(Path(__file__).parents[2] / "__init__.py"):
        return f"the kernel {KERNEL} runs in {prefix} with {module}"
    return None
