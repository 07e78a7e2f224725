"""A small server on a socket: it knows whom it serves, and leaves nobody hanging at the end."""

import asyncio
from collections.abc import Awaitable, Callable

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Doorway:
    """Lets visitors in, one task each; whoever goes away in the middle is no fault.

    Args:
        host: Where it listens.
        port: The same; 0 takes any free one.
        serve: Answers one visitor.
        longest: Bytes of one line, or of what is read at once.
    """

    def __init__(self, host: str, port: int, serve: Serve, *, longest: int) -> None:
        self._host = host
        self._asked = port
        self._serve = serve
        self._longest = longest
        self._server: asyncio.Server | None = None
        self._inside: set[asyncio.Task[None]] = set()
        self.port: int | None = None  # where it really listens

    @property
    def visitors(self) -> int:
        """How many are being served."""
        return len(self._inside)

    async def open(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(
            self._accept, self._host, self._asked, limit=self._longest
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more, and hang up."""
        if self._server is None:
            return
        self._server.close()
        for task in list(self._inside):
            task.cancel()
        await asyncio.gather(*self._inside, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._inside.add(task)
            task.add_done_callback(self._inside.discard)
        try:
            await self._serve(reader, writer)
        except (TimeoutError, OSError, EOFError, asyncio.LimitOverrunError):
            pass  # whoever it was has gone, or asked for nothing that we serve
        finally:
            writer.close()
