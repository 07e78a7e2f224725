"""The budget: money, reads and posts; a warning, a stop, over restarts, never exceeded."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.platforms.x.budget import Item, left, standing
from bot.storage.spending import Spent
from bot.xsettings import XBudget
from tests.fakes import FakeClock, new_database
from tests.x.server import HANDLE, FakeX, Fault
from tests.x.stage import NOW, reply, staged


async def test_reading_stops_where_the_money_is_kept_for_answers(tmp_path: Path) -> None:
    """A flood of mentions costs no more than its share; the rest is read next month."""
    async with staged(tmp_path, budget=XBudget(month_usd=1.0, keep_for_posts_pct=40)) as stage:
        for n in range(300):
            stage.server.write("alex", f"@{HANDLE} {n}", ago=timedelta(minutes=30))
        await stage.read()
        assert 0.5 < stage.server.cost_usd <= 0.6
        assert stage.source.fault == "budget"
        here = await stage.x.budget.standing()
        assert here.reads_left < 10
        assert here.posts_left >= 26
        assert (await stage.x.publisher.send(reply(None, "Still posting"))).external_id  # type: ignore[union-attr]  # it is Sent
        stage.forward(hours=5)
        await stage.read()
        assert stage.server.cost_usd <= 0.62
        stage.forward(days=30)
        await stage.read()
        texts = stage.texts()  # the newest first, then what is older, none twice
        assert len(texts) > 230
        assert texts == [f"@{HANDLE} {n}" for n in range(300 - len(texts), 300)]
        kinds = stage.kinds("budget:x:2026-03")
        assert kinds.count("budget.stopped") == 1


async def test_what_was_spent_holds_over_restarts(tmp_path: Path) -> None:
    """A new program begins with what the old one left."""
    server, database = FakeX(clock=FakeClock(NOW)), new_database(tmp_path / "kept.db")
    async with server:
        for n in range(3):
            budget = XBudget(month_usd=0.04)
            async with staged(tmp_path, server=server, database=database, budget=budget) as stage:
                await stage.x.publisher.send(reply(None, f"Post {n}"))
        assert len(server.sent()) == 2
    database.close()


async def test_a_warning_once_a_month(tmp_path: Path) -> None:
    """It is in the record when the share is reached, and once only."""
    async with staged(tmp_path, budget=XBudget(month_usd=0.15, warn_pct=50)) as stage:
        for n in range(4):
            await stage.x.publisher.send(reply(None, f"Post {n}"))
        assert stage.kinds("budget:x:2026-03") == []
        for n in range(4, 8):
            await stage.x.publisher.send(reply(None, f"Post {n}"))
        assert stage.kinds("budget:x:2026-03") == ["budget.warned"]
        stage.forward(days=31)
        for n in range(8, 16):
            await stage.x.publisher.send(reply(None, f"Post {n}"))
        assert stage.kinds("budget:x:2026-04") == ["budget.warned"]


async def test_what_is_lost_counts_as_spent(tmp_path: Path) -> None:
    """X may have charged for an answer that never came; what X declined it did not charge."""
    async with staged(tmp_path) as stage:
        stage.server.faults.append(Fault(on="POST", late=True, drop=True))
        await stage.x.publisher.send(reply(None, "Lost"))
        stage.server.faults.append(Fault(on="POST", status=429))
        await stage.x.publisher.send(reply(None, "Declined"))
        here = await stage.x.budget.standing()
        assert here.posts == 1
        assert here.spent_usd >= stage.server.cost_usd


async def test_counts_are_limits_too(tmp_path: Path) -> None:
    """So many posts and reads, whatever they cost."""
    budget = XBudget(month_posts=2, month_reads=30)
    async with staged(tmp_path, budget=budget) as stage:
        for n in range(3):
            await stage.x.publisher.send(reply(None, f"Post {n} https://canada.ca"))
        assert len(stage.server.sent()) == 2
        for n in range(100):
            stage.server.write("alex", f"@{HANDLE} {n}", ago=timedelta(minutes=30))
        await stage.read()
        assert stage.server.read <= 30


@pytest.mark.parametrize(
    ("settings", "item", "expected"),
    [
        (XBudget(month_usd=1, keep_for_posts_pct=0), Item.READ, 180),
        (XBudget(month_usd=1, keep_for_posts_pct=50), Item.READ, 80),
        (XBudget(month_usd=1), Item.POST, 60),
        (XBudget(month_usd=1), Item.LINK, 4),
        (XBudget(month_usd=1, month_posts=5), Item.POST, 2),
        (XBudget(month_usd=0.1), Item.POST, 0),
        (XBudget(month_usd=1, read_usd=0), Item.READ, 1_000_000),
    ],
)
def test_what_is_left(settings: XBudget, item: Item, expected: int) -> None:
    """After 11 cents: 20 reads, and three posts at free will."""
    spent = {
        "read": Spent(count=20, micro_usd=100_000),
        "post": Spent(count=3, micro_usd=0),
    }
    assert left(settings, spent, item) == expected
    assert standing(settings, spent).reads == 20
