"""The kernel that runs the notebooks: found by a name, so that another environment's could answer to it."""

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
"""What a kernel is started with, so that it imports nothing from its working directory and runs no start-up file."""

_ABOUT_ITSELF = "(__import__('sys').prefix, __import__('grantsdata').__file__)"


def kernel_fault() -> tuple[str, str] | None:
    """What is wrong with the kernel, as far as one can tell without starting it, and the command that mends it."""
    install = f"{shlex.quote(sys.executable)} -m ipykernel install --sys-prefix"
    try:
        spec = KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel:
        return f"there is no kernel {KERNEL}", install
    # "python" and the like, without a folder, are by agreement this Python.
    command = Path(KernelManager(kernel_name=KERNEL).format_kernel_cmd()[0])
    if command.exists() and command.parent.samefile(Path(sys.executable).parent):
        return None  # in another environment the program may be a link to the same file, but stands in another folder
    return f"the kernel {KERNEL} belongs to another Python ({command})", _without(spec) or install


def _without(spec: KernelSpec) -> str:
    """The command that takes a kernel out of the way which stands before this environment's own; else ""."""
    folder = Path(spec.resource_dir)
    if folder.is_relative_to(sys.prefix):
        return ""
    first = [one for one in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if one]
    if any(folder.is_relative_to(one) for one in first):
        return "set JUPYTER_PATH=" if os.name == "nt" else "unset JUPYTER_PATH"
    return shlex.join([sys.executable, "-m", "jupyter", "kernelspec", "remove", "-y", KERNEL])


def check_kernel() -> None:
    """ReportError, with the command that mends it, unless the kernel is this environment's."""
    if fault := kernel_fault():
        what, remedy = fault
        raise ReportError(f"{what[0].upper()}{what[1:]}. Run: {remedy}")


def connection(folder: str) -> Config:
    """Sockets in a folder of this run's own: a network port may be taken between its choice and its use.

    Windows has no such sockets, and takes ports.
    """
    if os.name == "nt":
        return Config()
    return Config(KernelManager={"transport": "ipc", "connection_file": str(Path(folder) / "kernel.json")})


def profile_in(folder: str) -> AbstractContextManager[None]:
    """A kernel that is started within starts safely, and with an empty IPython profile in `folder` for the user's own,
    whose start-up files would run before the notebook."""
    return safely({"IPYTHONDIR": folder})


def start_fault(seconds: float) -> str | None:
    """Start the kernel and ask where it lives: what is wrong with it, or None if it answers from here in time."""
    with tempfile.TemporaryDirectory(prefix="grantsdata-", dir=folder_for_sockets()) as sockets:
        manager = KernelManager(kernel_name=KERNEL, config=connection(sockets))
        client = None
        try:
            with profile_in(sockets):
                manager.start_kernel(extra_arguments=ARGUMENTS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            client = manager.blocking_client()
            client.start_channels()
            client.wait_for_ready(timeout=seconds)
            asked = {"itself": _ABOUT_ITSELF}
            reply = client.execute("", silent=True, user_expressions=asked, reply=True, timeout=seconds)
        except (OSError, RuntimeError) as error:  # of these are a kernel that dies, and one that does not answer
            return f"the kernel {KERNEL} does not answer ({type(error).__name__}: {error})"
        finally:
            if client is not None:
                client.stop_channels()
            manager.shutdown_kernel(now=True)
    told = reply["content"]["user_expressions"]["itself"]
    if told["status"] != "ok":
        return f"the kernel {KERNEL} cannot import grantsdata ({told['ename']}: {told['evalue']})"
    prefix, module = ast.literal_eval(told["data"]["text/plain"])
    if not Path(prefix).samefile(sys.prefix) or not Path(module).samefile(Path(__file__).parents[2] / "__init__.py"):
        return f"the kernel {KERNEL} runs in {prefix} with {module}"
    return None
