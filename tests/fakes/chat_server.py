"""An OpenAI-compatible server on this machine that answers from a queue, and can refuse, cut, stall and babble."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-for-tests"


@dataclass
class ChatServer:
    """What is answered and how.

    answers: the next texts, each sent in pieces of some letters. status: answered in place of an answer. forms: whether
    it knows `response_format`. cut: whether the stream ends in the middle. raw: bytes that are sent in place of
    events. stalls: no answer comes before `go_on` is set. bodies, keys: of each request.
    """

    answers: deque[str] = field(default_factory=deque)
    status: int = 200
    forms: bool = True
    cut: bool = False
    raw: bytes | None = None
    stalls: bool = False
    go_on: threading.Event = field(default_factory=threading.Event)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    address: str = ""


@contextmanager
def chatting(server: ChatServer) -> Iterator[ChatServer]:
    """The server, listening for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.keys.append(self.headers.get("Authorization"))
            if not _allowed(server, self):
                return
            self._begin("application/json")
            self.wfile.write(json.dumps({"data": [{"id": "small"}]}).encode())

        def do_POST(self) -> None:
            server.keys.append(self.headers.get("Authorization"))
            server.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if not _allowed(server, self):
                return
            if not server.forms and "response_format" in server.bodies[-1]:
                self.send_error(400)
                return
            self._begin("text/event-stream")
            if server.stalls:
                server.go_on.wait(60)
            else:
                self.wfile.write(server.raw if server.raw is not None else _events(server))

        def _begin(self, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    server.address = f"http://127.0.0.1:{listening.server_address[1]}/v1"
    try:
        yield server
    finally:
        server.go_on.set()
        listening.shutdown()
        listening.server_close()
        thread.join()


def _allowed(server: ChatServer, request: BaseHTTPRequestHandler) -> bool:
    place = request.path.removeprefix("/v1")
    status = server.status if place in ("/models", "/chat/completions") else 404
    if status == 200 and request.headers.get("Authorization") not in (None, f"Bearer {KEY}"):
        status = 401
    if status != 200:
        request.send_error(status)
    return status == 200


def _events(server: ChatServer) -> bytes:
    answer = server.answers.popleft()
    pieces = [answer[at : at + 7] for at in range(0, len(answer), 7)]
    deltas: list[dict[str, str]] = [{"role": "assistant"}, *({"content": piece} for piece in pieces)]
    events = [f"data: {json.dumps({'choices': [{'delta': delta}]})}\r\n\r\n" for delta in deltas]
    if server.cut:
        return "".join(events[: len(events) // 2]).encode()
    end = 'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'
    return "".join([": still here\n\n", *events, end]).encode()
