"""Looking up a text of which nobody can tell whether it went out."""

from collections.abc import Awaitable, Callable, Iterable

from bot.ports import Lookup, Sent

Sleep = Callable[[float], Awaitable[None]]
Seek = Callable[[], Awaitable[tuple[Lookup, Sent | None]]]


async def seek_late(
    seek: Seek, pauses_s: Iterable[float], sleep: Sleep
) -> tuple[Lookup, Sent | None]:
    """Look again after each pause while the text is not there: platforms list it a while later.

    Args:
        seek: one look.
        pauses_s: seconds before each look.
        sleep: waits.
    """
    lookup: Lookup = Lookup.CANNOT_TELL
    for pause_s in pauses_s:
        await sleep(pause_s)
        lookup, sent = await seek()
        if lookup is not Lookup.ABSENT:
            return lookup, sent
    return lookup, None
