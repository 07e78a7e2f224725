"""The limits on sending, really enforced: 30 a second, 1 a second a chat, 20 a minute a group."""

import math
from collections import deque
from datetime import datetime, timedelta
from typing import Final

from tests.telegram.server.refusals import flood
from tests.telegram.server.values import Chat

COUNTED: Final = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "sendmediagroup",
        "sendpoll",
        "copymessage",
        "forwardmessage",
        "editmessagetext",
        "editmessagecaption",
        "editmessagereplymarkup",
    }
)


class Rates:
    """Counts what is sent and refuses what is too much; times are those of the injected clock.

    Args:
        enforced: whether anything is refused.
        slack_s: how much too early a call may be; the network is no metronome.
    """

    def __init__(self, *, enforced: bool = False, slack_s: float = 0.05) -> None:
        self.enforced = enforced
        self.slack = timedelta(seconds=slack_s)
        self.refused = 0
        self._all: deque[datetime] = deque()
        self._chats: dict[int, deque[datetime]] = {}
        self._groups: dict[int, deque[datetime]] = {}

    def check(self, method: str, chat: Chat, now: datetime) -> None:
        """Count one call, or refuse it with the time after which it will pass."""
        if not self.enforced or method.lower() not in COUNTED:
            return
        windows = [
            (self._all, 30, timedelta(seconds=1)),
            (self._chats.setdefault(chat.id, deque()), 1, timedelta(seconds=1)),
        ]
        if chat.is_group:
            minute = self._groups.setdefault(chat.id, deque())
            windows.append((minute, 20, timedelta(minutes=1)))
        waits = [self._wait_s(times, most, span, now) for times, most, span in windows]
        if max(waits) > 0:
            self.refused += 1
            raise flood(math.ceil(max(waits)))
        for times, _, _ in windows:
            times.append(now)

    def _wait_s(self, times: deque[datetime], most: int, span: timedelta, now: datetime) -> float:
        while times and now - times[0] >= span - self.slack:
            times.popleft()
        if len(times) < most:
            return 0.0
        return (times[len(times) - most] + span - now).total_seconds()
