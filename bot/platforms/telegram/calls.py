"""Calls to Telegram: each waits for its turn, is made once, and comes back as an outcome.

Whatever may be repeated without harm (an edit, a deletion, a ban) is repeated a few times where
nobody can tell what the first call did. A group that has become a supergroup is called by its new
number from then on.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from telegram import Bot
from telegram.error import ChatMigrated, TelegramError

from bot.logs import log
from bot.platforms.telegram import outcomes
from bot.platforms.telegram.ids import target
from bot.platforms.telegram.outcomes import outcome_of
from bot.platforms.telegram.pacing import Pacer
from bot.ports import Deferred, Lost, Outcome, Priority, Refused, Sent

T = TypeVar("T")
Call = Callable[[int | str], Awaitable[T]]  # makes the call for the chat that it is given

PACED: Final = "paced"
NOWHERE: Final = ""  # of a call that is for no chat
_REPEATS: Final = 3
_PAUSE_S: Final = 0.5
_AWAY_S: Final = 5.0  # pause after a call that was not connected; doubles with each …
_AWAY_LONGEST_S: Final = 60.0  # … up to this
_MOVES: Final = 2  # how often one call follows a group that moved
_PATIENCE_S: Final = 30.0  # whoever would wait longer is told so, and comes again


def nothing(_result: object) -> Sent:
    """Name a result that has no name of its own."""
    return Sent(external_id="")


class Calls:
    """Makes calls with one bot.

    Args:
        bot: Of the library.
        pacer: Says when.
        limit_s: Longest time for one call.
        moved: Told when a group got a new number: the old one, the new one.
        sleep: Waits between repeats.
    """

    def __init__(
        self,
        bot: Bot,
        pacer: Pacer,
        *,
        limit_s: float,
        moved: Callable[[str, str], None] = lambda _old, _new: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.bot = bot
        self.pacer = pacer
        self._limit_s = limit_s
        self._moved = moved
        self._sleep = sleep
        self._now_at: dict[str, str] = {}
        self._failed = 0  # calls since the last answer that found no connection
        self._away_until = 0.0

    def whereabouts(self, chat: str) -> str:
        """Return the present number of a chat."""
        return self._now_at.get(chat, chat)

    def away_s(self) -> float:
        """Return how long to wait before the next text, where Telegram was not there just now."""
        return max(0.0, self._away_until - self.pacer.now()) if self._failed else 0.0

    def note_move(self, old: str, new: str) -> None:
        """A group got a new number: what goes to the old one goes there."""
        if old and old != new and self._now_at.get(old) != new:
            self._now_at[old] = new
            self._now_at = {name: new if at == old else at for name, at in self._now_at.items()}
            log("telegram.moved", old=old, new=new)
            self._moved(old, new)

    async def to_chat(
        self,
        chat: str,
        call: Call[T],
        sent: Callable[[T], Sent] = nothing,
        *,
        priority: Priority = Priority.REVIEWER,
        repeatable: bool = False,
        patience_s: float = _PATIENCE_S,
    ) -> Outcome:
        """Make a call that shows something in a chat, at that chat's pace.

        Args:
            chat: Where; its number may be an old one.
            call: Makes the call, given the chat as the Bot API takes it.
            sent: Names what came of it.
            priority: Who goes first.
            repeatable: Whether doing it twice does no harm.
            patience_s: Longest wait for a turn; then it is `Deferred`.
        """
        try:
            target(chat)
        except ValueError:
            return Refused(reason="not_found")
        return await self._make(
            chat, call, sent, repeatable, lambda here: self.pacer.turn(here, priority, patience_s)
        )

    async def aside(
        self,
        call: Call[T],
        sent: Callable[[T], Sent] = nothing,
        *,
        chat: str = NOWHERE,
        priority: Priority = Priority.REVIEWER,
    ) -> Outcome:
        """Make a call that shows nothing in a chat: it counts in the overall pace only.

        Such a call may always be repeated. Its chat is given to it all the same, where it has one.
        """
        return await self._make(
            chat, call, sent, True, lambda _here: self.pacer.turn(None, priority, _PATIENCE_S)
        )

    async def ask(self, call: Call[T], chat: str = NOWHERE) -> "T | Outcome":
        """Ask Telegram something: the answer, or what went wrong."""
        found: list[T] = []

        def keep(result: T) -> Sent:
            found.append(result)
            return nothing(result)

        outcome = await self.aside(call, keep, chat=chat)
        return found[0] if isinstance(outcome, Sent) else outcome

    async def _make(
        self,
        chat: str,
        call: Call[T],
        sent: Callable[[T], Sent],
        repeatable: bool,
        turn: Callable[[str], Awaitable[bool]],
    ) -> Outcome:
        tries, moves = (_REPEATS if repeatable else 1), _MOVES
        while True:
            here = self.whereabouts(chat)
            if not await turn(here):
                wait_s = max(_PAUSE_S, self.pacer.delay_s(here))
                return Deferred(retry_after_s=wait_s, reason=PACED)
            outcome = await self._once(here, call, sent)
            if _migrated(outcome) and self.whereabouts(chat) != here and moves:
                moves -= 1
                continue
            tries -= 1
            if not tries or not await self._worth_another(outcome):
                return outcome

    async def _once(self, chat: str, call: Call[T], sent: Callable[[T], Sent]) -> Outcome:
        outcome = await outcome_of(lambda: self._call(chat, call), sent, self._limit_s)
        match outcome:
            case Deferred(retry_after_s=wait_s, reason=outcomes.FLOOD):
                self.pacer.told_to_wait(chat or None, wait_s)
            case Deferred(reason=outcomes.NOT_CONNECTED):
                pause_s = min(_AWAY_LONGEST_S, _AWAY_S * 2 ** min(self._failed, 10))
                self._failed += 1
                self._away_until = self.pacer.now() + pause_s
                return outcome
        self._failed = 0
        return outcome

    async def _worth_another(self, outcome: Outcome) -> bool:
        """Whether to repeat; waits a moment first (after a flood the pacer waits)."""
        match outcome:
            case Deferred(retry_after_s=wait_s, reason=outcomes.FLOOD):
                return wait_s <= _PATIENCE_S
            case Deferred() | Lost():
                await self._sleep(_PAUSE_S)
                return True
            case _:
                return False

    async def _call(self, chat: str, call: Call[T]) -> T:
        try:
            return await call(target(chat) if chat else 0)
        except ChatMigrated as moved:
            self.note_move(chat, str(moved.new_chat_id))
            raise
        except TelegramError as fault:
            log("telegram.fault", kind=type(fault).__name__)
            raise


def _migrated(outcome: Outcome) -> bool:
    return isinstance(outcome, Refused) and outcome.reason == outcomes.CHAT_MIGRATED
