"""The methods of the Bot API, one function each; names are matched without regard to case."""

from typing import Final

from tests.telegram.server.methods import about, changing, chats, moderating, polling, sending
from tests.telegram.server.methods.call import Call, Method

METHODS: Final[dict[str, Method]] = {
    name.lower(): method
    for module in (about, changing, chats, moderating, polling, sending)
    for name, method in module.METHODS.items()
}

__all__ = ["METHODS", "Call", "Method"]
