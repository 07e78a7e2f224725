"""What X may cost in a month: money, reads and posts, on disk, so that it holds over restarts.

What a call can cost at most is set aside before it, in a transaction, and what it did not use is
given back after it: the budget is never exceeded, not even where the program dies in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from bot.logs import log
from bot.platforms.x.posts import PLATFORM
from bot.ports import Clock
from bot.storage import platformpages, record, spending
from bot.storage.database import Database
from bot.storage.record import Entry
from bot.storage.spending import Spent
from bot.storage.thread import StorageThread
from bot.xsettings import XBudget

_MILLION: Final = 1_000_000


class Item(StrEnum):
    """What X charges for."""

    READ = "read"  # a post that was read
    POST = "post"
    LINK = "link"  # a post with a link


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """What was set aside for one call."""

    item: Item
    count: int
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a month's budget stands."""

    spent_usd: float
    month_usd: float
    reads: int
    posts: int
    reads_left: int
    posts_left: int  # without a link
    warned: bool

    @property
    def stopped(self) -> bool:
        """Whether nothing can be read or nothing posted any more."""
        return self.reads_left <= 0 or self.posts_left <= 0


class Budget:
    """Sets aside, and gives back.

    Args:
        settings: limits and prices.
        database: where what was spent is kept.
        thread: the storage thread.
        clock: the time now; months are those of UTC.
    """

    def __init__(
        self, settings: XBudget, database: Database, thread: StorageThread, clock: Clock
    ) -> None:
        self._settings = settings
        self._database = database
        self._thread = thread
        self._clock = clock

    async def reserve(self, item: Item, most: int, least: int = 1) -> Reserve | None:
        """Set aside as much as there is left, up to `most`; None where it is less than `least`."""
        return await self._thread.run(self._reserve, item, most, least)

    async def settle(self, reserve: Reserve, used: int) -> None:
        """Give back what a call did not use."""
        unused = reserve.count - used
        if unused:
            await self._thread.run(self._give_back, reserve, unused)

    async def standing(self) -> Standing:
        """Return where this month stands."""
        return await self._thread.run(self._standing)

    def _standing(self) -> Standing:
        with self._database.read() as connection:
            spent = spending.load(connection, PLATFORM, month_of(self._clock))
        return standing(self._settings, spent)

    def _reserve(self, item: Item, most: int, least: int) -> Reserve | None:
        month = month_of(self._clock)
        with self._database.write("budget") as connection:
            before = spending.load(connection, PLATFORM, month)
            count = min(most, left(self._settings, before, item))
            if count < least:
                self._note(connection, month, "stopped", item)
                return None
            price = _price(self._settings, item)
            spending.add(connection, PLATFORM, month, item.value, count, price * count)
            if standing(self._settings, spending.load(connection, PLATFORM, month)).warned:
                self._note(connection, month, "warned", item)
            return Reserve(item=item, count=count, month=month)

    def _give_back(self, reserve: Reserve, unused: int) -> None:
        price = _price(self._settings, reserve.item)
        with self._database.write("budget") as connection:
            spending.add(
                connection, PLATFORM, reserve.month, reserve.item.value, -unused, -unused * price
            )

    def _note(self, connection: Connection, month: str, what: str, item: Item) -> None:
        """Say so once a month, in the log and in the record."""
        kind = f"budget.{what}"
        subject = f"budget:{PLATFORM}:{month}"
        details = {"item": item.value} if what == "stopped" else {}
        for entry, _ in record.events(connection, subject):
            if entry.kind == kind and entry.payload == details:
                return
        log(f"x.{kind}", month=month, item=item.value)
        entry = Entry(kind=kind, actor="program", subject=subject, payload=details)
        now = self._clock()
        record.append(connection, [entry], now)
        here = standing(self._settings, spending.load(connection, PLATFORM, month))
        platformpages.tell(
            connection,
            PLATFORM,
            f"budget_{what}",
            f"{month}:{details.get('item', '')}",
            now,
            spent_usd=f"{here.spent_usd:.2f}",
            budget_usd=f"{here.month_usd:.2f}",
        )


def month_of(clock: Clock) -> str:
    """Return the month that X bills now."""
    return f"{clock():%Y-%m}"


def left(settings: XBudget, spent: Mapping[str, Spent], item: Item) -> int:
    """Return how many of a kind there may still be this month."""
    money = round(settings.month_usd * _MILLION)
    price = _price(settings, item)
    counts: list[int] = []
    if price:
        counts.append((money - sum(one.micro_usd for one in spent.values())) // price)
    if item is Item.READ:
        if price:  # some of the money is kept, so that there is enough to answer
            share = money * (100 - settings.keep_for_posts_pct) // 100
            counts.append((share - _of(spent, item).micro_usd) // price)
        if settings.month_reads is not None:
            counts.append(settings.month_reads - _of(spent, item).count)
    elif settings.month_posts is not None:
        counts.append(settings.month_posts - _posts(spent))
    return max(0, min(counts, default=_MILLION))


def standing(settings: XBudget, spent: Mapping[str, Spent]) -> Standing:
    """Return where the month stands."""
    used = sum(one.micro_usd for one in spent.values())
    reads, posts = _of(spent, Item.READ).count, _posts(spent)
    shares = [
        part * 100 / whole
        for part, whole in (
            (used, settings.month_usd * _MILLION),
            (reads, settings.month_reads),
            (posts, settings.month_posts),
        )
        if whole
    ]
    return Standing(
        spent_usd=used / _MILLION,
        month_usd=settings.month_usd,
        reads=reads,
        posts=posts,
        reads_left=left(settings, spent, Item.READ),
        posts_left=left(settings, spent, Item.POST),
        warned=any(share >= settings.warn_pct for share in shares),
    )


def _price(settings: XBudget, item: Item) -> int:
    usd = {
        Item.READ: settings.read_usd,
        Item.POST: settings.post_usd,
        Item.LINK: settings.link_usd,
    }[item]
    return round(usd * _MILLION)


def _of(spent: Mapping[str, Spent], item: Item) -> Spent:
    return spent.get(item.value, Spent())


def _posts(spent: Mapping[str, Spent]) -> int:
    return _of(spent, Item.POST).count + _of(spent, Item.LINK).count
