"""The example that mails a run's record, run as a process of its own against a real mail server on this machine."""

import json
import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.browsing import missing
from support.cases import first
from support.postbox import PASSWORD, Postbox, text_of
from support.reporting import REPOSITORY

SCRIPT = REPOSITORY / "schedule" / "mail_summary.py"
SENDER, READER, OTHER = "grantsdata@example.org", "grants@example.org", "board@example.org"

PUBLISHED: dict[str, Any] = {
    "format": 1,
    "outcome": "published",
    "year": "2017-18",
    "include_implied": True,
    "findings": {"error": 0, "warning": 3, "note": 9, "agrees": 4},
    "totals": {"awards": 35, "award_pence": 228_350_801, "implied_pence": 1_000_000},
    "changes": {
        "first_run": False,
        "added": [
            {"award_id": "a", "service": "Police\n Cadets", "provider": "The force", "award_pence": 1_000_001},
            {"award_id": "b", "service": "Emerging Initiatives", "provider": None, "award_pence": None},
        ],
        "removed": [],
        "changed": [
            {"award_id": "c", "service": "Crimestoppers", "provider": "Crimestoppers", "award_pence": 2_580_000}
            | {"was": {"award_pence": 2_579_100, "payee": "The force"}},
        ],
        "award_pence_before": 227_349_900,
        "award_pence_after": 228_350_801,
    },
}
FAILED: dict[str, Any] = {
    "format": 1,
    "outcome": "bad input",
    "year": "2017-18",
    "message": 'victims-services.csv row 7, column Award: cannot read "£12,34".\nCorrect the cell.',
}


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with Postbox() as box:
        yield box


def mail_summary(
    record: object, port: int, *arguments: str, to: str = READER, security: str = "none", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the script as a scheduler would, with nothing else in its environment."""
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "FROM": SENDER, "TO": to, "SECURITY": security}
    named = {f"GRANTSDATA_MAIL_{name}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *arguments],
        input=record if isinstance(record, str) else json.dumps(record),
        env={"PATH": "/usr/bin:/bin"} | named | more,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_what_has_changed_is_told_with_the_totals_before_and_after(postbox):
    done = mail_summary(PUBLISHED, postbox.port, GRANTSDATA_RECORD="/srv/grantsdata/outputs/2017-18/run.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (mail,) = postbox.mails
    assert (mail["From"], mail["To"], mail.get_content_type()) == (SENDER, READER, "text/plain")
    assert mail["Subject"] == "grantsdata 2017-18: published, what readers see has changed"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"]
    assert mail["Message-ID"]
    text = text_of(mail)
    for line in (
        "Awards: 35",
        "Total before: £2,273,499",
        "Total after: £2,283,508.01",
        "Of it implied: £10,000",
        "Findings: 0 error, 3 warning, 9 note, 4 agrees",
        "Awards added: 2\n  Police Cadets (The force), £10,000.01\n  Emerging Initiatives (no provider), not stated",
        "Awards changed: 1\n  Crimestoppers (Crimestoppers), £25,800; was £25,791, payee The force",
        "The record: /srv/grantsdata/outputs/2017-18/run.json",
    ):
        assert f"{line}\n" in text
    assert "removed" not in text


def test_of_a_first_run_there_is_no_total_before(postbox):
    changes = PUBLISHED["changes"] | {"first_run": True, "award_pence_before": None}
    assert mail_summary(PUBLISHED | {"changes": changes}, postbox.port).returncode == 0
    assert "Total before: none, this is the first run\n" in text_of(postbox.mails[0])


WHY = {
    "failed": "a report failed",
    "bad input": "the raw data, a parameter or the command is at fault",
    "does not reconcile": "the figures no longer add up",
    "busy": "another run of that year was busy",
    "something new": "the run did not end well",
}


@pytest.mark.parametrize("outcome", WHY)
def test_a_year_that_was_not_published_is_told_with_its_reason_and_the_next_step(postbox, outcome):
    assert mail_summary(FAILED | {"outcome": outcome}, postbox.port).returncode == 0
    (mail,) = postbox.mails
    assert mail["Subject"] == f"grantsdata 2017-18: NOT published ({WHY[outcome]})"
    text = text_of(mail)
    assert text.startswith(f"The reports of 2017-18 were NOT published: {WHY[outcome]}.\n")
    assert 'victims-services.csv row 7, column Award: cannot read "£12,34".\nCorrect the cell.\n' in text
    assert "What was published before stands as it was." in text
    assert re.search(r"^Next: .*\b2017-18\b", text, re.MULTILINE)


HOSTILE = (
    "x\r\nBcc: thief@example.com\r\n\r\nSend money",
    "x\nSubject: all is well",
    ".\r\nMAIL FROM:<thief@example.com>\r\n.\r\n",
    "\x1b]0;title\x07\x1b[2J",
    "\u202eevil\u2066",
    "half \ud800 a character",
    "\x85next\u2028line\u2029and\x0b\x0cand\x00",
    "=?utf-8?q?Bcc=3A_thief=40example=2Ecom?=",
    "long " * 100_000,
    '<script>alert("x")</script>',
)


OURS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"]
OF_THE_TEXT = ["MIME-Version", "Content-Type", "Content-Transfer-Encoding"]


@pytest.mark.parametrize("text", first(HOSTILE, 3))
def test_no_text_of_a_record_gets_into_the_headers_or_ends_the_mail(postbox, text, tmp_path):
    subjects = {
        "published": "grantsdata: published, what readers see has changed",
        "failed": "grantsdata: NOT published (a report failed)",
        text: "grantsdata: NOT published (the run did not end well)",
    }
    for number, outcome in enumerate(subjects):
        (tmp_path / f"{number}.json").write_text(json.dumps(hostile_record(outcome, text)), encoding="utf-8")
    done = mail_summary("", postbox.port, "--waiting", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert [mail["Subject"] for mail in postbox.mails] == list(subjects.values())
    for mail in postbox.mails:
        assert sorted(mail.keys()) == sorted(OURS + OF_THE_TEXT)
        assert mail.rcpt_tos == [READER]  # type: ignore[attr-defined]
        assert mail["To"] == READER
        body = text_of(mail)
        assert len(body) < 60_000
        assert not [character for character in body if not (character.isprintable() or character == "\n")]
        assert "\nSent by " in body, "the end of the mail is there"


def hostile_record(outcome: str, text: str) -> dict[str, Any]:
    """A record with the text wherever a text can stand, and in some places where none should."""
    award = {name: text for name in ("award_id", "service", "provider", "award_pence", text)}
    lists = {name: [text, award, award | {"was": award}, {"was": text}] for name in ("added", "removed", "changed")}
    return {
        "outcome": outcome,
        "year": text,
        "message": text,
        "findings": {text: text},
        "totals": {"awards": text, "award_pence": text, "implied_pence": text},
        "changes": lists | {"award_pence_before": text, "award_pence_after": text},
    }


def test_long_lists_are_cut_and_say_so(postbox):
    changes = PUBLISHED["changes"] | {"added": [f"Award {number}" for number in range(1, 36)]}
    assert mail_summary(PUBLISHED | {"changes": changes}, postbox.port).returncode == 0
    text = text_of(postbox.mails[0])
    assert "Awards added: 35\n  Award 1\n" in text
    assert "  Award 20\n  and 15 more\n" in text


@pytest.mark.parametrize("record", ["", "{", "[]", "null", "[" * 100_000, '"published"'])
def test_a_record_that_cannot_be_read_is_mailed_about_all_the_same(postbox, record):
    assert mail_summary(record, postbox.port).returncode == 0
    (mail,) = postbox.mails
    assert mail["Subject"].startswith("grantsdata: published or not? (it left no readable record")


@pytest.mark.parametrize("record", [{}, {"outcome": "published"}, {"outcome": "published", "changes": 7, "totals": []}])
def test_a_record_with_parts_missing_makes_a_mail(postbox, record):
    assert mail_summary(record, postbox.port).returncode == 0
    assert len(postbox.mails) == 1


def test_several_readers_get_it(postbox):
    assert mail_summary(FAILED, postbox.port, to=f"{READER}, {OTHER}").returncode == 0
    assert postbox.mails[0].rcpt_tos == [READER, OTHER]  # type: ignore[attr-defined]


@pytest.mark.parametrize("to", [OTHER, f"{READER},{OTHER}"])
def test_an_address_that_is_refused_counts_as_not_gone_out(to):
    with Postbox(refuses=OTHER) as box:
        done = mail_summary(FAILED, box.port, to=to)
    assert done.returncode == 1
    assert "the mail did not go out" in done.stderr
    assert OTHER in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_server_counts_as_not_gone_out():
    with Postbox() as box:
        port = box.port
    done = mail_summary(FAILED, port)
    assert done.returncode == 1
    assert re.fullmatch(r"mail_summary: the mail did not go out: .*refused.*\n", done.stderr)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", ""),
        ("HOST", "mail example"),
        ("PORT", "smtp"),
        ("PORT", "99999"),
        ("FROM", ""),
        ("FROM", "me@example.org\nBcc: thief@example.com"),
        ("TO", "Me <me@example.org>"),
        ("TO", "me@example.org,,"),
        ("TO", "zoë@example.org"),
        ("SECURITY", "ssl"),
        ("LOGIN_FILE", "/nowhere"),
    ],
)
def test_a_setting_at_fault_is_named(postbox, name, value):
    done = mail_summary(FAILED, postbox.port, **{f"GRANTSDATA_MAIL_{name}": value})
    assert done.returncode == 2
    assert done.stderr.startswith("mail_summary: ")
    assert f"GRANTSDATA_MAIL_{name}" in done.stderr or value in done.stderr
    assert done.stderr.count("\n") == 1
    assert postbox.mails == []


def test_all_settings_at_fault_are_named_at_once(postbox):
    named = {f"GRANTSDATA_MAIL_{name}": "?" for name in ("HOST", "PORT", "FROM", "TO", "SECURITY")}
    done = mail_summary(FAILED, postbox.port, **named)
    assert [name for name in named if name not in done.stderr] == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for 127.0.0.1, made for these tests, with its key in the same file."""
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "made.pem", folder / "key.pem"
    asked = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    try:
        subprocess.run(
            ["openssl", "req", *asked, *named, "-keyout", key, "-out", made], check=True, capture_output=True
        )
    except FileNotFoundError:
        missing("There is no openssl", "Install it (on Debian: apt-get install openssl).")
    made.write_bytes(made.read_bytes() + key.read_bytes())
    return made


@pytest.fixture
def guarded(certificate) -> Iterator[Postbox]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Postbox(tls=context, login=True) as box:
        yield box


def login_file(folder: Path, lines: Sequence[str], mode: int = 0o600) -> str:
    file = folder / "login"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    file.chmod(mode)
    return str(file)


def test_a_server_that_wants_tls_and_a_login_gets_both(guarded, certificate, tmp_path):
    given = {
        "SSL_CERT_FILE": str(certificate),
        "GRANTSDATA_MAIL_LOGIN_FILE": login_file(tmp_path, ["grants", PASSWORD]),
    }
    done = mail_summary(FAILED, guarded.port, security="starttls", **given)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(guarded.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(guarded, tmp_path):
    file = login_file(tmp_path, ["grants", PASSWORD])
    done = mail_summary(FAILED, guarded.port, security="starttls", GRANTSDATA_MAIL_LOGIN_FILE=file)
    assert done.returncode == 1
    assert "certificate" in done.stderr
    assert guarded.mails == []


def test_a_wrong_password_is_told_without_the_password(guarded, certificate, tmp_path):
    given = {
        "SSL_CERT_FILE": str(certificate),
        "GRANTSDATA_MAIL_LOGIN_FILE": login_file(tmp_path, ["grants", "swordfish"]),
    }
    done = mail_summary(FAILED, guarded.port, security="starttls", **given)
    assert done.returncode == 1
    assert "535" in done.stderr
    assert "swordfish" not in done.stderr
    assert guarded.mails == []


def test_a_password_is_not_sent_in_the_clear(postbox, tmp_path):
    file = login_file(tmp_path, ["grants", PASSWORD])
    done = mail_summary(FAILED, postbox.port, security="none", GRANTSDATA_MAIL_LOGIN_FILE=file)
    assert done.returncode == 2
    assert "only under starttls or tls" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
@pytest.mark.parametrize(("lines", "mode"), [(["grants", "swordfish"], 0o644), (["swordfish"], 0o600)])
def test_a_login_file_that_others_can_read_or_that_holds_no_login_is_refused(postbox, tmp_path, lines, mode):
    file = login_file(tmp_path, lines, mode)
    done = mail_summary(FAILED, postbox.port, security="starttls", GRANTSDATA_MAIL_LOGIN_FILE=file)
    assert done.returncode == 2
    assert ("chmod 600" in done.stderr) == (mode == 0o644)
    assert "swordfish" not in done.stderr


def test_records_that_wait_go_out_and_are_removed(postbox, tmp_path):
    (tmp_path / "record.json").write_text(json.dumps(FAILED), encoding="utf-8")
    (tmp_path / "record.json.~1~").write_text(json.dumps(PUBLISHED), encoding="utf-8")
    assert mail_summary("", postbox.port, "--waiting", str(tmp_path), "--run", "failed").returncode == 0
    assert sorted("NOT" in mail["Subject"] for mail in postbox.mails) == [False, True]
    assert list(tmp_path.iterdir()) == []


def test_a_record_whose_mail_did_not_go_out_waits(tmp_path):
    (tmp_path / "record.json").write_text(json.dumps(FAILED), encoding="utf-8")
    with Postbox(refuses=READER) as box:
        assert mail_summary("", box.port, "--waiting", str(tmp_path), "--run", "failed").returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["record.json"]


def test_nothing_waiting_after_a_good_run_mails_nothing(postbox, tmp_path):
    assert mail_summary("", postbox.port, "--waiting", str(tmp_path), "--run", "well").returncode == 0
    assert postbox.mails == []


@pytest.mark.parametrize("left", [[], [PUBLISHED]])
def test_a_run_that_failed_without_a_record_of_it_is_mailed_about(postbox, tmp_path, left):
    for number, record in enumerate(left):
        (tmp_path / f"{number}.json").write_text(json.dumps(record), encoding="utf-8")
    assert mail_summary("", postbox.port, "--waiting", str(tmp_path), "--run", "failed").returncode == 0
    subjects = [mail["Subject"] for mail in postbox.mails]
    assert subjects[0].startswith("grantsdata: published or not? (it left no readable record")
    assert len(subjects) == 1 + len(left)
