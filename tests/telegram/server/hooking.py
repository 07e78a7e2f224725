"""Delivery to a webhook: one update at a time, again and again until it is taken."""

import asyncio
import json
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from tests.telegram.server.delivery import Json
from tests.telegram.server.state import State

_TICK_S: Final = 0.02
_PATIENCE_S: Final = 5.0
_TAKEN: Final = range(200, 300)


class Hook:
    """Sends updates to the address that `setWebhook` named; plain HTTP on the loopback."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._task: asyncio.Task[None] | None = None
        self.tries = 0

    def start(self) -> None:
        """Begin to deliver."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Deliver no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        while True:
            updates, webhook = self._state.updates, self._state.webhook
            if not webhook.url or not updates.waiting:
                await asyncio.sleep(_TICK_S)
                continue
            update = updates.waiting[0]
            try:
                status = await asyncio.wait_for(self._post(update), _PATIENCE_S)
            except (OSError, TimeoutError, ValueError, IndexError) as error:
                status = 0
                webhook.last_error = f"Connection failed: {type(error).__name__}"
            if status in _TAKEN:
                updates.confirm(int(update["update_id"]) + 1)
                continue
            if status:
                webhook.last_error = f"Wrong response from the webhook: {status}"
            webhook.last_error_at = self._state.clock()
            await asyncio.sleep(_TICK_S * 5)

    async def _post(self, update: Json) -> int:
        self.tries += 1
        webhook = self._state.webhook
        address = urlsplit(webhook.url)
        body = json.dumps(update).encode()
        lines = [
            f"POST {address.path or '/'} HTTP/1.1",
            f"Host: {address.netloc}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        if webhook.secret:
            lines.append(f"X-Telegram-Bot-Api-Secret-Token: {webhook.secret}")
        reader, writer = await asyncio.open_connection(address.hostname, address.port or 80)
        try:
            writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
            await writer.drain()
            head = await reader.readline()
            return int(head.split()[1])
        finally:
            writer.close()
