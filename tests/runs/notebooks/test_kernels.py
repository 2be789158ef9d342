"""The kernel of this environment, and those of others that are taken for it by mistake."""

import sys
from pathlib import Path

import pytest
from support.machine import kernel_in

from grantsdata.runs.notebooks import kernels


def test_the_kernel_of_this_environment_is_well() -> None:
    assert kernels.kernel_fault() is None
    assert kernels.start_fault(60) is None


def test_a_kernel_of_another_environment_is_known_though_its_python_is_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "bin" / "python"
    link.parent.mkdir()
    link.symlink_to(sys.executable)
    monkeypatch.setenv("JUPYTER_PATH", str(kernel_in(tmp_path, [str(link), "-m", "ipykernel_launcher"])))
    fault = kernels.kernel_fault()
    assert fault == (f"the kernel python3 belongs to another Python ({link})", "unset JUPYTER_PATH")
    monkeypatch.delenv("JUPYTER_PATH")
    assert kernels.kernel_fault() is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit(3)", "does not answer"),
        pytest.param("import time; time.sleep(60)", "does not answer", marks=pytest.mark.proof),
    ],
    ids=["it dies", "it hangs"],
)
def test_a_kernel_that_does_not_answer_is_told(
    code: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(kernel_in(tmp_path, [sys.executable, "-c", code])))
    assert kernels.kernel_fault() is None
    assert said in (kernels.start_fault(2) or "")


LAUNCHER = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


@pytest.mark.parametrize(
    ("source", "said"),
    [("raise ImportError('not here')", "cannot import grantsdata (ImportError: not here)"), ("", "runs in ")],
    ids=["it does not import", "it is another one"],
)
def test_a_kernel_that_has_another_grantsdata_is_told(
    source: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other" / "grantsdata").mkdir(parents=True)
    (tmp_path / "other" / "grantsdata" / "__init__.py").write_text(source, encoding="utf-8")
    path = kernel_in(tmp_path, LAUNCHER, env={"PYTHONPATH": str(tmp_path / "other")})
    monkeypatch.setenv("JUPYTER_PATH", str(path))
    assert said in (kernels.start_fault(60) or "")


def test_no_kernel_at_all_is_told_with_the_command_that_makes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "KERNEL", "no-such-kernel")
    fault = kernels.kernel_fault()
    assert fault == ("there is no kernel no-such-kernel", f"{sys.executable} -m ipykernel install --sys-prefix")
