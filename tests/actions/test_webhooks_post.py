"""Messages go to the address that was looked at; redirects are not followed, and private addresses are refused."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from quittance.actions import webhooks_post
from quittance.rules.refusals import Invalid


class Ear(BaseHTTPRequestHandler):
    """Keeps what it is told, and answers with the status in its path."""

    heard: list[tuple[str, bytes, dict[str, str]]] = []

    def do_POST(self) -> None:
        """Keep and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Ear.heard.append((self.path, body, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(int(self.path.rpartition("/")[2] or 200))
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(b"x" * 5_000)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def ear(settings: Any) -> Iterator[str]:
    """The address of a listener on this machine, which is let through."""
    settings.WEBHOOKS_LOCAL = True
    Ear.heard.clear()
    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_message_arrives_and_its_answer_is_told(ear: str) -> None:
    assert webhooks_post.post(f"{ear}/in/204", b'{"a": 1}', {"Quittance-Event": "cash.applied"}) == 204
    ((path, body, headers),) = Ear.heard
    assert (path, body, headers["quittance-event"]) == ("/in/204", b'{"a": 1}', "cash.applied")


def test_a_redirect_is_told_and_not_followed(ear: str) -> None:
    assert webhooks_post.post(f"{ear}/302", b"{}", {}) == 302
    assert len(Ear.heard) == 1


@pytest.mark.parametrize("said", ["SSH-2.0-", ""])
def test_an_answer_that_comes_drop_by_drop_is_cut_off(
    settings: Any, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    settings.WEBHOOKS_LOCAL = True
    monkeypatch.setattr(webhooks_post, "MOST_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        drops = threading.Thread(target=drip, args=(server, said.encode()), daemon=True)
        drops.start()
        with pytest.raises(TimeoutError):
            webhooks_post.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
        drops.join()


@pytest.mark.parametrize("head", [b"HTTP/1.1 202 Ok\r\nContent-Length: 1000\r\n\r\n", b"HTTP/1.1 202 Ok\r\nX-Long: "])
def test_an_answer_that_never_ends_has_told_its_status(
    settings: Any, monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    settings.WEBHOOKS_LOCAL = True
    monkeypatch.setattr(webhooks_post, "MOST_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        drops = threading.Thread(target=drip, args=(server, head), daemon=True)
        drops.start()
        assert webhooks_post.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}) == 202
        drops.join()


def drip(server: socket.socket, first: bytes) -> None:
    """Answers with some bytes, and then with one more whenever it may, until the other side has gone."""
    made, _ = server.accept()
    with made:
        made.settimeout(0.01)
        try:
            made.sendall(first)
            while True:
                made.sendall(b"x")
                try:
                    if not made.recv(65_536):
                        return
                except TimeoutError:
                    continue
        except OSError:
            return


def test_nobody_there_is_told_as_a_fault(settings: Any) -> None:
    settings.WEBHOOKS_LOCAL = True
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(OSError):
        webhooks_post.post(f"http://127.0.0.1:{port}/", b"{}", {})


def test_a_name_that_leads_inside_the_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(*given: object, **more: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.7", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    with pytest.raises(Invalid, match=r"10\.0\.0\.7"):
        webhooks_post.post("https://inside.example/hook", b"{}", {})


def test_why_nobody_answers_is_said_in_words() -> None:
    assert webhooks_post.in_words(socket.gaierror(-2, "x")) == "Nobody is known under this name."
    assert "10 seconds" in webhooks_post.in_words(TimeoutError())
    assert "listens" in webhooks_post.in_words(ConnectionRefusedError())
    refused = ssl.SSLCertVerificationError("x")
    refused.verify_message = "certificate has expired"
    assert "certificate has expired" in webhooks_post.in_words(refused)
    assert webhooks_post.in_words(OSError("broken")) == "OSError: broken"
