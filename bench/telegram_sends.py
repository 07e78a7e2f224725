"""Texts to the public while a fifth of the calls fails: none twice, none lost.

python -m bench.telegram_sends [--messages N] [--speed X]

429, 5xx, connections torn down and calls that hang, before and after the text is out. The clock of
the limits runs X times as fast as ours. Beside it, what scripts on the same library do: send and
hope, send again after any error, and its own rate limiter where that is installed.
"""

import argparse
import asyncio
import importlib.util
import logging
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import Bot
from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bench._table import show, verdict
from tests.telegram.manysends import TIMEOUT_S, Tally, send_all, send_as_a_script
from tests.telegram.server import FakeTelegram

_TRIES = 5
Send = Callable[[FakeTelegram, str, int, str], Awaitable[str]]


def _request() -> HTTPXRequest:
    return HTTPXRequest(connection_pool_size=32, read_timeout=TIMEOUT_S, pool_timeout=10)


def _script(tries: int, *, own_limiter: bool = False) -> Send:
    """Return a script that repeats a send after any error, so many times."""
    bots: list[Bot] = []

    async def send(server: FakeTelegram, token: str, chat: int, text: str) -> str:
        if not bots:
            bots.append(_bot(server, token, own_limiter=own_limiter))
            await bots[0].initialize()
        for _ in range(tries):
            try:
                await bots[0].send_message(chat, text)
            except RetryAfter:
                await asyncio.sleep(0.05)  # as if it were long enough
            except TelegramError:
                continue
            else:
                return "sent"
        return "given_up"

    return send


def _bot(server: FakeTelegram, token: str, *, own_limiter: bool) -> Bot:
    if not own_limiter:
        return Bot(token, base_url=server.base_url, request=_request())
    from telegram.ext import AIORateLimiter

    limiter = AIORateLimiter(
        overall_max_rate=0, group_max_rate=0, max_retries=_TRIES
    )  # it is not asked for its pace here, but for what it does with failures
    return ExtBot(token, base_url=server.base_url, request=_request(), rate_limiter=limiter)


def _row(name: str, found: Tally, number: int) -> tuple[object, ...]:
    known = found.states["sent"] + found.states["failed"] + found.states["given_up"]
    return (
        name,
        f"{found.states['sent']:,}",
        f"{known - found.states['sent']:,}",
        f"{found.states['unknown']:,}",
        f"{found.twice:,}",
        f"{found.lost:,}",
        f"{found.unaware:,}",
        f"{number / found.took_s:,.0f}",
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--speed", type=float, default=10.0)
    given = parser.parse_args()
    number: int = given.messages
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    logging.disable(logging.CRITICAL)  # the library logs each answer that it cannot read
    rows = [
        _row("the library alone", asyncio.run(send_as_a_script(number, _script(1))), number),
        _row(
            f"repeated up to {_TRIES} times",
            asyncio.run(send_as_a_script(number, _script(_TRIES))),
            number,
        ),
    ]
    if importlib.util.find_spec("aiolimiter") is not None:
        limited = asyncio.run(send_as_a_script(number, _script(1, own_limiter=True)))
        rows.append(_row("its AIORateLimiter", limited, number))
    else:
        print("  (aiolimiter is not installed: the library's own limiter is left out)")
    with tempfile.TemporaryDirectory() as folder:
        ours = asyncio.run(send_all(Path(folder), number, speed=given.speed))
    rows.append(_row("ours", ours, number))
    show(
        f"{number:,} texts, {ours.failed_calls:,} calls of ours went wrong",
        ("", "sent", "failed", "unknown", "twice", "lost", "out unaware", "a second"),
        rows,
    )
    accounted = sum(ours.states[name] for name in ("sent", "failed", "unknown"))
    verdict("sent + failed + unknown", accounted, number)
    verdict("delivered twice", ours.twice, 0, at_most=True)
    verdict("lost", ours.lost, 0, at_most=True)
    verdict("believed failed, and out all the same", ours.unaware, 0, at_most=True)
    print(f"  refused by the server for their pace: {ours.too_fast:,}")


if __name__ == "__main__":
    main()
