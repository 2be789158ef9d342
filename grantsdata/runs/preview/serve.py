"""Serve a preview to a browser on this machine.

It listens on the loopback interface only. A request that names another host is refused, since a page from outside could
otherwise have its own name point to this machine and read what is served.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import parse_qs, urlsplit

from grantsdata.errors import OutputError, ParameterError
from grantsdata.runs.preview.page import CHANGES, list_of_pages, not_made_yet, with_preview
from grantsdata.runs.preview.site import Site

LOOPBACK = "127.0.0.1"

_TYPES = {"html": "text/html; charset=utf-8", "csv": "text/csv; charset=utf-8", "json": "application/json"}
_KEPT_WAITING = 15.0
"""Seconds after which a browser that waits hears that the preview is still there."""


@contextmanager
def served(site: Site, port: int = 0) -> Iterator[str]:
    """Serve a site until the end of the context; yields its address. With port 0 a free one is taken.

    Raises ParameterError for a port that there is not, and OutputError if it is in use or not allowed.
    """
    if not 0 <= port < 65536:
        raise ParameterError(f"--port is {port}; expected a number from 1 to 65535, or 0 for any that is free.")
    handler = type("Handler", (_Handler,), {"site": site})
    try:
        server = _Server((LOOPBACK, port), handler)
    except OSError as error:
        why = error.strerror or error
        raise OutputError(f"cannot listen on port {port}: {why}. Name another with --port, or leave it out.") from None
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}/"
    finally:
        site.close()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def server_bind(self) -> None:
        """Bind without looking up the name of this machine, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that closes its connection is no fault."""


class _Handler(BaseHTTPRequestHandler):
    site: Site
    server: _Server

    def do_GET(self) -> None:
        """Answer one request."""
        hosts = {f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")}
        if self.headers.get("Host") not in hosts:
            self.send_error(403, "This preview is only for this machine")
            return
        address = urlsplit(self.path)
        if address.path == CHANGES:
            asked = parse_qs(address.query)
            self._tell_of_changes(asked.get("page", [""])[0], asked.get("version", [""])[0])
        elif address.path in ("/", "/index.html"):
            version = self.site.version("")
            self._send(with_preview(list_of_pages(self.site.year, self.site.pages()), "", version, self.site.faults))
        else:
            self._send_file(address.path.removeprefix(f"/{self.site.year}/"))

    def _send_file(self, name: str) -> None:
        version, content = self.site.version(name), self.site.file(name)
        if name.endswith(".html"):
            self.site.looked_at = name
            page = not_made_yet(name) if content is None else content
            self._send(with_preview(page, name, version, self.site.faults), status=200 if content else 404)
        elif content is None:
            self.send_error(404, "There is no such file in this preview")
        else:
            self._send(content, _TYPES.get(name.rpartition(".")[2], "application/octet-stream"))

    def _send(self, content: bytes, kind: str = _TYPES["html"], status: int = 200) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _tell_of_changes(self, name: str, version: str) -> None:
        """Keep the connection until the file has changed, and then say so (server-sent events)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        while not self.site.wait(name, version, _KEPT_WAITING):
            self.wfile.write(b": waiting\n\n")
        self.wfile.write(b"data: changed\n\n")

    def log_message(self, format: str, *arguments: object) -> None:
        """Print nothing on requests."""
