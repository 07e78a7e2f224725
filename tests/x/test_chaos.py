"""A day at X with faults of every kind and programs that die: nothing missed, nothing twice."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from bot.platforms.x.faults import XFault
from bot.ports import ByHand, Deferred, Lookup, Lost, Refused, Sent
from bot.xsettings import XBudget
from policies.message import Invitation
from tests.fakes import FakeClock, new_database
from tests.x.server import HANDLE, FakeX, Fault
from tests.x.stage import NOW, SEARCH, Stage, known, queue, reply, set_state, staged

HTML = "<html>no</html>"
FAULTS = (
    {"status": 500},
    {"status": 503, "body": HTML, "content_type": "text/html"},
    {"status": 429},
    {"status": 401},
    {"status": 402},
    {"drop": True},
    {"late": True, "drop": True},
    {"half": True},
    {"status": 200, "body": HTML, "content_type": "text/html"},
    {"status": 408},
)
_LONG_ONES = [pytest.param(seed, 5, 24, marks=pytest.mark.soak) for seed in range(1, 5)]
_MANY = [pytest.param(seed, 80, marks=pytest.mark.soak) for seed in range(1, 5)]


@pytest.mark.parametrize(("seed", "programs", "steps"), [(0, 2, 6), *_LONG_ONES])
async def test_everything_comes_in_once(
    tmp_path: Path, seed: int, programs: int, steps: int
) -> None:
    """Mentions, search results and replies below our posts, whatever breaks and is late."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    server, database = FakeX(clock=FakeClock(NOW)), new_database(tmp_path / "kept.db")
    server.page_size = dice.choice((5, 9, 40))
    budget = XBudget(month_usd=40.0)
    wanted: set[str] = set()
    async with server:
        mine = server.write(HANDLE, "News", ago=timedelta(minutes=5))
        for _ in range(programs):
            async with staged(
                tmp_path, server=server, database=database, budget=budget, searches=[SEARCH]
            ) as stage:
                await _hours(stage, dice, mine, wanted, steps)
        server.faults.clear()
        server.unlisted.clear()
        async with staged(
            tmp_path, server=server, database=database, budget=budget, searches=[SEARCH]
        ) as stage:
            for _ in range(4):
                stage.forward(minutes=31)
                await stage.read(400)
            ids = [one.id for one in stage.arrived()]
            assert sorted(ids) == sorted(wanted)
            assert (await stage.x.budget.standing()).spent_usd <= 40.0
            assert server.cost_usd <= (await stage.x.budget.standing()).spent_usd + 1e-9
            assert server.spec_faults == []
    database.close()


async def _hours(
    stage: Stage, dice: random.Random, mine: int, wanted: set[str], steps: int
) -> None:
    """Let hours pass in which people write, and the wire breaks now and then."""
    server = stage.server
    for _ in range(steps):
        server.unlisted.clear()  # what was late is there by now
        for _ in range(dice.randrange(4)):
            text, answers = dice.choice(
                ((f"@{HANDLE} hi", None), ("interest loans", None), ("hm", mine), ("@sam hi", None))
            )
            number = server.write("alex", f"{text} {server._numbers}", answers=answers)
            if text != "@sam hi":
                wanted.add(str(number))
            if dice.random() < 0.2:
                server.unlisted.add(number)
        if dice.random() < 0.35:
            server.faults.append(Fault(**dice.choice(FAULTS), times=dice.randrange(1, 3)))
        await stage.read(dice.randrange(1, 12))
        stage.forward(seconds=dice.choice((20, 45)))
        await stage.read(dice.randrange(1, 12))
        stage.forward(minutes=5)


@pytest.mark.parametrize(("seed", "questions"), [(0, 12), *_MANY])
async def test_answers_go_out_at_most_once(tmp_path: Path, seed: int, questions: int) -> None:
    """Whatever breaks: no answer twice, none where nobody asked, none beyond the budget."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    async with staged(tmp_path, budget=XBudget(month_usd=2.0)) as stage:
        server = stage.server
        for n in range(questions):
            summoned = dice.random() < 0.7
            number = server.write("alex", f"@{HANDLE} {n}" if summoned else f"nobody {n}")
            known(stage, number, Invitation.SUMMONED if summoned else Invitation.NONE, f"a{n}")
            outgoing = reply(number, f"Answer {n}")
            queue(stage, outgoing)
            if dice.random() < 0.5:
                server.faults.append(Fault(on="POST", **dice.choice(FAULTS)))
            await _deliver(stage, outgoing.idempotency_key, outgoing)
            server.faults.clear()
            stage.forward(minutes=20)
        answered = [one["referenced_posts"][0]["id"] for one in server.sent()]
        assert len(answered) == len(set(answered))
        assert all(server.posts[int(one)]["text"].startswith("@") for one in answered)
        assert server.cost_usd <= 2.0
        assert len(answered) >= questions // 4


async def _deliver(stage: Stage, key: str, outgoing: object) -> None:
    """Do what the program does with each outcome, as often as it would."""
    publisher = stage.x.publisher
    for _ in range(6):
        outcome = await publisher.send(outgoing)  # type: ignore[arg-type]  # an Outgoing
        if isinstance(outcome, Lost):
            try:
                lookup, _ = await publisher.find(outgoing)  # type: ignore[arg-type]  # the same
            except XFault:
                lookup = Lookup.CANNOT_TELL
            if lookup is Lookup.ABSENT:
                continue
            set_state(stage, key, state="sent" if lookup is Lookup.FOUND else "unknown")
            return
        if isinstance(outcome, Deferred):
            stage.forward(seconds=outcome.retry_after_s + 1)
            continue
        assert isinstance(outcome, Sent | ByHand | Refused)
        return
