"""Serve files on loopback as a plain web host does: HTTP/1.1, kept alive, compressed by gzip."""

from __future__ import annotations

import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

LEVEL = 6
TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".svg": "image/svg+xml"}
WORTH_PACKING = ("text/", "image/svg+xml", "application/json", "application/xml")


@dataclass(frozen=True)
class Answer:
    """A file as it is sent."""

    type: str
    body: bytes
    packed: bool


def pack(path: str, content: bytes) -> Answer:
    """Prepare a file once, so that no load waits for it to be compressed."""
    suffix = path[path.rfind(".") :]
    # What Altair takes from elsewhere has a version for a suffix.
    script = "text/javascript" if path.startswith("/npm/") else None
    kind = script or TYPES.get(suffix) or mimetypes.guess_type(path)[0]
    kind = kind or "application/octet-stream"
    if not kind.startswith(WORTH_PACKING):
        return Answer(kind, content, packed=False)
    text = kind if kind.startswith("image/") else f"{kind}; charset=utf-8"
    return Answer(text, gzip.compress(content, LEVEL, mtime=0), packed=True)


class Server(ThreadingHTTPServer):
    """A server that does not mind a browser that is closed in the middle."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve files by their addresses; give the address of the server."""
    answers = {path: pack(path, content) for path, content in files.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else the body waits for the headers to be acknowledged.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            path += "index.html" if path.endswith("/") else ""
            answer = answers.get(path)
            self.send_response(200 if answer else 404)
            answer = answer or Answer("text/plain", b"not found", packed=False)
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
