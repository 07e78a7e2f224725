"""Is the running program alive? Asked over HTTP, or by the age of a file; no personal data.

`GET /livez` says that the event loop turns. `GET /healthz` says that the work goes on: what has
to happen again and again (a poll, a pass over the inbox) happened lately, and storage takes it.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Final

from bot.doorway import Doorway
from bot.settings import Health

_REQUEST_S: Final = 5.0  # for one request
_LONGEST: Final = 8_192  # bytes of a request line with its headers
_TOO_MANY: Final = 3  # faults in a row
_BEAT_S: Final = 5.0  # how often the file is touched

Count = Callable[[], int]


@dataclass(slots=True)
class _Pulse:
    """One thing that has to happen again and again."""

    patience_s: float
    last: float
    faults: int = 0  # since it last went well


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the program is; `healthy` decides the status."""

    healthy: bool
    ages_s: Mapping[str, float]  # since each thing last went well
    stalled: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """Return the document that is served."""
        document = {
            "status": "ok" if self.healthy else "stalled",
            "stalled": list(self.stalled),
            "ages_s": {name: round(age, 1) for name, age in self.ages_s.items()},
            **self.counts,
        }
        return json.dumps(document).encode() + b"\n"


class Pulses:
    """Takes note of what went well, and when.

    Args:
        clock: Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pulses: dict[str, _Pulse] = {}
        self._counts: dict[str, Count] = {}

    def expect(self, name: str, patience_s: float) -> None:
        """From now on this has to happen at least that often."""
        self._pulses[name] = _Pulse(patience_s=patience_s, last=self._clock())

    def count(self, name: str, count: Count) -> None:
        """Report a number besides, such as the length of the queue."""
        self._counts[name] = count

    def beat(self, name: str) -> None:
        """It went well just now."""
        pulse = self._pulses.get(name)
        if pulse is not None:
            pulse.last, pulse.faults = self._clock(), 0

    def fault(self, name: str) -> None:
        """It went wrong: the storage did not take it, or the platform was away."""
        pulse = self._pulses.get(name)
        if pulse is not None:
            pulse.faults += 1

    def report(self) -> Report:
        """Return how the program is now."""
        now = self._clock()
        stalled = tuple(
            name
            for name, pulse in self._pulses.items()
            if now - pulse.last > pulse.patience_s or pulse.faults >= _TOO_MANY
        )
        return Report(
            healthy=not stalled,
            ages_s={name: now - pulse.last for name, pulse in self._pulses.items()},
            stalled=stalled,
            counts={name: count() for name, count in self._counts.items()},
        )


class HealthServer:
    """Serves the report; nothing but GET of two paths."""

    def __init__(self, settings: Health, pulses: Pulses) -> None:
        self._settings = settings
        self._pulses = pulses
        self._door = Doorway(settings.host, settings.port, self._serve, longest=_LONGEST)

    @property
    def port(self) -> int | None:
        """Where it really listens."""
        return self._door.port

    async def open(self, *, anyway: bool = False) -> None:
        """Listen, where a port is set; `anyway` takes any free one."""
        if not self._settings.port and not anyway:
            return
        await self._door.open()

    async def close(self) -> None:
        """Listen no more, and hang up."""
        await self._door.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_REQUEST_S):
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(self._answer(head))
            await writer.drain()

    def _answer(self, head: bytes) -> bytes:
        method, _, rest = head.partition(b"\r\n")[0].partition(b" ")
        path = rest.partition(b" ")[0].partition(b"?")[0]
        if path not in {b"/livez", b"/healthz"}:
            return _response(HTTPStatus.NOT_FOUND, b"{}\n")
        if method not in {b"GET", b"HEAD"}:
            return _response(HTTPStatus.METHOD_NOT_ALLOWED, b"{}\n")
        status, body = HTTPStatus.OK, b'{"status": "ok"}\n'
        if path == b"/healthz":
            report = self._pulses.report()
            body = report.as_json()
            status = HTTPStatus.OK if report.healthy else HTTPStatus.SERVICE_UNAVAILABLE
        return _response(status, body, with_body=method == b"GET")


def _response(status: HTTPStatus, body: bytes, *, with_body: bool = True) -> bytes:
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "Content-Type: application/json\r\n"
        "Cache-Control: no-store\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + (body if with_body else b"")


async def keep_file(
    file: Path, pulses: Pulses, *, pause_s: float = _BEAT_S, stop: asyncio.Event
) -> None:
    """Write the report into a file again and again while the program is healthy.

    A probe without a network looks at the file's age: one that is older than a few beats means
    that the program stalls, or is gone.
    """
    while not stop.is_set():
        report = pulses.report()
        if report.healthy:
            await asyncio.to_thread(_replace, file, report.as_json())
        try:
            async with asyncio.timeout(pause_s):
                await stop.wait()
        except TimeoutError:
            continue
    await asyncio.to_thread(file.unlink, missing_ok=True)


def _replace(file: Path, content: bytes) -> None:
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)
