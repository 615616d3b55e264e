"""A language model on a server that speaks OpenAI's chat interface: the school's own, or one that it trusts.

What a child says leaves the laptop for that server, and nothing else of the child does.
"""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, NoReturn

from litcoach_desktop.domain.coaching.tool_card import ToolCard
from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.ports.language_model import Message, Request, Speaker, TooMuch, Written

_CONNECT_S = 5.0
_LOOK_S = 0.05
"""How often the deadline and the wish to stop are looked at while the server thinks."""
_LONGEST_ANSWER = 100_000
_LETTERS_PER_TOKEN = 4
_CONTEXT_TOKENS = 3000
_LEAST_WRITTEN = 64
_NO_FORMS = (400, 422)
"""What servers answer that do not know `response_format`."""

_log = logging.getLogger(__name__)


class ServerModel:
    """Implements `ports.language_model.LanguageModel` over HTTP. Every call is a connection of its own."""

    def __init__(self, address: str, model: str, key: Callable[[], str | None]) -> None:
        """address: what stands before /chat/completions. key: asked for when it is needed; None when there is none."""
        self._address = address.rstrip("/")
        self._model = model
        self._key = key
        self._knows_forms = True
        self._sent: tuple[Message, ...] = ()

    @property
    def name(self) -> str:
        """The model's and the server's."""
        return f"{self._model} of {self._address}"

    def get_ready(self, system: str, cancelled: Callable[[], bool]) -> None:
        """Nothing: the server keeps itself ready."""

    def write(self, request: Request, on_text: Callable[[str], None], cancelled: Callable[[], bool]) -> Written:
        """One choice, as far as the server keeps to the form. Tokens are counted by letters."""
        before = sum(1 for old, new in zip(self._sent, request.messages, strict=False) if old == new)
        fresh = _tokens(request.messages[before:])
        room = request.most_tokens - fresh
        if room < _LEAST_WRITTEN or _tokens(request.messages) > _CONTEXT_TOKENS:
            raise TooMuch
        text = self._until(self._chosen(request, room, on_text), request.deadline, cancelled)
        self._sent = request.messages
        return Written(text, fresh, len(text) // _LETTERS_PER_TOKEN + 1)

    def look(self, key: str | None = None) -> None:
        """See whether the server is there and takes the key, the one that is kept unless given. Raises ModelProblem."""
        given = self._key() if key is None else key
        models = self._until(self._models(given), time.monotonic() + 2 * _CONNECT_S, lambda: False)
        if models and self._model not in models:
            self._fail(f"it has no model called “{self._model}”; it has {', '.join(models[:5])}")

    def _until(self, work: Any, deadline: float, cancelled: Callable[[], bool]) -> Any:
        """What the work comes to. Raises Cancelled, ModelProblem, and what the work raises."""
        import httpx2

        async def watched() -> Any:
            task = asyncio.ensure_future(work)
            while not (await asyncio.wait([task], timeout=_LOOK_S))[0]:
                if cancelled() or time.monotonic() > deadline:
                    task.cancel()
                    await asyncio.wait([task])
                    if cancelled():
                        raise Cancelled
                    self._fail("it took too long")
            return task.result()

        try:
            return asyncio.run(watched())
        except httpx2.InvalidURL as problem:
            self._fail(f"its address cannot be one ({problem})", problem)
        except httpx2.UnsupportedProtocol as problem:
            self._fail("its address has to begin with https:// or http://", problem)
        except httpx2.TimeoutException as problem:
            self._fail("it does not answer", problem)
        except httpx2.HTTPError as problem:
            self._fail(f"the connection failed ({str(problem) or type(problem).__name__})", problem)

    async def _chosen(self, request: Request, room: int, on_text: Callable[[str], None]) -> str:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": "system", "content": request.system}, *map(_as_sent, request.messages)],
            "max_tokens": room,
            "temperature": 0,
            "stream": True,
        }
        if self._knows_forms:
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "choice", "schema": choice_schema(request.tools)},
            }
        import httpx2

        async with (
            httpx2.AsyncClient(timeout=httpx2.Timeout(None, connect=_CONNECT_S)) as client,
            client.stream(
                "POST", f"{self._address}/chat/completions", json=body, headers=_headers(self._key())
            ) as reply,
        ):
            if reply.status_code in _NO_FORMS and self._knows_forms:
                _log.info("the server %s knows no forms of answers; it is asked in words only", self._address)
                self._knows_forms = False
            else:
                self._need_success(reply.status_code)
                return await self._streamed(reply.aiter_bytes(), on_text)
        return await self._chosen(request, room, on_text)

    async def _streamed(self, pieces: AsyncIterator[bytes], on_text: Callable[[str], None]) -> str:
        """The text of a stream of server-sent events, which has to come to its proper end."""
        text, ended = "", False
        async for line in _lines(pieces):
            if not line.startswith("data:"):
                continue
            data = line.removeprefix("data:").strip()
            if data == "[DONE]":
                ended = True
                break
            try:
                choice = json.loads(data)["choices"][0]
                piece = choice.get("delta", {}).get("content") or ""
                why = choice.get("finish_reason")
            except (ValueError, KeyError, IndexError, TypeError, AttributeError) as problem:
                self._fail("it sent something that cannot be read", problem)
            text += piece
            if len(text) > _LONGEST_ANSWER:
                self._fail("its answer has no end")
            if piece:
                on_text(piece)
            ended = ended or why == "stop"
        if not ended:
            self._fail("its answer broke off")
        return text

    async def _models(self, key: str | None) -> list[str]:
        import httpx2

        async with httpx2.AsyncClient(timeout=_CONNECT_S) as client:
            reply = await client.get(f"{self._address}/models", headers=_headers(key))
        self._need_success(reply.status_code)
        try:
            return [str(one["id"]) for one in reply.json()["data"]]
        except (ValueError, KeyError, TypeError):
            # Some servers have one model and no list.
            return []

    def _need_success(self, status: int) -> None:
        if status in (401, 403):
            self._fail(f"it does not accept the key ({status})")
        if status == 404:
            self._fail("there is no such place or model there (404); most addresses end in /v1")
        if status == 429:
            self._fail("it has too much to do (429)")
        if status != 200:
            self._fail(f"it answered {status}")

    def _fail(self, reason: str, cause: BaseException | None = None) -> NoReturn:
        raise ModelProblem(
            f"The language model's server {self._address} cannot be used: {reason}.",
            "The coach talks without it.",
            "Check the settings language_server and language_server_model; a key: litcoach key-rotate server",
        ) from cause


def choice_schema(tools: Sequence[ToolCard]) -> dict[str, Any]:
    """The form of one choice as JSON Schema."""
    reply = _object({"reply": {"type": "string"}})
    return {"anyOf": [*(_object({"tool": {"const": card.name}, "args": _arguments(card)}) for card in tools), reply]}


def _arguments(card: ToolCard) -> dict[str, Any]:
    return _object(
        {
            name: {"type": "string"} if allowed is None else {"type": "string", "enum": list(allowed)}
            for name, allowed in card.parameters.items()
        }
    )


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _as_sent(message: Message) -> dict[str, str]:
    if message.speaker is Speaker.COACH:
        return {"role": "assistant", "content": message.text}
    return {"role": "user", "content": message.as_line()}


def _headers(key: str | None) -> dict[str, str]:
    return {"User-Agent": "litcoach"} | ({"Authorization": f"Bearer {key}"} if key else {})


def _tokens(messages: Sequence[Message]) -> int:
    return sum(len(message.text) // _LETTERS_PER_TOKEN + 8 for message in messages)


async def _lines(pieces: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Whole lines; a line without an end is given up, as it would fill the memory."""
    waiting = b""
    async for piece in pieces:
        waiting += piece
        *whole, waiting = waiting.split(b"\n")
        for line in whole:
            yield line.decode("utf-8", "replace").rstrip("\r")
        if len(waiting) > _LONGEST_ANSWER:
            return
