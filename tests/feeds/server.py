"""A site on a loopback address: its feeds and pages, and its faults."""

import asyncio
import hashlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web


@dataclass(kw_only=True)
class Answer:
    """What an address gives."""

    body: str | bytes = ""
    content_type: str = "application/xml"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    tagged: bool = False  # it has an ETag, and says "not modified"
    drop: bool = False  # the connection is closed without an answer
    half: bool = False  # headers and half a body, then the connection is closed
    hang_s: float = 0.0


@dataclass
class FakeSite:
    """Answers by path; a list is given one by one, its last one again and again."""

    pages: dict[str, list[Answer]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)  # paths with their queries
    asked_with: list[dict[str, str]] = field(default_factory=list)  # headers

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.port}"

    def put(self, path: str, *answers: Answer | str) -> None:
        """Say what an address gives from now on."""
        self.pages[path] = [one if isinstance(one, Answer) else Answer(body=one) for one in answers]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(request.path_qs)
        self.asked_with.append(dict(request.headers))
        answers = self.pages.get(request.path_qs)
        if not answers:
            return web.Response(status=404, text="<html>nothing here</html>")
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer.hang_s:
            await asyncio.sleep(answer.hang_s)
        if answer.drop:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        headers = dict(answer.headers)
        if answer.tagged:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
            headers["Last-Modified"] = "Wed, 04 Mar 2026 10:00:00 GMT"
            if request.headers.get("If-None-Match") == headers["ETag"]:
                return web.Response(status=304, headers=headers)
        headers["Content-Type"] = answer.content_type
        if answer.half:
            whole = web.StreamResponse(headers={**headers, "Content-Length": str(len(body))})
            await whole.prepare(request)
            await whole.write(body[: len(body) // 2])
            assert request.transport is not None
            request.transport.close()
            return whole
        return web.Response(status=answer.status, body=body, headers=headers)


def rss(*items: str, head: str = "") -> str:
    """Return an RSS document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
        'xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>News</title>{head}{''.join(items)}</channel></rss>"
    )


def item(
    number: int, text: str = "", *, at: str | None = "Wed, 04 Mar 2026 14:30:00 GMT", more: str = ""
) -> str:
    """Return an item of an RSS document."""
    date = f"<pubDate>{at}</pubDate>" if at else ""
    return (
        f"<item><title>Story {number}</title><link>/story/{number}</link>"
        f'<guid isPermaLink="false">s{number}</guid>{date}'
        f"<description>{text or f'Text {number}'}</description>{more}</item>"
    )
