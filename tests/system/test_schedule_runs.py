"""The examples for schedulers under the schedulers themselves: systemd and cron, each in namespaces of its own.

Nothing of the machine's own systemd, cron, users or mail is touched. It takes root, Linux and its cgroups.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.browsing import missing
from support.postbox import Postbox, text_of
from support.reporting import REPOSITORY
from support.scheduling import PLACE, UNITS, cron_lines, cron_variables, scheduled_project, spoil, steps, workflow

pytestmark = pytest.mark.proof
YEAR = "2017-18"
SECONDS = 240


@contextmanager
def namespaces(script: str, folder: Path, *more: str) -> Iterator[None]:
    """Run a shell script with mounts and processes of its own for as long as the context lasts, then end all of it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        missing(
            "This takes root on Linux",
            "Run as root: .venv/bin/python -m pytest -m proof tests/system/test_schedule_runs.py",
        )
    own = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--ipc", "--uts", *more]
    (folder / "script").write_text("set -ex\n" + script, encoding="utf-8")
    with (folder / "console").open("w") as console:
        inside = subprocess.Popen(
            [*own, "sh", str(folder / "script")], stdin=subprocess.DEVNULL, stdout=console, stderr=console
        )
        try:
            yield
        finally:
            inside.kill()
            inside.wait()


def wait_for(what: Callable[[], bool], folder: Path) -> None:
    """Wait until it has come true; what the script said is told if it does not."""
    ends = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < ends, (folder / "console").read_text(encoding="utf-8", errors="replace")[-3000:]
        time.sleep(0.2)


# systemd


SLICES = (Path("/sys/fs/cgroup/systemd"), Path("/sys/fs/cgroup/unified"))
"""Where the machine's own systemd, or whatever stands in its place, has its control groups."""

TARGET = """[Unit]
DefaultDependencies=no
AllowIsolate=yes
Wants=grantsdata.service
"""
HERE = """[Service]
User=root
BindReadOnlyPaths={visible}
EnvironmentFile=
EnvironmentFile=-{mail}
"""
"""What this machine cannot have: the user, an environment in a place that the run can see, and settings in /etc."""


@pytest.fixture
def cgroups() -> Iterator[list[Path]]:
    """Control groups for a systemd to rule."""
    if not all(root.is_dir() for root in SLICES):
        missing("There are no control groups of both versions", "Run it where systemd runs in its hybrid mode.")
    own = [root / f"grantsdata-{os.getpid()}" for root in SLICES]
    for folder in own:
        folder.mkdir()
    yield own
    for folder in own:
        for below in [*sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True), folder]:
            _remove(below)


def _remove(group: Path) -> None:
    """Its processes have been killed, but may take a moment to be gone."""
    ends = time.monotonic() + 20
    while True:
        try:
            return group.rmdir()
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def boot(folder: Path, project: Path, cgroups: list[Path], port: int, limit: str = "") -> str:
    """A script that starts a systemd with the units as they stand, and the project where they say that it is."""
    units = folder / "units"
    shutil.rmtree(units, ignore_errors=True)
    shutil.copytree(UNITS, units)
    mail = folder / "mail.env"
    settings = {"HOST": "127.0.0.1", "PORT": port, "SECURITY": "none", "FROM": "a@example.org", "TO": "b@example.org"}
    mail.write_text("".join(f"GRANTSDATA_MAIL_{name}={value}\n" for name, value in settings.items()), encoding="utf-8")
    here = HERE.format(visible=f"{REPOSITORY} {sys.prefix} {sys.base_prefix}", mail=mail)
    for name, more in (("grantsdata.service", limit), ("grantsdata-mail@.service", "")):
        (units / f"{name}.d").mkdir()
        (units / f"{name}.d" / "here.conf").write_text(here + more, encoding="utf-8")
    (units / "trial.target").write_text(TARGET, encoding="utf-8")
    for name in ("sysinit", "basic", "shutdown", "timers"):
        (units / f"{name}.target").write_text("[Unit]\nDefaultDependencies=no\n", encoding="utf-8")
    return f"""
{"".join(f"echo $$ > {own}/cgroup.procs; " for own in cgroups)}
exec unshare --cgroup sh -ex <<'END'
mount --make-rprivate /
for place in /run /srv /var/lib /var/cache; do mount -t tmpfs tmpfs $place; done
mkdir {PLACE}
mount --bind {project} {PLACE}
umount -R /sys/fs/cgroup
mount -t tmpfs tmpfs /sys/fs/cgroup
mkdir /sys/fs/cgroup/systemd /sys/fs/cgroup/unified
mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified
export container=lxc SYSTEMD_UNIT_PATH={units}
exec /lib/systemd/systemd --system --unit=trial.target --log-target=null --show-status=no --crash-reboot=no
END
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_units_run_as_they_stand_and_each_outcome_is_mailed(tmp_path, cgroups):
    project = scheduled_project(tmp_path / "project")
    with Postbox() as box:

        def run(limit: str = "") -> str:
            """Start it, wait for its mail, and give that mail's subject."""
            before = len(box.mails)
            with namespaces(boot(tmp_path, project, cgroups, box.port, limit), tmp_path):
                wait_for(lambda: len(box.mails) > before, tmp_path)
            assert len(box.mails) == before + 1
            return str(box.mails[-1]["Subject"])

        assert run("TimeoutStartSec=50ms\n").startswith("grantsdata: published or not? (it left no readable record")
        spoil(project)
        assert run().startswith(f"grantsdata {YEAR}: NOT published (the raw data")
        assert "£446,0" in text_of(box.mails[-1])
        assert not (project / "outputs" / YEAR).exists()
        shutil.copytree(REPOSITORY / "data" / "raw", project / "data" / "raw", dirs_exist_ok=True)
        raw, outside = tree(project / "data" / "raw"), sorted(path.name for path in project.iterdir())
        assert run() == f"grantsdata {YEAR}: published, what readers see has changed"
    assert (project / "outputs" / YEAR / "outcomes.html").is_file()
    assert tree(project / "data" / "raw") == raw
    assert sorted(path.name for path in project.iterdir()) == outside


# cron


def test_cron_itself_runs_its_own_line_and_mails_only_what_went_wrong(tmp_path):
    """Debian's cron, with the line set to run when it starts; a mail program stands in that keeps what it is given."""
    daemon = shutil.which("cron", path="/usr/sbin:/usr/bin") or missing(
        "There is no cron", "Install it (on Debian: apt-get install cron)."
    )
    project = scheduled_project(tmp_path / "project")
    kept, sendmail, table = tmp_path / "mailed by cron", tmp_path / "sendmail", tmp_path / "root"
    sendmail.write_text(f"#!/bin/sh\ncat > '{kept}'\n", encoding="utf-8")
    sendmail.chmod(0o755)
    (_, command), _ = cron_lines()
    script = f"""
mount --make-rprivate /
for place in /run /srv /var/spool/cron /etc/cron.d; do mount -t tmpfs tmpfs $place; done
mkdir /var/spool/cron/crontabs {PLACE}
mount --bind {project} {PLACE}
: > /run/crontab
mount --bind /run/crontab /etc/crontab
install -m 600 {table} /var/spool/cron/crontabs/root
test -e /usr/sbin/sendmail || : > /usr/sbin/sendmail
mount --bind {sendmail} /usr/sbin/sendmail
exec {daemon} -f
"""
    with Postbox() as box:
        variables = cron_variables() | {"GRANTSDATA_MAIL_HOST": "127.0.0.1", "GRANTSDATA_MAIL_PORT": str(box.port)}
        variables["GRANTSDATA_MAIL_SECURITY"] = "none"
        lines = [*(f"{name}={value}" for name, value in variables.items()), f"@reboot {command}"]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        spoil(project)
        with namespaces(script, tmp_path):
            wait_for(kept.is_file, tmp_path)
            wait_for(lambda: "£446,0" in kept.read_text(encoding="utf-8"), tmp_path)
        assert f"To: {variables['MAILTO']}\n" in kept.read_text(encoding="utf-8")
        kept.unlink()
        shutil.copytree(REPOSITORY / "data" / "raw", project / "data" / "raw", dirs_exist_ok=True)
        with namespaces(script, tmp_path):
            wait_for(lambda: len(box.mails) == 2, tmp_path)
            time.sleep(2)  # what cron would mail, it would mail now
        lost = project / "data" / "processed" / YEAR / "by-stream.csv"
        lost.unlink()  # that the third run puts it back tells that it has run
        with namespaces(script, tmp_path):
            wait_for(lost.is_file, tmp_path)
            time.sleep(2)
        assert not kept.exists()
    told = ["NOT published" in mail["Subject"] for mail in box.mails]
    assert told == [True, False], "and nothing of the second good run, which has changed nothing"
    assert (project / "outputs" / YEAR / "outcomes.html").is_file()


# GitHub Actions


def test_all_of_the_workflow_s_commands_run_in_a_clean_copy_and_a_new_environment(tmp_path):
    """The installation needs the packages' registry, as GitHub's machines do."""
    copy = tmp_path / "copy"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    for name in listed.decode().rstrip("\0").split("\0"):
        if (REPOSITORY / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, copy / name)
    (copy / "notebooks" / "reports.toml").write_text('[[reports]]\nnotebook = "outcomes"\n', encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "new"], check=True)
    named = {name: value.replace("${{ github.workspace }}", str(copy)) for name, value in workflow()["env"].items()}
    environment = {**os.environ, **named, "PATH": f"{tmp_path}/new/bin:{os.environ['PATH']}"}
    commands = [step["run"] for step in steps() if "run" in step]
    assert len(commands) == 3
    for command in commands:
        done = subprocess.run(
            ["bash", "-e", "-c", command], cwd=copy, env=environment, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, (command, done.stderr[-2000:])
    assert (copy / "outputs" / YEAR / "outcomes.html").is_file()
    assert re.search(r"class=.pages", (copy / "outputs" / "index.html").read_text(encoding="utf-8"))
