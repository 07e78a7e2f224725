"""The bell wakes whoever rests, and nobody else."""

import asyncio

from bot.bell import Bell


async def test_a_ring_wakes_all_who_rest() -> None:
    """Two loops rest for an hour; one ring ends both rests at once."""
    bell = Bell()
    resting = [asyncio.ensure_future(bell.rest(3600)) for _ in range(2)]
    await asyncio.sleep(0)
    bell.ring()
    async with asyncio.timeout(1):
        await asyncio.gather(*resting)


async def test_without_a_ring_a_rest_ends_by_itself() -> None:
    """A rest of no time is over at once, and a ring that nobody hears is lost."""
    bell = Bell()
    bell.ring()
    async with asyncio.timeout(1):
        await bell.rest(0)
