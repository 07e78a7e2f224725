"""A stateful fake of the Telegram Bot API server, at the wire.

It serves the documented protocol over HTTP: people, groups, topics, channels, rights, presses,
edits, deletions, bans, long polling, webhooks; and whatever can go wrong on the way.
"""

from tests.telegram.server.fake import TOKEN, USERNAME, FakeTelegram, Logged
from tests.telegram.server.faults import Fault, Faults, Kind
from tests.telegram.server.honesty import published
from tests.telegram.server.threaded import Served, serve_in_thread

__all__ = [
    "TOKEN",
    "USERNAME",
    "FakeTelegram",
    "Fault",
    "Faults",
    "Kind",
    "Logged",
    "Served",
    "published",
    "serve_in_thread",
]
