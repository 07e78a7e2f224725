"""Feeds as the doctor looks at them: can each be read, and what may be done there?"""

import asyncio
from datetime import UTC, datetime
from typing import Final

from bot.feedssettings import FeedSource, FeedsPlatform
from bot.findings import Finding, fault, fine, warning
from bot.platforms.feeds.client import FeedClient
from bot.platforms.feeds.discovery import find_feed, is_page
from bot.platforms.feeds.entry import PLATFORM
from bot.platforms.feeds.faults import FeedFault, NoLibrary
from bot.platforms.feeds.reader import check_library, read_feed
from bot.settings import Settings
from policies.faults import said

CHECK: Final = "feeds"
_ALL_S: Final = 15.0
_ONE_S: Final = 8.0
_AT_ONCE: Final = 8


def look_at_feeds(settings: Settings) -> list[Finding]:
    """Return what the doctor has to say of feeds; nothing where none is configured."""
    platform = settings.platforms.feeds
    there = {one.id for one in settings.channels if one.platform == PLATFORM}
    if platform is None:
        return [warning(CHECK, "feeds.doctor.not_configured")] if there else []
    try:
        check_library()
    except NoLibrary:
        return [fault(CHECK, "feeds.doctor.no_library")]
    names = {one.name for one in platform.sources}
    found = [warning(CHECK, "feeds.doctor.no_channel", name=one) for one in sorted(names - there)]
    found += [warning(CHECK, "feeds.doctor.no_feed", channel=one) for one in sorted(there - names)]
    return found + asyncio.run(_ask_all(platform))


async def _ask_all(platform: FeedsPlatform) -> list[Finding]:
    quick = platform.model_copy(update={"timeout_s": _ONE_S, "connect_timeout_s": _ONE_S / 2})
    client = FeedClient(quick, lambda: datetime.now(UTC))
    turn = asyncio.Semaphore(_AT_ONCE)

    async def ask(source: FeedSource) -> Finding:
        try:
            async with asyncio.timeout(_ALL_S), turn:
                return await _ask(client, source)
        except (FeedFault, TimeoutError) as wrong:
            word = wrong.word if isinstance(wrong, FeedFault) else "time-out"
            words = said(f"feeds.fault.{word}")
            level = warning if word in {"time-out", "network", "flood", "server_fault"} else fault
            return level(CHECK, "feeds.doctor.unreadable", name=source.name, why=words)

    try:
        return list(await asyncio.gather(*map(ask, platform.sources)))
    finally:
        await client.close()


async def _ask(client: FeedClient, source: FeedSource) -> Finding:
    document = await client.get(source.url, source.url)
    found = None
    if document is not None and is_page(document.body, document.content_type):
        comments = source.kind == "comments"
        found = find_feed(document.body, document.url, comments=comments)
        document = await client.get(found, source.url) if found else None
    if document is None or is_page(document.body, document.content_type):
        raise FeedFault("not_a_feed")
    feed = await asyncio.to_thread(read_feed, document)
    key = "feeds.doctor.found" if found else "feeds.doctor.fine"
    return fine(CHECK, key, name=source.name, entries=len(feed.entries), address=found or "")
