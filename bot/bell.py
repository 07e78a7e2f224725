"""Wakes what rests: a loop that found something tells the others that there may be work."""

import asyncio


class Bell:
    """Rings in every loop that rests just now; whoever is awake looks again by itself."""

    def __init__(self) -> None:
        self._resting: set[asyncio.Event] = set()

    def ring(self) -> None:
        """Wake everybody; call it in the event loop."""
        for event in self._resting:
            event.set()

    async def rest(self, seconds: float) -> None:
        """Wait for the bell, at most that long."""
        event = asyncio.Event()
        self._resting.add(event)
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return
        finally:
            self._resting.discard(event)
