"""The server: takes calls off the wire, lets go wrong what is planned to, answers."""

import asyncio
import socket
import struct
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Final

from tests.telegram.server.faults import Fault, Faults, Kind
from tests.telegram.server.honesty import Honesty
from tests.telegram.server.hooking import Hook
from tests.telegram.server.methods import METHODS, Call
from tests.telegram.server.params import Params
from tests.telegram.server.rates import Rates
from tests.telegram.server.refusals import NOT_FOUND, UNAUTHORIZED, Refusal, flood
from tests.telegram.server.state import Clock, State
from tests.telegram.server.wire import Answer, BadRequest, Request, json_answer, read_request

TOKEN: Final = "1000000001:" + "T" * 35  # of the shape of a token, and of no bot
USERNAME: Final = "liaison_test_bot"
_TICK_S: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One call as it came in, and how it ended."""

    method: str
    params: dict[str, Any]
    at: datetime
    result: Any = None
    refusal: Refusal | None = None
    fault: Fault | None = None

    @property
    def processed(self) -> bool:
        """Whether the call did what it asks for."""
        return self.refusal is None and (self.fault is None or self.fault.after)


class FakeTelegram:
    """A Bot API server on the loopback, with one bot.

    Use it as an asynchronous context manager; it runs in the loop of the test.

    Args:
        clock: for message dates, ages, expiries and rates.
        token: of the bot.
        username: of the bot.
        query_age: how long a press can be answered.
        enforce_rates: whether sending too fast is refused with a 429.
        spec: the published API, see `honesty.published`.
        check: whether calls, answers and updates are held against what is published.
        keep: how many messages of a chat, and how many calls, are remembered; None: all.
        longest_poll_s: how long a poll lasts at most.
    """

    def __init__(
        self,
        clock: Clock = lambda: datetime.now(UTC),
        *,
        token: str = TOKEN,
        username: str = USERNAME,
        query_age: timedelta = timedelta(minutes=15),
        enforce_rates: bool = False,
        spec: Any = None,
        check: bool = True,
        keep: int | None = None,
        longest_poll_s: float = 50.0,
    ) -> None:
        self.token = token
        self.state = State(clock, token=token, username=username, query_age=query_age, keep=keep)
        self.state.updates.longest_s = longest_poll_s
        self.faults = Faults()
        self.rates = Rates(enforced=enforce_rates)
        self.honesty = Honesty(spec, active=check)
        self.state.updates.inspect = self.honesty.update
        self.calls: deque[Logged] = deque(maxlen=keep)
        self.listeners: list[Callable[[Logged], None]] = []  # hear of each call, as it ends
        self.polls = 0  # how often updates were asked for
        self.unserved: set[str] = set()  # methods that were called and that nobody wrote here
        self.port = 0
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._hook = Hook(self.state)

    # --- where it is -------------------------------------------------------------------

    @property
    def root_url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """Where calls go, as the library wants it: the token follows directly."""
        return f"{self.root_url}/bot"

    @property
    def base_file_url(self) -> str:
        """Where files are, as the library wants it: the token follows directly."""
        return f"{self.root_url}/file/bot"

    async def __aenter__(self) -> "FakeTelegram":
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen; on a port that was used before, to come back after an outage."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]
        self._hook.start()

    async def stop(self) -> None:
        """Hang up on everybody and listen no more."""
        self.state.updates.end_polls()
        await self._hook.stop()
        if self._server is not None:
            self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()
            self._server = None

    # --- what tests ask ----------------------------------------------------------------

    @property
    def spec_faults(self) -> list[str]:
        """Everything that was not as published, and every fault of this server itself."""
        return self.honesty.faults

    def calls_of(self, method: str) -> list[Logged]:
        """Return the calls of one method, in order."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    async def until(self, condition: Callable[[], object], timeout_s: float = 5.0) -> None:
        """Wait until something holds.

        Raises:
            AssertionError: when it does not in time.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout_s
        while not condition():
            if loop.time() > end:
                last = [call.method for call in self.calls][-10:]
                raise AssertionError(f"not within {timeout_s} s; last calls: {last}")
            await asyncio.sleep(_TICK_S)

    async def fetched(self, timeout_s: float = 5.0) -> None:
        """Wait until the client has confirmed every update."""
        await self.until(lambda: not self.state.updates.waiting, timeout_s)

    # --- the wire ----------------------------------------------------------------------

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while (request := await read_request(reader)) is not None:
                answer = await self._answer(request, reader)
                if answer is None:
                    _reset(writer)
                    return
                writer.write(answer.encoded())
                await writer.drain()
                if not request.keeps_alive:
                    return
        except BadRequest:
            writer.write(json_answer(400, Refusal(400, "Bad Request").as_json()).encoded())
        except (ConnectionError, asyncio.CancelledError):
            return  # hung up, or the server stops
        finally:
            self._connections.discard(task)
            writer.close()

    async def _answer(self, request: Request, reader: asyncio.StreamReader) -> Answer | None:
        """Return the answer; None where the connection is to be torn down."""
        words = request.path.strip("/").split("/", 2)
        if words[0] == "file":
            return self._file(words)
        if not words[0].startswith("bot"):
            return _error(NOT_FOUND)
        if words[0] != f"bot{self.token}":
            return _error(UNAUTHORIZED)
        method = words[1] if len(words) > 1 else ""
        if method.lower() not in METHODS:
            self.unserved.add(method)
            return _error(NOT_FOUND)
        fault = self.faults.next(method)
        params = Params(request.params, request.files)
        self.honesty.call(method, params)
        if fault is not None and not fault.after:
            self._log(method, params, fault=fault)
            return await self._spoil(fault, reader)
        answer = await self._process(method, params, fault)
        return answer if fault is None else await self._spoil(fault, reader)

    async def _process(self, method: str, params: Params, fault: Fault | None) -> Answer:
        call = Call(method=method, params=params, state=self.state, rates=self.rates)
        try:
            found = METHODS[method.lower()](call)
            result = await found if asyncio.iscoroutine(found) else found
        except Refusal as refusal:
            self._log(method, params, refusal=refusal, fault=fault)
            return json_answer(refusal.code, refusal.as_json())
        except Exception:  # noqa: BLE001 -- a fault of this server must reach the test
            self.honesty.faults.append(f"{method} crashed:\n{traceback.format_exc()}")
            return json_answer(500, Refusal(500, "Internal Server Error").as_json())
        if method.lower() != "getupdates":  # updates may be broken on purpose
            self.honesty.answer(method, result)
        self._log(method, params, result=result, fault=fault)
        return json_answer(200, {"ok": True, "result": result})

    async def _spoil(self, fault: Fault, reader: asyncio.StreamReader) -> Answer | None:
        match fault.kind:
            case Kind.FLOOD:
                refusal = flood(fault.retry_after_s)
                return json_answer(429, refusal.as_json())
            case Kind.SERVER:
                return _page(fault.status)
            case Kind.SERVER_JSON:
                return json_answer(500, Refusal(500, "Internal Server Error").as_json())
            case Kind.GARBLED:
                return Answer(status=200, body=b'{"ok":true,"result":{"message_id":1,"da')
            case Kind.HANG:
                await reader.read()  # until the client hangs up
                return None
            case Kind.RESET:
                return None

    def _log(self, method: str, params: Params, **more: Any) -> None:
        logged = Logged(method=method, params=params.raw, at=self.state.clock(), **more)
        if method.lower() == "getupdates":
            self.polls += 1  # thousands of them would bury the rest
            return
        self.calls.append(logged)
        for listener in self.listeners:
            listener(logged)

    def _file(self, words: list[str]) -> Answer:
        if len(words) < 3 or words[1] != f"bot{self.token}":
            return _error(UNAUTHORIZED if len(words) == 3 else NOT_FOUND)
        for file in self.state.files.values():
            if file.path == words[2]:
                return Answer(status=200, body=file.content, kind=file.mime_type)
        return _error(NOT_FOUND)


def _error(what: tuple[int, str]) -> Answer:
    return json_answer(what[0], Refusal(*what).as_json())


def _page(status: int) -> Answer:
    body = f"<html>\r\n<head><title>{status}</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
    return Answer(status=status, body=body.encode(), kind="text/html")


def _reset(writer: asyncio.StreamWriter) -> None:
    """Tear the connection down, so that the client reads a reset and not an end."""
    found = writer.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
