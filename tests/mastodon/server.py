"""Mastodon on a loopback address, in a thread of its own: its shapes, its order, its faults."""

import asyncio
import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Self

from aiohttp import web

from tests.threaded import serve_in_thread

ME: Final = "100"
LOCAL: Final = "learners"
HANDLE: Final = "learners@social.example"
TOKEN: Final = "good-token"  # noqa: S105 -- of the fake
Json = dict[str, Any]


@dataclass(kw_only=True)
class Fault:
    """What happens to the next request of a kind instead of an answer."""

    on: str = ""  # method and beginning of the path; every request where empty
    status: int = 0
    body: str = '{"error":"fault"}'
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False  # the connection is closed without an answer
    late: bool = False  # … after the work is done
    half: bool = False  # headers and half a body, then nothing
    hang_s: float = 0.0
    times: int = 1


@dataclass
class FakeMastodon:
    """One server, as one account of ours sees it.

    Args:
        clock: the server's time.
    """

    clock: Callable[[], datetime]
    statuses: dict[int, Json] = field(default_factory=dict)
    notifications: list[tuple[int, int]] = field(default_factory=list)  # its id, the status's
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    knows_keys: bool = True  # some servers do not
    page: int = 40
    bot: bool = True
    _count: int = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_of: object) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.port}"

    # --- what happens there -----------------------------------------------------------------

    def write(
        self,
        acct: str,
        text: str,
        *,
        answers: int | None = None,
        ago: timedelta = timedelta(0),
        tells: bool = True,
        **more: Any,
    ) -> int:
        """Let somebody post; return the id. Whoever is named is told, unless `tells` is off."""
        at = self.clock() - ago
        self._count += 1
        number = (int(at.timestamp() * 1000) << 16) + self._count
        person = ME if acct == LOCAL else str(sum(map(ord, acct)) + 1000)
        named = f"@{LOCAL}" in text
        other = self.statuses.get(answers or 0)
        self.statuses[number] = {
            "id": str(number),
            "created_at": at.isoformat().replace("+00:00", "Z"),
            "edited_at": None,
            "in_reply_to_id": str(answers) if answers else None,
            "in_reply_to_account_id": other["account"]["id"] if other else None,
            "visibility": "public",
            "spoiler_text": "",
            "url": f"https://social.example/@{acct}/{number}",
            "content": f"<p>{html.escape(text)}</p>",
            "reblog": None,
            "media_attachments": [],
            "mentions": [{"id": ME, "acct": LOCAL, "username": LOCAL}] if named else [],
            "account": {
                "id": person, "username": acct.partition("@")[0], "acct": acct, "bot": False,
                "followers_count": 7,
            },
            **more,
        }  # fmt: skip
        if named and tells and person != ME:
            self.notifications.append((len(self.notifications) + 1, number))
        return number

    def sent(self) -> list[Json]:
        """Return what our account has posted."""
        return [one for one in self.statuses.values() if one["account"]["id"] == ME]

    def count(self, what: str) -> int:
        """Return how many requests of a kind came."""
        return sum(name.startswith(what) for name, _ in self.calls)

    # --- requests ---------------------------------------------------------------------------

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = f"{request.method} {request.path}"
        body = dict(await request.post()) if request.method == "POST" else dict(request.query)
        self.calls.append((name, body))
        fault = next((one for one in self.faults if name.startswith(one.on)), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.faults.remove(fault)
            if fault.late:
                self._route(request, body)
            if fault.hang_s:
                await asyncio.sleep(fault.hang_s)
            if fault.drop or fault.half:
                if fault.half:
                    part = web.StreamResponse(headers={"Content-Length": "500"})
                    await part.prepare(request)
                    await part.write(b'[{"id":')
                assert request.transport is not None
                request.transport.close()
                return web.Response()
            return web.Response(status=fault.status, text=fault.body, headers=fault.headers)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"error": "The access token is invalid"}, status=401)
        status, document = self._route(request, body)
        return web.json_response(document, status=status)

    def _route(self, request: web.Request, body: Json) -> tuple[int, Any]:
        path = request.path.removeprefix("/api/v1")
        match request.method, path.strip("/").split("/"):
            case "GET", ["accounts", "verify_credentials"]:
                return 200, {"id": ME, "username": LOCAL, "acct": LOCAL, "bot": self.bot}
            case "GET", ["notifications"]:
                rows = {
                    n: {"id": str(n), "type": "mention", "status": self.statuses[s]}
                    for n, s in self.notifications
                }
                return 200, self._paged(rows, body)
            case "GET", ["timelines", "tag", tag]:
                rows = {n: s for n, s in self.statuses.items() if f"#{tag}" in s["content"]}
                return 200, self._paged(rows, body)
            case "GET", ["api", "v2", "search"]:
                found = [
                    s for _, s in sorted(self.statuses.items(), reverse=True)
                    if body["q"] in s["content"]
                ]  # fmt: skip
                start = int(body.get("offset", 0))
                return 200, {"statuses": found[start : start + min(40, self.page)], "accounts": []}
            case "GET", ["accounts", _, "statuses"]:
                rows = {int(s["id"]): s for s in self.sent()}
                return 200, self._paged(rows, body)
            case "GET", ["statuses", number] if int(number) in self.statuses:
                return 200, self.statuses[int(number)]
            case "DELETE", ["statuses", number] if int(number) in self.statuses:
                return 200, self.statuses.pop(int(number))
            case "POST", ["statuses"]:
                return self._post(request, body)
        return 404, {"error": "Record not found"}

    def _post(self, request: web.Request, body: Json) -> tuple[int, Any]:
        key = request.headers.get("Idempotency-Key", "")
        if self.knows_keys and key in self.keys:
            return 200, self.statuses[self.keys[key]]
        if len(body["status"]) > 500:
            return 422, {"error": "Validation failed"}
        answers = int(body["in_reply_to_id"]) if body.get("in_reply_to_id") else None
        number = self.write(
            LOCAL,
            str(body["status"]),
            answers=answers,
            language=body.get("language"),
            visibility=body.get("visibility", "public"),
        )
        self.keys[key] = number
        return 200, self.statuses[number]

    def _paged(self, rows: dict[int, Json], asked: Json) -> list[Json]:
        limit = min(int(asked.get("limit", 20)), self.page)
        numbers = sorted(rows)
        if "min_id" in asked:
            numbers = [n for n in numbers if n > int(asked["min_id"])][:limit]
        elif "max_id" in asked:
            numbers = [n for n in numbers if n < int(asked["max_id"])][-limit:]
        else:
            numbers = numbers[-limit:]
        return [rows[n] for n in reversed(numbers)]


@contextmanager
def served(clock: Callable[[], datetime]) -> Iterator[FakeMastodon]:
    """Run a server in a thread until the end of the block."""
    with serve_in_thread(FakeMastodon(clock)) as (server, _):
        yield server
