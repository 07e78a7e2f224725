"""One call, and what several methods need of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.telegram.server.params import Params
from tests.telegram.server.rates import Rates
from tests.telegram.server.refusals import bad
from tests.telegram.server.state import State
from tests.telegram.server.values import Chat, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a method."""

    method: str
    params: Params
    state: State
    rates: Rates

    @property
    def bot(self) -> User:
        """The bot that calls."""
        return self.state.bot

    def chat(self, name: str = "chat_id") -> Chat:
        """Return the chat that the call is about."""
        return self.state.chat(self.params.raw.get(name))

    def person(self) -> User:
        """Return the user that the call is about."""
        number = self.params.wanted_number("user_id")
        if number <= 0:
            raise bad("invalid user_id specified")
        return self.state.user(number)

    def counted(self, chat: Chat) -> None:
        """Count the call against the limits on sending, or refuse it."""
        self.rates.check(self.method, chat, self.state.clock())


Method = Callable[[Call], Any | Awaitable[Any]]
