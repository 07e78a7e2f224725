"""Mentions at X: all of them in, each once, whatever breaks; answers where X lets us, and the cost.

python -m bench.mentions [--mentions N] [--faults PCT] [--seed N]

The reader and the publisher of X against a server with X's shapes, rules and prices, on a clock
that runs as fast as they do. Faults (5xx, HTML, 429, 401, broken connections) come at random; the
program is started anew now and then. Measured: mentions missed and read twice, answers sent twice
or where nobody asked, dollars beyond what was counted, mentions a second.
"""

import argparse
import asyncio
import contextlib
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

from bench._table import show, verdict
from bot.ports import ByHand, Lost, Sent
from bot.xsettings import XBudget
from policies.message import Invitation
from tests.fakes import FakeClock, new_database
from tests.x.server import HANDLE, FakeX, Fault
from tests.x.stage import NOW, SEARCH, Stage, known, queue, reply, staged

_PROGRAMS: Final = 5
_ANSWERED_EVERY: Final = 40  # mentions
_FAULTS: Final = (
    {"status": 500},
    {"status": 503, "body": "<html>", "content_type": "text/html"},
    {"status": 429},
    {"status": 401},
    {"drop": True},
    {"late": True, "drop": True},
    {"status": 200, "body": "<html>", "content_type": "text/html"},
)


async def run(mentions: int, faults_pct: int, seed: int) -> None:
    """Let the mentions come in bursts, through five programs, and print what became of them."""
    dice = random.Random(seed)
    budget = XBudget(month_usd=mentions * 0.02)
    wanted: set[str] = set()
    kinds: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        database = new_database(place / "bench.db")
        async with FakeX(FakeClock(NOW), spec=None) as server:
            began = time.perf_counter()
            for _ in range(_PROGRAMS):
                async with staged(
                    place, server=server, database=database, budget=budget, searches=[SEARCH]
                ) as stage:
                    await _burst(stage, dice, mentions // _PROGRAMS, faults_pct, wanted, kinds)
            server.faults.clear()
            async with staged(
                place, server=server, database=database, budget=budget, searches=[SEARCH]
            ) as stage:
                for _ in range(6):
                    stage.forward(minutes=31)
                    await stage.read(mentions)
                took_s = time.perf_counter() - began
                ids = [one.id for one in stage.arrived()]
                spent = (await stage.x.budget.standing()).spent_usd
        database.close()
    answered = [one["referenced_posts"][0]["id"] for one in server.sent()]
    asked = [number for number in answered if server.posts[int(number)]["text"].startswith("@")]
    show(
        f"X, {mentions} mentions, {faults_pct} % of requests broken, {_PROGRAMS} programs",
        ("", "count"),
        [
            ("mentions", len(wanted)),
            ("requests", len(server.calls)),
            ("posts paid for", server.read),
            ("cost, $", f"{server.cost_usd:.2f}"),
            ("counted as spent, $", f"{spent:.2f}"),
            *sorted((f"answers: {what}", count) for what, count in kinds.items()),
            ("seconds", f"{took_s:.1f}"),
        ],
    )
    verdict("mentions missed", len(wanted - set(ids)), 0, at_most=True)
    verdict("mentions taken in twice", len(ids) - len(set(ids)), 0, at_most=True)
    verdict("answers sent twice", len(answered) - len(set(answered)), 0, at_most=True)
    verdict("answers where nobody asked", len(answered) - len(asked), 0, at_most=True)
    verdict("dollars beyond what was counted", max(0.0, server.cost_usd - spent), 0, at_most=True)
    verdict("mentions a second", len(wanted) / took_s, 100)


async def _burst(
    stage: Stage,
    dice: random.Random,
    mentions: int,
    faults_pct: int,
    wanted: set[str],
    kinds: Counter[str],
) -> None:
    """Let people write, hundreds at a time; read in between, and answer some."""
    server, left = stage.server, mentions
    while left > 0:
        several = min(left, dice.randrange(1, 400))
        left -= several
        for _ in range(several):
            asks = dice.random() < 0.8
            text = f"@{HANDLE} hello" if asks else "interest loans"
            number = server.write(f"p{dice.randrange(5000)}", f"{text} {len(wanted)}")
            wanted.add(str(number))
        for _ in range(dice.randrange(2, 6)):
            if dice.randrange(100) < faults_pct:
                server.faults.append(Fault(**dice.choice(_FAULTS)))
            await stage.source.poll()
        if several > _ANSWERED_EVERY:
            kinds[await _answer(stage, number, asked=asks)] += 1
        stage.forward(minutes=6)


async def _answer(stage: Stage, number: int, *, asked: bool) -> str:
    """Answer one message; return what became of it."""
    known(stage, number, Invitation.SUMMONED if asked else Invitation.NONE, f"a{number}")
    outgoing = reply(number, f"Answer {number}")
    queue(stage, outgoing)
    outcome = await stage.x.publisher.send(outgoing)
    if isinstance(outcome, Lost):
        with contextlib.suppress(Exception):
            lookup, _ = await stage.x.publisher.find(outgoing)
            return f"lost, {lookup.value}"
    if isinstance(outcome, ByHand):
        return f"by hand, {outcome.reason}"
    return "sent" if isinstance(outcome, Sent) else "later or refused"


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=10_000)
    parser.add_argument("--faults", type=int, default=15, help="per cent of requests")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    asyncio.run(run(options.mentions, options.faults, options.seed))


if __name__ == "__main__":
    main()
