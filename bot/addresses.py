"""Addresses of what people posted by hand: are they addresses, and which post do they name?"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 2_000  # characters
_X: Final = frozenset({"x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com"})
_X_POST: Final = re.compile(r"/\w+/(?:web/)?status/(\d{1,19})")
_CHAT_POST: Final = re.compile(r"/c/(\d+)(?:/\d+)?/(\d+)/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where a text stands."""

    url: str
    external_id: str | None = None  # where the address tells it


def read_address(platform: str, text: str) -> Posted | None:
    """Return what an address says of a post; None where it is no address of that platform."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    if not fine or "@" in parts.netloc or len(address) > LONGEST or not address.isprintable():
        return None
    if platform == "x":
        found = _X_POST.match(parts.path) if parts.hostname in _X else None
        return Posted(url=address, external_id=found[1]) if found is not None else None
    if platform == "telegram" and parts.hostname == "t.me":
        found = _CHAT_POST.fullmatch(parts.path)
        if found is not None:
            return Posted(url=address, external_id=f"-100{found[1]}:{found[2]}")
    return Posted(url=address)
