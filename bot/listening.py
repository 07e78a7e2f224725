"""Takes a platform's raw updates from the disk: messages go to the inbox, the rest to the desks.

A message and the update that brought it are settled in one transaction. What staff press is handled
in order for each person, and for several people at once: one slow answer holds nobody else up. An
update that cannot be read, or that nobody can deal with, is set aside and recorded.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.app import App
from bot.logs import log
from bot.ports import Interaction, Probe, Typed
from bot.storage import inbox, joins, updates
from bot.storage.updates import Raw
from policies.message import Message


@dataclass(frozen=True, slots=True)
class Ignored:
    """An update that asks nothing of us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """Something typed that a desk may take; a message like any other where none does."""

    typed: Typed
    message: Message | None


class Unreadable(Exception):
    """An update that cannot be read; the text is a short reason."""


Heard = Message | Interaction | Either | Ignored
Handler = Callable[[Interaction], Awaitable[bool]]

BATCH: Final = 100
TRIES: Final = 3
AT_ONCE: Final = 16  # people whose presses are handled at the same time
LIMIT_S: Final = 60.0  # of one interaction
IN_HAND: Final = 500  # interactions that were begun and are not done
_SWEEP: Final = 1_000  # rounds between two looks for old updates


class Listener:
    """Works through the updates of one platform."""

    def __init__(
        self,
        app: App,
        platform: str,
        read: Callable[[str], Heard],
        handlers: Sequence[Handler],
        probe: Probe = lambda _name: None,
    ) -> None:
        """Take the program and who takes what.

        Args:
            read: makes out what an update is; raises `Unreadable`, or anything else.
            handlers: asked in order; the first that says True has taken the interaction.
        """
        self._app = app
        self._platform = platform
        self._read = read
        self._handlers = handlers
        self._probe = probe
        self._tasks: dict[str, asyncio.Task[None]] = {}  # person -> the last of their interactions
        self._in_hand: set[int] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._rounds = 0

    async def work(self) -> int:
        """Take what waits; return how many updates were taken on."""
        self._rounds += 1
        if self._rounds % _SWEEP == 1:
            await self._app.thread.run(self._drop_old)
        if len(self._in_hand) >= IN_HAND:  # what is behind waits on disk, where a crash spares it
            await asyncio.wait(self._tasks.values(), return_when=asyncio.FIRST_COMPLETED)
        taken, talks = await self._app.thread.run(self._sort)
        for raw, interaction, message in talks:
            self._begin(raw, interaction, message)
        return taken

    async def settle(self) -> None:
        """Wait until everything that was begun is handled."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _begin(self, raw: Raw, interaction: Interaction, message: Message | None) -> None:
        person = interaction.person.number
        before = self._tasks.get(person)
        self._in_hand.add(raw.id)
        task = asyncio.create_task(self._handle(raw, interaction, message, before))
        self._tasks[person] = task

        def over(finished: asyncio.Task[None]) -> None:
            if self._tasks.get(person) is finished:
                del self._tasks[person]

        task.add_done_callback(over)

    async def _handle(
        self,
        raw: Raw,
        interaction: Interaction,
        message: Message | None,
        before: "asyncio.Task[None] | None",
    ) -> None:
        if before is not None:
            await asyncio.gather(before, return_exceptions=True)
        try:
            async with self._places, asyncio.timeout(LIMIT_S):
                for handler in self._handlers:
                    if await handler(interaction):
                        if not _said_to_others(interaction):
                            message = None  # a desk has taken it
                        break
            await self._app.thread.run(self._done, raw, message)
        except Exception as fault:  # noqa: BLE001 -- one person's press must not stop the others
            log("interaction.fault", update=raw.id, kind=type(fault).__name__)
            await self._app.thread.run(self._failed, raw, type(fault).__name__)
        finally:
            self._in_hand.discard(raw.id)

    # --- on the storage thread --------------------------------------------------------------

    def _sort(self) -> tuple[int, list[tuple[Raw, Interaction, Message | None]]]:
        """Settle messages and what asks nothing; return the interactions that are to be handled."""
        with self._app.database.read() as connection:
            batch = updates.waiting(
                connection, self._platform, BATCH, besides=sorted(self._in_hand)
            )
        messages: list[tuple[Raw, Message]] = []
        settled: list[int] = []
        talks: list[tuple[Raw, Interaction, Message | None]] = []
        for raw in batch:
            try:
                heard = self._read(raw.payload)
            except Exception as fault:  # noqa: BLE001 -- whatever a platform may send
                reason = str(fault) if isinstance(fault, Unreadable) else type(fault).__name__
                self._set_aside(raw, reason)
                continue
            match heard:
                case Message():
                    messages.append((raw, heard))
                case Ignored():
                    settled.append(raw.id)
                case Either(typed=typed, message=message):
                    talks.append((raw, typed, message))
                case _:
                    talks.append((raw, heard, None))
        if messages or settled:
            with self._app.database.write("listen", self._probe) as connection:
                if messages:
                    inbox.accept(connection, [one for _, one in messages], self._app.clock())
                updates.done(connection, [*settled, *(raw.id for raw, _ in messages)])
        return len(batch), talks

    def _set_aside(self, raw: Raw, reason: str) -> None:
        log("update.bad", update=raw.id)
        with self._app.database.write("listen", self._probe) as connection:
            updates.bad(connection, self._platform, raw, reason, self._app.clock())

    def _done(self, raw: Raw, message: Message | None) -> None:
        with self._app.database.write("heard", self._probe) as connection:
            if message is not None:
                inbox.accept(connection, [message], self._app.clock())
            updates.done(connection, [raw.id])

    def _failed(self, raw: Raw, reason: str) -> None:
        if raw.attempts + 1 >= TRIES:
            self._set_aside(raw, reason)
            return
        with self._app.database.write("heard", self._probe) as connection:
            updates.tried(connection, raw.id, reason)

    def _drop_old(self) -> None:
        with self._app.database.write("listen", self._probe) as connection:
            updates.drop_old(connection, self._platform, self._app.clock())
            joins.forget(connection, self._app.clock())


def _said_to_others(interaction: Interaction) -> bool:
    """Whether others read it too: a command is no way round the policy."""
    typed = interaction if isinstance(interaction, Typed) else None
    return typed is not None and not typed.private and bool(typed.argument)
