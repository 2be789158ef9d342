"""Mail a plain summary of a run record: an example of a command for the options --on-failure and --on-change.

    mail_summary.py                                      the record on standard input, as grantsdata sends it
    mail_summary.py --waiting FOLDER [--run failed]      every record in FOLDER; records are removed when sent

With `--run failed`, a mail is sent even if the run was ended before it could leave a record. The settings are
environment variables:

    GRANTSDATA_MAIL_HOST        the mail server
    GRANTSDATA_MAIL_FROM        one address
    GRANTSDATA_MAIL_TO          one address, or several with commas between them
    GRANTSDATA_MAIL_SECURITY    starttls (the default), tls, or none
    GRANTSDATA_MAIL_PORT        by default 587, 465 or 25, depending on the security
    GRANTSDATA_MAIL_LOGIN_FILE  a file that only its owner can read: user's name and password, one a line

Exit codes: 0 the mail was sent, or nothing was waiting; 1 it was not sent; 2 a setting is at fault. Needs only Python.
"""

import argparse
import json
import os
import platform
import re
import smtplib
import ssl
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import localtime, make_msgid
from pathlib import Path
from typing import Any

SENT, NOT_SENT, BAD_SETTINGS = 0, 1, 2
PORTS = {"starttls": 587, "tls": 465, "none": 25}
SECONDS = 30
LINES, WIDTH = 20, 500
"""The most lines of a message or a list in a mail, and the most characters of a line."""

OUTCOMES = {
    "failed": (
        "a report failed",
        "Read outputs/failed/{year}/run.log and the notebook beside it, then run: grantsdata report {year}",
    ),
    "bad input": (
        "the raw data, a parameter or the command is at fault",
        "Correct what is named above, run: grantsdata check {year}, and then: grantsdata report {year}",
    ),
    "does not reconcile": (
        "the figures no longer add up",
        "See which with: grantsdata check {year} --strict. Correct the tables, or declare the repair in paper.toml.",
    ),
    "busy": (
        "another run of that year was busy",
        "Nothing, if that run ended well; otherwise wait until it has ended and run: grantsdata report {year}",
    ),
    "interrupted": (
        "the run was stopped, as by a time limit",
        "See in outputs/failed/{year}/run.log what took so long, then run: grantsdata report {year}",
    ),
    "no record": (
        "it left no readable record, as happens if a run is killed, exceeds its time, or never starts",
        "Read what the scheduler logged (under systemd: journalctl -u grantsdata), then run: grantsdata report --all",
    ),
}
"""For a run that did not publish: the reason, and what to do next."""


class SettingsError(Exception):
    """Settings that are at fault; the message lists all of them."""


@dataclass(frozen=True)
class Settings:
    """The mail server, the addresses and the security."""

    host: str
    port: int
    sender: str
    to: list[str]
    security: str
    login: tuple[str, str] | None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Mail a summary of a run's record.")
    parser.add_argument("--waiting", metavar="FOLDER", type=Path, help="mail the records in this folder")
    parser.add_argument("--run", choices=("well", "failed"), default="well", help="how the run ended, for --waiting")
    options = parser.parse_args(arguments)
    try:
        settings = settings_from(os.environ)
        if options.waiting:
            _send_waiting(options.waiting, options.run == "failed", settings)
        else:
            send(summary(read_record(sys.stdin.buffer.read())), settings)
    except SettingsError as error:
        print(f"mail_summary: {error}", file=sys.stderr)
        return BAD_SETTINGS
    except (OSError, smtplib.SMTPException) as error:
        print(f"mail_summary: the mail did not go out: {one_line(error) or type(error).__name__}", file=sys.stderr)
        return NOT_SENT
    return SENT


def _send_waiting(folder: Path, failed: bool, settings: Settings) -> None:
    """Mail all records in a folder. A record is removed when its mail is sent; a refused one waits for the next run."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    records = [(read_record(path.read_bytes()), path) for path in files]
    if failed and all(record.get("outcome") == "published" for record, _ in records):
        send(summary({"outcome": "no record"}), settings)
    for record, path in records:
        send(summary(record), settings)
        path.unlink()


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read the settings from the environment; raise SettingsError with all faults."""
    faults = []

    def asked(name: str, default: str = "") -> str:
        return environment.get(f"GRANTSDATA_MAIL_{name}", "").strip() or default

    host, security = asked("HOST"), asked("SECURITY", "starttls")
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", host):
        faults.append(f"GRANTSDATA_MAIL_HOST is {host!r}; expected the mail server, such as mail.example.org")
    if security not in PORTS:
        faults.append(f"GRANTSDATA_MAIL_SECURITY is {security!r}; expected one of {', '.join(PORTS)}")
    port = asked("PORT", str(PORTS.get(security, 587)))
    if not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536):
        faults.append(f"GRANTSDATA_MAIL_PORT is {port!r}; expected a number, such as 587")
    to = [address.strip() for address in asked("TO").split(",")]
    for name, addresses in (("FROM", [asked("FROM")]), ("TO", to)):
        for address in addresses:
            if not re.fullmatch(r"[!#-'*+./0-9=?A-Z^_`a-z{|}~-]+@[A-Za-z0-9.-]+", address):
                faults.append(f"GRANTSDATA_MAIL_{name} holds {address!r}; expected an address, such as me@example.org")
    login = None
    if asked("LOGIN_FILE"):
        try:
            login = _login(Path(asked("LOGIN_FILE")))
        except SettingsError as error:
            faults.append(str(error))
        if security == "none":
            faults.append("GRANTSDATA_MAIL_SECURITY is none; a password is sent only under starttls or tls")
    if faults:
        raise SettingsError("; ".join(faults))
    return Settings(host, int(port), asked("FROM"), to, security, login)


def _login(file: Path) -> tuple[str, str]:
    try:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise SettingsError(f"{file} can be read by others; run: chmod 600 {file}")
        name, password = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):  # the content of the file must not get into a message
        raise SettingsError(f"{file} cannot be read as two lines, a user's name and a password") from None
    return name, password


def read_record(data: bytes) -> dict[str, Any]:
    """Parse a record. If it cannot be read, return a record that says so, so that a mail is still sent."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        record = None
    return record if isinstance(record, dict) else {"outcome": "no record"}


def summary(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the text. The subject is one line of fixed words, whatever the record holds."""
    year, outcome = str(record.get("year")), str(record.get("outcome"))
    year = year if re.fullmatch(r"[0-9]{4}-[0-9]{2}", year) else ""
    subject, reports = f"grantsdata {year}".strip(), "The reports" + (f" of {year}" if year else "")
    if outcome == "published":
        subject = f"{subject}: published, what readers see has changed"
        paragraphs = [[f"{reports} were published, and what readers see has changed."], *_published(record, year)]
    else:
        why, next_step = OUTCOMES.get(outcome, ("the run did not end well", "Run: grantsdata report {year}"))
        known = outcome != "no record"
        subject = f"{subject}: {'NOT published' if known else 'published or not?'} ({why})"
        paragraphs = [
            [f"{reports} were NOT published: {why}." if known else f"It is not known how a run ended: {why}."],
            _some(str(record.get("message") or "").splitlines()),
            ["What was published before stands as it was."] if known else [],
            [f"Next: {next_step.format(year=year or 'YEAR')}"],
        ]
    kept = os.environ.get("GRANTSDATA_RECORD")
    paragraphs += [[f"The record: {one_line(kept)}"] if kept else [], [f"Sent by {one_line(platform.node())}."]]
    return subject, "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


def _published(record: Mapping[str, Any], year: str) -> Iterator[list[str]]:
    changes, totals, findings = (_part(record, name) for name in ("changes", "totals", "findings"))
    before = "none, this is the first run" if changes.get("first_run") else _pounds(changes, "award_pence_before")
    yield [
        f"Awards: {one_line(totals.get('awards', 'not known'))}",
        f"Total before: {before}",
        f"Total after: {_pounds(changes, 'award_pence_after')}",
        f"Of it implied: {_pounds(totals, 'implied_pence')}",
        "Findings: " + (", ".join(f"{one_line(n)} {one_line(name)}" for name, n in findings.items()) or "not known"),
    ]
    for name in ("added", "removed", "changed"):
        entries = changes.get(name)
        if isinstance(entries, list) and entries:
            yield [f"Awards {name}: {len(entries)}", *(f"  {line}" for line in _some(list(map(_entry, entries))))]
    yield [f"Next: look at {f'outputs/{year}' if year else 'outputs'}. If no change was meant, undo it in data/raw."]


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = record.get(name)
    return part if isinstance(part, dict) else {}


def _pounds(amounts: Mapping[str, Any], name: str, otherwise: str = "not known") -> str:
    pence = amounts.get(name)
    if type(pence) is not int:
        return otherwise
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' * (pence < 0)}£{pounds:,}" + (f".{rest:02}" if rest else "")


def _entry(entry: Any) -> str:
    """Return an award as text: its service, provider and amount, and its former values if they changed."""
    if not isinstance(entry, dict):
        return str(entry)
    text = f"{entry.get('service')} ({entry.get('provider') or 'no provider'}), {_pounds(entry, *_AMOUNT)}"
    was = _part(entry, "was")
    before = [_pounds(was, *_AMOUNT) if name == _AMOUNT[0] else f"{name} {value}" for name, value in was.items()]
    return text + (f"; was {', '.join(before)}" if before else "")


_AMOUNT = ("award_pence", "not stated")


def _some(lines: list[str]) -> list[str]:
    more = [f"and {len(lines) - LINES} more"] if len(lines) > LINES else []
    return [one_line(line) for line in lines[:LINES]] + more


def one_line(value: Any) -> str:
    """Return the value on one line, without escape sequences, marks for the writing direction or half characters."""
    text = " ".join(str(value).split())[:WIDTH]
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def send(mail: tuple[str, str], settings: Settings) -> None:
    """Send a mail; raise OSError or SMTPException if it was not sent to everyone."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.sender, ", ".join(settings.to), mail[0]
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=settings.sender.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # so that no automatic reply answers it
    message.set_content(mail[1])
    context = ssl.create_default_context()
    with ExitStack() as stack:
        if settings.security == "tls":
            opened = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=context)
        else:
            opened = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
        server = stack.enter_context(opened)
        if settings.security == "starttls":
            server.starttls(context=context)
        if settings.login:
            server.login(*settings.login)
        refused = server.send_message(message)
    if refused:
        raise smtplib.SMTPException(f"the server refused {', '.join(refused)}; the others have it")


if __name__ == "__main__":
    sys.exit(main())
