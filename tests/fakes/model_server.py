"""A web server for model files that can cut, lie, forget ranges and be slow, on this machine only."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class ModelServer:
    """What is served and how.

    files: by path. cut_after: bytes of a reply's body after which the connection is cut, None for never.
    ranges: whether ranges are answered. status: answered instead of 200 or 206. paused: called after each piece of a
    body. asked: (path, Range header) of every request.
    """

    files: dict[str, bytes]
    cut_after: int | None = None
    ranges: bool = True
    status: int | None = None
    paused: Callable[[], None] | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""


@contextmanager
def serving(server: ModelServer) -> Iterator[ModelServer]:
    """The server, listening for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(server, self)

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    server.address = f"http://127.0.0.1:{listening.server_address[1]}"
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def _answer(server: ModelServer, request: BaseHTTPRequestHandler) -> None:
    asked = request.headers.get("Range")
    server.asked.append((request.path, asked))
    request.close_connection = True
    content = server.files.get(request.path)
    if content is None or server.status is not None:
        request.send_error(server.status or 404)
        return
    begin = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and server.ranges else 0
    if begin >= len(content):
        request.send_error(416)
        return
    request.send_response(206 if begin else 200)
    if begin:
        request.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
    request.send_header("Content-Length", str(len(content) - begin))
    request.end_headers()
    body = content[begin:] if server.cut_after is None else content[begin : begin + server.cut_after]
    for at in range(0, len(body), 4096):
        request.wfile.write(body[at : at + 4096])
        if server.paused is not None:
            request.wfile.flush()
            server.paused()
