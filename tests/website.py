"""A web site on this machine that answers byte for byte what a test says."""

from __future__ import annotations

import socket
import socketserver
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

TLS = Path(__file__).parent / "tls" / "site.pem"
"""A certificate of site.test, signed by itself, and its key; of no use elsewhere."""
Reply = bytes | Callable[[socket.socket], None]


def answer(
    body: bytes = b"<title>T</title>",
    kind: str = "text/html",
    *more: str,
    status: str = "200 OK",
) -> bytes:
    """Return an HTTP answer; ``more`` are further header lines."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *more]
    lines += [f"Content-Type: {kind}"] if kind else []
    return "\r\n".join([*lines, "", ""]).encode() + body


def leading(location: str, status: str = "302 Found") -> bytes:
    """Return an answer that leads on."""
    return answer(b"", "text/html", f"Location: {location}", status=status)


@dataclass(slots=True)
class Site:
    """What the site answers by path, the heads of the requests it got, its port."""

    port: int
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving(*, tls: bool = False) -> Iterator[Site]:
    """Answer on a free port of 127.0.0.1 until the block is done."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection: socket.socket = self.request
            connection.settimeout(10)
            with suppress(OSError):  # who is refused hangs up
                if tls:
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(TLS)
                    connection = context.wrap_socket(connection, server_side=True)
                _answer(connection, site)
                connection.close()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = True

    with Server(("127.0.0.1", 0), Handler) as server:
        site = Site(server.server_address[1])
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def _answer(connection: socket.socket, site: Site) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return
        head += piece
    site.asked.append(head.decode("latin-1"))
    reply = site.pages.get(head.split()[1].decode("latin-1"))
    if reply is None:
        connection.sendall(answer(b"", status="404 Not Found"))
    elif callable(reply):
        reply(connection)
    else:
        connection.sendall(reply)
