"""What goes wrong when a feed is fetched. Nothing was changed anywhere: it is asked again later."""

from typing import Final

# words that never change: the catalogs have feeds.fault.WORD for each
WORDS: Final = (
    "not_connected",  # nobody answers at the address
    "time-out",
    "network",  # the connection broke, or the answer cannot be unpacked
    "server_fault",  # 5xx, or an answer that is none
    "flood",  # 429, or 503 with a time to wait
    "not_found",
    "gone",  # 410: the feed has ended
    "declined",  # 401, 403 and the rest of the 4xx
    "too_large",
    "elsewhere",  # it leads to an address inside a private network, or round in circles
    "not_a_feed",
)


class FeedFault(Exception):
    """A feed could not be read; `word` stands in logs, never what the server wrote."""

    def __init__(self, word: str, wait_s: float | None = None) -> None:
        super().__init__(word)
        self.word = word
        self.wait_s = wait_s  # how long the server wants us to wait


class NoLibrary(Exception):
    """feedparser is not installed."""
