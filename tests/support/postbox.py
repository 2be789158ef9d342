"""A real mail server on this machine, for tests of what mails."""

import email
import ssl
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "grants", "correct horse"


class AnyPort(Controller):
    """A server on a port that the system chose; as it comes, it knocks at the port that it was given, which is 0."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Postbox:
    """A mail server that keeps what it is given; it knows one user, and refuses one address."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, login: bool = False, refuses: str = "") -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = refuses
        asked = {"tls_context": tls, "require_starttls": tls is not None, "auth_required": login}
        self.server = AnyPort(self, hostname="127.0.0.1", port=0, authenticator=self._login, **asked)

    @property
    def port(self) -> int:
        return int(self.server.port)

    def __enter__(self) -> "Postbox":
        self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == self.refuses:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        mail.rcpt_tos = envelope.rcpt_tos  # type: ignore[attr-defined]
        self.mails.append(mail)
        return "250 OK"

    def _login(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)  # so the server itself answers a wrong one


def text_of(mail: EmailMessage) -> str:
    """The text of a mail."""
    return str(mail.get_content()).replace("\r\n", "\n")
